/** Web Mercator with the whole world as the unit square: x east from the antimeridian, y south from 85.05 N. */

const MAX_LATITUDE = 85.051129;

/** May lie outside 0..1 for coordinates unwrapped across the antimeridian. */
export function mercatorX(lng: number): number {
  return (lng + 180) / 360;
}

export function mercatorY(lat: number): number {
  const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, lat));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** The latitude at a y. */
export function mercatorLat(y: number): number {
  return (360 / Math.PI) * Math.atan(Math.exp(Math.PI * (1 - 2 * y))) - 90;
}
