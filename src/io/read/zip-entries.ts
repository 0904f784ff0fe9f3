/** Zips that are held as a whole: tried before they are unpacked. */
import { type Unzipped, Unzip, UnzipInflate, UnzipPassThrough, unzipSync } from 'fflate';
import { LIMITS } from './limits.ts';
import { isReadError, readError } from './read-error.ts';

const PIECE_BYTES = 16 * 1024;

/**
 * Unpacks a zip on trial, keeping nothing, and counts what comes out: the sizes that a zip states may be wrong.
 * Throws ReadError for bombs and for zips that are damaged.
 */
export function checkZip(bytes: Uint8Array, where: string): void {
  let made = 0;
  let entries = 0;
  const unzipper = new Unzip((file) => {
    entries += 1;
    file.ondata = (error, chunk) => {
      if (error !== null) throw error;
      made += chunk.length;
    };
    file.start();
  });
  unzipper.register(UnzipInflate);
  unzipper.register(UnzipPassThrough);
  try {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const end = Math.min(bytes.length, at + PIECE_BYTES);
      unzipper.push(bytes.subarray(at, end), end === bytes.length);
      refuseBomb(made, end, entries, where);
    }
  } catch (error) {
    if (isReadError(error)) throw error;
    throw readError('The zip is damaged or cut off', where, 'download or save it again');
  }
}

function refuseBomb(made: number, read: number, entries: number, where: string): void {
  const ratio = made > LIMITS.ratioFromBytes && made > read * LIMITS.unpackRatio;
  const limit = ratio
    ? `unpackRatio ${LIMITS.unpackRatio}:1`
    : made > LIMITS.wholeFileBytes
      ? `wholeFileBytes ${LIMITS.wholeFileBytes}`
      : entries > LIMITS.zipEntries
        ? `zipEntries ${LIMITS.zipEntries}`
        : null;
  if (limit === null) return;
  throw readError(
    `The compressed file unpacks beyond the limit ${limit}`,
    where,
    'save its table as CSV and import that',
  );
}

/** Entries of a zip that `checkZip` let pass, by name. */
export function entriesOf(bytes: Uint8Array, wanted: (name: string) => boolean, where: string): Unzipped {
  let stated = 0;
  try {
    // Entries may lie over one another in the file, each as large as all of them.
    const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }) => {
      if (!wanted(name)) return false;
      stated += originalSize;
      refuseBomb(stated, bytes.length, 0, where);
      return true;
    };
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (isReadError(error)) throw error;
    throw readError('The zip is damaged or cut off', where, 'download or save it again');
  }
}
