/** Files that are no delimited table: refused with a sentence that names what they are. */
import type { TextColumn } from '../../core/data/dataset.ts';
import { columnLength, headAt } from '../../core/data/text-column.ts';
import { readError } from './read-error.ts';

const MAGIC: readonly (readonly [string, string, string])[] = [
  ['%PDF', 'a PDF document', 'export the table behind it as CSV'],
  ['\x89PNG', 'a picture', 'choose the account file'],
  ['\xff\xd8\xff', 'a picture', 'choose the account file'],
  ['GIF8', 'a picture', 'choose the account file'],
  ['\x00\x00\x27\x0a', 'a part of a shapefile', 'zip its .shp, .dbf, .shx and .prj together and import the zip'],
  ['SQLite format 3', 'a SQLite or GeoPackage database', 'export the table as CSV'],
];

export function refuseOtherFormats(sample: Uint8Array, where: string): void {
  const head = String.fromCharCode(...sample.subarray(0, 400));
  for (const [magic, what, whatToDo] of MAGIC) {
    if (head.startsWith(magic)) throw readError(`The file is ${what}`, where, whatToDo);
  }
  if (head.startsWith('\xd0\xcf\x11\xe0')) {
    throw readError('The file is an old or a protected Excel workbook', where, 'save it as .xlsx without a password');
  }
  if (/^\s*(?:\{\s*"|\[\s*[{[])/.test(head)) {
    throw readError('The file is JSON, not a table', where, 'export GeoJSON, or CSV with a header line');
  }
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(head)) {
    throw readError('The file is a web page or XML, not a table', where, 'export the accounts as CSV');
  }
  if (isDbf(sample)) {
    throw readError(
      'The file is a dBASE table, the .dbf of a shapefile',
      where,
      'zip .shp, .dbf, .shx and .prj together',
    );
  }
  if (controlShare(sample) > 0.05) {
    throw readError('The file is binary, not text', where, 'export the accounts as CSV with a header line');
  }
}

const ALLOWED: ReadonlySet<number> = new Set([1, 9, 10, 12, 13, 27, 30, 31]);

/** `sample` = bytes as they are in the file. */
export function refuseUtf32([a, b, c, d]: Uint8Array, where: string): void {
  const marked = (a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff);
  if (marked) throw readError('The file is in UTF-32', where, 'save it as UTF-8');
}

/** A version, a date, and lengths that the header's end bears out. */
function isDbf(sample: Uint8Array): boolean {
  const [version = 0, , month = 0, day = 0] = sample;
  if (![0x03, 0x30, 0x83, 0x8b, 0xf5].includes(version) || month < 1 || month > 12 || day < 1 || day > 31) return false;
  const length = (sample[8] ?? 0) | ((sample[9] ?? 0) << 8);
  return length >= 65 && (length >= sample.length || sample[length - 1] === 0x0d || sample[length - 2] === 0x0d);
}

function controlShare(sample: Uint8Array): number {
  const end = Math.min(sample.length, 65536);
  let control = 0;
  for (let i = 0; i < end; i++) {
    const byte = sample[i]!;
    // Tabs, line and page ends, escapes; 1 and 31 part fields, 30 records.
    if (byte !== 0 && byte < 0x20 && !ALLOWED.has(byte)) control += 1;
  }
  return end === 0 ? 0 : control / end;
}

/** One column of sentences, or hardly a record at the usual width: a text, not a table. Throws ReadError. */
export function refuseProse(columns: readonly TextColumn[], ragged: number, where: string): void {
  const first = columns[0];
  const rows = first === undefined ? 0 : columnLength(first);
  const refusal = readError(
    'The file is text without columns',
    where,
    'choose a table: a header line, then one record a line',
  );
  if (first === undefined) throw refusal;
  if (columns.length > 1) {
    if (rows > 4 && ragged > rows * 0.6) throw refusal;
    return;
  }
  if (/\s\S+\s/.test(first.name)) throw refusal;
  let spaced = 0;
  const checked = Math.min(rows, 200);
  for (let row = 0; row < checked; row++) if (/\S\s+\S/.test(headAt(first, row).trim())) spaced += 1;
  if (checked > 0 && spaced > checked / 2) throw refusal;
}
