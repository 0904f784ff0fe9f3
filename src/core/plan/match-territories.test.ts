import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchParts } from './match-territories.ts';

/** Shared potential of an assignment of codes to parts. */
function shared(codes: ArrayLike<number>, parts: Int32Array, owners: Uint16Array, potential: Float64Array): number {
  let sum = 0;
  parts.forEach((part, cell) => {
    if (part >= 0 && codes[part] === owners[cell]) sum += potential[cell]!;
  });
  return sum;
}

/** Every way to give each of `parts` one of `codes` or -1, no code twice. */
function* assignments(parts: number, codes: readonly number[]): Generator<number[]> {
  if (parts === 0) {
    yield [];
    return;
  }
  for (const code of [-1, ...codes]) {
    const left = code < 0 ? codes : codes.filter((other) => other !== code);
    for (const rest of assignments(parts - 1, left)) yield [code, ...rest];
  }
}

describe('matchParts', () => {
  it('gives each part the territory with which it shares most, and none where it shares nothing', () => {
    const parts = Int32Array.of(0, 0, 1, 1, 2, -1);
    const owners = Uint16Array.of(7, 7, 7, 9, 0, 9);
    const potential = Float64Array.of(5, 5, 4, 3, 8, 100);
    expect([...matchParts(parts, 3, owners, potential, [7, 9])]).toEqual([7, 9, -1]);
  });

  it('matches by cells where there is no potential', () => {
    const parts = Int32Array.of(0, 0, 0, 1);
    const owners = Uint16Array.of(2, 2, 1, 1);
    expect([...matchParts(parts, 2, owners, new Float64Array(4), [1, 2])]).toEqual([2, 1]);
  });

  it('leaves the weakest part without a territory when there are fewer territories than parts', () => {
    const parts = Int32Array.of(0, 1, 2);
    const owners = Uint16Array.of(1, 1, 1);
    expect([...matchParts(parts, 3, owners, Float64Array.of(1, 3, 2), [1])]).toEqual([-1, 1, -1]);
    expect([...matchParts(parts, 3, owners, Float64Array.of(1, 3, 2), [])]).toEqual([-1, -1, -1]);
  });

  it('shares as much as the best of all assignments', () => {
    const cell = fc.record({ part: fc.integer({ min: -1, max: 3 }), owner: fc.nat(3), potential: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 40 }), (cells) => {
        const parts = Int32Array.from(cells, ({ part }) => part);
        const owners = Uint16Array.from(cells, ({ owner }) => owner);
        const potential = Float64Array.from(cells, (one) => one.potential);
        const codes = matchParts(parts, 4, owners, potential, [1, 2, 3]);
        const best = Math.max(...[...assignments(4, [1, 2, 3])].map((way) => shared(way, parts, owners, potential)));
        expect(shared(codes, parts, owners, potential)).toBeCloseTo(best, 3);
      }),
      { numRuns: 60 },
    );
  });
});
