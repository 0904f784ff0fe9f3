/** Which encoding bytes are in, and how to turn them into UTF-8. */
import { createTextColumnBuilder } from '../../core/data/text-column.ts';
import type { TextColumn } from '../../core/data/dataset.ts';
import { readError } from './read-error.ts';

/** Encodings in which a comma may be part of another character: they have to be decoded before records are split. */
const DECODE_FIRST = /^(?:utf-16|utf-32|iso-2022)/;
const EVIDENCE_BYTES = 64 * 1024;

export interface Utf8Check {
  push(chunk: Uint8Array): void;
  finish(): { readonly valid: number; readonly invalid: number; readonly evidence: Uint8Array };
}

/** Counts well-formed and malformed sequences over all bytes, and keeps some of what is not ASCII as evidence. */
export function createUtf8Check(): Utf8Check {
  const evidence = new Uint8Array(EVIDENCE_BYTES);
  let kept = 0;
  let valid = 0;
  let invalid = 0;
  let need = 0;
  let low = 0x80;
  let high = 0xbf;
  const keep = (chunk: Uint8Array, at: number): void => {
    const end = Math.min(chunk.length, at + 24);
    for (let i = Math.max(0, at - 24); i < end && kept < EVIDENCE_BYTES; i++) evidence[kept++] = chunk[i]!;
  };
  return {
    push(chunk) {
      let keptUntil = -1;
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i]!;
        if (byte < 0x80 && need === 0) continue;
        if (i > keptUntil) {
          keep(chunk, i);
          keptUntil = i + 24;
        }
        if (need > 0) {
          if (byte >= low && byte <= high) {
            need -= 1;
            low = 0x80;
            high = 0xbf;
            if (need === 0) valid += 1;
            continue;
          }
          invalid += 1;
          need = 0;
          if (byte < 0x80) continue;
        }
        [need, low, high] = leadByte(byte);
        if (need === 0) invalid += 1;
      }
    },
    finish() {
      if (need > 0) invalid += 1;
      return { valid, invalid, evidence: evidence.subarray(0, kept) };
    },
  };
}

/** Continuation bytes that follow a lead byte, and the range of the first (RFC 3629); 0 = not a lead byte. */
function leadByte(byte: number): [need: number, low: number, high: number] {
  if (byte >= 0xc2 && byte <= 0xdf) return [1, 0x80, 0xbf];
  if (byte === 0xe0) return [2, 0xa0, 0xbf];
  if (byte === 0xed) return [2, 0x80, 0x9f];
  if (byte >= 0xe1 && byte <= 0xef) return [2, 0x80, 0xbf];
  if (byte === 0xf0) return [3, 0x90, 0xbf];
  if (byte >= 0xf1 && byte <= 0xf3) return [3, 0x80, 0xbf];
  if (byte === 0xf4) return [3, 0x80, 0x8f];
  return [0, 0x80, 0xbf];
}

/** Encoding that a byte order mark or the pattern of NULs gives away, before anything is split; null = an ASCII superset. */
export function wideEncoding(sample: Uint8Array): { readonly encoding: string; readonly bom: number } | null {
  const [a, b, c] = sample;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bom: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const pairs = Math.min(sample.length, 4096) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (sample[2 * i] === 0 && sample[2 * i + 1] !== 0) even += 1;
    if (sample[2 * i] !== 0 && sample[2 * i + 1] === 0) odd += 1;
  }
  if (pairs >= 2 && odd > pairs * 0.6 && even < pairs * 0.1) return { encoding: 'utf-16le', bom: 0 };
  if (pairs >= 2 && even > pairs * 0.6 && odd < pairs * 0.1) return { encoding: 'utf-16be', bom: 0 };
  return null;
}

/** WHATWG name of an encoding that the user chose. Throws ReadError on one that is not known. */
export function namedEncoding(label: string, where: string): string {
  try {
    return new TextDecoder(label.trim()).encoding;
  } catch {
    const known = 'use utf-8, utf-16le, utf-16be, windows-1252, or another WHATWG encoding name';
    throw readError(`The encoding ${label} is not known`, where, known);
  }
}

export function mustDecodeFirst(encoding: string): boolean {
  return DECODE_FIRST.test(encoding);
}

/**
 * Encoding of bytes that are not all UTF-8. Mostly-good UTF-8 with a few broken characters stays UTF-8. Names of columns
 * that mean something in one encoding alone settle it, as small files give statistics little to go by.
 */
export async function guessEncoding(
  { valid, invalid, evidence }: ReturnType<Utf8Check['finish']>,
  columnNames: readonly Uint8Array[] = [],
): Promise<string> {
  if (invalid === 0 || valid > invalid * 10) return 'utf-8';
  // Statistics of some thirty encodings: loaded for the few files that need them.
  const { guessLegacyEncoding, encodingOfNames } = await import('./guess-legacy-encoding.ts');
  return encodingOfNames(columnNames, decoderOf) ?? guessLegacyEncoding(evidence);
}

const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Some Node releases decode windows-1252 as Latin-1 (nodejs/node#56542), so the 32 that differ are named here. */
function decodeWindows1252(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    text += byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252_HIGH[byte - 0x80] : String.fromCharCode(byte);
  }
  return text;
}

export function decoderOf(encoding: string): (bytes: Uint8Array) => string {
  if (encoding === 'windows-1252') return decodeWindows1252;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes) => decoder.decode(bytes);
}

/** The same column with its bytes taken from `encoding` to UTF-8. */
export function transcodeColumn(column: TextColumn, decode: (bytes: Uint8Array) => string): TextColumn {
  if (!column.bytes.some((byte) => byte >= 0x80)) return column;
  const rows = column.offsets.length - 1;
  const builder = createTextColumnBuilder(column.name, rows);
  for (let row = 0; row < rows; row++) {
    builder.append(decode(column.bytes.subarray(column.offsets[row], column.offsets[row + 1])));
  }
  return builder.finish();
}
