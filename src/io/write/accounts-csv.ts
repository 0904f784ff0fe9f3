/** `accounts.csv`: every record that came in, its columns untouched and in order, and where it went. */
import { accountTerritories } from '../../core/plan/account-territory.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import type { Territory } from '../../core/plan/plan.ts';
import type { Dataset } from '../../core/data/dataset.ts';
import { parseH3 } from '../../core/data/h3-value.ts';
import { isAreal } from '../../core/data/areal.ts';
import { textAt } from '../../core/data/text-column.ts';
import { cellAt } from '../../core/grid/cell-at.ts';
import { cellIdAt, indexOfCell } from '../../core/grid/cell-id.ts';
import { cellAtResolution } from '../../core/grid/cell-relations.ts';
import type { Grid } from '../../core/grid/grid.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvField, csvLine, writeColumnField } from './csv-writer.ts';
import { eachRow, type ExportStep, noStep } from './export-step.ts';

/** What is added to the columns that came in. */
export const ACCOUNT_COLUMNS = [
  'hexwright_territory_id',
  'hexwright_territory_name',
  'hexwright_h3',
  'hexwright_override',
] as const;

type PlacedRequest = Pick<ExportRequest, 'dataset' | 'demand' | 'grid' | 'plan'>;

/** CellIndex of each record, -1 without one, and the code of its territory, 0 without one. */
export function accountPlaces({ dataset, demand, grid, plan }: PlacedRequest): {
  readonly cells: Int32Array;
  readonly codes: Uint16Array;
} {
  const cells = isAreal(dataset) ? cellsOfRecords(dataset, grid) : demand.accountCell;
  return { cells, codes: accountTerritories(plan, { accountCell: cells }) };
}

/** Unplaced accounts are in it too, with an empty cell and, unless assigned by hand, an empty territory. */
export async function writeAccountsCsv(request: PlacedRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  const { dataset, grid, plan } = request;
  const { columns, rowCount } = dataset.source;
  const writer = createByteWriter(dataset.source.byteLength * 2 + 4096);
  writer.text(csvLine([...columns.map((column) => column.name), ...ACCOUNT_COLUMNS]));
  const { cells, codes } = accountPlaces(request);
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  await eachRow(rowCount, step, (row) => {
    for (const column of columns) {
      writeColumnField(writer, column, row);
      writer.text(',');
    }
    const territory = territories.get(codes[row] ?? 0);
    const cell = cells[row] ?? -1;
    const id = csvField(territory?.id ?? '');
    const h3 = cell < 0 ? '' : cellIdAt(grid, cell);
    writer.text(`${id},${csvField(territory?.name ?? '')},${h3},${plan.records.override.has(row)}\n`);
  });
  return writer.take();
}

/**
 * Cell of each record that is spread over cells: of an H3 table itself, its parent, or the middle one of its children, of an
 * area the one that the point inside it lies in; -1 outside the grid.
 */
function cellsOfRecords({ source, roles, accounts }: Dataset, grid: Grid): Int32Array {
  const column = source.columns[roles.indexOf('h3')];
  return Int32Array.from({ length: source.rowCount }, (_, row) => {
    const h3 = column ? parseH3(textAt(column, row)) : null;
    if (h3 !== null) return indexOfCell(grid, cellAtResolution(h3, grid.resolution));
    return accounts.reasons[row] === 0 ? cellAt(grid, accounts.lat[row]!, accounts.lng[row]!) : -1;
  });
}
