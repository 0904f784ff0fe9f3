/**
 * Latitude and longitude in one text: `47.6, -122.3`, `(47.6, -122.3)`, pairs in DMS; points as WKT, as hexadecimal WKB
 * (what PostGIS exports) and as GeoJSON.
 */
import { type Axis, parseDegrees } from './coordinate.ts';

/** Which of two numbers comes first where nothing in the text tells. */
export type PairOrder = 'latlng' | 'lnglat';

const NUMBER = String.raw`([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)`;
const POINT = new RegExp(
  String.raw`^(?:SRID=\d+;\s*)?POINT\s*(?:ZM?|M)?\s*\(\s*${NUMBER}\s+${NUMBER}(?:\s+${NUMBER}){0,2}\s*\)$`,
  'i',
);
/** Ways to part two coordinates, the surest first; a comma may be a decimal mark. */
const SEPARATORS = [/[;|/]/, /,\s+/, /,/, /(?<=[NSEW])[\s,]+(?=\S)/i, /\s+/] as const;

/** A geometry's own notation: which number comes first is not in question. */
export function isPoint(text: string): boolean {
  return geometryOf(text.trim()) !== null;
}

/** Longer texts are no point. */
const LONGEST = 400;
const WKB = /^(?:00|01)[0-9a-f]{40,}$/i;
const GEOJSON = new RegExp(
  String.raw`^\{.*"coordinates"\s*:\s*\[\s*${NUMBER}\s*,\s*${NUMBER}\s*(?:,\s*${NUMBER}\s*)?\].*\}$`,
  'is',
);

function geometryOf(text: string): [lat: number, lng: number] | null {
  if (text.length > LONGEST) return null;
  const point = POINT.exec(text) ?? (/"type"\s*:\s*"Point"/.test(text) ? GEOJSON.exec(text) : null);
  if (point !== null) return [Number(point[2]), Number(point[1])];
  return WKB.test(text) ? pointOfWkb(text) : null;
}

/** Byte order, type with flags (EWKB) or thousands (ISO) for Z, M and SRID, then x and y. */
function pointOfWkb(hex: string): [number, number] | null {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const view = new DataView(bytes.buffer);
  const little = bytes[0] === 1;
  const type = view.getUint32(1, little);
  const start = (type & 0x2000_0000) === 0 ? 5 : 9;
  if ((type & 0xffff) % 1000 !== 1 || bytes.length < start + 16) return null;
  const [x, y] = [view.getFloat64(start, little), view.getFloat64(start + 8, little)];
  return Number.isFinite(x) && Number.isFinite(y) ? [y, x] : null;
}

/** A blank, or a geometry that says it is empty. */
export function isBlankPair(text: string): boolean {
  return /^[\s\0\u00a0]*(?:POINT\s*(?:ZM?|M)?\s*EMPTY|\(\s*,?\s*\))?[\s\0\u00a0]*$/i.test(text);
}

/** Latitude and longitude, null where the text is no pair. WKT is x before y; hemisphere letters tell the order. */
export function parsePair(text: string, order: PairOrder): [lat: number, lng: number] | null {
  if (text.length > LONGEST) return null;
  const point = geometryOf(text.trim());
  if (point !== null) return point;
  const body = text
    .replace(/[\0\u00a0\u2007\u2009\u202f]/g, ' ')
    .trim()
    // Open-data portals write an address of several lines with the place on the last.
    .replace(/^.*[\r\n]\s*(?=\([^()]*\)$)/s, '')
    .replace(/^[([{]\s*(.*?)\s*[)\]}]$/, '$1');
  // `$1,000.00` is money.
  if (/[$€£¥₹%]/.test(body)) return null;
  for (const separator of SEPARATORS) {
    const parts = body.split(separator);
    if (parts.length !== 2) continue;
    const pair = pairOf(parts[0]!.trim(), parts[1]!.trim(), order);
    if (pair !== null) return pair;
  }
  return null;
}

function pairOf(first: string, second: string, order: PairOrder): [number, number] | null {
  const lngFirst = /[EW]/i.test(first) || /[NS]/i.test(second) || (order === 'lnglat' && !/[NS]/i.test(first));
  const [lat, lng] = lngFirst ? [second, first] : [first, second];
  const [y, x] = [degrees(lat, 'lat'), degrees(lng, 'lng')];
  return Number.isNaN(y) || Number.isNaN(x) ? null : [y, x];
}

/** Degrees have no thousands: a comma without a point is a decimal mark. */
function degrees(text: string, axis: Axis): number {
  return parseDegrees(text, text.includes('.') ? '.' : ',', axis);
}
