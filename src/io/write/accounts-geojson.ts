/** GeoJSON of accounts by RFC 7946: a point each, every column that came in and where the account went. */
import { createByteWriter } from './byte-writer.ts';
import { eachRow, type ExportStep, noStep, partOf } from './export-step.ts';
import { accountsTable } from './export-table.ts';
import type { PlanRequest } from './territory-properties.ts';

/** About a centimetre on the ground; the columns that came in keep what they said. */
const DECIMALS = 1e7;

/** Accounts without a place have a null geometry. `id` of a feature is its 1-based record number. */
export async function writeAccountsGeojson(request: PlanRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  const { dataset, plan, planName } = request;
  const { lat, lng } = dataset.accounts;
  const table = await accountsTable(request, partOf(step, 0, 0.2));
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
  await eachRow(table.rowCount, partOf(step, 0.2, 1), (row) => {
    // Written member by member: a column named __proto__ is data like any other.
    const members = table.columns.map((column, at) => `${names[at]}:${JSON.stringify(column.valueAt(row))}`);
    const [x, y] = [rounded(lng[row] ?? Number.NaN), rounded(lat[row] ?? Number.NaN)];
    const geometry = Number.isFinite(x) && Number.isFinite(y) ? `{"type":"Point","coordinates":[${x},${y}]}` : 'null';
    const separator = row === 0 ? '' : ',';
    writer.text(
      `${separator}\n{"type":"Feature","id":${row + 1},"properties":{${members.join(',')}},"geometry":${geometry}}`,
    );
  });
  writer.text('\n]}\n');
  return writer.take();
}

// `+ 0` turns -0 into 0.
const rounded = (degrees: number): number => Math.round(degrees * DECIMALS) / DECIMALS + 0;
