/**
 * Columns of text as one pool of UTF-8 bytes and offsets: a million records cost their bytes and four more each,
 * not an object each. The core has no TextDecoder, hence the small codec here.
 */
import type { SourceTable, TextColumn } from './dataset.ts';

const MAX_POOL_BYTES = 0xffff_fff0;

export interface TextColumnBuilder {
  readonly length: number;
  append(text: string): void;
  /** Copies `bytes[start .. end)`, which must be UTF-8. */
  appendBytes(bytes: Uint8Array, start: number, end: number): void;
  /** The builder may not be used afterwards. */
  finish(): TextColumn;
}

export function createTextColumnBuilder(name: string, expectedRows = 1024): TextColumnBuilder {
  let offsets = new Uint32Array(expectedRows + 1);
  let pool = new Uint8Array(expectedRows * 8);
  let rows = 0;
  let used = 0;

  const reserve = (extra: number): void => {
    if (rows + 2 > offsets.length) offsets = grownOffsets(offsets, rows + 2);
    if (used + extra > pool.length) pool = grownPool(pool, used, used + extra, name);
  };
  const close = (): void => {
    rows += 1;
    offsets[rows] = used;
  };
  return {
    get length() {
      return rows;
    },
    append(text) {
      reserve(text.length * 3);
      used = encodeUtf8(text, pool, used);
      close();
    },
    appendBytes(bytes, start, end) {
      reserve(end - start);
      for (let i = start; i < end; i++) pool[used++] = bytes[i]!;
      close();
    },
    finish: () => ({ name, offsets: offsets.slice(0, rows + 1), bytes: pool.slice(0, used) }),
  };
}

function grownOffsets(old: Uint32Array, needed: number): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(Math.max(needed, old.length * 2));
  grown.set(old);
  return grown;
}

function grownPool(old: Uint8Array, used: number, needed: number, name: string): Uint8Array<ArrayBuffer> {
  if (needed > MAX_POOL_BYTES) throw new RangeError(`column ${name} holds more than 4 GB of text`);
  const grown = new Uint8Array(Math.min(MAX_POOL_BYTES, Math.max(needed, old.length * 2)));
  grown.set(old.subarray(0, used));
  return grown;
}

export function textColumnOf(name: string, values: readonly string[]): TextColumn {
  const builder = createTextColumnBuilder(name, values.length);
  for (const value of values) builder.append(value);
  return builder.finish();
}

/** Number of values in a column. */
export function columnLength(column: TextColumn): number {
  return column.offsets.length - 1;
}

/** Value of a 0-based record as text. */
export function textAt(column: TextColumn, row: number): string {
  return decodeUtf8(column.bytes, column.offsets[row]!, column.offsets[row + 1]!);
}

/** Longer values are no number, date, id or place: what only looks for one needs no more than their beginning. */
const HEAD_BYTES = 1024;

/** Value of a 0-based record as text, cut off where it is long. */
export function headAt(column: TextColumn, row: number): string {
  const start = column.offsets[row]!;
  let end = Math.min(column.offsets[row + 1]!, start + HEAD_BYTES);
  // Not amid a character.
  while (end < column.offsets[row + 1]! && (column.bytes[end]! & 0xc0) === 0x80) end += 1;
  return decodeUtf8(column.bytes, start, end);
}

/** True where a value is empty or holds nothing but spaces, tabs and NULs. */
export function isBlankAt(column: TextColumn, row: number): boolean {
  const end = column.offsets[row + 1]!;
  for (let i = column.offsets[row]!; i < end; i++) {
    const byte = column.bytes[i]!;
    if (byte === 0xc2 && column.bytes[i + 1] === 0xa0) i += 1;
    else if (byte > 0x20) return false;
  }
  return true;
}

/** Position of the column of that exact name, -1 where there is none. */
export function columnIndex(table: Pick<SourceTable, 'columns'>, name: string): number {
  return table.columns.findIndex((column) => column.name === name);
}

export function encodeUtf8(text: string, into: Uint8Array, at: number): number {
  let used = at;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code < 0x80) {
      into[used++] = code;
      continue;
    }
    if (code < 0x800) {
      into[used++] = 0xc0 | (code >> 6);
      into[used++] = 0x80 | (code & 0x3f);
      continue;
    }
    if (code >= 0xd800 && code < 0xe000) {
      const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
      if (code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
        code = 0x1_0000 + ((code - 0xd800) << 10) + (next - 0xdc00);
        i += 1;
        into[used++] = 0xf0 | (code >> 18);
        into[used++] = 0x80 | ((code >> 12) & 0x3f);
        into[used++] = 0x80 | ((code >> 6) & 0x3f);
        into[used++] = 0x80 | (code & 0x3f);
        continue;
      }
      code = 0xfffd;
    }
    into[used++] = 0xe0 | (code >> 12);
    into[used++] = 0x80 | ((code >> 6) & 0x3f);
    into[used++] = 0x80 | (code & 0x3f);
  }
  return used;
}

/** Bytes of a giant field that are made text at once. */
const LONG_RUN = 4096;

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! >= 0x80) return false;
  return true;
}

/** Decodes `bytes[start .. end)`, which must be well-formed UTF-8 (the readers see to that). */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; ) {
    const a = bytes[i]!;
    if (a < 0x80 && end - i > LONG_RUN && isAscii(bytes, i, i + LONG_RUN)) {
      text += String.fromCharCode(...bytes.subarray(i, i + LONG_RUN));
      i += LONG_RUN;
      continue;
    }
    if (a < 0x80) {
      text += String.fromCharCode(a);
      i += 1;
    } else if (a < 0xe0) {
      text += String.fromCharCode(((a & 0x1f) << 6) | (bytes[i + 1]! & 0x3f));
      i += 2;
    } else if (a < 0xf0) {
      text += String.fromCharCode(((a & 0x0f) << 12) | ((bytes[i + 1]! & 0x3f) << 6) | (bytes[i + 2]! & 0x3f));
      i += 3;
    } else {
      const tail = ((bytes[i + 1]! & 0x3f) << 12) | ((bytes[i + 2]! & 0x3f) << 6) | (bytes[i + 3]! & 0x3f);
      text += String.fromCodePoint(((a & 0x07) << 18) | tail);
      i += 4;
    }
  }
  return text;
}
