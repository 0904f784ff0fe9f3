/**
 * CSV for spreadsheets: UTF-8 with a byte order mark, and an apostrophe before every field that a spreadsheet would take
 * for a formula (it begins with = + - @, a tab or a carriage return, blanks left aside). Plain numbers stay numbers.
 */
import { createByteWriter } from './byte-writer.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const NUMBER = /^[+-]?(?:\d+(?:[.,' ]\d+)*|\.\d+)(?:e[+-]?\d{1,3})?\s?%?$/i;
const FORMULA = /^[\s\0\ufeff\u200b]*[=+\-@＝＋－＠]|^[\t\r]/u;

/** `exact` is CSV as this project writes it: comma, LF, quotes only around whole fields. */
export function spreadsheetCsv(exact: Uint8Array): Uint8Array {
  const writer = createByteWriter(exact.length + (exact.length >> 4) + 1024);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  writer.bytes(Uint8Array.of(0xef, 0xbb, 0xbf), 0, 3);
  for (let start = 0; start < exact.length; ) {
    const end = fieldEnd(exact, start);
    if (mayBeFormula(exact, start, end)) writer.text(defused(decoder.decode(exact.subarray(start, end))));
    else writer.bytes(exact, start, end);
    if (end < exact.length) writer.bytes(exact, end, end + 1);
    start = end + 1;
  }
  return writer.take();
}

/** Position of the comma or line feed after a field. */
function fieldEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  if (bytes[at] === QUOTE) {
    at += 1;
    for (; at < bytes.length; at++) {
      if (bytes[at] !== QUOTE) continue;
      if (bytes[at + 1] !== QUOTE) break;
      at += 1;
    }
  }
  while (at < bytes.length && bytes[at] !== COMMA && bytes[at] !== LF) at += 1;
  return at;
}

/** Cheap look at the first byte: letters and digits begin no formula. */
function mayBeFormula(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return false;
  const first = bytes[start] as number;
  const isDigit = first >= 0x30 && first <= 0x39;
  const isLetter = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a);
  return !isDigit && !isLetter;
}

function defused(field: string): string {
  const quoted = field.startsWith('"');
  const value = quoted ? field.slice(1, -1).replaceAll('""', '"') : field;
  if (!FORMULA.test(value) || NUMBER.test(value)) return field;
  return quoted ? `"'${field.slice(1)}` : `'${field}`;
}
