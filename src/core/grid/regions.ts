/** States and countries: the study area a set of accounts calls for. */
import { createEdgeIndex, type EdgeIndex } from '../geometry/edge-index.ts';
import { type LooseMultiPolygon, tidyPolygons } from '../geometry/planar-polygons.ts';
import type { Polygon } from '../geometry/ring.ts';
import { DEGREE, EARTH_RADIUS_KM, nearLongitude } from '../geometry/sphere.ts';

export interface Region {
  readonly id: string;
  readonly name: string;
  /** States in the USA, countries elsewhere. */
  readonly kind: 'state' | 'country';
  /** MultiPolygon coordinates, [lng, lat]; any winding. */
  readonly polygons: LooseMultiPolygon;
}

/** A coastal account stands in the sea of a simplified map; beyond this it is on no land of ours. */
const COAST_KM = 50;
const KM_PER_DEGREE = EARTH_RADIUS_KM * DEGREE;

/**
 * The regions that hold at least one of the points (degrees; places that are not finite are left out), in the order
 * given. A point outside all of them counts for the nearest one within 50 km.
 */
export function regionsTouched(regions: readonly Region[], lat: ArrayLike<number>, lng: ArrayLike<number>): Region[] {
  const shapes = regions.map(createRegionShape);
  const touched = new Set<number>();
  let latest = -1;
  for (let i = 0; i < lat.length; i++) {
    const [x, y] = [lng[i]!, lat[i]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    // Neighbouring rows are often neighbours on the ground.
    if (shapes[latest]?.contains(x, y)) continue;
    let region = shapes.findIndex((shape) => shape.contains(x, y));
    if (region < 0) region = nearestRegion(shapes, x, y);
    if (region < 0) continue;
    touched.add(region);
    latest = region;
  }
  return regions.filter((_, r) => touched.has(r));
}

interface RegionShape {
  contains(lng: number, lat: number): boolean;
  /** Kilometres to the nearest border, or Infinity when the region's box is farther than `limitKm`. */
  distanceKm(lng: number, lat: number, limitKm: number): number;
}

/** Polygons are cut and indexed at the first point that comes near them. */
function createRegionShape(region: Region): RegionShape {
  const box = boxOf(region.polygons);
  let pieces: { readonly polygon: Polygon; readonly index: EdgeIndex }[] | undefined;
  const load = () => {
    pieces ??= tidyPolygons(region.polygons).map((polygon) => ({ polygon, index: createEdgeIndex(polygon) }));
    return pieces;
  };
  return {
    contains(lng, lat) {
      if (lat < box.south || lat > box.north || lng < box.west || lng > box.east) return false;
      return load().some(({ index }) => index.contains(lng, lat));
    },
    distanceKm(lng, lat, limitKm) {
      const margin = limitKm / KM_PER_DEGREE;
      if (lat < box.south - margin || lat > box.north + margin) return Number.POSITIVE_INFINITY;
      let nearest = Number.POSITIVE_INFINITY;
      for (const { polygon, index } of load()) {
        if (lat < index.south - margin || lat > index.north + margin) continue;
        nearest = Math.min(nearest, borderDistanceKm(polygon, lng, lat));
      }
      return nearest;
    },
  };
}

function boxOf(polygons: LooseMultiPolygon): Pick<EdgeIndex, 'west' | 'south' | 'east' | 'north'> {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const polygon of polygons) {
    const ring = polygon[0] ?? [];
    for (let i = 0; i < ring.length; i++) {
      const lng = ring[i]![0]!;
      const lat = ring[i]![1]!;
      if (lng < west) west = lng;
      if (lng > east) east = lng;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
  }
  // Across the antimeridian or round a pole the box of the positions says little.
  const overEdge = west < -179 || east > 179;
  return overEdge ? { west: -180, south: -90, east: 180, north: 90 } : { west, south, east, north };
}

function nearestRegion(shapes: readonly RegionShape[], lng: number, lat: number): number {
  let nearest = -1;
  let distance = COAST_KM;
  for (const [r, shape] of shapes.entries()) {
    const km = shape.distanceKm(lng, lat, distance);
    if (km <= distance) {
      nearest = r;
      distance = km;
    }
  }
  return nearest;
}

/** Distance to the nearest edge, in a plane that touches the sphere at the point: good to a per mille within 50 km. */
function borderDistanceKm(polygon: Polygon, lng: number, lat: number): number {
  const kmPerLng = KM_PER_DEGREE * Math.cos(lat * DEGREE);
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of polygon) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const x1 = (nearLongitude(ring[i]![0], lng) - lng) * kmPerLng;
      const y1 = (ring[i]![1] - lat) * KM_PER_DEGREE;
      const dx = (ring[i + 1]![0] - ring[i]![0]) * kmPerLng;
      const dy = (ring[i + 1]![1] - ring[i]![1]) * KM_PER_DEGREE;
      const square = dx * dx + dy * dy;
      const along = square > 0 ? Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / square)) : 0;
      nearest = Math.min(nearest, Math.hypot(x1 + along * dx, y1 + along * dy));
    }
  }
  return nearest;
}
