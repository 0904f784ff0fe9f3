import { describe, expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import type { BalanceProblem, BalanceState } from './problem.ts';
import { createRandom } from './random.ts';
import { loadsOf, scoreParts } from './score.ts';
import { beyondTolerance, partTargets } from './targets.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const WIDTH = 40;
const HEIGHT = 30;

function lattice(parts: number, tolerance = 0.05): BalanceProblem {
  const random = createRandom(5);
  const cells = WIDTH * HEIGHT;
  const values = [0, 1].map(() => Array.from({ length: cells }, () => 1 + 4 * random.next() ** 3));
  return problemOf({ cells, edges: hexEdges(WIDTH, HEIGHT), parts, values, tolerance });
}

function search(problem: BalanceProblem, objective: 'build' | 'repair', steps: number, seed = 1): BalanceState {
  return createBalanceRun(problem, { seed, objective }).step(1e9, steps);
}

describe('build', { timeout: 60_000 }, () => {
  it('reaches tolerance on both measures with contiguous parts, with and without positions', () => {
    const problem = lattice(7);
    const positions = Float64Array.from({ length: 2 * WIDTH * HEIGHT }, (_, i) =>
      i % 2 === 0
        ? (((i / 2) % WIDTH) + (Math.floor(i / 2 / WIDTH) % 2) / 2) * 0.1
        : Math.floor((i - 1) / 2 / WIDTH) * 0.0866,
    );
    for (const state of [search(problem, 'build', 600), search({ ...problem, positions }, 'build', 600)]) {
      expect(state.score).toMatchObject({ inside: 7, notContiguous: 0, empty: 0 });
      expect(Math.max(...state.score.maxDeviation)).toBeLessThanOrEqual(0.05);
    }
  });

  it('has a complete contiguous plan after one step', () => {
    const state = createBalanceRun(lattice(9), { seed: 3, objective: 'build' }).step(0);
    expect(state.steps).toBe(1);
    expect(state.parts.every((p) => p >= 0 && p < 9)).toBe(true);
    expect(state.score).toMatchObject({ notContiguous: 0, empty: 0 });
  });

  it('gives the same plan for the same seed and steps, however the time is sliced', () => {
    const problem = lattice(6);
    const whole = search(problem, 'build', 120, 4);
    const run = createBalanceRun(problem, { seed: 4, objective: 'build' });
    let sliced = run.step(0, 120);
    while (sliced.steps < 120 && !sliced.done) sliced = run.step(1, 120);
    expect(sliced.steps).toBe(whole.steps);
    expect(sliced.parts).toEqual(whole.parts);
  });

  it('comes to an end where a part that is beyond has nobody to deal with', () => {
    const cells = WIDTH * HEIGHT;
    const problem = lattice(3);
    // The left and the right third are locked, and what lies between is too much.
    const initial = Int32Array.from({ length: cells }, (_, v) => (v % WIDTH < 8 ? 0 : v % WIDTH >= 32 ? 1 : -1));
    const locked = Uint8Array.of(1, 1, 0);
    const state = search({ ...problem, initial, locked }, 'build', 20_000);
    expect(state.done).toBe(true);
    expect(state.parts).toEqual(initial.map((p) => (p < 0 ? 2 : p)));
  });

  it('gives disconnected pieces parts of their own while there are enough', () => {
    const one = hexEdges(10, 10);
    const edges = [...one, ...one.map(([a, b]) => [a + 100, b + 100] as [number, number])];
    const problem = problemOf({ cells: 200, edges, parts: 4, values: [new Array<number>(200).fill(1)] });
    expect(search(problem, 'build', 400).score).toMatchObject({ notContiguous: 0, inside: 4 });
  });

  it('certifies a cell that is too much for any part, and spreads the rest evenly', () => {
    const cells = WIDTH * HEIGHT;
    const potential = new Array<number>(cells).fill(1);
    potential[620] = 500;
    const problem = problemOf({
      cells,
      edges: hexEdges(WIDTH, HEIGHT),
      parts: 5,
      values: [potential, new Array<number>(cells).fill(1)],
    });
    const state = search(problem, 'build', 300);
    const heavy = state.parts[620]!;
    expect(state.infeasible.find((i) => i.part === heavy)).toMatchObject({ cell: 620, reason: 'heavy-cell' });
    expect(state.score.notContiguous).toBe(0);
  });

  it('starts from a given plan and shortens its boundary within the change budget', () => {
    const problem = lattice(4);
    const random = createRandom(9);
    const stripes = Int32Array.from({ length: WIDTH * HEIGHT }, (_, v) => Math.min(3, Math.floor((v % WIDTH) / 10)));
    for (let i = 0; i < 60; i++) {
      const v = random.below(stripes.length - 1);
      if (v % WIDTH < WIDTH - 1) stripes[v] = stripes[v + 1]!;
    }
    const given = { ...problem, initial: stripes, maxChangedShare: 0.1 };
    const state = search(given, 'build', 800);
    expect(state.score.notContiguous).toBe(0);
    expect(state.score.changedCells).toBeLessThanOrEqual(0.1 * stripes.length);
    expect(state.score.edgeCut).toBeLessThan(scoreParts(given, stripes).edgeCut);
  });
});

describe('repair', { timeout: 60_000 }, () => {
  const base = (): BalanceProblem => {
    const problem = lattice(6, 0.04);
    return { ...problem, initial: search(problem, 'build', 600).parts };
  };

  it.each([0, 0.02, 0.1])('keeps a budget of %f where the corridor is out of its reach', (maxChangedShare) => {
    const problem = lattice(6, 0.02);
    // Six columns, the first of them twice as wide as it should be.
    const initial = Int32Array.from({ length: WIDTH * HEIGHT }, (_, v) =>
      Math.max(0, Math.floor(((v % WIDTH) - 14) / 5.2) + 1),
    );
    const moveCost = problem.measures[0]!.values;
    const total = moveCost.reduce((sum, cost) => sum + cost, 0);
    const state = search({ ...problem, initial, moveCost, maxChangedShare }, 'repair', 400);
    expect(state.score.inside).toBeLessThan(6);
    expect(state.score.changeCost).toBeLessThanOrEqual(maxChangedShare * total);
    expect(state.score.notContiguous).toBe(0);
  });

  it('lets no territory end further off than it began, and buys no less with a larger budget', () => {
    const parts = 12;
    const problem = lattice(parts, 0.01);
    const targets = partTargets(problem);
    const initial = Int32Array.from({ length: WIDTH * HEIGHT }, (_, v) => Math.floor(((v % WIDTH) * parts) / WIDTH));
    const offOf = (plan: Int32Array): number[] => {
      const loads = loadsOf(problem, targets, plan);
      const off = Array.from(loads, (load, at) => Math.max(0, beyondTolerance(targets, at, load)));
      return Array.from({ length: parts }, (_, p) => off[2 * p]! + off[2 * p + 1]!);
    };
    const began = offOf(initial);
    expect(began.filter((off) => off > 0).length).toBeGreaterThan(6);
    let inside = 0;
    for (const maxChangedShare of [0.02, 0.05, 0.1]) {
      const state = search({ ...problem, initial, maxChangedShare }, 'repair', 500);
      expect(offOf(state.parts).filter((off, p) => off > began[p]! + 1e-9)).toEqual([]);
      expect(state.score.inside).toBeGreaterThanOrEqual(inside);
      ({ inside } = state.score);
    }
    expect(inside).toBeGreaterThan(parts / 2);
  });

  it('leaves a plan alone that is within tolerance', () => {
    const problem = base();
    const state = search(problem, 'repair', 1000);
    expect(state.done).toBe(true);
    expect(state.parts).toEqual(problem.initial);
  });

  it('restores the corridor after a stroke, at about the price of the stroke, with locks and pins kept', () => {
    const problem = base();
    const painted: number[] = [];
    const initial = problem.initial!.slice();
    const to = initial[15 * WIDTH + 20]!;
    for (let v = 0; v < initial.length; v++) {
      if (Math.abs((v % WIDTH) - 20) > 4 || Math.abs(Math.floor(v / WIDTH) - 15) > 4) continue;
      painted.push(v);
      initial[v] = to;
    }
    const fixed = new Int32Array(initial.length).fill(-1);
    for (const v of painted) fixed[v] = to;
    const locked = new Uint8Array(6);
    locked[[...locked.keys()].find((p) => !painted.some((v) => problem.initial![v] === p)) ?? (to + 1) % 6] = 1;
    const state = search({ ...problem, initial, fixed, locked }, 'repair', 3000);
    expect(state.score).toMatchObject({ inside: 6, notContiguous: 0 });
    expect(state.score.changedCells).toBeLessThanOrEqual(3 * painted.length);
    for (let v = 0; v < initial.length; v++) {
      if (fixed[v]! >= 0) expect(state.parts[v]).toBe(fixed[v]);
      else if (locked[initial[v]!] || locked[state.parts[v]!]) expect(state.parts[v]).toBe(initial[v]);
    }
  });

  it('fills unassigned cells and joins stray pieces', () => {
    const problem = base();
    const initial = problem.initial!.slice();
    for (let v = 200; v < 260; v++) initial[v] = -1;
    initial[0] = initial[initial.length - 1]!;
    const state = search({ ...problem, initial }, 'repair', 2000);
    expect(state.parts.every((p) => p >= 0)).toBe(true);
    expect(state.score).toMatchObject({ inside: 6, notContiguous: 0 });
  });
});

describe('contradictory problems', () => {
  it('are refused with a sentence', () => {
    const problem = lattice(3);
    const run = (p: BalanceProblem, objective: 'build' | 'repair') => () => createBalanceRun(p, { seed: 1, objective });
    expect(run({ ...problem, parts: 0 }, 'build')).toThrow(/at least 1 part/);
    expect(run(problem, 'repair')).toThrow(/needs the plan to start from/);
    expect(run({ ...problem, fixed: new Int32Array(3) }, 'build')).toThrow(/fixed has 3 values/);
    expect(run({ ...problem, initial: new Int32Array(WIDTH * HEIGHT).fill(7) }, 'build')).toThrow(/names part 7/);
  });
});
