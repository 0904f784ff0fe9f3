/**
 * Records out of a stream of byte chunks: what is cut off at the end of a chunk waits for the next. A record that goes on
 * and on is looked at again only when it has doubled, so that a giant one costs no more than its bytes.
 */
import { joinBytes } from './join-bytes.ts';
import { LIMITS } from './limits.ts';
import { readError } from './read-error.ts';
import { createFieldSpans, type FieldSpans, INCOMPLETE, type ScanOptions, scanRecord } from './scan-record.ts';

export interface RecordSplitter {
  push(chunk: Uint8Array): void;
  finish(): void;
}

/** `onRecord` may read bytes and spans only during the call. Throws ReadError when a record passes its limit. */
export function createRecordSplitter(
  where: string,
  { delimiter, spaced = false }: Pick<ScanOptions, 'delimiter' | 'spaced'>,
  onRecord: (bytes: Uint8Array, spans: FieldSpans) => void,
  expectedFields: () => number = () => 0,
): RecordSplitter {
  const spans = createFieldSpans();
  let waiting: Uint8Array[] = [];
  let bytesWaiting = 0;
  /** Bytes of an unfinished record when it was last looked at. */
  let bytesSeen = 0;

  const drain = (bytes: Uint8Array, isLast: boolean): number => {
    const options: ScanOptions = { delimiter, isLast, multiline: true, spaced };
    let at = 0;
    while (at < bytes.length) {
      const next = scanGuarded(bytes, at, options, spans, expectedFields());
      if (next === INCOMPLETE) break;
      if (spans.count > LIMITS.columns) {
        const found = `A record holds ${spans.count} fields, more than the limit columns ${LIMITS.columns}`;
        throw readError(found, where, 'check the delimiter, or remove columns');
      }
      onRecord(bytes, spans);
      at = next;
    }
    return at;
  };
  return {
    push(chunk) {
      waiting.push(chunk);
      bytesWaiting += chunk.length;
      if (bytesWaiting < 2 * bytesSeen && bytesWaiting <= LIMITS.recordBytes) return;
      const bytes = joinBytes(waiting);
      const rest = bytes.subarray(drain(bytes, false));
      if (rest.length > LIMITS.recordBytes) {
        const limit = `${LIMITS.recordBytes / 1024 / 1024} MB`;
        throw readError(
          `A record is longer than the limit recordBytes ${limit}`,
          where,
          'check its delimiter and line ends',
        );
      }
      waiting = rest.length === 0 ? [] : [rest];
      bytesWaiting = bytesSeen = rest.length;
    },
    finish() {
      drain(joinBytes(waiting), true);
      waiting = [];
      bytesWaiting = bytesSeen = 0;
    },
  };
}

/**
 * Where a field between quotes spans lines and the record does not come out at the expected width, but its first
 * line alone does, the quote was stray: `"Bistro,48.1,11.5`.
 */
function scanGuarded(bytes: Uint8Array, at: number, options: ScanOptions, spans: FieldSpans, expected: number): number {
  const next = scanRecord(bytes, at, bytes.length, options, spans);
  if (next === INCOMPLETE || !spans.multiline || expected === 0 || spans.count === expected) return next;
  const single = scanRecord(bytes, at, bytes.length, { ...options, multiline: false }, spans);
  if (single !== INCOMPLETE && spans.count === expected) return single;
  return scanRecord(bytes, at, bytes.length, options, spans);
}
