/** Owners as runs: territories lie together, and so do neighbours in the order of H3. */
import { type ByteReader, type ByteWriter, createByteReader, createByteWriter } from './bytes.ts';

export function writeRuns(writer: ByteWriter, owners: Uint16Array): void {
  for (let i = 0; i < owners.length; ) {
    let end = i + 1;
    while (end < owners.length && owners[end] === owners[i]) end++;
    writer.varint(owners[i]!);
    writer.varint(end - i);
    i = end;
  }
}

export function readRuns(reader: ByteReader, count: number): Uint16Array {
  const owners = new Uint16Array(count);
  for (let i = 0; i < count; ) {
    const owner = reader.varint();
    const end = i + reader.varint();
    if (end > count || end === i) throw new RangeError(`A run of owners ends at ${end} in a patch of ${count} cells.`);
    owners.fill(owner, i, end);
    i = end;
  }
  return owners;
}

/** Owners of a layer as bytes: a tenth of the array, as a rule. */
export function encodeOwners(owners: Uint16Array): Uint8Array {
  const writer = createByteWriter();
  writeRuns(writer, owners);
  return writer.done();
}

/** @throws RangeError when the bytes are not the runs of as many cells */
export function decodeOwners(bytes: Uint8Array, count: number): Uint16Array {
  return readRuns(createByteReader(bytes), count);
}
