/** Unpacks gzip, or a zip that holds one file, as the bytes come. Loaded with the first file that is packed. */
import { Gunzip, Unzip, UnzipInflate } from 'fflate';
import { LIMITS } from './limits.ts';
import { isReadError, readError } from './read-error.ts';

/** Small, so that a bomb is noticed after at most 16 MB. */
const PACKED_PIECE_BYTES = 16 * 1024;

/** Throws ReadError on damaged archives, on a zip of several files, and on bombs. */
export async function* unpackedOf(
  chunks: AsyncIterable<Uint8Array>,
  packing: 'gzip' | 'zip',
  where: string,
): AsyncGenerator<Uint8Array> {
  const out: Uint8Array[] = [];
  const push = packing === 'gzip' ? gunzipInto(out) : unzipInto(out, where);
  const meter = createMeter(where);
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PACKED_PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PACKED_PIECE_BYTES);
        push(piece, false);
        meter(piece.length, out);
        yield* out.splice(0);
      }
    }
    push(new Uint8Array(0), true);
    yield* out.splice(0);
  } catch (error) {
    if (isReadError(error)) throw error;
    throw readError('The compressed file is damaged or cut off', where, 'download or pack it again');
  }
}

type Push = (piece: Uint8Array, final: boolean) => void;

function gunzipInto(out: Uint8Array[]): Push {
  const gunzip = new Gunzip((chunk) => {
    if (chunk.length > 0) out.push(chunk);
  });
  return (piece, final) => {
    gunzip.push(piece, final);
  };
}

function unzipInto(out: Uint8Array[], where: string): Push {
  let entry = '';
  let complete = false;
  const unzip = new Unzip((file) => {
    if (file.name === 'mimetype')
      throw readError('The file is an OpenDocument', where, 'save it as .xlsx or CSV (UTF-8)');
    if (file.name.endsWith('/') || /^__MACOSX\/|(?:^|\/)\.DS_Store$/.test(file.name)) return;
    // Documentation comes along with many a download.
    if (/\.(?:pdf|html?|md|docx?|rtf|png|jpe?g)$|(?:^|[\W_])(?:read_?me|licen[cs]e|notice)\b[^/]*$/i.test(file.name))
      return;
    if (/\.gdb\//i.test(file.name))
      throw readError(
        'The zip holds a file geodatabase',
        where,
        'export the layer as GeoJSON, GeoParquet or a shapefile',
      );
    if (entry !== '')
      throw readError(`The zip holds more than one file (${entry}, ${file.name})`, where, 'import one of them');
    if (/\.(?:zip|7z|rar|tar|gz|tgz|bz2|xz)$/i.test(file.name))
      throw readError(`The zip holds a packed file (${file.name})`, where, 'unpack the outer one');
    entry = file.name;
    file.ondata = (error, chunk, final) => {
      if (error !== null) throw error;
      if (chunk.length > 0) out.push(chunk);
      complete ||= final;
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  return (piece, final) => {
    unzip.push(piece, final);
    if (final && entry === '') throw readError('The zip holds no file', where, 'choose another file');
    if (final && !complete) throw new Error('cut off');
  };
}

function createMeter(where: string): (packed: number, out: readonly Uint8Array[]) => void {
  let read = 0;
  let made = 0;
  return (packed, out) => {
    read += packed;
    for (const chunk of out) made += chunk.length;
    const bomb = made > LIMITS.ratioFromBytes && made > read * LIMITS.unpackRatio;
    if (!bomb && made <= LIMITS.unpackedBytes) return;
    const limit = bomb ? `unpackRatio ${LIMITS.unpackRatio}:1` : `unpackedBytes ${LIMITS.unpackedBytes}`;
    throw readError(`The compressed file unpacks beyond the limit ${limit}`, where, 'unpack it and import a part');
  };
}
