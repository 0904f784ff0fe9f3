/** Latitudes and longitudes as files write them, and why a record has no place. */
import { numberAt } from './column-numbers.ts';
import type { RejectReason, TextColumn } from './dataset.ts';
import { parseNumber } from './number.ts';
import { isBlankAt, headAt } from './text-column.ts';

export type Axis = 'lat' | 'lng';

/** Longer texts hold no degrees, and patterns take their time over them. */
const LONGEST = 200;

/** As aviation writes them: `122-18-42.12W`, `1221842W`, always with a letter. */
const DASHED = /^(\d{1,3})-(\d{1,2}(?:[.,]\d+)?)(?:-(\d{1,2}(?:[.,]\d+)?))?$/;
const PACKED = /^(\d{2,3})(\d{2})(\d{2}(?:[.,]\d+)?)$/;
const SEXAGESIMAL =
  /^([+-]?\d{1,3})\s*[°ºd:\s]\s*(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’m:\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”s]|''|’’)?)?)?$/i;

/**
 * Degrees: a number, with an optional degree sign and hemisphere letter (`47.6 N`, `W122.3`), or degrees, minutes and
 * seconds (`47°36'22.3"N`, `47 36.37`). NaN for anything else, and for a letter of the other axis.
 */
export function parseDegrees(text: string, decimal: '.' | ',', axis: Axis): number {
  if (text.length > LONGEST) return Number.NaN;
  // A degree sign that another program could not read is still where one was.
  let body = text
    .replace(/[\0\u00a0\u2007\u2009\u202f]/g, ' ')
    .replaceAll('\ufffd', '°')
    .trim();
  if (!/\d\s+\d/.test(body)) {
    const plain = parseNumber(body, decimal);
    if (!Number.isNaN(plain)) return plain;
  }
  let sign = 1;
  const hemisphere = /^([NSEWO])\s*|\s*([NSEWO])$/i.exec(body);
  if (hemisphere !== null) {
    const letter = (hemisphere[1] ?? hemisphere[2] ?? '').toUpperCase();
    // O is east in German and west in the Romance languages: no guess is better than a wrong one.
    if (letter === 'O' || /[NS]/.test(letter) !== (axis === 'lat')) return Number.NaN;
    sign = letter === 'S' || letter === 'W' ? -1 : 1;
    body = body.replace(hemisphere[0], '').trim();
  }
  const letters = hemisphere !== null ? (DASHED.exec(body) ?? PACKED.exec(body)) : null;
  const parts = letters ?? SEXAGESIMAL.exec(body.replace(/^[−–]/, '-'));
  if (parts !== null) return sign * sexagesimal(parts);
  const degrees = parseNumber(body.replace(/\s*[°º]$/, ''), decimal);
  return body.endsWith('%') ? Number.NaN : sign * degrees;
}

function sexagesimal(parts: RegExpExecArray): number {
  const [, whole = '', minutes = '', seconds = '0'] = parts;
  const [m, s] = [Number(minutes.replace(',', '.')), Number(seconds.replace(',', '.'))];
  if (m >= 60 || s >= 60 || (parts[3] !== undefined && !Number.isInteger(m))) return Number.NaN;
  return (whole.startsWith('-') ? -1 : 1) * (Math.abs(Number(whole)) + m / 60 + s / 3600);
}

export function degreesAt(column: TextColumn, row: number, decimal: '.' | ',', axis: Axis): number {
  const [mark, spaced] = marksAt(column, row, decimal);
  // Numbers with spaces inside are degrees and minutes here, not thousands.
  const value = spaced ? Number.NaN : numberAt(column, row, mark);
  return Number.isNaN(value) ? parseDegrees(headAt(column, row), mark, axis) : value;
}

/**
 * Degrees have no thousands: a single point is the decimal mark, also where the file's other numbers have commas, and a
 * single comma is, unless three digits follow it.
 */
function marksAt({ bytes, offsets }: TextColumn, row: number, decimal: '.' | ','): ['.' | ',', boolean] {
  let [marks, points, spaced, digits] = [0, 0, false, 0];
  for (let i = offsets[row]!; i < offsets[row + 1]!; i++) {
    if (bytes[i] === 0x2e || bytes[i] === 0x2c) [marks, digits] = [marks + 1, 0];
    else if (bytes[i]! >= 0x30 && bytes[i]! <= 0x39) digits += 1;
    if (bytes[i] === 0x2e) points += 1;
    else if (bytes[i] === 0x20) spaced = true;
  }
  if (marks !== 1) return [decimal, spaced];
  return [points === 1 ? '.' : digits === 3 ? decimal : ',', spaced];
}

/** First reason that applies to a pair of coordinates, or null. */
export function coordinateReason(
  lat: TextColumn,
  lng: TextColumn,
  row: number,
  latitude: number,
  longitude: number,
): RejectReason | null {
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) {
    return isBlankAt(lat, row) || isBlankAt(lng, row) ? 'missing-coordinate' : 'coordinate-not-a-number';
  }
  return placeReason(latitude, longitude);
}

/** Why two numbers are no place, or null. */
export function placeReason(latitude: number, longitude: number): RejectReason | null {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return 'coordinate-out-of-range';
  return latitude === 0 && longitude === 0 ? 'null-island' : null;
}
