/** Cells in many pieces, as sparse tables have them: parts take pieces that are near, and it is reported. */
import { expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import type { BalanceProblem } from './problem.ts';
import { createRandom } from './random.ts';
import { piecesOf } from './score.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const WIDTH = 50;
const HEIGHT = 30;

/** A lattice of which a share is left, with what else is asked for laid over it. */
function sparse(keep: number, parts: number, hasPositions = true): BalanceProblem {
  const random = createRandom(2);
  const number = new Map<number, number>();
  for (let v = 0; v < WIDTH * HEIGHT; v++) if (random.next() < keep) number.set(v, number.size);
  const edges = hexEdges(WIDTH, HEIGHT).flatMap(([a, b]): [number, number][] => {
    return number.has(a) && number.has(b) ? [[number.get(a)!, number.get(b)!]] : [];
  });
  const values = [0, 1].map(() => Array.from(number, () => 1 + 2 * random.next()));
  const problem = problemOf({ cells: number.size, edges, parts, values });
  const positions = Float64Array.from([...number.keys()].flatMap((v) => [v % WIDTH, 0.87 * Math.floor(v / WIDTH)]));
  return hasPositions ? { ...problem, positions } : problem;
}

const pieceCount = (problem: BalanceProblem): number =>
  piecesOf({ ...problem, parts: 1 }, new Int32Array(problem.graph.offsets.length - 1))[0]!;

const search = (problem: BalanceProblem, steps = 500) =>
  createBalanceRun(problem, { seed: 1, objective: 'build' }).step(1e9, steps);

it.each([true, false])('fewer parts than pieces: balanced all the same, and said (positions: %s)', (hasPositions) => {
  const problem = sparse(0.4, 6, hasPositions);
  const pieces = pieceCount(problem);
  expect(pieces).toBeGreaterThan(80);
  const state = search(problem);
  expect(state.score).toMatchObject({ empty: 0, inside: hasPositions ? 6 : (expect.any(Number) as number) });
  expect(state.parts.every((p) => p >= 0)).toBe(true);
  expect(state.infeasible).toContainEqual(
    expect.objectContaining({ measure: '', reason: 'no-connected-set', needed: pieces, available: 6 }),
  );
  expect(search(problem).parts).toEqual(state.parts);
});

it('a part takes pieces that are near one another', () => {
  const problem = sparse(0.4, 6);
  const { parts } = search(problem);
  const spread = Array.from({ length: 6 }, (_, p) => {
    const x = [...parts.keys()].filter((v) => parts[v] === p).map((v) => problem.positions![2 * v]!);
    return Math.max(...x) - Math.min(...x);
  });
  expect(Math.min(...spread)).toBeLessThan(0.6 * WIDTH);
});

it('as many parts as pieces, or more: every part is in one', () => {
  const pieces = pieceCount(sparse(0.45, 1));
  for (const parts of [pieces, pieces + 1, 2 * pieces]) {
    const { score } = search(sparse(0.45, parts), 60);
    expect(score).toMatchObject({ notContiguous: 0, empty: 0 });
  }
});

it('a locked part keeps its cells; pieces that it alone touches go to another', () => {
  const plain = sparse(0.45, 4);
  const cells = plain.graph.offsets.length - 1;
  const initial = Int32Array.from({ length: cells }, (_, v) => (plain.positions![2 * v]! < 12 ? 0 : -1));
  const state = search({ ...plain, initial, locked: Uint8Array.of(1, 0, 0, 0) });
  initial.forEach((p, v) => expect(state.parts[v] === 0).toBe(p === 0));
  expect(state.score.empty).toBe(0);
});

it('bridges make one piece of it, and parts are whole then', () => {
  const plain = sparse(0.45, 5);
  const cells = plain.graph.offsets.length - 1;
  const edges: [number, number][] = [];
  for (let v = 0; v < cells; v++) {
    for (let e = plain.graph.offsets[v]!; e < plain.graph.offsets[v + 1]!; e++)
      edges.push([v, plain.graph.targets[e]!]);
    if (v > 0) edges.push([v - 1, v]);
  }
  const values = plain.measures.map(({ values: row }) => [...row]);
  const { score, infeasible } = search(problemOf({ cells, edges, parts: 5, values }));
  expect(score).toMatchObject({ notContiguous: 0, inside: 5 });
  expect(infeasible).toEqual([]);
});
