/** `h3,accounts,<measure>...`: demand by cell, without any plan. */
import type { Demand } from '../../core/data/dataset.ts';
import { cellIdAt } from '../../core/grid/cell-id.ts';
import type { Grid } from '../../core/grid/grid.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';

export function writeBinsCsv(grid: Grid, demand: Demand): Uint8Array {
  const writer = createByteWriter(grid.count * 48);
  writer.text(csvLine(['h3', 'accounts', ...demand.measures.map((measure) => measure.key)]));
  for (let cell = 0; cell < grid.count; cell++) {
    const values = demand.cellValues.map((column) => String(column[cell]));
    writer.text(csvLine([cellIdAt(grid, cell), String(accountsInCell(demand, cell)), ...values]));
  }
  return writer.take();
}

/** Accounts that stand in a cell, and those that an H3 table counts there. */
export function accountsInCell({ accountsOfCell: { offsets }, arealAccounts }: Demand, cell: number): number {
  return (offsets[cell + 1] as number) - (offsets[cell] as number) + (arealAccounts?.[cell] ?? 0);
}
