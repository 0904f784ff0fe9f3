/** Numbers out of text columns, read from the bytes where they are plain. */
import type { TextColumn } from './dataset.ts';
import { isNoValue, parseNumber } from './number.ts';
import { columnLength, isBlankAt, headAt } from './text-column.ts';

const POWERS = Float64Array.from({ length: 19 }, (_, i) => 10 ** i);

/** Value of a 0-based record; NaN for blanks and for text. */
export function numberAt(column: TextColumn, row: number, decimal: '.' | ','): number {
  const { bytes, offsets } = column;
  const start = offsets[row]!;
  const end = offsets[row + 1]!;
  if (start === end) return Number.NaN;
  const negative = bytes[start] === 0x2d;
  const first = negative ? start + 1 : start;
  const mark = decimal === '.' ? 0x2e : 0x2c;
  let digits = 0;
  let value = 0;
  let point = -1;
  // At most 15 digits: integer and power of ten are then exact, and their quotient is the nearest double.
  for (let i = first; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + (byte - 0x30);
      digits += 1;
    } else if (byte === mark && point < 0 && digits > 0) point = i;
    else return parseNumber(headAt(column, row), decimal);
  }
  if (digits === 0 || digits > 15) return parseNumber(headAt(column, row), decimal);
  const result = point < 0 ? value : value / POWERS[end - point - 1]!;
  return negative ? -result : result;
}

export interface ColumnNumbers {
  /** NaN where blank or not a number. */
  readonly values: Float64Array;
  readonly blanks: number;
  /** Values that are neither blank, nor a word for "none", nor a number. */
  readonly words: number;
}

export function numbersOf(column: TextColumn, decimal: '.' | ','): ColumnNumbers {
  const rows = columnLength(column);
  const values = new Float64Array(rows);
  let blanks = 0;
  let words = 0;
  for (let row = 0; row < rows; row++) {
    const value = numberAt(column, row, decimal);
    values[row] = value;
    if (!Number.isNaN(value)) continue;
    if (isBlankAt(column, row) || isNoValue(headAt(column, row))) blanks += 1;
    else words += 1;
  }
  return { values, blanks, words };
}

/** True where any value is written as a whole number with a leading zero: `01067` is a code, `0.5` and `0` are not. */
export function hasLeadingZeros(column: TextColumn): boolean {
  const { bytes, offsets } = column;
  const rows = columnLength(column);
  for (let row = 0; row < rows; row++) {
    const start = offsets[row]!;
    const end = offsets[row + 1]!;
    if (end - start < 2 || bytes[start] !== 0x30) continue;
    let digits = true;
    for (let i = start; i < end && digits; i++) digits = bytes[i]! >= 0x30 && bytes[i]! <= 0x39;
    if (digits) return true;
  }
  return false;
}
