/** Growing byte writer and checked reader with variable-length integers, for edits in the journal and in plan files. */

export interface ByteWriter {
  varint(value: number): void;
  bytes(value: Uint8Array): void;
  done(): Uint8Array;
}

export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(256);
  let length = 0;
  const reserve = (more: number) => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  return {
    varint: (value) => {
      reserve(8);
      let rest = value;
      while (rest > 127) {
        buffer[length++] = (rest % 128) | 128;
        rest = Math.floor(rest / 128);
      }
      buffer[length++] = rest;
    },
    bytes: (value) => {
      reserve(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    done: () => buffer.slice(0, length),
  };
}

export interface ByteReader {
  /** @throws RangeError past the end. */
  varint(): number;
  bytes(count: number): Uint8Array;
}

export function createByteReader(source: Uint8Array): ByteReader {
  let position = 0;
  const take = (count: number) => {
    const start = position;
    position += count;
    if (position > source.length) throw new RangeError(`An edit of ${source.length} bytes ends too early.`);
    return start;
  };
  return {
    varint: () => {
      let value = 0;
      let factor = 1;
      for (;;) {
        const byte = source[take(1)]!;
        value += (byte & 127) * factor;
        if (byte < 128) return value;
        factor *= 128;
      }
    },
    bytes: (count) => source.subarray(take(count), position),
  };
}
