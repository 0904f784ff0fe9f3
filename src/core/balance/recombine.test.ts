import { describe, expect, it } from 'vitest';
import { baseGraph } from './base-graph.ts';
import { piecesOf } from './score.ts';
import { createRandom } from './random.ts';
import { recombine } from './recombine.ts';
import { createState, recount, type SearchState } from './search-state.ts';
import { createTreeScratch } from './spanning-tree.ts';
import { partTargets } from './targets.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const WIDTH = 24;
const HEIGHT = 16;
const CELLS = WIDTH * HEIGHT;
const PARTS = 6;

/** What a stripe's cells carry of the first measure; of the second it is 4 less that. Ends need one from the middle. */
const RICH = [3, 2, 1, 3, 2, 1];

/** Stripes of columns on a lattice, each with more of one measure than of the other or of both the same. */
function stripes(): { problem: ReturnType<typeof problemOf>; state: SearchState } {
  const column = Array.from({ length: CELLS }, (_, v) => v % WIDTH);
  const problem = problemOf({
    cells: CELLS,
    edges: hexEdges(WIDTH, HEIGHT),
    parts: PARTS,
    values: [column.map((x) => RICH[Math.floor(x / 4)]!), column.map((x) => 4 - RICH[Math.floor(x / 4)]!)],
  });
  const parts = Int32Array.from(column, (x) => Math.floor((x * PARTS) / WIDTH));
  return { problem, state: createState(baseGraph(problem).graph, partTargets(problem), parts) };
}

function excessOf({ loads, targets }: SearchState): number {
  return loads.reduce((sum, load, at) => {
    return sum + Math.max(0, Math.abs(load / targets.target[at]! - 1) - targets.tolerance[at]!);
  }, 0);
}

function run(state: SearchState, anchored: Uint8Array, times: number): number {
  const scratch = createTreeScratch(state);
  const random = createRandom(7);
  state.cutPrice = 0.001;
  state.curve.fill(100);
  let taken = 0;
  for (let i = 0; i < times; i++) {
    const temperature = 0.5 * 0.005 ** (i / times);
    if (recombine(state, scratch, anchored, { ways: i % 3 === 0 ? 2 : 3, temperature, around: i % 2 }, random)) taken++;
  }
  return taken;
}

describe('recombination', () => {
  it('carries a surplus of one measure against another across parts that lie between', () => {
    const { state } = stripes();
    const before = excessOf(state);
    expect(run(state, new Uint8Array(CELLS), 3000)).toBeGreaterThan(10);
    expect(before).toBeGreaterThan(1.5);
    expect(excessOf(state)).toBeLessThan(0.02);
  });

  it('keeps every part in one piece, its loads true, and anchored nodes where they are', () => {
    const { problem, state } = stripes();
    const anchored = new Uint8Array(CELLS);
    const start = state.parts.slice();
    for (let v = 0; v < CELLS; v += 53) anchored[v] = 1;
    expect(run(state, anchored, 400)).toBeGreaterThan(10);
    expect([...piecesOf(problem, state.parts)]).toEqual(new Array(PARTS).fill(1));
    for (let v = 0; v < CELLS; v++) if (anchored[v]) expect(state.parts[v]).toBe(start[v]);
    const loads = state.loads.slice();
    recount(state);
    state.loads.forEach((load, at) => expect(load).toBeCloseTo(loads[at]!, 6));
  });

  it('leaves frozen parts alone', () => {
    const { problem } = stripes();
    const parts = Int32Array.from({ length: CELLS }, (_, v) => Math.floor(((v % WIDTH) * PARTS) / WIDTH));
    const frozen = new Uint8Array(PARTS);
    frozen[2] = 1;
    const state = createState(baseGraph(problem).graph, partTargets(problem), parts.slice(), frozen);
    expect(run(state, new Uint8Array(CELLS), 400)).toBeGreaterThan(5);
    for (let v = 0; v < CELLS; v++) expect(state.parts[v] === 2).toBe(parts[v] === 2);
  });
});
