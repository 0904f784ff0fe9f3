import { describe, expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import type { BalanceProblem, BalanceState } from './problem.ts';
import { createRandom } from './random.ts';
import { scoreParts } from './score.ts';
import { drawRegions, type Team, type TeamMessage } from './team.ts';
import { hexEdges, problemOf } from './test-graphs.ts';
import { baseGraph } from './base-graph.ts';

const WIDTH = 80;
const HEIGHT = 40;
const CELLS = WIDTH * HEIGHT;
const PARTS = 8;

/** Two measures that lie apart, within two percent: no deal is that even, so that all kinds of sharing take place. */
function towns(): BalanceProblem {
  const random = createRandom(5);
  const values = Array.from({ length: CELLS }, (_, v) => {
    const town = Math.exp(-Math.hypot((v % WIDTH) - 20, Math.floor(v / WIDTH) - 20) / 6);
    return [1 + 4 * town + random.next(), 1 + 2 * town + 3 * random.next()] as const;
  });
  return problemOf({
    cells: CELLS,
    edges: hexEdges(WIDTH, HEIGHT),
    parts: PARTS,
    values: [values.map(([a]) => a), values.map(([, b]) => b)],
    tolerance: 0.02,
  });
}

/** Members of a team in one thread: what one has sent the others find, in order. */
function membersOf(size: number): Team[] {
  const sent: TeamMessage[][] = Array.from({ length: size }, () => []);
  return sent.map((own, index) => {
    let read = 0;
    return {
      size,
      index,
      send: (message) => own.push(message.map((array) => array.slice())),
      receive: () => {
        if (sent.some((queue) => queue.length <= read)) return null;
        const all = sent.map((queue) => queue[read]!);
        read++;
        return all;
      },
    };
  });
}

/** Members' states once one has made so many steps, or all have ended. */
function searched(problem: BalanceProblem, size: number, steps: number): BalanceState[] {
  const runs = membersOf(size).map((team) => createBalanceRun(problem, { seed: 3, objective: 'build', team }));
  for (;;) {
    const states = runs.map((run) => run.step(Infinity, steps));
    if (states.every(({ done }) => done) || states.some((state) => state.steps >= steps)) return states;
  }
}

describe('a team', () => {
  it('finds the same plan again, one that is balanced and in one piece', () => {
    const problem = towns();
    const states = searched(problem, 2, 160);
    const again = searched(problem, 2, 160);
    for (const [i, { parts, score }] of states.entries()) {
      expect(again[i]!.parts).toEqual(parts);
      expect(score).toEqual(scoreParts(problem, parts));
      expect(score.notContiguous).toBe(0);
      expect(score.inside).toBe(PARTS);
    }
  });

  it('repairs from seeds that follow one another', () => {
    const initial = Int32Array.from({ length: CELLS }, (_, v) => Math.floor(((v % WIDTH) * PARTS) / WIDTH));
    const problem = { ...towns(), initial };
    const repaired = (seed: number, team?: Team) =>
      createBalanceRun(problem, { seed, objective: 'repair', ...(team ? { team } : {}) }).step(Infinity, 3).parts;
    const [first, second] = membersOf(2).map((team) => repaired(3, team));
    expect([first, second]).toEqual([repaired(3), repaired(4)]);
    expect(first).not.toEqual(second);
  });
});

describe('regions', () => {
  it.each([1, 2, 3, 4])('take every part, as many each: %i', (size) => {
    const { graph } = baseGraph(towns());
    const parts = Int32Array.from({ length: CELLS }, (_, v) => Math.floor(((v % WIDTH) * PARTS) / WIDTH));
    const region = drawRegions(graph, parts, PARTS, size, createRandom(1));
    const counts = Array.from({ length: size }, (_, r) => region.filter((of) => of === r).length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(PARTS);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('go on elsewhere where parts are islands', () => {
    const { graph } = baseGraph(problemOf({ cells: 6, edges: [], parts: 6, values: [[1, 1, 1, 1, 1, 1]] }));
    const region = drawRegions(graph, Int32Array.from([0, 1, 2, 3, 4, 5]), 6, 2, createRandom(1));
    expect(region.filter((r) => r === 0)).toHaveLength(3);
    expect(region.filter((r) => r === 1)).toHaveLength(3);
  });
});
