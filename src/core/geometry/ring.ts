/** lng, lat in degrees. */
export type Position = [lng: number, lat: number];
/** Closed: the last position repeats the first. */
export type Ring = Position[];
/** Outer ring, then holes. */
export type Polygon = Ring[];
export type MultiPolygon = Polygon[];

/** Planar signed area in square degrees; positive when counter-clockwise. Closed or open ring. */
export function signedArea(ring: readonly Position[]): number {
  const origin = ring[0];
  if (!origin) return 0;
  let twice = 0;
  let [x1, y1] = [0, 0];
  for (let i = 1; i < ring.length; i++) {
    const x2 = ring[i]![0] - origin[0];
    const y2 = ring[i]![1] - origin[1];
    twice += x1 * y2 - x2 * y1;
    x1 = x2;
    y1 = y2;
  }
  return twice / 2;
}

/** Even-odd test in the plane of longitude and latitude. Closed or open ring. */
export function pointInRing(point: Position, ring: readonly Position[]): boolean {
  const [x, y] = point;
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i]!;
    const [xj, yj] = ring[j]!;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
