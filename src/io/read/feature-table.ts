/** Features of GeoJSON and its relatives -> a table: longitude, latitude, then their properties. */
import type { ReadWarning } from '../../core/data/dataset.ts';
import { textOfArea } from '../../core/data/wkt-area.ts';
import { innerPoint, isPosition } from '../../core/geometry/inner-point.ts';
import { polygonsOf } from './polygons-of.ts';
import { createRecordColumns, type RecordParts } from './record-columns.ts';

/** A feature as it comes from a file: nothing about it is certain. */
export interface LooseFeature {
  readonly id?: unknown;
  readonly properties?: unknown;
  readonly geometry?: unknown;
}

const LNG = 'longitude';
const LAT = 'latitude';
const AREA = 'geometry';

type Place = readonly [lng: number, lat: number] | null | { readonly invalid: string };

/** Every feature is a record. Areas have a column of their own as WKT, and a point inside; lines and broken geometries have no place. */
export function tableOfFeatures(features: readonly LooseFeature[], where: string): RecordParts {
  const columns = createRecordColumns(where, [LNG, LAT]);
  const invalidGeometry = new Map<number, string>();
  const withIds = features.some(({ id }) => id !== undefined && id !== null);
  const withAreas = features.some(({ geometry }) => isArea(geometry) || isCollection(geometry));
  for (const feature of features) {
    const place = placeOf(feature.geometry);
    const point = Array.isArray(place) ? (place as readonly [number, number]) : null;
    if (place !== null && 'invalid' in place) invalidGeometry.set(columns.rows + 1, place.invalid);
    columns.add(entriesOfFeature(feature, point, withIds, withAreas));
  }
  const warnings = invalidWarning(invalidGeometry.size);
  return {
    ...columns.finish(),
    ragged: new Map(),
    warnings,
    ...(invalidGeometry.size > 0 ? { invalidGeometry } : {}),
  };
}

function* entriesOfFeature(
  { id, properties, geometry }: LooseFeature,
  point: readonly [number, number] | null,
  withIds: boolean,
  withAreas: boolean,
): Generator<[string, unknown]> {
  yield [LNG, point?.[0]];
  yield [LAT, point?.[1]];
  const own = typeof properties === 'object' && properties !== null ? Object.entries(properties) : [];
  if (withIds) yield ['feature_id', id];
  for (const [name, value] of own) {
    const taken = name === LNG || name === LAT || (withAreas && name === AREA);
    yield [taken ? `${name} (2)` : name, value];
  }
  const polygons = point === null ? [] : polygonsOf(geometry);
  if (polygons.length > 0) yield [AREA, textOfArea(polygons)];
}

function isArea(geometry: unknown): boolean {
  return (
    typeof geometry === 'object' && geometry !== null && 'type' in geometry && String(geometry.type).endsWith('Polygon')
  );
}

/** null = the feature has no geometry. */
function placeOf(geometry: unknown): Place {
  if (geometry === null || geometry === undefined) return null;
  if (typeof geometry !== 'object') return { invalid: typeof geometry };
  const { type, coordinates } = geometry as { readonly type?: unknown; readonly coordinates?: unknown };
  const kind = String(type);
  switch (kind) {
    case 'Point':
      if (Array.isArray(coordinates) && coordinates.length === 0) return null;
      return isPosition(coordinates) ? [coordinates[0], coordinates[1]] : { invalid: kind };
    case 'MultiPoint': {
      const points: unknown[] = Array.isArray(coordinates) ? coordinates : [];
      const [only] = points;
      return points.length === 1 && isPosition(only) ? [only[0], only[1]] : { invalid: kind };
    }
    case 'Polygon':
      return innerPoint([coordinates]) ?? { invalid: kind };
    case 'MultiPolygon':
      return (Array.isArray(coordinates) ? innerPoint(coordinates) : null) ?? { invalid: kind };
    case 'GeometryCollection':
      return placeOfCollection(geometry);
    default:
      return { invalid: kind.slice(0, 80) };
  }
}

/** One geometry in a wrapping, or several areas, as KML has them. */
function placeOfCollection(collection: object): Place {
  const found: unknown = 'geometries' in collection ? collection.geometries : null;
  const geometries: readonly unknown[] = Array.isArray(found) ? found : [];
  const [only] = geometries;
  if (geometries.length === 1 && !isCollection(only)) return placeOf(only);
  const polygons = geometries.map((one) => (isArea(one) && 'coordinates' in (one as object) ? one : null));
  if (polygons.length === 0 || polygons.includes(null)) return { invalid: 'GeometryCollection' };
  const coordinates = polygons.flatMap((one) => {
    const { type, coordinates: rings } = one as { readonly type: unknown; readonly coordinates: unknown };
    return type === 'MultiPolygon' && Array.isArray(rings) ? (rings as unknown[]) : [rings];
  });
  return innerPoint(coordinates) ?? { invalid: 'GeometryCollection' };
}

function isCollection(geometry: unknown): boolean {
  return typeof geometry === 'object' && geometry !== null && 'geometries' in geometry;
}

function invalidWarning(count: number): ReadWarning[] {
  if (count === 0) return [];
  const message = 'Geometries that are neither points nor sound areas have no place.';
  return [{ code: 'invalid-geometry', message, count }];
}
