import type { Polygon, Position } from './ring.ts';
import { signedArea } from './ring.ts';
import { nearLongitude } from './sphere.ts';
import { type CylinderRing, cutAtAntimeridian } from './strips.ts';

/** Coordinates of a MultiPolygon as they come from files: any winding, closed or not, numbers beyond 180 allowed. */
export type LooseMultiPolygon = readonly (readonly (readonly (readonly number[])[])[])[];

/**
 * Polygons of any winding made tidy: outer rings counter-clockwise, holes clockwise, closed, cut at the antimeridian.
 * An edge of more than 180 degrees is taken for a short one across the antimeridian, unless the ring is drawn over a
 * pole or would collapse. Rings with fewer than three distinct positions or without area are left out.
 */
export function tidyPolygons(polygons: LooseMultiPolygon): Polygon[] {
  const tidy: Polygon[] = [];
  for (const polygon of polygons) {
    const rings: CylinderRing[] = [];
    for (const [r, loose] of polygon.entries()) {
      const ring = unwrapRing(openRing(loose));
      const forward = ring.turns !== 0 ? ring.turns * meanLatitude(ring.points) : signedArea(ring.points);
      if (forward === 0 && r === 0) break;
      if (forward === 0) continue;
      rings.push(forward > 0 === (r === 0) ? ring : reversed(ring));
    }
    if (rings.length > 0) tidy.push(...cutAtAntimeridian(rings));
  }
  return tidy;
}

function unwrapRing(points: Position[]): CylinderRing {
  const literal = { points, turns: 0 };
  if (points.length < 3) return { points: [], turns: 0 };
  const unwrapped: Position[] = [points[0]!];
  for (const [lng, lat] of points.slice(1)) {
    unwrapped.push([nearLongitude(lng, unwrapped[unwrapped.length - 1]![0]), lat]);
  }
  const close = nearLongitude(points[0]![0], unwrapped[unwrapped.length - 1]![0]);
  const turns = Math.round((close - points[0]![0]) / 360);
  const overPole = turns !== 0 && points.some(([, lat]) => Math.abs(lat) > 89.99);
  if (overPole || (turns === 0 && signedArea(unwrapped) === 0)) return literal;
  return { points: unwrapped, turns };
}

function meanLatitude(points: readonly Position[]): number {
  return points.reduce((sum, [, lat]) => sum + lat, 0) / points.length;
}

function reversed({ points, turns }: CylinderRing): CylinderRing {
  return { points: points.toReversed(), turns: -turns };
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
