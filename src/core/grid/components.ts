import type { Csr } from './grid.ts';

export interface Components {
  readonly count: number;
  /** Component of each cell, 0 .. count-1, numbered by their lowest cell. */
  readonly label: Int32Array;
  /** Cells of each component. */
  readonly sizes: Uint32Array;
}

/** Connected components of a graph. */
export function componentsOf(graph: Csr): Components {
  const label = new Int32Array(graph.offsets.length - 1).fill(-1);
  const sizes = labelPieces(graph, label, null);
  return { count: sizes.length, label, sizes: Uint32Array.from(sizes) };
}

export interface TerritoryComponents {
  /** Connected pieces by territory code; 0 where a code has no cell, and for unassigned. */
  readonly pieces: Uint32Array;
  /** Piece of each cell, unique over all territories; -1 for unassigned cells. */
  readonly label: Int32Array;
  /** Cells of each piece, by label. */
  readonly sizes: Uint32Array;
}

/**
 * Connected pieces of every territory. `pieces` is as long as `codeCount`, by default the highest code in use + 1.
 */
export function territoryComponents(graph: Csr, owners: Uint16Array, codeCount?: number): TerritoryComponents {
  const label = new Int32Array(owners.length).fill(-1);
  const sizes = labelPieces(graph, label, owners);
  let codes = codeCount ?? 0;
  if (codeCount === undefined) for (const owner of owners) codes = Math.max(codes, owner + 1);
  const pieces = new Uint32Array(codes);
  let known = 0;
  for (let cell = 0; cell < owners.length; cell++) {
    if (label[cell] !== known) continue;
    known++;
    pieces[owners[cell]!] = pieces[owners[cell]!]! + 1;
  }
  return { pieces, label, sizes: Uint32Array.from(sizes) };
}

/** Counts the pieces of the territories anew that are wanted; the rows of others stay. Mutates `pieces`. */
export function countPieces(graph: Csr, owners: Uint16Array, pieces: Uint32Array, wanted: Uint8Array): void {
  const { offsets, targets } = graph;
  wanted.forEach((isWanted, code) => {
    if (isWanted === 1) pieces[code] = 0;
  });
  const seen = new Uint8Array(owners.length);
  const queue: number[] = [];
  for (let first = 0; first < owners.length; first++) {
    const owner = owners[first]!;
    if (owner === 0 || seen[first] === 1 || wanted[owner] !== 1) continue;
    pieces[owner]!++;
    seen[first] = 1;
    queue.push(first);
    for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
      for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
        const neighbour = targets[k]!;
        if (seen[neighbour] === 1 || owners[neighbour] !== owner) continue;
        seen[neighbour] = 1;
        queue.push(neighbour);
      }
    }
  }
}

/** Labels pieces in the order of their lowest cell and returns their sizes; with owners, unassigned cells keep -1. */
function labelPieces(graph: Csr, label: Int32Array, owners: Uint16Array | null): number[] {
  const { offsets, targets } = graph;
  const queue = new Uint32Array(label.length);
  const sizes: number[] = [];
  for (let first = 0; first < label.length; first++) {
    const owner = owners === null ? 1 : owners[first]!;
    if (label[first]! >= 0 || owner === 0) continue;
    const piece = sizes.length;
    label[first] = piece;
    queue[0] = first;
    let filled = 1;
    for (let head = 0; head < filled; head++) {
      const cell = queue[head]!;
      for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
        const neighbour = targets[k]!;
        if (label[neighbour]! >= 0 || (owners !== null && owners[neighbour] !== owner)) continue;
        label[neighbour] = piece;
        queue[filled++] = neighbour;
      }
    }
    sizes.push(filled);
  }
  return sizes;
}
