import { expect, it } from 'vitest';
import { type FrontierPlan, frontier, spreadPlans } from './frontier.ts';
import type { BalanceProblem } from './problem.ts';
import { createRandom } from './random.ts';
import { scoreParts } from './score.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const WIDTH = 24;
const HEIGHT = 20;
const CELLS = WIDTH * HEIGHT;

function lattice(): BalanceProblem {
  const random = createRandom(4);
  const values = [0, 1].map(() => Array.from({ length: CELLS }, () => 1 + 3 * random.next() ** 2));
  return problemOf({ cells: CELLS, edges: hexEdges(WIDTH, HEIGHT), parts: 4, values });
}

function all(problem: BalanceProblem): readonly FrontierPlan[] {
  const plans = frontier(problem, { seed: 1, stepsEach: 320 });
  for (let next = plans.next(); ; next = plans.next()) if (next.done) return next.value;
}

function expectFrontier(problem: BalanceProblem, plans: readonly FrontierPlan[]): void {
  for (const { parts, score } of plans) {
    expect(score).toEqual(scoreParts(problem, parts));
    expect(score).toMatchObject({ notContiguous: 0, empty: 0 });
  }
  for (const a of plans) {
    for (const b of plans) {
      if (a === b) continue;
      const better = [
        a.deviation < b.deviation,
        a.score.edgeCut < b.score.edgeCut,
        a.score.changeCost < b.score.changeCost,
      ];
      expect(better).toContain(true);
    }
  }
}

it('from scratch: shorter boundaries for less balance', { timeout: 60_000 }, () => {
  const problem = lattice();
  const plans = all(problem);
  expectFrontier(problem, plans);
  expect(plans.length).toBeGreaterThan(3);
  const cuts = plans.map(({ score }) => score.edgeCut);
  expect(cuts).toEqual([...cuts].sort((a, b) => b - a));
  expect(all(problem).map(({ parts }) => parts)).toEqual(plans.map(({ parts }) => parts));
});

it('a few of many are the ends and what lies furthest between', () => {
  const plan = (deviation: number): FrontierPlan => ({
    parts: new Int32Array(0),
    deviation,
    score: {
      maxDeviation: [deviation],
      inside: 0,
      edgeCut: 100 - deviation,
      changeCost: 1 - deviation,
      changedCells: 0,
      notContiguous: 0,
      empty: 0,
    },
  });
  const plans = [0, 0.1, 0.2, 0.45, 0.5, 0.9, 1].map(plan);
  expect(spreadPlans(plans, 3).map(({ deviation }) => deviation)).toEqual([0, 0.5, 1]);
  expect(spreadPlans(plans, 9)).toBe(plans);
});

it('around a given plan: from no change at all, within what may change at most', { timeout: 60_000 }, () => {
  const initial = Int32Array.from({ length: CELLS }, (_, v) => Math.min(3, Math.floor((v % WIDTH) / 5)));
  const problem = { ...lattice(), initial, maxChangedShare: 0.2 };
  const plans = all(problem);
  expectFrontier(problem, plans);
  expect(plans.map(({ score }) => score.changedCells)).toContain(0);
  expect(Math.max(...plans.map(({ score }) => score.changedCells))).toBeLessThanOrEqual(0.2 * CELLS);
  expect(new Set(plans.map(({ score }) => score.changedCells)).size).toBeGreaterThan(3);
});
