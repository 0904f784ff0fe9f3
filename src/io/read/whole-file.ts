/** Files that can't be read piece by piece: collected, as far as the limits go. */
import { joinBytes } from './join-bytes.ts';
import { LIMITS } from './limits.ts';
import { readError } from './read-error.ts';

type Limit = 'wholeFileBytes' | 'jsonBytes' | 'xmlBytes';

/** All bytes of a stream. Throws ReadError beyond the limit. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>, limit: Limit, where: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > LIMITS[limit]) {
      throw readError(
        `The file is larger than the limit ${limit} ${LIMITS[limit]}`,
        where,
        'split it, or save it as CSV',
      );
    }
    parts.push(chunk);
  }
  return joinBytes(parts);
}

/**
 * Values that repeat take little room in a workbook or Parquet file and all their room in a table: they are counted
 * before they are written out. Throws ReadError.
 */
export function refuseInflated(characters: number, fileBytes: number, where: string): void {
  const ratio = characters > LIMITS.textFrom && characters > fileBytes * LIMITS.unpackRatio;
  if (!ratio && characters <= LIMITS.unpackedBytes) return;
  const limit = ratio ? `unpackRatio ${LIMITS.unpackRatio}:1` : `unpackedBytes ${LIMITS.unpackedBytes}`;
  throw readError(`The values of the file go beyond the limit ${limit}`, where, 'import a part of it');
}
