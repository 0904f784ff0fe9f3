/** Latitudes and longitudes as files write them, and why a record has no place. */
import { numberAt } from './column-numbers.ts';
import type { RejectReason, TextColumn } from './dataset.ts';
import { parseNumber } from './number.ts';
import { isBlankAt, textAt } from './text-column.ts';

const SEXAGESIMAL =
  /^([+-]?\d{1,3})\s*[°ºd:\s]\s*(\d{1,2})\s*(?:['′’m:\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:["″”s]|''|’’)?)?)?$/i;

/**
 * Degrees: a number, with an optional degree sign and hemisphere letter (`47.6 N`, `W122.3`), or degrees, minutes and
 * seconds (`47°36'22.3"N`). NaN for anything else.
 */
export function parseDegrees(text: string, decimal: '.' | ','): number {
  const plain = parseNumber(text, decimal);
  if (!Number.isNaN(plain)) return plain;
  let body = text.replace(/[\0\u00a0]/g, ' ').trim();
  let sign = 1;
  const hemisphere = /^([NSEWO])\s*|\s*([NSEWO])$/i.exec(body);
  if (hemisphere !== null) {
    const letter = (hemisphere[1] ?? hemisphere[2] ?? '').toUpperCase();
    // O is east in German and west in the Romance languages: no guess is better than a wrong one.
    if (letter === 'O') return Number.NaN;
    sign = letter === 'S' || letter === 'W' ? -1 : 1;
    body = body.replace(hemisphere[0], '').trim();
  }
  const degrees = parseNumber(body.replace(/\s*[°º]$/, ''), decimal);
  if (!Number.isNaN(degrees) && !body.endsWith('%')) return sign * degrees;
  const parts = SEXAGESIMAL.exec(body);
  if (parts === null) return Number.NaN;
  const minutes = Number(parts[2]);
  const seconds = Number((parts[3] ?? '0').replace(',', '.'));
  if (minutes >= 60 || seconds >= 60) return Number.NaN;
  const whole = Number(parts[1]);
  const negative = whole < 0 || parts[1]?.startsWith('-') === true;
  return sign * (negative ? -1 : 1) * (Math.abs(whole) + minutes / 60 + seconds / 3600);
}

export function degreesAt(column: TextColumn, row: number, decimal: '.' | ','): number {
  const value = numberAt(column, row, decimal);
  return Number.isNaN(value) ? parseDegrees(textAt(column, row), decimal) : value;
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
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return 'coordinate-out-of-range';
  return latitude === 0 && longitude === 0 ? 'null-island' : null;
}
