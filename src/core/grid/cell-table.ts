/** The sorted, checked table of H3 ids that everything else in a grid is aligned with. */
import { getPentagons } from 'h3-js';
import { resolutionOf, splitId } from './cell-id.ts';

export interface CellIds {
  readonly hi: Uint32Array;
  readonly lo: Uint32Array;
}

export interface CellTable {
  readonly resolution: number;
  readonly cellHi: Uint32Array;
  readonly cellLo: Uint32Array;
}

const TWO_32 = 2 ** 32;
const BASE_CELLS = 122;

let pentagonBases: Uint8Array | undefined;

/** 1 for each of the 12 base cells that are pentagons. */
export function pentagonBaseCells(): Uint8Array {
  if (!pentagonBases) {
    pentagonBases = new Uint8Array(BASE_CELLS);
    for (const id of getPentagons(0)) pentagonBases[(splitId(id)[0] >>> 13) & 0x7f] = 1;
  }
  return pentagonBases;
}

/** Digit (0-7) of an H3 id at a resolution of 1-15. */
export function digitAt(hi: number, lo: number, resolution: number): number {
  const shift = 3 * (15 - resolution);
  if (shift >= 32) return (hi >>> (shift - 32)) & 7;
  if (shift <= 29) return (lo >>> shift) & 7;
  return ((lo >>> 30) | (hi << 2)) & 7;
}

/** Sorts and dedupes H3 ids. Throws RangeError on an id that is no cell, or on cells of several resolutions. */
export function cellTable(ids: CellIds | readonly string[]): CellTable {
  const { hi, lo } = 'hi' in ids ? ids : halvesOf(ids);
  if (hi.length !== lo.length) {
    throw new RangeError(`Upper and lower halves of the H3 ids differ in length: ${hi.length} and ${lo.length}.`);
  }
  const resolution = hi.length > 0 ? resolutionOf(hi[0]!) : 0;
  const sorted = sortedKeys(hi, lo);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i]!;
  }
  // All ids share mode and resolution, so the upper 12 bits are constant and the rest fits a double exactly.
  const head = (0x08000000 | (resolution << 20)) >>> 0;
  const cellHi = new Uint32Array(count);
  const cellLo = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const key = sorted[i]!;
    const upper = Math.floor(key / TWO_32);
    cellHi[i] = head + upper;
    cellLo[i] = key - upper * TWO_32;
  }
  checkCells(hi, lo, resolution);
  return { resolution, cellHi, cellLo };
}

function halvesOf(ids: readonly string[]): CellIds {
  const hi = new Uint32Array(ids.length);
  const lo = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const text = ids[i]!;
    let upper = 0;
    let lower = 0;
    let wrong = text.length < 15 || text.length > 16;
    for (let c = 0; c < text.length && !wrong; c++) {
      const digit = hexDigit(text.charCodeAt(c));
      wrong = digit < 0;
      upper = (upper << 4) | (lower >>> 28);
      lower = (lower << 4) | digit;
    }
    if (wrong) throw new RangeError(`"${text}" (number ${i + 1}) is not an H3 cell id.`);
    hi[i] = upper;
    lo[i] = lower;
  }
  return { hi, lo };
}

/** Value of an ASCII hexadecimal digit, or -1. */
function hexDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

function sortedKeys(hi: Uint32Array, lo: Uint32Array): Float64Array {
  const keys = new Float64Array(hi.length);
  let ascending = true;
  for (let i = 0; i < keys.length; i++) {
    const key = (hi[i]! & 0xfffff) * TWO_32 + lo[i]!;
    keys[i] = key;
    if (i > 0 && key < keys[i - 1]!) ascending = false;
  }
  return ascending ? keys : keys.sort();
}

function checkCells(hi: Uint32Array, lo: Uint32Array, resolution: number): void {
  const pentagon = pentagonBaseCells();
  for (let i = 0; i < hi.length; i++) {
    const found = resolutionOf(hi[i]!);
    if (found !== resolution && isCell(hi[i]!, lo[i]!, found, pentagon)) {
      throw new RangeError(
        `Cells of a grid share one resolution: number ${i + 1} has ${found}, the first one ${resolution}.`,
      );
    }
    if (!isCell(hi[i]!, lo[i]!, resolution, pentagon)) {
      const text = hi[i]!.toString(16) + lo[i]!.toString(16).padStart(8, '0');
      throw new RangeError(`"${text}" (number ${i + 1}) is not an H3 cell id.`);
    }
  }
}

/** Bit layout of an H3 cell: mode 1, no reserved bits, base cell, digits 0-6 then 7s, no deleted pentagon axis. */
function isCell(hi: number, lo: number, resolution: number, pentagon: Uint8Array): boolean {
  if (hi >>> 20 !== (0x080 | resolution)) return false;
  const base = (hi >>> 13) & 0x7f;
  if (base >= BASE_CELLS) return false;
  let leading = 0;
  for (let r = 1; r <= 15; r++) {
    const digit = digitAt(hi, lo, r);
    if (digit === 7 ? r <= resolution : r > resolution) return false;
    if (leading === 0 && r <= resolution) leading = digit;
  }
  return !(leading === 1 && pentagon[base] === 1);
}
