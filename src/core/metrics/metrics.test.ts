import { gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { Demand } from '../data/dataset.ts';
import { buildGrid } from '../grid/build-grid.ts';
import { createPlan, equalTerritories } from '../plan/make-plan.ts';
import { balanceOfMeasure, deviationOf, isInside, lorenzCurve } from './balance.ts';
import { changedAccounts } from './changed-accounts.ts';
import { coverageOf } from './coverage.ts';
import { disruption } from './disruption.ts';
import { planMetrics } from './plan-metrics.ts';
import { computeTotals } from './totals.ts';

const MEASURES: Demand['measures'] = [
  { key: 'potential', name: 'Potential', unit: { kind: 'money', symbol: '$', scale: 1 }, formula: '' },
];

/** Seven cells: a centre and its ring. Three accounts: worth 10 in cell 0, 20 in cell 0, 30 in cell 6. */
const grid = buildGrid(gridDisk(latLngToCell(47.6, -122.3, 6), 1));
const accounts = { count: 3, values: [Float64Array.of(10, 20, 30)] };
const cellValues = [Float64Array.of(30, 0, 0, 0, 0, 0, 31)];
const demand: Demand = {
  measures: MEASURES,
  accountCell: Int32Array.of(0, 0, 6),
  accountsOfCell: { offsets: Uint32Array.of(0, 2, 2, 2, 2, 2, 2, 3), targets: Uint32Array.of(0, 1, 2) },
  areal: [Float64Array.of(0, 0, 0, 0, 0, 0, 1)],
  cellValues,
};

function planOf(owners: number[], overrides: { account: number; territory: number }[] = []) {
  const territories = equalTerritories(2);
  return createPlan({
    id: 'p',
    name: 'P',
    grid,
    territories,
    owners: Uint16Array.from(owners),
    bridges: [],
    overrides,
  });
}

describe('totals', () => {
  it('are the cells of a territory without accounts given away, and the accounts it was given', () => {
    const totals = computeTotals(planOf([1, 1, 1, 1, 2, 2, 2], [{ account: 1, territory: 2 }]), demand, accounts);
    expect([...totals.loads[0]!.slice(0, 3)]).toEqual([0, 10, 51]);
    expect([...totals.accounts.slice(0, 3)]).toEqual([0, 1, 2]);
    expect([...totals.cells.slice(0, 3)]).toEqual([0, 4, 3]);
  });

  it('count what no territory owns in row 0, and the accounts that a table of cells names', () => {
    const areal: Demand = { ...demand, arealAccounts: Float64Array.of(0, 4, 0, 0, 0, 0, 5) };
    const totals = computeTotals(planOf([1, 1, 0, 0, 0, 0, 0]), areal, accounts);
    expect([...totals.loads[0]!.slice(0, 3)]).toEqual([31, 30, 0]);
    expect([...totals.accounts.slice(0, 3)]).toEqual([6, 6, 0]);
  });
});

describe('balance', () => {
  it('is load over target share of the whole, less one', () => {
    expect(deviationOf(60, 0.5, 100)).toBeCloseTo(0.2, 12);
    expect(deviationOf(0, 0.5, 100)).toBe(-1);
    expect(deviationOf(0, 0, 100)).toBe(0);
    expect(deviationOf(1, 0, 100)).toBe(Number.POSITIVE_INFINITY);
  });

  it('names the worst, the mean and the Gini coefficient between territories', () => {
    const rows = [8, 20, 32, 40].map((load, i) => ({
      code: i + 1,
      load,
      targetShare: 0.25,
      deviation: deviationOf(load, 0.25, 100),
    }));
    const { maxDeviation, maxDeviationTerritory, meanAbsDeviation, gini } = balanceOfMeasure(rows);
    expect(maxDeviation).toBeCloseTo(0.68, 12);
    expect(maxDeviationTerritory).toBe(1);
    expect(meanAbsDeviation).toBeCloseTo(0.44, 12);
    // Pairs differ by 12, 24, 32, 12, 20, 8: twice their sum 108 over 2 x 4 x 4 x mean 25.
    expect(gini).toBeCloseTo(0.27, 12);
  });

  it('draws the Lorenz curve that the Gini coefficient is the area of, least loaded first', () => {
    const rows = [40, 8, 32, 20].map((load) => ({ load, targetShare: 0.25 }));
    const curve = lorenzCurve([...rows, { load: 0, targetShare: 0 }]);
    expect(curve.map(({ targetShare }) => targetShare)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    [0, 0.08, 0.28, 0.6, 1].forEach((share, i) => expect(curve[i]!.loadShare).toBeCloseTo(share, 12));
    expect(lorenzCurve([{ load: 0, targetShare: 1 }])).toEqual([
      { targetShare: 0, loadShare: 0 },
      { targetShare: 1, loadShare: 1 },
    ]);
  });

  it('is inside at the very edge, in spite of rounding', () => {
    expect(isInside([0.05 + 1e-12, -0.05], 0.05)).toBe(true);
    expect(isInside([0.0501], 0.05)).toBe(false);
  });
});

describe('coverage, contiguity and what changes hands', () => {
  it('tells holes with demand from holes without', () => {
    expect(coverageOf(Uint16Array.of(1, 0, 1, 1, 1, 1, 0), demand)).toEqual({
      cells: 7,
      assigned: 5,
      unassigned: 2,
      unassignedWithDemand: 1,
    });
  });

  it('finds a territory in pieces', () => {
    // Two ring cells that share no edge, and the rest of the disk between them.
    const far = [0, 1, 2, 3, 4, 5, 6].flatMap((a) =>
      [0, 1, 2, 3, 4, 5, 6].filter((b) => b > a && !neighbours(a).includes(b)).map((b) => [a, b]),
    )[0]!;
    const owners = [1, 1, 1, 1, 1, 1, 1].map((one, cell) => (far.includes(cell) ? 2 : one));
    const figures = planMetrics(planOf(owners), grid, demand, accounts, 0.05, 3);
    expect(figures.notContiguous).toEqual([2]);
    expect(figures.revision).toBe(3);
    expect(figures.territories.map(({ components }) => components)).toEqual([1, 2]);
  });

  it('prices a change in cells, accounts and money, largest account first', () => {
    const before = planOf([1, 1, 1, 1, 1, 1, 2]);
    const after = planOf([2, 1, 1, 1, 1, 1, 1], [{ account: 0, territory: 1 }]);
    const change = disruption(before, after, demand, accounts);
    expect([change.cells, change.accounts, change.moved, change.repsLosing]).toEqual([2, 2, [51], 2]);
    expect(change.movedShare[0]).toBeCloseTo(51 / 61, 12);
    expect(changedAccounts(before, after, demand, accounts)).toEqual([
      { account: 2, from: 2, to: 1, values: [30] },
      { account: 1, from: 1, to: 2, values: [20] },
    ]);
  });
});

function neighbours(cell: number): number[] {
  const { offsets, targets } = grid.adjacency;
  return [...targets.subarray(offsets[cell], offsets[cell + 1])];
}
