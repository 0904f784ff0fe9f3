import { describe, expect, it } from 'vitest';
import { connectedSetExists } from './connected-set.ts';
import { partTargets } from './targets.ts';
import { hexEdges, problemOf } from './test-graphs.ts';

const chain = (cells: number) => Array.from({ length: cells - 1 }, (_, v) => [v, v + 1] as [number, number]);

describe('the search for a connected set within tolerance', () => {
  it('finds one, proves that there is none, and says when it gave up', () => {
    const even = problemOf({ cells: 12, edges: chain(12), parts: 3, values: [new Array<number>(12).fill(1)] });
    expect(connectedSetExists(even, partTargets(even), 0, 5, 100)).toBe('yes');
    const lump = problemOf({ cells: 6, edges: chain(6), parts: 3, values: [[9, 1, 1, 1, 1, 1]] });
    expect(connectedSetExists(lump, partTargets(lump), 0, 0, 100)).toBe('no');
    const wide = problemOf({
      cells: 400,
      edges: hexEdges(20, 20),
      parts: 2,
      values: [Array.from({ length: 400 }, (_, v) => (v === 0 ? 100 : 1)), Array.from({ length: 400 }, () => 1)],
      tolerance: 0.001,
    });
    expect(connectedSetExists(wide, partTargets(wide), 0, 0, 50)).toBe('limit');
  });

  it('gives up on ground without demand that is wider than a call may nest', () => {
    const cells = 40_000;
    const values = new Array<number>(cells).fill(0);
    values[0] = 1;
    values[cells - 1] = 1;
    values[cells - 2] = 1;
    const problem = problemOf({ cells, edges: chain(cells), parts: 2, values: [values] });
    expect(connectedSetExists(problem, partTargets(problem), 0, 0, 100_000)).toBe('limit');
  });
});
