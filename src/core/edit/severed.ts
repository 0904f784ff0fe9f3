/** What a stroke cuts off: asked while it is in hand, so only the territories it touches are looked at. */
import type { Csr } from '../grid/grid.ts';
import type { TerritoryCode } from '../plan/plan.ts';

export interface Severed {
  /** Cells cut off from the rest of their (losing) territory, ascending. */
  readonly cells: Uint32Array;
  /** Cells given that do not hang together with the land the gaining territory had, ascending. */
  readonly apart: Uint32Array;
}

/**
 * @param owners after the stroke
 * @param taken cells given to `territory`, and their owners before; pieces that were apart already are not counted
 */
export function severedBy(
  graph: Csr,
  owners: Uint16Array,
  taken: { readonly cells: ArrayLike<number>; readonly before: ArrayLike<TerritoryCode> },
  territory: TerritoryCode,
): Severed {
  const former = new Map<number, TerritoryCode>();
  const touched = new Set<TerritoryCode>([territory]);
  for (let i = 0; i < taken.cells.length; i++) {
    former.set(taken.cells[i]!, taken.before[i]!);
    touched.add(taken.before[i]!);
  }
  touched.delete(0);
  const members = new Map<TerritoryCode, number[]>([...touched].map((code) => [code, []]));
  for (let cell = 0; cell < owners.length; cell++) members.get(owners[cell]!)?.push(cell);
  const cells: number[] = [];
  const apart: number[] = [];
  for (const [code, own] of members) {
    const pieces = piecesOf(graph, own, (cell) => owners[cell] === code);
    if (code === territory) apart.push(...newLand(pieces, former));
    else cells.push(...cutOff(graph, pieces, (cell) => (former.get(cell) ?? owners[cell]) === code));
  }
  return { cells: Uint32Array.from(cells).sort(), apart: Uint32Array.from(apart).sort() };
}

/** Pieces that consist of given cells alone; a territory that had no land starts with one, its largest. */
function newLand(pieces: readonly (readonly number[])[], former: ReadonlyMap<number, TerritoryCode>): number[] {
  const fresh = pieces.filter((piece) => piece.every((cell) => former.has(cell)));
  if (fresh.length < pieces.length) return fresh.flat();
  return fresh.filter((piece) => piece !== largestOf(fresh)).flat();
}

/** Of the pieces that one former piece fell into, all but the largest. */
function cutOff(graph: Csr, pieces: readonly number[][], was: (cell: number) => boolean): number[] {
  if (pieces.length < 2) return [];
  const formerPiece = new Map<number, number>();
  pieces.flat().forEach((cell) => {
    if (formerPiece.has(cell)) return;
    const [reached = []] = piecesOf(graph, [cell], was);
    for (const one of reached) formerPiece.set(one, cell);
  });
  const groups = new Map<number, number[][]>();
  for (const piece of pieces) {
    const group = formerPiece.get(piece[0]!)!;
    groups.set(group, [...(groups.get(group) ?? []), piece]);
  }
  return [...groups.values()].flatMap((group) => group.filter((piece) => piece !== largestOf(group)).flat());
}

function largestOf(pieces: readonly (readonly number[])[]): readonly number[] | undefined {
  let largest = pieces[0];
  for (const piece of pieces) if (piece.length > (largest?.length ?? 0)) largest = piece;
  return largest;
}

/** Connected pieces that hold at least one of `starts`, over cells that belong. */
function piecesOf(graph: Csr, starts: readonly number[], belongs: (cell: number) => boolean): number[][] {
  const seen = new Set<number>();
  const pieces: number[][] = [];
  for (const start of starts) {
    if (seen.has(start)) continue;
    seen.add(start);
    const piece = [start];
    for (const cell of piece) {
      for (let k = graph.offsets[cell]!; k < graph.offsets[cell + 1]!; k++) {
        const next = graph.targets[k]!;
        if (seen.has(next) || !belongs(next)) continue;
        seen.add(next);
        piece.push(next);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}
