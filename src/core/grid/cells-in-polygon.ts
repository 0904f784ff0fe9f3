import { createEdgeIndex } from '../geometry/edge-index.ts';
import type { Position } from '../geometry/ring.ts';
import { nearLongitude } from '../geometry/sphere.ts';
import type { Grid } from './grid.ts';

/**
 * Cells whose centre lies in a ring drawn on the map (lng, lat in degrees, open or closed, may cross itself and may
 * run on beyond 180); ascending.
 */
export function cellsInPolygon(grid: Grid, ring: readonly Position[]): Uint32Array {
  if (ring.length < 3) return new Uint32Array(0);
  const drawn = createEdgeIndex([ring]);
  // The middle of the ring comes within -180 .. 180, so that each centre needs one turn at most.
  const middle = (drawn.west + drawn.east) / 2;
  const shift = nearLongitude(middle, 0) - middle;
  const index = shift === 0 ? drawn : createEdgeIndex([ring.map(([lng, lat]): Position => [lng + shift, lat])]);
  const { west, south, east, north } = index;
  const { centers, count } = grid;
  const found = new Uint32Array(count);
  let filled = 0;
  for (let cell = 0; cell < count; cell++) {
    const lat = centers[2 * cell + 1]!;
    if (lat < south || lat > north) continue;
    let lng = centers[2 * cell]!;
    if (lng < west) lng += 360;
    else if (lng > east) lng -= 360;
    if (lng >= west && lng <= east && index.contains(lng, lat)) found[filled++] = cell;
  }
  return found.slice(0, filled);
}
