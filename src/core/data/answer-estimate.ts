import { modelledHours } from './measure-values.ts';
import type { EstimateAnswer, EstimateQuestion } from './re-estimate.ts';
import { createSpread } from './spread.ts';

/** Hours by the model of the question. @throws FormulaError */
export function answerEstimate(question: EstimateQuestion): EstimateAnswer {
  const { count, decimal, columns, formula, model, tiers, accountsPerRecord, areal } = question;
  const perRecord = accountsPerRecord === null ? () => 1 : (row: number) => accountsPerRecord[row]!;
  const table = { rowCount: count, columns, decimal };
  const hours = modelledHours(table, formula, model, tiers, question, perRecord);
  if (areal === null) return { hours, cellHours: null };
  const cellHours = new Float64Array(areal.grid.count);
  const spread = createSpread(areal.grid, areal.columns);
  for (let row = 0; row < count; row++) {
    spread(row, (cell, share) => {
      cellHours[cell]! += hours[row]! * share;
    });
  }
  return { hours, cellHours };
}
