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

/** Where each point stands: -1 = in no region. `part` is the position in the region's polygons. */
export interface RegionPlaces {
  readonly region: Int32Array;
  readonly part: Int32Array;
}

/**
 * The region of each point (degrees; places that are not finite have none), and which of its polygons. A point outside
 * all of them counts for the nearest one within 50 km.
 */
export function placesInRegions(
  regions: readonly Region[],
  lat: ArrayLike<number>,
  lng: ArrayLike<number>,
): RegionPlaces {
  const shapes = regions.map(createRegionShape);
  const region = new Int32Array(lat.length).fill(-1);
  const part = new Int32Array(lat.length).fill(-1);
  let latest = -1;
  for (let i = 0; i < lat.length; i++) {
    const [x, y] = [lng[i]!, lat[i]!];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    // Neighbouring rows are often neighbours on the ground.
    let found = latest;
    let within = shapes[latest]?.partAt(x, y) ?? -1;
    for (let r = 0; r < shapes.length && within < 0; r++) {
      within = shapes[r]!.partAt(x, y);
      found = r;
    }
    if (within < 0) [found, within] = nearestPart(shapes, x, y);
    if (found < 0) continue;
    region[i] = found;
    part[i] = within;
    latest = found;
  }
  return { region, part };
}

/** The regions that hold at least one of the points, or are the nearest within 50 km to one, in the order given. */
export function regionsTouched(regions: readonly Region[], lat: ArrayLike<number>, lng: ArrayLike<number>): Region[] {
  const touched = new Set(placesInRegions(regions, lat, lng).region);
  return regions.filter((_, r) => touched.has(r));
}

interface RegionShape {
  /** Position of the polygon that holds a point, -1 where none does. */
  partAt(lng: number, lat: number): number;
  /** The polygon with the nearest border and the kilometres to it; -1 and Infinity beyond `limitKm`. */
  nearestPart(lng: number, lat: number, limitKm: number): [part: number, km: number];
}

/** Polygons are cut and indexed at the first point that comes near them. */
function createRegionShape(region: Region): RegionShape {
  const box = boxOf(region.polygons);
  let pieces: { readonly part: number; readonly polygon: Polygon; readonly index: EdgeIndex }[] | undefined;
  const load = () => {
    pieces ??= region.polygons.flatMap((loose, part) =>
      tidyPolygons([loose]).map((polygon) => ({ part, polygon, index: createEdgeIndex(polygon) })),
    );
    return pieces;
  };
  return {
    partAt(lng, lat) {
      if (lat < box.south || lat > box.north || lng < box.west || lng > box.east) return -1;
      return load().find(({ index }) => index.contains(lng, lat))?.part ?? -1;
    },
    nearestPart(lng, lat, limitKm) {
      const margin = limitKm / KM_PER_DEGREE;
      let nearest: [number, number] = [-1, Number.POSITIVE_INFINITY];
      if (lat < box.south - margin || lat > box.north + margin) return nearest;
      for (const { part, polygon, index } of load()) {
        if (lat < index.south - margin || lat > index.north + margin) continue;
        const km = borderDistanceKm(polygon, lng, lat);
        if (km <= limitKm && km < nearest[1]) nearest = [part, km];
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

/** Region and polygon nearest to a point within the limit; -1, -1 where there is none. */
function nearestPart(shapes: readonly RegionShape[], lng: number, lat: number): [region: number, part: number] {
  let nearest: [number, number] = [-1, -1];
  let distance = COAST_KM;
  for (const [r, shape] of shapes.entries()) {
    const [part, km] = shape.nearestPart(lng, lat, distance);
    if (km <= distance) {
      nearest = [r, part];
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
