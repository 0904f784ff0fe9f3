/** Bytes as they come, unpacked where they are packed: gzip, or a zip that holds one file. */
export type ByteSource = AsyncIterable<Uint8Array> | Uint8Array;

const PIECE_BYTES = 1024 * 1024;

/** A whole array in pieces, so that progress and cancelling work for it too. */
export async function* chunksOf(source: ByteSource): AsyncGenerator<Uint8Array> {
  if (!(source instanceof Uint8Array)) {
    yield* source;
    return;
  }
  for (let at = 0; at < source.length; at += PIECE_BYTES) yield source.subarray(at, at + PIECE_BYTES);
}

export type Packing = 'none' | 'gzip' | 'zip';

export function packingOf(head: Uint8Array): Packing {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04) return 'zip';
  return 'none';
}

/** Throws ReadError on damaged archives, on a zip of several files, and on bombs. */
export async function* unpacked(
  chunks: AsyncIterable<Uint8Array>,
  packing: Packing,
  where: string,
): AsyncGenerator<Uint8Array> {
  if (packing === 'none') {
    yield* chunks;
    return;
  }
  const { unpackedOf } = await import('./unpack.ts');
  yield* unpackedOf(chunks, packing, where);
}
