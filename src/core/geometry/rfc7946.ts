/** Geometry as RFC 7946 wants it: right-hand rings, closed, cut at the antimeridian, within -180 .. 180. */
import type { MultiPolygon, Polygon, Position, Ring } from './ring.ts';
import { signedArea } from './ring.ts';
import { cutAtAntimeridian } from './strips.ts';

/** About a centimetre on the ground. */
const DECIMALS = 1e7;

export type Rfc7946Geometry =
  | { type: 'Polygon'; coordinates: Polygon }
  | { type: 'MultiPolygon'; coordinates: MultiPolygon };

/**
 * Turns unwrapped polygons, outer ring first, into an RFC 7946 geometry with 7 decimals. Windings are set right.
 * Several polygons, or one that crosses the antimeridian, make a MultiPolygon.
 */
export function toRfc7946(polygons: MultiPolygon): Rfc7946Geometry {
  const pieces = polygons
    .flatMap((polygon) => cutAtAntimeridian(polygon.map(openRightHand)))
    .map((polygon) => polygon.map(rounded).filter((ring) => ring.length > 3))
    .filter((polygon) => polygon.length > 0);
  const [only] = pieces;
  return only && pieces.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: pieces };
}

/**
 * west, south, east, north of some polygons as RFC 7946 (5.2) has it: west is greater than east where the box spans
 * the antimeridian. null when there is no position.
 */
export function bboxOf(polygons: MultiPolygon): [number, number, number, number] | null {
  let south = Number.POSITIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  const spans: [west: number, east: number][] = [];
  for (const polygon of polygons.flatMap((p) => cutAtAntimeridian(p.map(openRightHand)))) {
    let [west, east] = [180, -180];
    for (const [lng, lat] of polygon[0]!) {
      west = Math.min(west, lng);
      east = Math.max(east, lng);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
    spans.push([west, east]);
  }
  if (spans.length === 0) return null;
  const [west, east] = shortestSpan(spans);
  return [west, south, east, north];
}

/** The shortest range of longitudes that holds all spans; west > east when it crosses the antimeridian. */
function shortestSpan(spans: [west: number, east: number][]): [west: number, east: number] {
  spans.sort((a, b) => a[0] - b[0]);
  const first = spans[0]!;
  let reach = first[1];
  let gap = 0;
  let best: [number, number] = [first[0], Number.NaN];
  for (const [west, east] of spans.slice(1)) {
    if (west - reach > gap) {
      gap = west - reach;
      best = [west, reach];
    }
    reach = Math.max(reach, east);
  }
  return first[0] + 360 - reach >= gap ? [first[0], reach] : best;
}

function openRightHand(ring: Ring, position: number): { points: Position[]; turns: number } {
  const points = ring.slice(0, -1);
  return { points: signedArea(points) > 0 === (position === 0) ? points : points.reverse(), turns: 0 };
}

/**
 * Rounds to 7 decimals. What is not on the edge of the map does not get there by rounding: a ring would touch itself
 * where it runs along the cut.
 */
function roundWithin(degrees: number, limit: number): number {
  const steps = Math.round(degrees * DECIMALS);
  const most = Math.abs(degrees) < limit ? limit * DECIMALS - 1 : limit * DECIMALS;
  // `+ 0` turns -0 into 0.
  return Math.max(-most, Math.min(most, steps)) / DECIMALS + 0;
}

function rounded(ring: Ring): Ring {
  const points: Ring = [];
  for (const [lng, lat] of ring) {
    const point: Position = [roundWithin(lng, 180), roundWithin(lat, 90)];
    const last = points[points.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  return points;
}
