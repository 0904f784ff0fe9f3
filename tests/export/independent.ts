/** Shapes and tables read by libraries that have nothing to do with this program, and what is wrong with a shape. */
import { kml } from '@tmcw/togeojson';
import { booleanValid, kinks, polygon } from '@turf/turf';
import { DOMParser } from '@xmldom/xmldom';
import type { Feature, Geometry, MultiPolygon, Polygon, Position } from 'geojson';
import { wkbToGeojson } from 'hyparquet/src/wkb.js';
import initSqlJs from 'sql.js';

export interface ReadShape {
  readonly id: string;
  readonly geometry: Polygon | MultiPolygon | null;
}

const decoder = new TextDecoder();

/** Territories of a file of maps. */
export async function shapesOf(format: 'geojson' | 'kml' | 'gpkg', bytes: Uint8Array): Promise<ReadShape[]> {
  if (format === 'gpkg') return geopackageShapes(bytes, 'territories', 'territory_id');
  const features: readonly Feature<Geometry | null>[] =
    format === 'geojson'
      ? (JSON.parse(decoder.decode(bytes)) as { features: Feature[] }).features
      : kml(new DOMParser().parseFromString(decoder.decode(bytes), 'text/xml')).features;
  return features.map(({ properties, geometry }) => ({
    id: String(properties?.['territory_id']),
    geometry: flat(geometry),
  }));
}

/** Any layer of a GeoPackage: its header is cut off, what follows is well-known binary. */
export async function geopackageShapes(bytes: Uint8Array, layer: string, id: string): Promise<ReadShape[]> {
  const rows = await geopackageRows(bytes, `SELECT "${id}", geom FROM ${layer}`);
  return rows.map(([key, geom]) => ({ id: String(key), geometry: geom instanceof Uint8Array ? shapeOf(geom) : null }));
}

export async function geopackageRows(bytes: Uint8Array, sql: string): Promise<readonly (readonly unknown[])[]> {
  const sqlite = await initSqlJs();
  const database = new sqlite.Database(bytes);
  try {
    return database.exec(sql)[0]?.values ?? [];
  } finally {
    database.close();
  }
}

function shapeOf(geom: Uint8Array): Polygon | MultiPolygon | null {
  const flags = geom[3]!;
  const envelope = [0, 32, 48, 48, 64][(flags >> 1) & 7]!;
  const view = new DataView(geom.buffer, geom.byteOffset + 8 + envelope, geom.byteLength - 8 - envelope);
  return flat(wkbToGeojson({ view, offset: 0 }));
}

/** KML has a collection where GeoJSON has several polygons. */
function flat(geometry: Geometry | null): Polygon | MultiPolygon | null {
  if (geometry === null) return null;
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') return geometry;
  if (geometry.type !== 'GeometryCollection') throw new TypeError(`A territory is a ${geometry.type}`);
  const coordinates = geometry.geometries.flatMap((part) => polygonsOf(flat(part)));
  return { type: 'MultiPolygon', coordinates };
}

export function polygonsOf(geometry: Polygon | MultiPolygon | null): Position[][][] {
  if (geometry === null) return [];
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** Why a shape is none: rings that are open, too short, cross or touch themselves along a line; holes outside. */
export function faultsOf(geometry: Polygon | MultiPolygon | null): string[] {
  return polygonsOf(geometry).flatMap((rings, at) => {
    const open = rings.filter((ring) => ring.length < 4 || ring[0]!.join() !== ring.at(-1)!.join());
    if (open.length > 0) return [`polygon ${at} has an open ring`];
    const crossings = kinks(polygon(rings)).features.map(({ geometry: { coordinates } }) => coordinates.join());
    if (crossings.length > 0) return [`polygon ${at} crosses itself at ${crossings[0]}`];
    return booleanValid({ type: 'Polygon', coordinates: rings }) ? [] : [`polygon ${at} is not valid`];
  });
}
