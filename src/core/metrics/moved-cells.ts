import type { TerritoryCode } from '../plan/plan.ts';

/** Cells that have another owner in `after` than in `before`, ascending, and their owner in `after`. */
export function movedCells(
  before: Uint16Array,
  after: Uint16Array,
): { readonly cells: Uint32Array; readonly codes: Uint16Array } {
  const cells: number[] = [];
  const codes: TerritoryCode[] = [];
  for (let cell = 0; cell < before.length; cell++) {
    if (before[cell] === after[cell]) continue;
    cells.push(cell);
    codes.push(after[cell]!);
  }
  return { cells: Uint32Array.from(cells), codes: Uint16Array.from(codes) };
}
