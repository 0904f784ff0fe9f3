import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diskGrid, seededRandom } from '../../../tests/property/small-project.ts';
import { territoryComponents } from '../grid/components.ts';
import { withoutMovesOf } from './without-moves.ts';

/** A row of cells. */
function row(length: number) {
  const links = Array.from({ length }, (_, v) => [v - 1, v + 1].filter((u) => u >= 0 && u < length));
  const offsets = new Uint32Array(length + 1);
  links.forEach((own, v) => (offsets[v + 1] = offsets[v]! + own.length));
  return { offsets, targets: Uint32Array.from(links.flat()) };
}

describe('a plan without the moves of some parts', () => {
  it('leaves those as they were, and takes back what hung on their cells', () => {
    const before = Int32Array.of(0, 0, 1, 1, 2, 2);
    // 1 gives a cell to 0, 2 gives one to 1.
    const after = Int32Array.of(0, 0, 0, 1, 1, 2);
    expect([...withoutMovesOf(row(6), before, after, new Set([2]))]).toEqual([0, 0, 0, 1, 2, 2]);
    expect([...withoutMovesOf(row(6), before, after, new Set([1]))]).toEqual([...before]);
    // 0 reaches over a cell of 1 into 2: without 1 that lies apart.
    const far = Int32Array.of(0, 0, 0, 0, 0, 2);
    expect([...withoutMovesOf(row(6), before, far, new Set([1]))]).toEqual([...before]);
  });

  it('never leaves a part in more pieces than before, and moves nothing that was not moved', () => {
    const { adjacency } = diskGrid(5);
    const count = adjacency.offsets.length - 1;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 3 }), (seed, held) => {
        const random = seededRandom(seed);
        const before = Int32Array.from({ length: count }, (_, cell) => Math.floor((4 * cell) / count));
        const after = before.map((part) => (random() < 0.3 ? Math.floor(4 * random()) : part));
        const parts = withoutMovesOf(adjacency, before, after, new Set([held]));
        const pieces = (plan: Int32Array) =>
          territoryComponents(
            adjacency,
            Uint16Array.from(plan, (p) => p + 1),
          ).pieces;
        const [then, now] = [pieces(before), pieces(parts)];
        then.forEach((most, code) => expect(now[code]).toBeLessThanOrEqual(most));
        parts.forEach((part, cell) => {
          if (part !== before[cell]) expect(part).toBe(after[cell]);
          if (before[cell] === held || part === held) expect(part).toBe(before[cell]);
        });
      }),
      { numRuns: 60 },
    );
  });
});
