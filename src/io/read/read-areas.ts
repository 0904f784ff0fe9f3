/** Polygons with names, from GeoJSON or TopoJSON. */
import type { NamedArea } from '../../core/plan/areas.ts';
import { polygonsOf } from './polygons-of.ts';
import { readError } from './read-error.ts';
import { featuresOfJson } from './read-json.ts';

/**
 * Areas in the order of the file; features without a polygon are left out.
 * Throws ReadError when there is no polygon, or one without a name in `property`.
 */
export function readAreas(bytes: Uint8Array, property: string, where: string): NamedArea[] {
  const areas: NamedArea[] = [];
  for (const { geometry, properties } of featuresOfJson(bytes, where)) {
    const polygons = polygonsOf(geometry);
    if (polygons.length === 0) continue;
    const own = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
    const value: unknown = own.find(([name]) => name === property)?.[1];
    const name = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
    if (name === '') {
      const names = own.map(([known]) => known).join(', ') || 'none';
      throw readError(`A polygon has no name in the property ${property}`, where, `its properties are ${names}`);
    }
    areas.push({ name, polygons });
  }
  if (areas.length === 0) throw readError('The file holds no polygon', where, 'give GeoJSON with polygons');
  return areas;
}

/**
 * Property that names the polygons of a GeoJSON or TopoJSON: `name`, else the one whose name says territory or the like,
 * else the first that every polygon has with more than one value. null where the file holds no polygons.
 */
export function areaNameProperty(bytes: Uint8Array, where: string): string | null {
  const first = bytes.find((byte) => byte > 0x20 && byte !== 0xef && byte !== 0xbb && byte !== 0xbf);
  if (first !== 0x7b) return null;
  const areas = featuresOfJson(bytes, where).filter(({ geometry }) => polygonsOf(geometry).length > 0);
  if (areas.length === 0) return null;
  const values = new Map<string, Set<string>>();
  const counts = new Map<string, number>();
  for (const { properties } of areas) {
    if (typeof properties !== 'object' || properties === null) continue;
    for (const [name, value] of Object.entries(properties) as [string, unknown][]) {
      const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
      if (text === '') continue;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      values.set(name, (values.get(name) ?? new Set()).add(text));
    }
  }
  const everywhere = [...counts].filter(([, count]) => count === areas.length).map(([name]) => name);
  const told =
    everywhere.find((name) => name === 'name') ??
    everywhere.find((name) => /territor|gebiet|region|district|^name|name$/i.test(name));
  const property = told ?? everywhere.find((name) => areas.length === 1 || (values.get(name)?.size ?? 0) > 1);
  if (property === undefined) throw readError('No property names every polygon', where, 'give each polygon a name');
  return property;
}
