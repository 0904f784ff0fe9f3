/** What of a geometry from a file is polygons. */
import { isPosition } from '../../core/geometry/inner-point.ts';
import type { LooseMultiPolygon } from '../../core/geometry/planar-polygons.ts';

/** Polygons of GeoJSON, in collections too; none where there are none, those with broken rings are left out. */
export function polygonsOf(geometry: unknown): LooseMultiPolygon {
  if (typeof geometry !== 'object' || geometry === null || !('type' in geometry)) return [];
  if (geometry.type === 'GeometryCollection' && 'geometries' in geometry && Array.isArray(geometry.geometries)) {
    return geometry.geometries.flatMap(polygonsOf);
  }
  const coordinates: unknown = 'coordinates' in geometry ? geometry.coordinates : null;
  const polygons = geometry.type === 'Polygon' ? [coordinates] : geometry.type === 'MultiPolygon' ? coordinates : [];
  return Array.isArray(polygons) ? polygons.filter(isPolygon) : [];
}

function isPolygon(polygon: unknown): boolean {
  return (
    Array.isArray(polygon) &&
    polygon.length > 0 &&
    polygon.every((ring) => Array.isArray(ring) && ring.length >= 4 && ring.every(isPosition))
  );
}
