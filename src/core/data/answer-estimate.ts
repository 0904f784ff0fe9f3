import { cellsInGrid } from './demand.ts';
import { modelledHours } from './measure-values.ts';
import type { EstimateAnswer, EstimateQuestion } from './re-estimate.ts';
import { textAt } from './text-column.ts';

/** Hours by the model of the question. @throws FormulaError */
export function answerEstimate(question: EstimateQuestion): EstimateAnswer {
  const { count, decimal, columns, formula, model, tiers, accountsPerRecord, areal } = question;
  const perRecord = accountsPerRecord === null ? () => 1 : (row: number) => accountsPerRecord[row]!;
  const table = { rowCount: count, columns, decimal };
  const hours = modelledHours(table, formula, model, tiers, question, perRecord);
  if (areal === null) return { hours, cellHours: null };
  const { grid, h3, reasons } = areal;
  const cellHours = new Float64Array(grid.count);
  for (let row = 0; row < count; row++) {
    const cells = reasons[row] === 0 ? cellsInGrid(grid, textAt(h3, row)) : [];
    for (const cell of cells) cellHours[cell]! += hours[row]! / cells.length;
  }
  return { hours, cellHours };
}
