/** Text and raw bytes into one growing buffer: files of a million rows do not fit into one JavaScript string. */

export interface ByteWriter {
  /** Appends text as UTF-8. */
  text(value: string): void;
  /** Appends `source[start .. end)` untouched. */
  bytes(source: Uint8Array, start: number, end: number): void;
  /** Everything written so far, as a copy. */
  take(): Uint8Array;
}

export function createByteWriter(capacity = 1 << 16): ByteWriter {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(capacity);
  let length = 0;
  const reserve = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  return {
    text(value) {
      // A UTF-16 unit takes at most three bytes in UTF-8.
      reserve(value.length * 3);
      length += encoder.encodeInto(value, buffer.subarray(length)).written;
    },
    bytes(source, start, end) {
      reserve(end - start);
      buffer.set(source.subarray(start, end), length);
      length += end - start;
    },
    take: () => buffer.slice(0, length),
  };
}
