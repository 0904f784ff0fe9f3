import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { territoryComponents } from '../grid/components.ts';
import type { Csr } from '../grid/grid.ts';
import { growClaims } from './grow-claims.ts';
import { joinPieces } from './join-pieces.ts';

/** A board of squares, each joined to its four neighbours. */
function board(width: number, height: number): Csr {
  const offsets = new Uint32Array(width * height + 1);
  const targets: number[] = [];
  for (let cell = 0; cell < width * height; cell++) {
    const x = cell % width;
    if (cell >= width) targets.push(cell - width);
    if (x > 0) targets.push(cell - 1);
    if (x < width - 1) targets.push(cell + 1);
    if (cell < width * (height - 1)) targets.push(cell + width);
    offsets[cell + 1] = targets.length;
  }
  return { offsets, targets: Uint32Array.from(targets) };
}

/** Claims as drawn: digits are territories, points are empty cells. */
function drawn(...rows: string[]): { graph: Csr; claims: Uint16Array } {
  const text = rows.join('');
  return {
    graph: board(rows[0]!.length, rows.length),
    claims: Uint16Array.from(text, (sign) => (sign === '.' ? 0 : Number(sign))),
  };
}

const piecesOf = (graph: Csr, owners: Uint16Array, code: number) =>
  territoryComponents(graph, owners).pieces[code] ?? 0;

describe('joinPieces', () => {
  it('joins two pieces that growth alone leaves apart', () => {
    const { graph, claims } = drawn('1.2.1', '..2..', '.....', '.....');
    expect(piecesOf(graph, growClaims(graph, claims), 1)).toBe(2);
    const owners = joinPieces(graph, claims, 2);
    expect(piecesOf(graph, owners, 1)).toBe(1);
    expect(piecesOf(graph, owners, 2)).toBe(piecesOf(graph, growClaims(graph, claims), 2));
  });

  it('leaves a piece apart that claimed cells wall in', () => {
    const { graph, claims } = drawn('1...222', '....212', '....222');
    const owners = joinPieces(graph, claims, 2);
    expect(piecesOf(graph, owners, 1)).toBe(2);
    expect(piecesOf(graph, owners, 2)).toBe(1);
  });

  it('keeps claims, fills every cell, and never leaves more pieces than growth alone', () => {
    const claims = fc.array(fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 3), { minLength: 144, maxLength: 144 });
    fc.assert(
      fc.property(claims, (drawnClaims) => {
        fc.pre(drawnClaims.some((code) => code > 0));
        const graph = board(12, 12);
        const given = Uint16Array.from(drawnClaims);
        const owners = joinPieces(graph, given, 3);
        const grown = growClaims(graph, given);
        given.forEach((code, cell) => expect(owners[cell]).toBe(code || owners[cell]));
        expect(owners.every((code) => code > 0)).toBe(true);
        const total = (of: Uint16Array) => [1, 2, 3].reduce((sum, code) => sum + piecesOf(graph, of, code), 0);
        expect(total(owners)).toBeLessThanOrEqual(total(grown));
      }),
      { numRuns: 60 },
    );
  });

  it('leaves land without any claim unassigned', () => {
    const graph = board(2, 1);
    const apart: Csr = { offsets: Uint32Array.of(0, 0, 0), targets: new Uint32Array(0) };
    expect([...joinPieces(graph, Uint16Array.of(1, 0), 1)]).toEqual([1, 1]);
    expect([...joinPieces(apart, Uint16Array.of(1, 0), 1)]).toEqual([1, 0]);
  });
});
