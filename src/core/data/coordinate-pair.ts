/** Latitude and longitude in one text: `47.6, -122.3`, `(47.6, -122.3)`, `POINT (-122.3 47.6)`, pairs in DMS. */
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

export function isPoint(text: string): boolean {
  return POINT.test(text.trim());
}

/** A blank, or a geometry that says it is empty. */
export function isBlankPair(text: string): boolean {
  return /^[\s\0\u00a0]*(?:POINT\s*(?:ZM?|M)?\s*EMPTY|\(\s*,?\s*\))?[\s\0\u00a0]*$/i.test(text);
}

/** Latitude and longitude, null where the text is no pair. WKT is x before y; hemisphere letters tell the order. */
export function parsePair(text: string, order: PairOrder): [lat: number, lng: number] | null {
  const point = POINT.exec(text.trim());
  if (point !== null) return [Number(point[2]), Number(point[1])];
  const body = text
    .replace(/[\0\u00a0\u2007\u2009\u202f]/g, ' ')
    .trim()
    .replace(/^[([{]\s*(.*?)\s*[)\]}]$/, '$1');
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
