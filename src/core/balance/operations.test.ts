import { describe, expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import {
  addProblem,
  closeProblem,
  fillProblem,
  type PartProblem,
  redealProblem,
  splitProblem,
  withAnswer,
} from './operations.ts';
import type { BalanceProblem } from './problem.ts';
import { piecesOf, scoreParts } from './score.ts';
import { createRandom } from './random.ts';
import { territoriesFor } from './territories-for.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const WIDTH = 30;
const HEIGHT = 20;
const CELLS = WIDTH * HEIGHT;

function lattice(parts: number): BalanceProblem {
  const random = createRandom(3);
  const values = [0, 1].map(() => Array.from({ length: CELLS }, () => 1 + 2 * random.next()));
  return problemOf({ cells: CELLS, edges: hexEdges(WIDTH, HEIGHT), parts, values });
}

/** Five stripes. */
const stripes = Int32Array.from({ length: CELLS }, (_, v) => Math.floor((v % WIDTH) / 6));

function solved(plan: Int32Array, part: PartProblem, steps = 600): { after: Int32Array; inside: number } {
  const state = createBalanceRun(part.problem, { seed: 1, objective: 'build' }).step(1e9, steps);
  expect(state.score.notContiguous).toBe(0);
  return { after: withAnswer(plan, part, state.parts), inside: state.score.inside };
}

const changed = (after: Int32Array): number[] => [
  ...new Set([...after.keys()].filter((v) => after[v] !== stripes[v]).map((v) => stripes[v]!)),
];

describe('operations on some parts of a plan', () => {
  it('a part is split evenly into connected parts, and nothing else changes', () => {
    const whole = lattice(5);
    for (const into of [2, 3, 4]) {
      const { after, inside } = solved(stripes, splitProblem(whole, stripes, 2, into));
      expect(inside).toBe(into);
      expect(changed(after)).toEqual([2]);
      expect(new Set(after)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7].slice(0, 4 + into)));
    }
  });

  it('by one measure it is even in that one; fixed cells stay with the part', () => {
    const plain = lattice(5);
    const fixed = new Int32Array(CELLS).fill(-1);
    fixed[12] = 2;
    const part = splitProblem({ ...plain, fixed }, stripes, 2, 2, ['measure 1']);
    expect(part.problem.measures.map(({ key }) => key)).toEqual(['measure 1']);
    expect(solved(stripes, part).after[12]).toBe(2);
  });

  it('is refused when there are too few cells', () => {
    expect(() =>
      splitProblem(
        lattice(5),
        stripes.map((p, v) => (v === 0 ? 4 : p === 4 ? 3 : p)),
        4,
        2,
      ),
    ).toThrow(/1 cells/);
  });

  it('a group is dealt anew, keeps the names it had where it can, and leaves the others alone', () => {
    const { after, inside } = solved(stripes, redealProblem(lattice(5), stripes, [1, 2, 3]));
    expect(inside).toBe(3);
    expect(changed(after).every((p) => p >= 1 && p <= 3)).toBe(true);
    const kept = [...after.keys()].filter((v) => stripes[v] === after[v] && stripes[v]! >= 1 && stripes[v]! <= 3);
    expect(kept.length).toBeGreaterThan(CELLS / 5);
    expect(() => redealProblem({ ...lattice(5), locked: Uint8Array.of(0, 1, 0, 0, 0) }, stripes, [1, 2])).toThrow(
      /locked/,
    );
  });

  it('a part is added among a part and its neighbours', () => {
    const { after, inside } = solved(stripes, addProblem(lattice(5), stripes, [0]));
    expect(inside).toBe(3);
    expect(new Set(after)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(changed(after).every((p) => p <= 1)).toBe(true);
  });

  it('an added part holds the cells it is made around, and carries the share it is given', () => {
    const seeds = [12 + 5 * WIDTH, 13 + 5 * WIDTH];
    const shares = [0, 1].map(() => Float64Array.of(1, 1, 1, 0.5));
    const part = addProblem(lattice(5), stripes, [2], seeds, shares);
    const { after, inside } = solved(stripes, part);
    expect(inside).toBe(4);
    expect(seeds.map((v) => after[v])).toEqual([5, 5]);
    const sizes = [1, 2, 3, 5].map((p) => after.filter((q) => q === p).length);
    expect(sizes[3]! / sizes[0]!).toBeCloseTo(0.5, 1);
    expect(changed(after).every((p) => p >= 1 && p <= 3)).toBe(true);
  });

  it('a part is closed: its cells go to its neighbours, which keep what they have', () => {
    const whole = lattice(5);
    const part = closeProblem(whole, stripes, 2);
    expect(part.problem.graph.offsets.length - 1).toBeLessThan(CELLS / 2);
    const { after } = solved(stripes, part);
    expect(changed(after)).toEqual([2]);
    expect(new Set(after)).toEqual(new Set([0, 1, 3, 4]));
    expect([...piecesOf(whole, after)]).toEqual([1, 1, 0, 1, 1]);
    const loads = [1, 3].map((p) => after.filter((q) => q === p).length);
    expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.2);
    const locked = Uint8Array.of(0, 1, 0, 1, 0);
    expect(() => closeProblem({ ...whole, locked }, stripes, 2)).toThrow(/could go nowhere/);
    // Land of nobody is none of its business.
    const holes = stripes.map((p, v) => (v % WIDTH === 29 || v % WIDTH === 10 ? -1 : p));
    const beside = solved(holes, closeProblem(whole, holes, 2)).after;
    expect([...beside.keys()].filter((v) => beside[v] === -1)).toEqual(
      [...holes.keys()].filter((v) => holes[v] === -1),
    );
  });

  it('gaps are filled by the parts around, so that these come out even; locked parts take none', () => {
    const whole = { ...lattice(5), locked: Uint8Array.of(1, 0, 0, 0, 0) };
    const plan = stripes.map((p, v) => (Math.floor(v / WIDTH) % 7 === 3 ? -1 : p));
    const { after } = solved(plan, fillProblem(whole, plan));
    expect(after.includes(-1)).toBe(false);
    plan.forEach((p, v) => {
      if (p >= 0) expect(after[v]).toBe(p);
      else expect(after[v]).not.toBe(0);
    });
    expect(scoreParts(whole, after).notContiguous).toBe(scoreParts(whole, plan).notContiguous > 0 ? 1 : 0);
  });

  it('as many territories as come nearest to a load', () => {
    expect([territoriesFor(100, 10), territoriesFor(100, 9), territoriesFor(10, 100), territoriesFor(0, 5)]).toEqual([
      10, 11, 1, 1,
    ]);
    expect(() => territoriesFor(10, 0)).toThrow(/more than 0/);
  });
});
