/** Typed arrays as little-endian bytes and back, whatever the order of the machine. */

const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f64: Float64Array,
} as const;

interface ColumnTypes {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
}

export type Dtype = keyof ColumnTypes;
export type ColumnOf<D extends Dtype> = ColumnTypes[D];
export type Column = ColumnOf<Dtype>;

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export function dtypeOf(column: Column): Dtype {
  const found = Object.entries(TYPES).find(([, type]) => column instanceof type);
  if (!found) throw new TypeError('A column of this array type has no place in a plan file.');
  return found[0] as Dtype;
}

export function bytesPerValue(dtype: Dtype): number {
  return TYPES[dtype].BYTES_PER_ELEMENT;
}

/** A copy of the values as little-endian bytes. */
export function columnToBytes(column: Column): Uint8Array {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength).slice();
  return LITTLE_ENDIAN ? bytes : swapped(bytes, column.BYTES_PER_ELEMENT);
}

/** Values from little-endian bytes, copied. Throws RangeError when the bytes are no whole number of values. */
export function bytesToColumn<D extends Dtype>(dtype: D, bytes: Uint8Array): ColumnOf<D> {
  const type = TYPES[dtype];
  const own = new ArrayBuffer(bytes.length);
  new Uint8Array(own).set(bytes);
  if (!LITTLE_ENDIAN) swapped(new Uint8Array(own), type.BYTES_PER_ELEMENT);
  return new type(own) as Column as ColumnOf<D>;
}

function swapped(bytes: Uint8Array, width: number): Uint8Array {
  for (let at = 0; at < bytes.length; at += width) bytes.subarray(at, at + width).reverse();
  return bytes;
}
