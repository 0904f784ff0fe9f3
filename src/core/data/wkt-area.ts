/** Polygons in a column of text: as WKT, the notation that other formats are read into, or as GeoJSON. */
import type { LooseMultiPolygon } from '../geometry/planar-polygons.ts';

const HEAD = /^\s*(?:SRID=\d+;\s*)?(MULTI)?POLYGON\s*(?:ZM?|M)?\s*(?=\()/i;
const POSITION = /([-+.\deE]+)\s+([-+.\deE]+)(?:\s+[-+.\deE]+)*/g;

/** The beginning of a text says that it is an area. */
export function isAreaText(text: string): boolean {
  return HEAD.test(text.slice(0, 100)) || /^\s*\{[^]*?"(?:Multi)?Polygon"/.test(text.slice(0, 300));
}

/** MultiPolygon coordinates, [lng, lat], unchecked; null where the text is no polygon. */
export function parseArea(text: string): LooseMultiPolygon | null {
  if (/^\s*\{/.test(text)) return areaOfJson(text);
  const head = HEAD.exec(text);
  if (head === null) return null;
  const nested = text
    .slice(head[0].length)
    .replace(POSITION, (_, x: string, y: string) => `[${Number(x)},${Number(y)}]`)
    .replaceAll('(', '[')
    .replaceAll(')', ']');
  try {
    const coordinates = JSON.parse(nested) as LooseMultiPolygon;
    return head[1] === undefined ? [coordinates as unknown as LooseMultiPolygon[number]] : coordinates;
  } catch {
    return null;
  }
}

/** A geometry of GeoJSON, or a feature with one. */
function areaOfJson(text: string): LooseMultiPolygon | null {
  try {
    const read = JSON.parse(text) as { readonly geometry?: unknown };
    const { type, coordinates } = (read.geometry ?? read) as {
      readonly type?: unknown;
      readonly coordinates?: unknown;
    };
    if (!Array.isArray(coordinates)) return null;
    const given = coordinates as unknown as LooseMultiPolygon;
    return type === 'MultiPolygon'
      ? given
      : type === 'Polygon'
        ? [given as unknown as LooseMultiPolygon[number]]
        : null;
  } catch {
    return null;
  }
}

export function textOfArea(polygons: LooseMultiPolygon): string {
  const rings = polygons.map(
    (polygon) => `(${polygon.map((ring) => `(${ring.map(([x, y]) => `${x} ${y}`).join(',')})`).join(',')})`,
  );
  return polygons.length === 1 ? `POLYGON ${rings[0]}` : `MULTIPOLYGON (${rings.join(',')})`;
}
