/**
 * CSV for spreadsheets: UTF-8 with a byte order mark, and an apostrophe before every field that a spreadsheet would take
 * for a formula (it begins with = + - @, a tab or a carriage return, blanks left aside). Plain numbers stay numbers. What comes
 * after a semicolon, a tab or a line break inside a field counts too: spreadsheets of many countries part lines there.
 */
import { createByteWriter } from './byte-writer.ts';
import { type ExportStep, noStep } from './export-step.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const NUMBER = /^[+-]?(?:\d+(?:[.,' ]\d+)*|\.\d+)(?:e[+-]?\d{1,3})?\s?%?$/i;
const FORMULA = /^[\s\0\ufeff\u200b]*[=+\-@＝＋－＠]|^[\t\r]/u;

/** Where a spreadsheet set to semicolons or tabs parts a line of commas: ; tab CR LF. */
const PARTING: ReadonlySet<number> = new Set([0x3b, 0x09, 0x0d, LF]);

const FIELDS_A_STEP = 10_000;

/** `exact` is CSV as this project writes it: comma, LF, quotes only around whole fields. */
export async function spreadsheetCsv(exact: Uint8Array, step: ExportStep = noStep): Promise<Uint8Array> {
  const writer = createByteWriter(exact.length + (exact.length >> 4) + 1024);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  writer.bytes(Uint8Array.of(0xef, 0xbb, 0xbf), 0, 3);
  for (let start = 0, fields = 0; start < exact.length; fields++) {
    if (fields % FIELDS_A_STEP === 0) await step(start / exact.length);
    const end = fieldEnd(exact, start);
    if (mayBeFormula(exact, start, end)) writer.text(defusedField(decoder.decode(exact.subarray(start, end))));
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

/** Cheap look at the bytes: a field that begins with a letter or digit, and parts nowhere, holds no formula. */
function mayBeFormula(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return false;
  const first = bytes[start] as number;
  const isDigit = first >= 0x30 && first <= 0x39;
  const isLetter = (first >= 0x41 && first <= 0x5a) || (first >= 0x61 && first <= 0x7a);
  if (!isDigit && !isLetter) return true;
  for (let at = start; at < end; at++) if (PARTING.has(bytes[at] as number)) return true;
  return false;
}

function defusedField(field: string): string {
  if (!field.startsWith('"')) return defused(field);
  return `"${defused(field.slice(1, -1).replaceAll('""', '"')).replaceAll('"', '""')}"`;
}

/** A value as a spreadsheet may have it. */
export function defused(value: string): string {
  const safe = value
    .split(/([;\t\r\n]+)/)
    .map((piece, at) => (at > 0 && at % 2 === 0 && isFormula(piece.replace(/^[\s"]+/, '')) ? `'${piece}` : piece))
    .join('');
  return isFormula(value) ? `'${safe}` : safe;
}

const isFormula = (text: string): boolean => FORMULA.test(text) && !NUMBER.test(text);
