/** A plan that leaves some territories as they were, made of one that changes them, without another search. */
import { territoryComponents } from '../grid/components.ts';
import type { Csr } from '../grid/grid.ts';

/**
 * `after` without the moves from or to the parts `held`, and without those that would then leave a part in more pieces
 * than before. Moves are only taken back, so it ends; part of each cell, -1 = none.
 */
export function withoutMovesOf(
  graph: Csr,
  before: Int32Array,
  after: Int32Array,
  held: ReadonlySet<number>,
): Int32Array {
  const parts = after.map((part, cell) => (held.has(part) || held.has(before[cell]!) ? before[cell]! : part));
  const piecesBefore = territoryComponents(graph, codesOf(before)).pieces;
  for (;;) {
    const back = movesTooMany(graph, before, parts, piecesBefore);
    if (back.length === 0) return parts;
    for (const cell of back) parts[cell] = before[cell]!;
  }
}

/** Code 0 is nobody's. */
const codesOf = (parts: Int32Array): Uint16Array => Uint16Array.from(parts, (part) => part + 1);

/** Cells to give back: what came to lie apart from most of its part; where nothing came, all that the part gave away. */
function movesTooMany(graph: Csr, before: Int32Array, parts: Int32Array, piecesBefore: Uint32Array): number[] {
  const { pieces, label, sizes } = territoryComponents(graph, codesOf(parts));
  const largest = new Map<number, number>();
  parts.forEach((part, cell) => {
    const piece = label[cell]!;
    const known = largest.get(part);
    if (piece >= 0 && (known === undefined || sizes[piece]! > sizes[known]!)) largest.set(part, piece);
  });
  const torn = [...largest.keys()].filter((part) => pieces[part + 1]! > (piecesBefore[part + 1] ?? 0));
  const back: number[] = [];
  for (const part of torn) {
    const moved = (cell: number) => parts[cell] !== before[cell];
    const all = [...parts.keys()].filter(moved);
    const apart = all.filter((cell) => parts[cell] === part && label[cell] !== largest.get(part));
    back.push(...(apart.length > 0 ? apart : all.filter((cell) => before[cell] === part)));
  }
  return back;
}
