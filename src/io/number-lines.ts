/** Lines of numbers, read where they lie: a million lines as strings take more memory than a search over them. */

export interface NumberLines {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Line i is `bytes[starts[i] .. ends[i])`, its break left out. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const BREAK = 10;
const RETURN = 13;
const decoder = new TextDecoder();

/** The lines of a text, without the one that a break at its very end would begin. */
export function linesOf(source: string | Uint8Array): NumberLines {
  const bytes = typeof source === 'string' ? new TextEncoder().encode(source) : source;
  const first = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  let breaks = 0;
  for (let at = bytes.indexOf(BREAK); at >= 0; at = bytes.indexOf(BREAK, at + 1)) breaks++;
  const count = breaks + (bytes.length > first && bytes.at(-1) === BREAK ? 0 : 1);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let start = first;
  for (let i = 0; i < count; i++) {
    const at = bytes.indexOf(BREAK, start);
    const end = at < 0 ? bytes.length : at;
    starts[i] = start;
    ends[i] = at >= 0 && end > start && bytes[end - 1] === RETURN ? end - 1 : end;
    start = end + 1;
  }
  return { bytes, count, starts, ends };
}

/** The text of a line, without white space around it. */
export function lineText({ bytes, starts, ends }: NumberLines, i: number): string {
  return decoder.decode(bytes.subarray(starts[i], ends[i])).trim();
}

/** The same lines without blank ones at the end, as far as `least` lines are left. */
export function withoutBlankEnd(lines: NumberLines, least = 0): NumberLines {
  let { count } = lines;
  while (count > least && lineText(lines, count - 1) === '') count--;
  return { ...lines, count };
}

/** Numbers of one line after another; `values` beyond `count` is of no meaning. */
export interface NumberRow {
  values: Float64Array;
  count: number;
}

export function createNumberRow(): NumberRow {
  return { values: new Float64Array(64), count: 0 };
}

/** Most digits that are exact in steps of ten. */
const MOST_DIGITS = 15;

/** Reads a line's numbers, apart by white space, into `row`; what is no number becomes NaN. */
export function readNumbers(lines: NumberLines, i: number, row: NumberRow): void {
  const { bytes } = lines;
  const end = lines.ends[i]!;
  row.count = 0;
  let value = 0;
  let digits = 0;
  for (let at = lines.starts[i]!; at <= end; at++) {
    const byte = at < end ? bytes[at]! : 32;
    if (byte >= 48 && byte <= 57 && digits < MOST_DIGITS) {
      value = 10 * value + byte - 48;
      digits++;
    } else if (byte !== 32 && byte !== 9) {
      readWords(lines, i, row);
      return;
    } else if (digits > 0) {
      append(row, value);
      value = 0;
      digits = 0;
    }
  }
}

function readWords(lines: NumberLines, i: number, row: NumberRow): void {
  const text = lineText(lines, i);
  row.count = 0;
  if (text !== '') for (const word of text.split(/\s+/)) append(row, Number(word));
}

function append(row: NumberRow, value: number): void {
  if (row.count === row.values.length) {
    const values = new Float64Array(2 * row.count);
    values.set(row.values);
    row.values = values;
  }
  row.values[row.count++] = value;
}
