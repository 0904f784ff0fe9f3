import { EARTH_RADIUS_KM, toVector, triangleArea } from '../geometry/sphere.ts';
import type { GridDraft } from './grid-draft.ts';

/** Spherical area of a cell from its corners, square kilometres. */
export function polygonAreaKm2(draft: GridDraft, cell: number): number {
  const start = draft.cornerOffsets[cell]!;
  const corners = draft.cornerOffsets[cell + 1]! - start;
  const vectors = new Float64Array(3 * (corners + 1));
  toVector(draft.centers[2 * cell]!, draft.centers[2 * cell + 1]!, vectors, 0);
  for (let k = 0; k < corners; k++) {
    toVector(draft.corners[2 * (start + k)]!, draft.corners[2 * (start + k) + 1]!, vectors, 3 * (k + 1));
  }
  let area = 0;
  for (let k = 0; k < corners; k++) area += triangleArea(vectors, 0, 3 * (k + 1), 3 * (((k + 1) % corners) + 1));
  return area * EARTH_RADIUS_KM * EARTH_RADIUS_KM;
}
