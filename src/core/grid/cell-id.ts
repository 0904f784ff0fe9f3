/** H3 ids as two unsigned 32-bit halves inside, lower-case hexadecimal text at the edges. */
import { isValidCell } from 'h3-js';
import type { CellIndex, Grid } from './grid.ts';

/** Upper and lower half of a 64-bit H3 id written in hexadecimal (any case). No validity check. */
export function splitId(h3: string): [hi: number, lo: number] {
  const cut = h3.length - 8;
  return [cut > 0 ? Number.parseInt(h3.slice(0, cut), 16) : 0, Number.parseInt(h3.slice(Math.max(0, cut)), 16)];
}

/** Lower-case hexadecimal text of an H3 id, without leading zeros, as H3 writes it. */
export function joinId(hi: number, lo: number): string {
  return hi.toString(16) + (lo >>> 0).toString(16).padStart(8, '0');
}

/** True for the text of a valid H3 cell: 15 hexadecimal digits (or 16 with a leading zero), any case. */
export function isCellId(text: string): boolean {
  return /^0?[0-9a-f]{15}$/i.test(text) && isValidCell(text.toLowerCase());
}

/** H3 resolution, 0-15, in the upper half of an id. */
export function resolutionOf(hi: number): number {
  return (hi >>> 20) & 0xf;
}

/** H3 id of a cell of the grid. Throws RangeError when there is no such cell. */
export function cellIdAt(grid: Grid, index: CellIndex): string {
  const hi = grid.cellHi[index];
  const lo = grid.cellLo[index];
  if (hi === undefined || lo === undefined) {
    throw new RangeError(`Cell ${index} is outside the grid of ${grid.count} cells.`);
  }
  return joinId(hi, lo);
}

/** Index of an H3 id given as halves, or -1; binary search in the ascending table. */
export function findCell(table: Pick<Grid, 'cellHi' | 'cellLo'>, hi: number, lo: number): CellIndex {
  const { cellHi, cellLo } = table;
  let low = 0;
  let high = cellHi.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const midHi = cellHi[middle]!;
    if (midHi < hi || (midHi === hi && cellLo[middle]! < lo)) low = middle + 1;
    else high = middle - 1;
  }
  return low < cellHi.length && cellHi[low] === hi && cellLo[low] === lo ? low : -1;
}

/** Index of an H3 id in the grid, or -1 when the grid does not hold it (or the text is no id). */
export function indexOfCell(grid: Grid, h3: string): CellIndex {
  const [hi, lo] = splitId(h3);
  return findCell(grid, hi, lo);
}
