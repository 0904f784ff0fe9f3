/** Measures on the sphere that H3 uses: the authalic one. */

/** Kilometres; the radius H3 states its areas and lengths with. */
export const EARTH_RADIUS_KM = 6371.007180918475;
export const DEGREE = Math.PI / 180;

/** Great-circle distance in kilometres between two places in degrees (haversine: exact for short ones too). */
export function distanceKm(lng1: number, lat1: number, lng2: number, lat2: number): number {
  const sinLat = Math.sin(((lat2 - lat1) * DEGREE) / 2);
  const sinLng = Math.sin(((lng2 - lng1) * DEGREE) / 2);
  const h = sinLat * sinLat + Math.cos(lat1 * DEGREE) * Math.cos(lat2 * DEGREE) * sinLng * sinLng;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Longitude moved by whole turns until it is within 180 degrees of a reference. */
export function nearLongitude(lng: number, reference: number): number {
  const turns = Math.round((lng - reference) / 360);
  return turns === 0 ? lng : lng - 360 * turns;
}

/** Unit vector of a place in degrees, written to `out[at .. at + 3)`. */
export function toVector(lng: number, lat: number, out: Float64Array, at: number): void {
  const cosLat = Math.cos(lat * DEGREE);
  out[at] = cosLat * Math.cos(lng * DEGREE);
  out[at + 1] = cosLat * Math.sin(lng * DEGREE);
  out[at + 2] = Math.sin(lat * DEGREE);
}

/**
 * Solid angle (steradians) of the spherical triangle of three unit vectors held in `v` at a, b and c; positive when
 * counter-clockwise. Method: Van Oosterom and Strackee 1983, the determinant taken from differences so that
 * triangles of a metre keep nine digits.
 */
export function triangleArea(v: Float64Array, a: number, b: number, c: number): number {
  const ax = v[a]!;
  const ay = v[a + 1]!;
  const az = v[a + 2]!;
  const bx = v[b]!;
  const by = v[b + 1]!;
  const bz = v[b + 2]!;
  const cx = v[c]!;
  const cy = v[c + 1]!;
  const cz = v[c + 2]!;
  const ux = bx - ax;
  const uy = by - ay;
  const uz = bz - az;
  const wx = cx - ax;
  const wy = cy - ay;
  const wz = cz - az;
  const volume = ax * (uy * wz - uz * wy) + ay * (uz * wx - ux * wz) + az * (ux * wy - uy * wx);
  const dots = ax * bx + ay * by + az * bz + bx * cx + by * cy + bz * cz + cx * ax + cy * ay + cz * az;
  return 2 * Math.atan2(volume, 1 + dots);
}
