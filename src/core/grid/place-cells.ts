/** Finds the cells that lie well inside a face of the icosahedron, and their lattice coordinates there. */
import { cellToLatLng } from 'h3-js';
import { type CellTable, digitAt } from './cell-table.ts';
import { DIRECTION_OF_DIGIT, facePoint, STEPS } from './faces.ts';

export interface PlacedCells {
  /** Face of each cell, -1 = a seam cell: a pentagon, or one at an edge of the icosahedron. */
  readonly face: Int8Array;
  /** Lattice coordinates on the face. */
  readonly a: Int32Array;
  readonly b: Int32Array;
}

/** Farthest a descendant's centre can lie from an ancestor's, in steps of the ancestor: the sum of 7^(-k/2). */
const DESCENT_REACH = 0.608;
/** Steps from the edge at which a cell is wholly inside its face; corners lie at 0.577. */
const CELL_REACH = 0.6;

/**
 * Places the cells of a table. Ancestors are tried from the base cells down: where one lies inside a face with all
 * its descendants, theirs follow from their digits by lattice arithmetic; single cells are asked from h3-js.
 */
export function placeCells(table: CellTable): PlacedCells {
  const count = table.cellHi.length;
  const placed = { face: new Int8Array(count).fill(-1), a: new Int32Array(count), b: new Int32Array(count) };
  let start = 0;
  for (let i = 1; i <= count; i++) {
    if (i < count && table.cellHi[i]! >>> 13 === table.cellHi[start]! >>> 13) continue;
    placeRange(table, placed, start, i, 0);
    start = i;
  }
  return placed;
}

/** Places the cells of an index range, which have their ancestor of a resolution `level` in common. */
function placeRange(table: CellTable, placed: PlacedCells, start: number, end: number, level: number): void {
  const { cellHi, cellLo, resolution } = table;
  if (level === resolution || end - start < 3) {
    for (let i = start; i < end; i++) placeCell(table, placed, i);
    return;
  }
  if (placeDescendants(table, placed, start, end, level)) return;
  let first = start;
  for (let i = start + 1; i <= end; i++) {
    const same =
      i < end && digitAt(cellHi[i]!, cellLo[i]!, level + 1) === digitAt(cellHi[first]!, cellLo[first]!, level + 1);
    if (same) continue;
    placeRange(table, placed, first, i, level + 1);
    first = i;
  }
}

function placeCell(table: CellTable, placed: PlacedCells, cell: number): void {
  const [lat, lng] = cellToLatLng([table.cellLo[cell]!, table.cellHi[cell]!]);
  const { face, depth, a, b } = facePoint(lat, lng, table.resolution);
  if (depth < CELL_REACH) return;
  placed.face[cell] = face;
  placed.a[cell] = a;
  placed.b[cell] = b;
}

function placeDescendants(table: CellTable, placed: PlacedCells, start: number, end: number, level: number): boolean {
  const { cellHi, cellLo, resolution } = table;
  const [hi, lo] = [cellHi[start]!, cellLo[start]!];
  const margin = DESCENT_REACH + CELL_REACH * 7 ** ((level - resolution) / 2);
  const origin = facePoint(...centerOf(hi, lo, level, null), level);
  if (origin.depth < margin) return false;
  // The child on the first axis of the base cell shows how that frame is turned against the face's.
  const child = facePoint(...centerOf(hi, lo, level, 4), level + 1);
  const [a0, b0] = descend(origin.a, origin.b, level + 1);
  const turn = directionOf(child.a - a0, child.b - b0);
  if (turn < 0 || child.face !== origin.face) return false;
  for (let i = start; i < end; i++) {
    let { a, b } = origin;
    for (let r = level + 1; r <= resolution; r++) {
      const digit = digitAt(cellHi[i]!, cellLo[i]!, r);
      const x = r % 2 === 1 ? 2 * a + b : 3 * a - b;
      const y = r % 2 === 1 ? 3 * b - a : a + 2 * b;
      a = x;
      b = y;
      if (digit === 0) continue;
      const step = 2 * ((DIRECTION_OF_DIGIT[digit]! + turn) % 6);
      a += STEPS[step]!;
      b += STEPS[step + 1]!;
    }
    placed.face[i] = origin.face;
    placed.a[i] = a;
    placed.b[i] = b;
  }
  return true;
}

/** Lattice coordinates of a point in the next finer resolution: times 2 - w to odd ones, times 3 + w to even ones. */
function descend(a: number, b: number, resolution: number): [a: number, b: number] {
  return resolution % 2 === 1 ? [2 * a + b, 3 * b - a] : [3 * a - b, a + 2 * b];
}

function directionOf(a: number, b: number): number {
  for (let k = 0; k < 6; k++) if (STEPS[2 * k] === a && STEPS[2 * k + 1] === b) return k;
  return -1;
}

/** Centre of the ancestor of a resolution, or of a child of it. */
function centerOf(hi: number, lo: number, level: number, digit: number | null): [lat: number, lng: number] {
  const resolution = digit === null ? level : level + 1;
  let high = ((hi & 0xff0fffff) | (resolution << 20)) >>> 0;
  let low = lo >>> 0;
  for (let r = level + 1; r <= 15; r++)
    [high, low] = withDigit(high, low, r, r === resolution && digit !== null ? digit : 7);
  const [lat, lng] = cellToLatLng([low, high]);
  return [lat, lng];
}

function withDigit(hi: number, lo: number, resolution: number, digit: number): [hi: number, lo: number] {
  const shift = 3 * (15 - resolution);
  if (shift >= 32) return [((hi & ~(7 << (shift - 32))) | (digit << (shift - 32))) >>> 0, lo];
  if (shift <= 29) return [hi, ((lo & ~(7 << shift)) | (digit << shift)) >>> 0];
  // The digit of resolution 5 has two bits in the lower half and one in the upper.
  return [((hi & ~1) | (digit >>> 2)) >>> 0, ((lo & 0x3fffffff) | (digit << 30)) >>> 0];
}
