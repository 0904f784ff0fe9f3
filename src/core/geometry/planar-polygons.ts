import type { Polygon, Position, Ring } from './ring.ts';
import { signedArea } from './ring.ts';
import { type CylinderRing, cutAtAntimeridian } from './strips.ts';

/** Coordinates of a MultiPolygon as they come from files: any winding, closed or not, numbers beyond 180 allowed. */
export type LooseMultiPolygon = readonly (readonly (readonly (readonly number[])[])[])[];

/**
 * Polygons of any winding made tidy: outer rings counter-clockwise, holes clockwise, closed, cut at the antimeridian.
 * Rings with fewer than three distinct positions or without area are left out.
 */
export function tidyPolygons(polygons: LooseMultiPolygon): Polygon[] {
  const tidy: Polygon[] = [];
  for (const polygon of polygons) {
    const rings: CylinderRing[] = [];
    for (const [r, ring] of polygon.entries()) {
      const points = openRing(ring);
      const area = points.length < 3 ? 0 : signedArea(points);
      if (r === 0 && area === 0) break;
      if (area === 0) continue;
      rings.push({ points: area > 0 === (r === 0) ? points : points.reverse(), turns: 0 });
    }
    if (rings.length > 0) tidy.push(...cutAtAntimeridian(rings));
  }
  return tidy;
}

function openRing(ring: readonly (readonly number[])[]): Position[] {
  const points: Position[] = [];
  for (const [lng, lat] of ring) {
    if (lng === undefined || lat === undefined) continue;
    const last = points[points.length - 1];
    if (!last || last[0] !== lng || last[1] !== lat) points.push([lng, lat]);
  }
  const [first, last] = [points[0], points[points.length - 1]];
  if (points.length > 1 && first && last && first[0] === last[0] && first[1] === last[1]) points.pop();
  return points;
}

/** west, south, east, north of a ring. */
export function boundsOf(ring: Ring): [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity];
  for (const [lng, lat] of ring) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return [west, south, east, north];
}
