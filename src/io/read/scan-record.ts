/**
 * Splits bytes into records and fields. Works on any encoding whose comma, quote and line ends are the ASCII bytes
 * (UTF-8, the ISO-8859 and windows families, the East Asian multi-byte sets), so that a file is split before its
 * encoding has to be known. Line ends may be mixed. Papaparse, measured beside it in tests/bench/read.bench.ts, needs
 * decoded text, makes an array per record, and lets a stray quote swallow the rest of the file.
 */
import { LIMITS } from './limits.ts';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Spans of the fields of the record last scanned; reused from record to record. */
export interface FieldSpans {
  count: number;
  starts: Int32Array;
  ends: Int32Array;
  /** 1 = doubled quotes inside have to be made single. */
  escaped: Uint8Array;
  /** A field between quotes held a line end. */
  multiline: boolean;
  /** Quotes taken as plain characters because they never closed properly. */
  strayQuotes: number;
}

export function createFieldSpans(): FieldSpans {
  return {
    count: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    escaped: new Uint8Array(64),
    multiline: false,
    strayQuotes: 0,
  };
}

export const INCOMPLETE = -1;
const STRAY = -2;

export interface ScanOptions {
  readonly delimiter: number;
  /** No bytes follow `end`. */
  readonly isLast: boolean;
  /** false = a line end always ends the record, quotes or not. */
  readonly multiline: boolean;
  /** Blanks around quotes belong to no field: `1, "a, b" ,2`. */
  readonly spaced?: boolean;
}

/**
 * Scans the record that starts at `from`; returns the position after its line end, or INCOMPLETE where more bytes
 * are needed. Fills `spans`.
 */
export function scanRecord(
  bytes: Uint8Array,
  from: number,
  end: number,
  options: ScanOptions,
  spans: FieldSpans,
): number {
  const { delimiter, isLast, spaced = false } = options;
  spans.count = 0;
  spans.multiline = false;
  spans.strayQuotes = 0;
  let at = from;
  for (;;) {
    if (spaced) {
      const next = pastBlanks(bytes, at, end);
      if (next === end && !isLast) return INCOMPLETE;
      if (next < end && bytes[next] === QUOTE) at = next;
    }
    if (at < end && bytes[at] === QUOTE) {
      const after = scanQuoted(bytes, at, end, options, spans);
      if (after === INCOMPLETE) return INCOMPLETE;
      at = after === STRAY ? scanPlain(bytes, at, end, delimiter, spans) : after;
    } else {
      at = scanPlain(bytes, at, end, delimiter, spans);
    }
    if (at >= end) return isLast ? end : INCOMPLETE;
    const byte = bytes[at]!;
    at += 1;
    if (byte === delimiter) continue;
    if (byte === CR) {
      if (at === end && !isLast) return INCOMPLETE;
      if (at < end && bytes[at] === LF) at += 1;
    }
    return at;
  }
}

function pastBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] === 0x20) at += 1;
  return at;
}

function scanPlain(bytes: Uint8Array, start: number, end: number, delimiter: number, spans: FieldSpans): number {
  let at = start;
  while (at < end) {
    const byte = bytes[at]!;
    if (byte === delimiter || byte === LF || byte === CR) break;
    at += 1;
  }
  pushSpan(spans, start, at, 0);
  return at;
}

/**
 * A field between quotes. A quote inside that is neither doubled nor at the field's end is taken as it stands, but
 * once the field spans lines it means that the opening quote was stray.
 */
function scanQuoted(bytes: Uint8Array, start: number, end: number, options: ScanOptions, spans: FieldSpans): number {
  const { delimiter, isLast } = options;
  let escaped = 0;
  let lines = false;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === LF || byte === CR) {
      if (!options.multiline) return stray(spans);
      lines = true;
    }
    if (byte !== QUOTE) continue;
    const after = options.spaced === true ? pastBlanks(bytes, at + 1, end) : at + 1;
    if (after === end && !isLast) return INCOMPLETE;
    const next = after === end ? LF : bytes[after]!;
    if (next === QUOTE && after === at + 1) {
      escaped = 1;
      at += 1;
    } else if (next === delimiter || next === LF || next === CR) {
      pushSpan(spans, start + 1, at, escaped);
      spans.multiline ||= lines;
      return after;
    } else if (lines) return stray(spans);
  }
  return isLast || end - start > LIMITS.quotedBytes ? stray(spans) : INCOMPLETE;
}

function stray(spans: FieldSpans): number {
  spans.strayQuotes += 1;
  return STRAY;
}

function pushSpan(spans: FieldSpans, start: number, end: number, escaped: number): void {
  const { count } = spans;
  if (count === spans.starts.length) {
    const { starts, ends, escaped: flags } = spans;
    spans.starts = new Int32Array(count * 2);
    spans.starts.set(starts);
    spans.ends = new Int32Array(count * 2);
    spans.ends.set(ends);
    spans.escaped = new Uint8Array(count * 2);
    spans.escaped.set(flags);
  }
  spans.starts[count] = start;
  spans.ends[count] = end;
  spans.escaped[count] = escaped;
  spans.count = count + 1;
}

/** Bytes of a field with doubled quotes made single. */
export function fieldBytes(bytes: Uint8Array, spans: FieldSpans, field: number): Uint8Array {
  const raw = bytes.subarray(spans.starts[field], spans.ends[field]);
  if (spans.escaped[field] === 0) return raw;
  const plain = new Uint8Array(raw.length);
  let used = 0;
  for (let i = 0; i < raw.length; i++) {
    plain[used++] = raw[i]!;
    if (raw[i] === QUOTE && raw[i + 1] === QUOTE) i += 1;
  }
  return plain.subarray(0, used);
}

/** A line without any character. */
export function isBlankRecord(spans: FieldSpans): boolean {
  return spans.count === 1 && spans.starts[0] === spans.ends[0];
}
