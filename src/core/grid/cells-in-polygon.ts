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
  const index = createEdgeIndex([ring]);
  const middle = (index.west + index.east) / 2;
  const { centers } = grid;
  const found: number[] = [];
  for (let cell = 0; cell < grid.count; cell++) {
    const lat = centers[2 * cell + 1]!;
    if (lat < index.south || lat > index.north) continue;
    if (index.contains(nearLongitude(centers[2 * cell]!, middle), lat)) found.push(cell);
  }
  return Uint32Array.from(found);
}
