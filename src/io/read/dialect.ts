/** Delimiter, preamble and header of a table, told from its first records. */
import { parseNumber } from '../../core/data/number.ts';
import { knownRoleOfName } from '../../core/data/role-names.ts';
import { decoderOf } from './encoding.ts';
import { LIMITS } from './limits.ts';
import { createFieldSpans, fieldBytes, isBlankRecord, scanRecord } from './scan-record.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Tried where none of the usual ones parts anything: believed when nearly every record has the same number of fields. */
const RARE_DELIMITERS = ['^', '~', '\u001f', '\u0001', ':', ' '] as const;
const SAMPLE_RECORDS = 500;
const HEADER_WITHIN = 40;

export interface Dialect {
  readonly delimiter: number;
  /** Records (blank lines counted) before the header, or before the data where there is none. */
  readonly skip: number;
  readonly hasHeader: boolean;
  /** Fields of a data record. */
  readonly width: number;
  /** Data records carry one field more than the header, in front: tables written with row names. */
  readonly rowNames: boolean;
  /** Quotes stand behind a blank: `1, "a, b", 2`. */
  readonly spaced: boolean;
}

export interface DialectWishes {
  readonly delimiter?: string | undefined;
  /** As in ReadOptions. */
  readonly headerRow?: number | undefined;
}

/** `sample` holds whole records only, unless it is cut off: then its last record is left out. */
export function detectDialect(sample: Uint8Array, isWhole: boolean, wanted: DialectWishes = {}): Dialect {
  const sep = /^\s*sep=(.)\s*$/im.exec(textOf(sample.subarray(0, 16)).split(/[\r\n]/)[0] ?? '');
  const fixed = wanted.delimiter ?? sep?.[1];
  const usual = bestOf(sample, isWhole, fixed === undefined ? DELIMITERS : [fixed]);
  const rare = usual.width > 1 || fixed !== undefined ? null : bestOf(sample, isWhole, RARE_DELIMITERS);
  const found = rare !== null && rare.width > 2 && rare.share > 0.95 && rare.records.length > 1 ? rare : usual;
  const { records, delimiter, width, spaced } = found;
  return { delimiter: delimiter.charCodeAt(0), spaced, ...headerOf(records, width, wanted.headerRow) };
}

interface Split {
  readonly records: string[][];
  readonly delimiter: string;
  readonly width: number;
  readonly share: number;
  readonly spaced: boolean;
}

function bestOf(sample: Uint8Array, isWhole: boolean, delimiters: readonly string[]): Split {
  let best: Split = { records: [], delimiter: ',', width: 1, share: 0, spaced: false };
  let most = -1;
  for (const delimiter of delimiters) {
    const plain = sampleRecords(sample, isWhole, delimiter.charCodeAt(0), false);
    const ways = plain.spacedQuotes > plain.quotes ? [false, true] : [false];
    for (const spaced of ways) {
      const { records } = spaced ? sampleRecords(sample, isWhole, delimiter.charCodeAt(0), true) : plain;
      const { width, share } = usualWidth(records);
      const score = width > 1 ? share * share * Math.log2(width + 1) : 0;
      // Where blanks before quotes change nothing in the widths they are still no part of the values.
      if (score > most || (spaced && width > 1 && score >= most)) {
        [best, most] = [{ records, delimiter, width, share, spaced }, score];
      }
    }
  }
  return best;
}

interface Sampled {
  readonly records: string[][];
  /** Fields that begin with a quote, and those that begin with blanks and a quote. */
  readonly quotes: number;
  readonly spacedQuotes: number;
}

function sampleRecords(sample: Uint8Array, isWhole: boolean, delimiter: number, spaced: boolean): Sampled {
  let [quotes, spacedQuotes] = [0, 0];
  const spans = createFieldSpans();
  const records: string[][] = [];
  const options = { delimiter, isLast: isWhole, multiline: true, spaced };
  for (let at = 0; at < sample.length && records.length < SAMPLE_RECORDS; ) {
    let next = scanRecord(sample, at, sample.length, options, spans);
    if (next < 0) break;
    // A quote that swallows half the sample is not worth believing here.
    if (spans.multiline && next - at > 4096) {
      next = scanRecord(sample, at, sample.length, { ...options, multiline: false }, spans);
      if (next < 0) break;
    }
    const width = Math.min(spans.count, LIMITS.columns + 1);
    const fields = new Array<string>(width);
    for (let i = 0; i < width; i++) {
      fields[i] = textOf(fieldBytes(sample, spans, i)).trim();
      const start = spans.starts[i]!;
      if (start > 0 && sample[start - 1] === 0x22) quotes += 1;
      else if (sample[start] === 0x20 && fields[i]!.startsWith('"')) spacedQuotes += 1;
    }
    records.push(isBlankRecord(spans) ? [] : fields);
    at = next;
  }
  return { records, quotes, spacedQuotes };
}

function textOf(bytes: Uint8Array): string {
  const text = decoderOf('utf-8')(bytes);
  return text.includes('\ufffd') ? decoderOf('windows-1252')(bytes) : text;
}

/** Commonest number of fields and its share; on equal counts the greater width. Preamble lines weigh little. */
function usualWidth(records: readonly (readonly string[])[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  let filled = 0;
  for (const record of records) {
    if (record.length === 0) continue;
    filled += 1;
    counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  }
  let width = 1;
  let most = 0;
  for (const [fields, count] of counts) {
    if (count > most || (count === most && fields > width)) {
      width = fields;
      most = count;
    }
  }
  return { width, share: filled === 0 ? 0 : most / filled };
}

function headerOf(records: readonly (readonly string[])[], usual: number, row: number | undefined): HeaderFinding {
  const found = findHeader(records, usual);
  if (row === undefined) return found;
  // Without names the record that was taken for them is the first of the data.
  if (row === 0) return { skip: found.skip, hasHeader: false, width: usual, rowNames: false };
  return headerAt(records[row - 1] ?? [], records.slice(row), row - 1, usual);
}

type HeaderFinding = Pick<Dialect, 'skip' | 'hasHeader' | 'width' | 'rowNames'>;

/** The first record wide enough to belong to the table is its header, unless its cells look like data. */
function findHeader(records: readonly (readonly string[])[], usual: number): HeaderFinding {
  const least = usual <= 3 ? usual - 1 : Math.ceil(usual * 0.6);
  let first = records.findIndex((record, at) => at < HEADER_WITHIN && record.length >= Math.max(1, least));
  if (first < 0) first = 0;
  const after = pastPreamble(records, first, usual);
  if (after > first && looksLikeHeader(records[after] ?? [], records.slice(after + 1), usual)) {
    return headerAt(records[after] ?? [], records.slice(after + 1), after, usual);
  }
  for (let at = first; at < Math.min(records.length, first + 3); at++) {
    const record = records[at] ?? [];
    if (record.length !== usual && record.length !== usual - 1 && at < records.length - 1) continue;
    if (looksLikeHeader(record, records.slice(at + 1), usual))
      return headerAt(record, records.slice(at + 1), at, usual);
    if (record.length === usual) return { skip: at, hasHeader: false, width: usual, rowNames: false };
  }
  const record = records[first] ?? [];
  if (looksLikeHeader(record, records.slice(first + 1), usual)) {
    return headerAt(record, records.slice(first + 1), first, usual);
  }
  return { skip: first, hasHeader: false, width: usual, rowNames: false };
}

/** Preambles written by spreadsheets carry the delimiters of the table, but next to no text. */
function pastPreamble(records: readonly (readonly string[])[], first: number, usual: number): number {
  const filled = (at: number) => (records[at] ?? []).filter((cell) => cell !== '').length;
  let at = first;
  while (usual >= 3 && at < HEADER_WITHIN && at < records.length && filled(at) <= Math.max(1, usual / 3)) at += 1;
  return at < records.length ? at : first;
}

function headerAt(
  header: readonly string[],
  data: readonly (readonly string[])[],
  skip: number,
  usual: number,
): HeaderFinding {
  const found = { skip, hasHeader: true, rowNames: false };
  if (header.length === usual || data.length === 0) return { ...found, width: header.length };
  const full = data.filter((record) => record.length === usual);
  const consistent = full.length >= Math.max(1, data.filter((record) => record.length > 0).length * 0.9);
  if (!consistent) return { ...found, width: header.length };
  if (header.length === usual + 1 && header.at(-1) === '') return { ...found, width: usual };
  if (header.length !== usual - 1) return { ...found, width: header.length };
  // Every record ends in a delimiter that the header lacks, or begins with a row name.
  return { ...found, width: usual, rowNames: !full.every((record) => record.at(-1) === '') };
}

function looksLikeHeader(record: readonly string[], data: readonly (readonly string[])[], usual: number): boolean {
  const cells = record.filter((cell) => cell !== '');
  if (cells.length === 0) return false;
  if (cells.filter((cell) => knownRoleOfName(cell) !== null).length >= Math.min(2, usual)) return true;
  if (cells.some(isValue)) {
    // Years as column names are numbers too: believed only over columns of numbers under a row that is mostly words.
    return (
      cells.filter(isValue).every((cell) => /^(?:19|20)\d\d$/.test(cell)) &&
      cells.length >= 3 &&
      !isValue(cells[0] ?? '')
    );
  }
  if (cells.length < Math.max(1, record.length * 0.5)) return false;
  const known = cells.some((cell) => knownRoleOfName(cell) !== null);
  const rows = data.filter((row) => row.length === usual);
  const overNumbers = record.some(
    (_, at) => rows.length > 0 && rows.filter((row) => isValue(row[at] ?? '')).length > rows.length / 2,
  );
  if (known || overNumbers) return true;
  // Nothing but words: a header names each column once, and its words do not come again below.
  const distinct = new Set(cells).size === cells.length;
  return distinct && !record.some((cell, at) => cell !== '' && rows.some((row) => row[at] === cell));
}

function isValue(cell: string): boolean {
  return (
    !Number.isNaN(parseNumber(cell, '.')) ||
    !Number.isNaN(parseNumber(cell, ',')) ||
    /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/.test(cell) ||
    /^[0-9a-f]{15}$/i.test(cell)
  );
}
