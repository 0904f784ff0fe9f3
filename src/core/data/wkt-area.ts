/** Polygons as WKT, the one notation in which an area can stand in a column of text. */
import type { LooseMultiPolygon } from '../geometry/planar-polygons.ts';

const HEAD = /^\s*(?:SRID=\d+;\s*)?(MULTI)?POLYGON\s*(?:ZM?|M)?\s*(?=\()/i;
const POSITION = /([-+.\deE]+)\s+([-+.\deE]+)(?:\s+[-+.\deE]+)*/g;

/** The beginning of a text says that it is an area. */
export function isAreaText(text: string): boolean {
  return HEAD.test(text.slice(0, 100));
}

/** MultiPolygon coordinates, [lng, lat], unchecked; null where the text is no polygon. */
export function parseArea(text: string): LooseMultiPolygon | null {
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

export function textOfArea(polygons: LooseMultiPolygon): string {
  const rings = polygons.map(
    (polygon) => `(${polygon.map((ring) => `(${ring.map(([x, y]) => `${x} ${y}`).join(',')})`).join(',')})`,
  );
  return polygons.length === 1 ? `POLYGON ${rings[0]}` : `MULTIPOLYGON (${rings.join(',')})`;
}
