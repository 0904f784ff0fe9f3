/** `cells.csv`: every cell of the grid once, with its owner and its own demand (overrides not considered). */
import type { ExportRequest } from '../../core/plan/export-request.ts';
import type { Territory } from '../../core/plan/plan.ts';
import { cellIdAt } from '../../core/grid/cell-id.ts';
import { accountsInCell } from './bins-csv.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';
import { eachRow, type ExportStep, noStep } from './export-step.ts';

export async function writeCellsCsv(
  { demand, grid, plan }: Omit<ExportRequest, 'format' | 'planName'>,
  step: ExportStep = noStep,
): Promise<Uint8Array> {
  const writer = createByteWriter(grid.count * 64);
  const keys = demand.measures.map((measure) => measure.key);
  writer.text(csvLine(['h3', 'territory_id', 'territory_name', 'accounts', ...keys]));
  const owners = plan.layers[0] as Uint16Array;
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  await eachRow(grid.count, step, (cell) => {
    const territory = territories.get(owners[cell] as number);
    writer.text(
      csvLine([
        cellIdAt(grid, cell),
        territory?.id ?? '',
        territory?.name ?? '',
        String(accountsInCell(demand, cell)),
        ...demand.cellValues.map((values) => String(values[cell])),
      ]),
    );
  });
  return writer.take();
}
