/** GeoJSON of accounts by RFC 7946: a point each, every column that came in and where the account went. */
import { createByteWriter } from './byte-writer.ts';
import { accountsTable } from './export-table.ts';
import type { PlanRequest } from './territory-properties.ts';

/** Accounts without a place have a null geometry. `id` of a feature is its 1-based record number. */
export function writeAccountsGeojson(request: PlanRequest): Uint8Array {
  const { dataset, plan, planName } = request;
  const { lat, lng } = dataset.accounts;
  const table = accountsTable(request);
  const hexwright = {
    version: 1,
    sources: [dataset.source.file],
    attribution: dataset.attribution,
    plan_id: plan.id,
    plan_name: planName,
  };
  const writer = createByteWriter(table.rowCount * 256 + 4096);
  writer.text(`{"type":"FeatureCollection","hexwright":${JSON.stringify(hexwright)},"features":[`);
  const names = table.columns.map((column) => JSON.stringify(column.name));
  for (let row = 0; row < table.rowCount; row++) {
    // Written member by member: a column named __proto__ is data like any other.
    const members = table.columns.map((column, at) => `${names[at]}:${JSON.stringify(column.valueAt(row))}`);
    const [x, y] = [lng[row] ?? Number.NaN, lat[row] ?? Number.NaN];
    const geometry = Number.isFinite(x) && Number.isFinite(y) ? `{"type":"Point","coordinates":[${x},${y}]}` : 'null';
    const separator = row === 0 ? '' : ',';
    writer.text(
      `${separator}\n{"type":"Feature","id":${row + 1},"properties":{${members.join(',')}},"geometry":${geometry}}`,
    );
  }
  writer.text('\n]}\n');
  return writer.take();
}
