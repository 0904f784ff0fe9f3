import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../io/read/read-source.ts';
import { buildGrid } from '../grid/build-grid.ts';
import type { Grid } from '../grid/grid.ts';
import { coverPoints } from '../grid/cover.ts';
import type { Dataset } from './dataset.ts';
import { defaultChoices } from './default-choices.ts';
import { binAccounts } from './demand.ts';
import { cellsOfSpread } from './spread-cells.ts';
import { spreadColumns } from './spread-columns.ts';
import { guessColumns } from './guess-roles.ts';
import { makeDataset } from './make-accounts.ts';
import { answerEstimate } from './answer-estimate.ts';
import { estimatedFor, estimateQuestion, withEstimate } from './re-estimate.ts';

const FDIC = new URL('../../../tests/fixtures/data/us_fdic_branches_pnw_2023.csv', import.meta.url);

async function branches(territories: number) {
  const { table } = await readSource('branches.csv', readFileSync(FDIC));
  return makeDataset(table, defaultChoices(table, guessColumns(table), territories)).dataset;
}

function reEstimate(dataset: Dataset, grid: Grid, territories: number) {
  const question = estimateQuestion(dataset, grid, territories);
  return withEstimate(dataset, binAccounts(grid, dataset), question, answerEstimate(question));
}

describe('an estimate for another number of territories', () => {
  it('is what an import for that number makes, and leaves potential alone', async () => {
    const twelve = await branches(12);
    const grid = buildGrid(coverPoints(twelve.accounts.lat, twelve.accounts.lng, 5));
    const four = reEstimate(twelve, grid, 4);
    const imported = await branches(4);
    expect(estimatedFor(four.dataset)).toBe(4);
    expect(four.dataset.accounts.values).toEqual(imported.accounts.values);
    expect(four.demand).toEqual(binAccounts(grid, imported));
    expect(four.dataset.accounts.values[0]).toEqual(twelve.accounts.values[0]);
    expect(four.dataset.accounts.values[1]).not.toEqual(twelve.accounts.values[1]);
  });

  it('sends no text of the file', async () => {
    const dataset = await branches(12);
    const grid = buildGrid(coverPoints(dataset.accounts.lat, dataset.accounts.lng, 4));
    expect(estimateQuestion(dataset, grid, 4)).toMatchObject({ columns: [], areal: null });
  });

  it('spreads hours over the cells of an H3 table, and reads the columns that a formula names', async () => {
    const csv =
      'h3,accounts,potential,extra\n85283473fffffff,2,10,1\n84283470fffffff... bad,1,1,1\n8428347ffffffff,4,30,2\n';
    const { table } = await readSource('cells.csv', new TextEncoder().encode(csv));
    const make = (territories: number) => {
      const choices = defaultChoices(table, guessColumns(table), territories);
      const measures = choices.measures.map((one) =>
        one.key === 'workload' ? { ...one, formula: '=visits * travel + [extra]' } : one,
      );
      return makeDataset(table, { ...choices, measures }).dataset;
    };
    const two = make(2);
    const grid = buildGrid(cellsOfSpread(spreadColumns(two), 6));
    const one = reEstimate(two, grid, 1);
    expect(one.dataset.accounts.values).toEqual(make(1).accounts.values);
    expect(one.demand).toEqual(binAccounts(grid, make(1)));
  });

  it('is refused where workload comes from the file, and for no territories', async () => {
    const dataset = await branches(12);
    const grid = buildGrid(coverPoints(dataset.accounts.lat, dataset.accounts.lng, 4));
    expect(() => reEstimate({ ...dataset, workloadModel: null }, grid, 4)).toThrow(/comes from the file/);
    expect(() => reEstimate(dataset, grid, 0)).toThrow(RangeError);
  });
});
