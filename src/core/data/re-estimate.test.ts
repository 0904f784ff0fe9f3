import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../io/read/read-source.ts';
import { buildGrid } from '../grid/build-grid.ts';
import { coverPoints } from '../grid/cover.ts';
import { defaultChoices } from './default-choices.ts';
import { binAccounts } from './demand.ts';
import { guessColumns } from './guess-roles.ts';
import { makeDataset } from './make-accounts.ts';
import { estimatedFor, reEstimate } from './re-estimate.ts';

const FDIC = new URL('../../../tests/fixtures/data/us_fdic_branches_pnw_2023.csv', import.meta.url);

async function branches(territories: number) {
  const { table } = await readSource('branches.csv', readFileSync(FDIC));
  return makeDataset(table, defaultChoices(table, guessColumns(table), territories)).dataset;
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

  it('is refused where workload comes from the file, and for no territories', async () => {
    const dataset = await branches(12);
    const grid = buildGrid(coverPoints(dataset.accounts.lat, dataset.accounts.lng, 4));
    expect(() => reEstimate({ ...dataset, workloadModel: null }, grid, 4)).toThrow(/comes from the file/);
    expect(() => reEstimate(dataset, grid, 0)).toThrow(RangeError);
  });
});
