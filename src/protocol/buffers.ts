/** The buffers of all typed arrays in a message, each once, for a transfer list. Maps and plain values are copied. */
export function buffersOf(message: unknown): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  collect(message, buffers);
  return [...buffers];
}

function collect(value: unknown, buffers: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
  } else if (Array.isArray(value)) {
    // Arrays of numbers or texts hold no buffers; long ones are not worth walking through.
    if (typeof value[0] === 'object') for (const item of value) collect(item, buffers);
  } else if (Object.getPrototypeOf(value) === Object.prototype) {
    for (const item of Object.values(value)) collect(item, buffers);
  }
}
