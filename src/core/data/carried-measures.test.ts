import { cellToChildren, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { apart, everyMeasure, isBalanced, together } from './carried-measures.ts';
import { defaultChoices } from './default-choices.ts';
import { binAccounts } from './demand.ts';
import { guessColumns } from './guess-roles.ts';
import { makeDataset } from './make-accounts.ts';
import type { Measure } from './measure.ts';
import { answerEstimate } from './answer-estimate.ts';
import { estimateQuestion, withEstimate } from './re-estimate.ts';
import { tableOf } from './test-table.ts';

const parent = latLngToCell(47.6, -122.3, 5);
const grid = buildGrid(cellToChildren(parent, 6));
const staff: Measure = {
  key: 'Staff',
  name: 'Staff',
  unit: { kind: 'count', symbol: '', scale: 1 },
  formula: 'staff',
  balance: false,
};

/** With staff carried along, and workload as well where it is not balanced. */
function datasetOf(columns: Readonly<Record<string, readonly string[]>>, workload = true) {
  const table = tableOf(columns);
  const choices = defaultChoices(table, guessColumns(table), 2);
  const measures = choices.measures.map((measure) =>
    workload || measure.key !== 'workload' ? measure : { ...measure, balance: false },
  );
  return makeDataset(table, { ...choices, measures: [...measures, staff] }).dataset;
}

const shops = {
  id: ['a', 'b', 'c'],
  lat: ['47.6', '47.6', ''],
  lng: ['-122.3', '-122.3', ''],
  revenue: ['1', '2', '4'],
  staff: ['10', '20', '40'],
};

describe('measures that are carried along', () => {
  it('are out of what is balanced, and come back among all in their order', () => {
    const whole = datasetOf(shops, false);
    const dataset = apart(whole);
    expect(dataset.measures.map(({ key }) => key)).toEqual(['potential']);
    expect(dataset.carried?.map(({ key }) => key)).toEqual(['workload', 'Staff']);
    const demand = binAccounts(grid, dataset);
    expect([demand.cellValues.length, demand.carried?.length]).toEqual([1, 2]);
    const all = together({ dataset, demand });
    expect(all.dataset.measures.map(({ key }) => key)).toEqual(['potential', 'workload', 'Staff']);
    expect(all.dataset.measures.map(isBalanced)).toEqual([true, false, false]);
    expect(all.dataset.accounts.values).toEqual(whole.accounts.values);
    expect(everyMeasure(dataset)).toEqual(whole.measures);
    const { cellValues, areal } = binAccounts(grid, whole);
    expect([all.demand.cellValues, all.demand.areal]).toEqual([cellValues, areal]);
  });

  it('leave everything as it is where there are none', () => {
    const table = tableOf(shops);
    const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table), 2));
    expect(apart(dataset)).toBe(dataset);
    const given = { dataset, demand: binAccounts(grid, dataset) };
    expect(together(given)).toBe(given);
    expect('carried' in given.demand).toBe(false);
  });

  it('are spread over cells as demand is', () => {
    const land = datasetOf({ h3: [parent], revenue: ['49'], staff: ['490'] });
    const demand = binAccounts(grid, apart(land));
    for (const value of demand.carried?.[0] ?? []) expect(value).toBeCloseTo(490 / grid.count, 9);
    const all = together({ dataset: apart(land), demand });
    expect(all.demand.areal).toEqual(binAccounts(grid, land).areal);
  });

  it('have workload estimated anew when it is one of them', () => {
    const dataset = apart(datasetOf(shops, false));
    const demand = binAccounts(grid, dataset);
    const question = estimateQuestion(dataset, grid, 5);
    const next = withEstimate(dataset, demand, question, answerEstimate(question));
    expect(next.dataset.workloadModel?.territories).toBe(5);
    const again = makeDataset(dataset.source, {
      roles: dataset.roles,
      measures: everyMeasure(dataset),
      workloadModel: question.model,
    });
    expect(next.dataset.accounts.carried).toEqual(apart(again.dataset).accounts.carried);
    expect(next.demand.carried?.[0]?.reduce((sum, hours) => sum + hours, 0)).toBeCloseTo(
      (next.dataset.accounts.carried?.[0]?.[0] ?? 0) + (next.dataset.accounts.carried?.[0]?.[1] ?? 0),
      9,
    );
    expect([next.dataset.accounts.values, next.demand.cellValues]).toEqual([
      dataset.accounts.values,
      demand.cellValues,
    ]);
  });
});
