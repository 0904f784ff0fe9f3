/**
 * Plain values as bytes: a JSON skeleton followed by the typed arrays it names, each at a multiple of 8.
 * Layout: u32 length of the skeleton, the skeleton (UTF-8), padding, arrays. Little-endian, like every browser's host.
 * Maps, typed arrays and numbers that JSON lacks are marked by keys that begin with `$`.
 */

const ARRAYS = {
  Uint8Array,
  Int8Array,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
} as const;
type ArrayKind = keyof typeof ARRAYS;
type TypedArray = InstanceType<(typeof ARRAYS)[ArrayKind]>;

const HEADER = 4;
const align = (position: number) => Math.ceil(position / 8) * 8;

export function pack(value: unknown): Uint8Array<ArrayBuffer> {
  const arrays: TypedArray[] = [];
  let length = 0;
  const skeleton = new TextEncoder().encode(
    JSON.stringify(
      skeletonOf(value, (array) => {
        const at = length;
        arrays.push(array);
        length = align(length + array.byteLength);
        return at;
      }),
    ),
  );
  const start = align(HEADER + skeleton.length);
  const bytes = new Uint8Array(start + length);
  new DataView(bytes.buffer).setUint32(0, skeleton.length, true);
  bytes.set(skeleton, HEADER);
  let at = start;
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at = align(at + array.byteLength);
  }
  return bytes;
}

/** The value that was packed; its arrays are copies. @throws RangeError when the bytes are cut short. */
export function unpack(bytes: Uint8Array): unknown {
  if (bytes.length < HEADER) throw new RangeError(`${bytes.length} bytes are too few for a record.`);
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (HEADER + length > bytes.length) throw new RangeError(`A record of ${bytes.length} bytes is cut short.`);
  const skeleton: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(HEADER, HEADER + length)));
  return valueOf(skeleton, bytes, align(HEADER + length));
}

function skeletonOf(value: unknown, place: (array: TypedArray) => number): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
  if (Object.is(value, -0)) return { $number: '-0' };
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    const array = value as TypedArray;
    return { $array: array.constructor.name, at: place(array), length: array.length };
  }
  if (Array.isArray(value)) return value.map((item) => skeletonOf(item, place));
  if (value instanceof Map) return { $map: [...value].map((entry) => skeletonOf(entry, place)) };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, skeletonOf(item, place)]));
}

function valueOf(skeleton: unknown, bytes: Uint8Array, start: number): unknown {
  if (typeof skeleton !== 'object' || skeleton === null) return skeleton;
  if (Array.isArray(skeleton)) return skeleton.map((item) => valueOf(item, bytes, start));
  const fields = skeleton as Record<string, unknown>;
  if ('$number' in fields) return Number(fields['$number']);
  if ('$array' in fields) return arrayOf(fields, bytes, start);
  if ('$map' in fields) return new Map(valueOf(fields['$map'], bytes, start) as [unknown, unknown][]);
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, valueOf(item, bytes, start)]));
}

function arrayOf(fields: Readonly<Record<string, unknown>>, bytes: Uint8Array, start: number): TypedArray {
  const kind = ARRAYS[fields['$array'] as ArrayKind];
  const from = bytes.byteOffset + start + Number(fields['at']);
  const end = from + Number(fields['length']) * kind.BYTES_PER_ELEMENT;
  if (end > bytes.byteOffset + bytes.length) throw new RangeError(`A record of ${bytes.length} bytes is cut short.`);
  return new kind(bytes.buffer.slice(from, end) as ArrayBuffer);
}
