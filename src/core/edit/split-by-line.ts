/** A drawn line makes two of one territory. */
import type { Position } from '../geometry/ring.ts';
import { componentsOf } from '../grid/components.ts';
import type { Csr, Grid } from '../grid/grid.ts';
import { linkCells } from '../grid/link-cells.ts';
import type { TerritoryCode } from '../plan/plan.ts';
import { edgesCrossed } from './edges-crossed.ts';

export interface LineSplit {
  /** Cells that leave, ascending; empty when the line does not divide the territory. */
  readonly leaving: Uint32Array;
  /** Connected pieces on the side that stays and on the side that leaves. */
  readonly piecesKept: number;
  readonly piecesLeaving: number;
}

/**
 * Cuts the territory's own graph where the line crosses it and deals the pieces by side: the largest stays, those
 * across the line from it leave, those across from these stay, and so on. Pieces that the line does not reach stay.
 */
export function splitByLine(
  grid: Pick<Grid, 'count' | 'centers'>,
  graph: Csr,
  owners: Uint16Array,
  code: TerritoryCode,
  line: readonly Position[],
): LineSplit {
  const own = ownGraph(graph, owners, code);
  const crossed = edgesCrossed(grid, own, line, (cell) => owners[cell] === code);
  const { label, sizes, count } = componentsOf(linkCells(own, [], crossed));
  const across = new Map<number, Set<number>>();
  for (const { a, b } of crossed) {
    const [from, to] = [label[a]!, label[b]!];
    if (from === to) continue;
    across.set(from, (across.get(from) ?? new Set()).add(to));
    across.set(to, (across.get(to) ?? new Set()).add(from));
  }
  const sides = sidesOf(across, sizes);
  const leaving: number[] = [];
  for (let cell = 0; cell < grid.count; cell++) {
    if (owners[cell] === code && sides.get(label[cell]!) === 1) leaving.push(cell);
  }
  const cells = Uint32Array.from(leaving);
  const gone = new Set(leaving);
  const kept: number[] = [];
  for (let cell = 0; cell < grid.count; cell++) if (owners[cell] === code && !gone.has(cell)) kept.push(cell);
  // Two pieces of one side may touch round the end of another line: counted on the graph as it was.
  const pieces = (members: readonly number[]) => countPieces(own, members, count);
  return { leaving: cells, piecesKept: pieces(kept), piecesLeaving: pieces(leaving) };
}

/** Side 0 or 1 of each piece that the line touches, from the largest piece of each group outwards. */
function sidesOf(across: ReadonlyMap<number, ReadonlySet<number>>, sizes: Uint32Array): Map<number, number> {
  const sides = new Map<number, number>();
  const bySize = [...across.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  for (const start of bySize) {
    if (sides.has(start)) continue;
    sides.set(start, 0);
    const queue = [start];
    for (const piece of queue) {
      for (const other of across.get(piece) ?? []) {
        if (sides.has(other)) continue;
        sides.set(other, 1 - sides.get(piece)!);
        queue.push(other);
      }
    }
  }
  return sides;
}

/** The graph with the edges between cells of the territory alone. */
function ownGraph({ offsets, targets }: Csr, owners: Uint16Array, code: TerritoryCode): Csr {
  const kept = new Uint32Array(targets.length);
  const rows = new Uint32Array(offsets.length);
  let filled = 0;
  for (let cell = 0; cell + 1 < offsets.length; cell++) {
    if (owners[cell] === code) {
      for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
        if (owners[targets[k]!] === code) kept[filled++] = targets[k]!;
      }
    }
    rows[cell + 1] = filled;
  }
  return { offsets: rows, targets: kept.slice(0, filled) };
}

function countPieces({ offsets, targets }: Csr, members: readonly number[], most: number): number {
  const left = new Set(members);
  let pieces = 0;
  for (const start of members) {
    if (pieces > most || !left.delete(start)) continue;
    pieces++;
    const queue = [start];
    for (const cell of queue) {
      for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) if (left.delete(targets[k]!)) queue.push(targets[k]!);
    }
  }
  return pieces;
}
