import { expect, test } from 'vitest';
import type { PlanMetrics } from '../../../core/metrics/metrics.ts';
import type { Territory } from '../../../core/plan/plan.ts';
import { axisReach, byDeviation, chartRows, lorenzRows } from './chart-rows.ts';

const territory = (code: number, name: string): Territory => ({
  code,
  id: name,
  name,
  hue: code,
  rep: '',
  region: '',
  targetShare: 0.25,
  capacity: 1,
  locked: false,
});
const TERRITORIES = [territory(1, 'North'), territory(2, 'South'), territory(3, 'East'), territory(4, 'West')];
const LOADS = [10, 40, 30, 20];
const FIGURES = {
  corridor: 0.2,
  territories: LOADS.map((load, i) => ({ code: i + 1, loads: [load], deviations: [load / 25 - 1] })),
} as unknown as PlanMetrics;

test('bars go from the most overloaded to the least loaded', () => {
  const rows = byDeviation(chartRows(TERRITORIES, FIGURES), 0);
  expect(rows.map(({ name }) => name)).toEqual(['South', 'East', 'West', 'North']);
  expect(rows.map(({ inside }) => inside)).toEqual([false, true, true, false]);
});

test('the axis holds the furthest territory and the corridor, and ends at a whole target', () => {
  const rows = chartRows(TERRITORIES, FIGURES);
  expect(axisReach(rows, 0, 0.2)).toBeCloseTo(0.63);
  expect(axisReach([], 0, 0.2)).toBeCloseTo(0.315);
  expect(axisReach([{ ...rows[0]!, deviations: [7] }], 0, 0.2)).toBe(1);
});

test('the Lorenz curve names who is taken in at each of its points', () => {
  const rows = lorenzRows(TERRITORIES, FIGURES, 0);
  expect(rows.map(({ name }) => name)).toEqual(['', 'North', 'West', 'East', 'South']);
  expect(rows.map(({ loadShare }) => loadShare)).toEqual([0, 0.1, 0.3, 0.6, 1].map((share) => expect.closeTo(share)));
  expect(rows.map(({ targetShare }) => targetShare)).toEqual([0, 0.25, 0.5, 0.75, 1]);
});

test('a plan that carries nothing has a straight curve without names', () => {
  const empty = { ...FIGURES, territories: FIGURES.territories.map((one) => ({ ...one, loads: [0] })) };
  expect(lorenzRows(TERRITORIES, empty, 0).map(({ code }) => code)).toEqual([0, 0]);
});
