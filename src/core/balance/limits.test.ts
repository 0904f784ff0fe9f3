/** Minimum and maximum, groups, locks and fixed cells that are at odds: kept, and explained. */
import { describe, expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import type { BalanceProblem, BalanceState } from './problem.ts';
import { piecesOf } from './score.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const WIDTH = 16;
const HEIGHT = 12;
const CELLS = WIDTH * HEIGHT;

function even(parts: number, tolerance = 0.05): BalanceProblem {
  const values = [new Array<number>(CELLS).fill(1)];
  return problemOf({ cells: CELLS, edges: hexEdges(WIDTH, HEIGHT), parts, values, tolerance });
}

function path(cells: number, parts: number, values = new Array<number>(cells).fill(1)): BalanceProblem {
  const edges = Array.from({ length: cells - 1 }, (_, v) => [v, v + 1] as [number, number]);
  return problemOf({ cells, edges, parts, values: [values] });
}

function solve(problem: BalanceProblem, objective: 'build' | 'repair' = 'build', steps = 600): BalanceState {
  return createBalanceRun(problem, { seed: 1, objective }).step(1e9, steps);
}

const loadOf = (problem: BalanceProblem, state: BalanceState, part: number): number =>
  problem.measures[0]!.values.reduce((sum, value, v) => sum + (state.parts[v] === part ? value : 0), 0);

const row = (parts: number, value: number, at: Record<number, number> = {}): Float64Array =>
  Float64Array.from({ length: parts }, (_, p) => at[p] ?? value);

describe('minimum and maximum', () => {
  it('hold within the tolerance', () => {
    const problem = { ...even(4, 0.2), maximum: [row(4, Infinity, { 1: 44 })], minimum: [row(4, 0, { 2: 52 })] };
    const state = solve(problem);
    expect(state.score).toMatchObject({ inside: 4, notContiguous: 0 });
    expect(loadOf(problem, state, 1)).toBeLessThanOrEqual(44);
    expect(loadOf(problem, state, 2)).toBeGreaterThanOrEqual(52);
    expect(state.infeasible).toEqual([]);
  });

  it('come before the tolerance: a part within it but beyond its maximum is not inside', () => {
    const problem = { ...path(10, 2), maximum: [row(2, Infinity, { 0: 4 })] };
    const state = solve(problem);
    expect(loadOf(problem, state, 0)).toBe(4);
    expect(state.score.inside).toBe(0);
    expect(state.infeasible).toContainEqual(
      expect.objectContaining({ part: 0, reason: 'cap', cell: -1, available: 4, needed: 4.75 }),
    );
  });

  it('are proved to be at odds where they add up to less, or to more, than there is', () => {
    const low = solve({ ...even(4, 0.5), maximum: [row(4, 40)] }).infeasible;
    expect(low[0]).toMatchObject({ reason: 'cap', needed: CELLS, available: expect.closeTo(160) as number });
    const high = solve({ ...even(4, 0.5), minimum: [row(4, 60)] }).infeasible;
    expect(high[0]).toMatchObject({ reason: 'cap', needed: expect.closeTo(240) as number, available: CELLS });
  });

  it('are refused where they contradict themselves', () => {
    const run = (limits: Partial<BalanceProblem>) => () => solve({ ...even(3), ...limits });
    expect(run({ minimum: [row(3, 9)], maximum: [row(3, 8)] })).toThrow(
      /maximum of 8 for part 0, below its minimum of 9/,
    );
    expect(run({ maximum: [row(2, 8)] })).toThrow(/needs 3 values in maximum/);
    expect(run({ minimum: [row(3, -1)] })).toThrow(/minimum of -1/);
  });

  it('a minimum in a measure that is empty can not be met, and says so', () => {
    const problem = { ...path(6, 2, [0, 0, 0, 0, 0, 0]), minimum: [row(2, 1)] };
    const state = solve(problem);
    expect(state.score.inside).toBe(0);
    expect(state.infeasible.map(({ reason }) => reason)).toEqual(['cap', 'cap']);
  });
});

describe('locks and fixed cells that are at odds', () => {
  it('a locked part that is outside, and what it leaves to the others', () => {
    const initial = Int32Array.from({ length: CELLS }, (_, v) => (v % WIDTH < 8 ? 0 : v % WIDTH < 12 ? 1 : 2));
    const locked = Uint8Array.of(1, 0, 0);
    const { infeasible, parts } = solve({ ...even(3), initial, locked }, 'repair');
    expect([0, 1, 2].map((p) => infeasible.find(({ part }) => part === p)?.reason)).toEqual([
      'locked',
      'locked',
      'locked',
    ]);
    expect(infeasible[1]).toMatchObject({ needed: expect.closeTo(121.6) as number, available: 96 });
    initial.forEach((p, v) => {
      if (p === 0) expect(parts[v]).toBe(0);
    });
  });

  it('fixed cells that are too much, or hemmed in by those of others', () => {
    const fixed = Int32Array.from({ length: 12 }, (_, v) => (v < 7 ? 0 : -1));
    expect(solve({ ...path(12, 2), fixed }).infeasible[0]).toMatchObject({ part: 0, reason: 'fixed', needed: 7 });
    const hemmed = new Int32Array(12).fill(-1);
    hemmed[0] = 0;
    hemmed[2] = 1;
    expect(solve({ ...path(12, 2), fixed: hemmed }, 'build', 5000).infeasible).toContainEqual(
      expect.objectContaining({ part: 0, reason: 'fixed', available: 2 }),
    );
  });

  it('fixed cells that no way joins are reported as pieces', () => {
    const fixed = Int32Array.of(0, -1, 1, -1, 0);
    const state = solve({ ...path(5, 2), fixed });
    expect(state.score.notContiguous).toBe(1);
    expect(state.infeasible).toContainEqual(
      expect.objectContaining({ part: 0, measure: '', reason: 'fixed', cell: 4 }),
    );
  });

  it('are refused where a lock forbids what is fixed', () => {
    const initial = Int32Array.of(0, 0, 1, 1);
    const locked = Uint8Array.of(1, 0);
    const run = (more: Partial<BalanceProblem>) => () => solve({ ...path(4, 2), initial, locked, ...more }, 'repair');
    expect(run({ fixed: Int32Array.of(1, -1, -1, -1) })).toThrow(/locked part 0 is fixed to part 1/);
    expect(run({ fixed: Int32Array.of(-1, -1, -1, 0) })).toThrow(/fixed to part 0, which is locked/);
    expect(run({ initial: Int32Array.of(0, 0, 1, -1), locked: Uint8Array.of(1, 1) })).toThrow(/all 2 parts are locked/);
  });
});

describe('groups', () => {
  it('stay together, joined over free cells where they lie apart', () => {
    const groups = new Int32Array(CELLS).fill(-1);
    for (const v of [3 * WIDTH + 2, 3 * WIDTH + 6, 4 * WIDTH + 3]) groups[v] = 7;
    for (const v of [0, 1, WIDTH]) groups[v] = 9;
    const problem = { ...even(6, 0.1), groups };
    const state = solve(problem);
    expect(state.score).toMatchObject({ inside: 6, notContiguous: 0 });
    for (const group of [7, 9]) expect(new Set([...state.parts].filter((_, v) => groups[v] === group)).size).toBe(1);
    expect(state.infeasible).toEqual([]);
  });

  it('crossing groups go together, as there is no other way', () => {
    const state = solve({ ...path(6, 2), groups: Int32Array.of(1, 2, 1, 2, -1, -1) });
    expect([...state.parts.slice(0, 4)]).toEqual(new Array<number>(4).fill(state.parts[0]!));
    expect(state.score.notContiguous).toBe(0);
  });

  it('one that is heavier than any part may be is named', () => {
    const groups = Int32Array.from({ length: CELLS }, (_, v) => (v % WIDTH < 8 ? 1 : -1));
    const state = solve({ ...even(4), groups });
    expect(state.infeasible).toContainEqual(
      expect.objectContaining({ part: state.parts[0], reason: 'group', share: 2 }),
    );
  });

  it('one that locked cells or water divide is kept together in pieces, and named', () => {
    const initial = Int32Array.from({ length: CELLS }, (_, v) => (v % WIDTH === 8 ? 0 : v % WIDTH < 8 ? 1 : 2));
    const groups = new Int32Array(CELLS).fill(-1);
    groups[2] = groups[14] = 5;
    const problem = { ...even(3), initial, groups, locked: Uint8Array.of(1, 0, 0) };
    const state = solve(problem, 'repair');
    expect(state.parts[2]).toBe(state.parts[14]);
    expect(state.infeasible).toContainEqual(
      expect.objectContaining({ part: state.parts[2], measure: '', reason: 'group' }),
    );
    expect(piecesOf(problem, state.parts)[0]).toBe(1);
  });

  it('across fixed cells of two parts are together on either side, and named', () => {
    const groups = Int32Array.of(3, 3, 3, -1, 3, 3);
    const fixed = Int32Array.of(0, 0, -1, -1, -1, 1);
    const state = solve({ ...path(6, 2), groups, fixed });
    expect([...state.parts]).toEqual([0, 0, 0, 0, 0, 1]);
    expect(state.infeasible).toContainEqual(expect.objectContaining({ reason: 'group', measure: '' }));
  });

  it('count in the budget of change what they take along', () => {
    const initial = Int32Array.from({ length: CELLS }, (_, v) => (v % WIDTH < 5 ? 0 : 1));
    const groups = Int32Array.from({ length: CELLS }, (_, v) =>
      v % WIDTH === 4 || v % WIDTH === 5 ? Math.floor(v / WIDTH) : -1,
    );
    const problem = { ...even(2), initial, groups, maxChangedShare: 0.2 };
    const state = solve(problem, 'repair');
    expect(state.score.changedCells).toBeLessThanOrEqual(0.2 * CELLS);
    for (let g = 0; g < HEIGHT; g++) expect(new Set([...state.parts].filter((_, v) => groups[v] === g)).size).toBe(1);
  });
});
