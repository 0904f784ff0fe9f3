/** A point inside an area, wherever its outline runs: the middle of the widest stretch at half its height. */

type Position = readonly [lng: number, lat: number];

export function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1]);
}

/** `polygons` = coordinates of a MultiPolygon, unchecked; null where a ring is broken or the area is none. */
export function innerPoint(polygons: readonly unknown[]): Position | null {
  let best: { readonly point: Position; readonly size: number } | null = null;
  for (const polygon of polygons) {
    const rings = ringsOf(polygon);
    if (rings === null) return null;
    const found = insideOf(rings);
    if (found && (best === null || found.size > best.size)) best = found;
  }
  return best?.point ?? null;
}

/** Closed rings of at least four positions, the outer one with an area; null where they are not. */
function ringsOf(polygon: unknown): Position[][] | null {
  if (!Array.isArray(polygon) || polygon.length === 0) return null;
  const rings: Position[][] = [];
  for (const ring of polygon as unknown[]) {
    if (!Array.isArray(ring) || ring.length < 4 || !ring.every(isPosition)) return null;
    const points = (ring as readonly Position[]).map(([x, y]): Position => [x, y]);
    const [first, last] = [points[0] as Position, points[points.length - 1] as Position];
    if (first[0] !== last[0] || first[1] !== last[1]) return null;
    rings.push(points);
  }
  return area(rings[0] as Position[]) > 0 ? rings : null;
}

function area(ring: readonly Position[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [a, b] = [ring[i - 1] as Position, ring[i] as Position];
    twice += a[0] * b[1] - b[0] * a[1];
  }
  return Math.abs(twice) / 2;
}

function insideOf(rings: readonly (readonly Position[])[]): { point: Position; size: number } | null {
  const outer = rings[0] as readonly Position[];
  let [low, high] = [Infinity, -Infinity];
  for (const [, y] of outer) {
    low = Math.min(low, y);
    high = Math.max(high, y);
  }
  // Not the exact middle: corners like to lie there.
  const level = low + (high - low) * 0.4999;
  const crossings = rings.flatMap((ring) => crossingsAt(ring, level)).sort((a, b) => a - b);
  let widest = 0;
  let middle = Number.NaN;
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [from, to] = [crossings[i] as number, crossings[i + 1] as number];
    if (to - from <= widest) continue;
    widest = to - from;
    middle = (from + to) / 2;
  }
  return Number.isNaN(middle) ? null : { point: [middle, level], size: area(outer) };
}

function crossingsAt(ring: readonly Position[], level: number): number[] {
  const found: number[] = [];
  for (let i = 1; i < ring.length; i++) {
    const [[x1, y1], [x2, y2]] = [ring[i - 1] as Position, ring[i] as Position];
    if (y1 > level === y2 > level) continue;
    found.push(x1 + ((level - y1) / (y2 - y1)) * (x2 - x1));
  }
  return found;
}
