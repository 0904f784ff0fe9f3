import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baseGraph } from './base-graph.ts';
import { addPart, beginGroup } from './group-graph.ts';
import { createRandom } from './random.ts';
import { piecesOf } from './score.ts';
import { createState, recount, type SearchState } from './search-state.ts';
import { createTreeScratch } from './spanning-tree.ts';
import { isInside, partTargets } from './targets.ts';
import { hexEdges, problemOf } from './test-graphs.ts';
import { dealByTrees } from './tree-deal.ts';

const WIDTH = 15;
const HEIGHT = 8;
const CELLS = WIDTH * HEIGHT;
const PARTS = 5;

/** Columns as parts; every seventh cell holds a third of a target, the rest what is left over, with one measure askew. */
function lumps(seed: number, tolerance: number): { problem: ReturnType<typeof problemOf>; state: SearchState } {
  const random = createRandom(seed);
  const heavy = Array.from({ length: CELLS }, () => random.below(7) === 0);
  const problem = problemOf({
    cells: CELLS,
    edges: hexEdges(WIDTH, HEIGHT),
    parts: PARTS,
    values: [heavy.map((one) => (one ? 20 : 1)), heavy.map((one) => (one ? 19 : 1 + random.below(2)))],
    tolerance,
  });
  const parts = Int32Array.from({ length: CELLS }, (_, v) => Math.floor(((v % WIDTH) * PARTS) / WIDTH));
  return { problem, state: stateOf(problem, parts) };
}

/** Balance is far dearer than borders. */
function stateOf(problem: ReturnType<typeof problemOf>, parts: Int32Array): SearchState {
  const state = createState(baseGraph(problem).graph, partTargets(problem), parts);
  state.cutPrice = 1e-6;
  return state;
}

/** Deals all parts anew, a few times until it works out. */
function dealAll(state: SearchState, seed: number, times: number): boolean {
  const scratch = createTreeScratch(state);
  const random = createRandom(seed);
  for (let i = 0; i < times; i++) {
    beginGroup(state, scratch.ground, random.below(CELLS));
    while (scratch.ground.near.length > 0) addPart(state, scratch.ground, scratch.ground.near[0]!);
    if (dealByTrees({ state, scratch, anchored: new Uint8Array(CELLS), random, allowance: 100_000 })) return true;
  }
  return false;
}

function insideCount({ targets, loads }: SearchState): number {
  const m = targets.measureCount;
  return Array.from({ length: PARTS }, (_, p) => p).filter((p) =>
    Array.from({ length: m }, (_, c) => p * m + c).every((at) => isInside(targets, at, loads[at]!)),
  ).length;
}

describe('a deal by nested cuts of trees', () => {
  it('balances parts of lumps that no single move improves', () => {
    for (const seed of [1, 2, 3]) {
      const { state } = lumps(seed, 0.1);
      expect(insideCount(state)).toBeLessThan(PARTS);
      expect(dealAll(state, seed, 20)).toBe(true);
      expect(insideCount(state)).toBe(PARTS);
    }
  });

  it('leaves all parts inside, in one piece and with true loads, or nothing changed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.constantFrom(0.02, 0.05, 0.2), (seed, tolerance) => {
        const { problem, state } = lumps(seed, tolerance);
        const before = state.parts.slice();
        if (!dealAll(state, seed, 2)) {
          expect(state.parts).toEqual(before);
          return;
        }
        const { loads } = state;
        recount(state);
        state.loads.forEach((load, at) => expect(loads[at]).toBeCloseTo(load, 6));
        expect(insideCount(state)).toBe(PARTS);
        expect([...piecesOf(problem, state.parts)]).toEqual(new Array(PARTS).fill(1));
      }),
      { numRuns: 40 },
    );
  });

  it('deals to targets of different sizes', () => {
    const { problem } = lumps(4, 0.15);
    const shares = Float64Array.of(0.1, 0.15, 0.2, 0.25, 0.3);
    const uneven = { ...problem, targetShares: [shares, shares] };
    const parts = Int32Array.from({ length: CELLS }, (_, v) => Math.floor(((v % WIDTH) * PARTS) / WIDTH));
    const state = stateOf(uneven, parts);
    expect(dealAll(state, 1, 50)).toBe(true);
    expect(insideCount(state)).toBe(PARTS);
  });
});
