import type { CellIndex, Grid } from '../grid/grid.ts';
import { toVector } from './sphere.ts';

/**
 * Where to write a territory's name: its deepest cell, that is the one most steps away from any other owner and from
 * the outside; among equally deep ones the nearest to the territory's centre of area. By code, -1 where a code has
 * no cell; `codeCount` long, row 0 stays -1.
 * @param only 1 for codes that are looked for, by code; the others stay -1 and cost next to nothing
 */
export function labelPoints(grid: Grid, owners: Uint16Array, codeCount: number, only?: Uint8Array): Int32Array {
  const wanted = only ?? new Uint8Array(codeCount).fill(1);
  const depth = depthsOf(grid, owners, wanted);
  const centers = centersOfArea(grid, owners, codeCount, wanted);
  const deepest = new Int32Array(codeCount).fill(-1);
  const nearness = new Float64Array(codeCount);
  const vector = new Float64Array(3);
  for (let cell = 0; cell < grid.count; cell++) {
    const code = owners[cell]!;
    if (code === 0 || code >= codeCount || wanted[code] === 0) continue;
    const known = deepest[code]!;
    const ahead = known < 0 ? 1 : depth[cell]! - depth[known]!;
    if (ahead < 0) continue;
    toVector(grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!, vector, 0);
    const near =
      vector[0]! * centers[3 * code]! + vector[1]! * centers[3 * code + 1]! + vector[2]! * centers[3 * code + 2]!;
    if (ahead === 0 && near <= nearness[code]!) continue;
    deepest[code] = cell;
    nearness[code] = near;
  }
  return deepest;
}

/** Steps of every wanted cell from the nearest cell that has an edge towards another owner or the outside. */
function depthsOf(grid: Grid, owners: Uint16Array, wanted: Uint8Array): Int32Array {
  const { offsets, targets } = grid.adjacency;
  const depth = new Int32Array(grid.count).fill(-1);
  const queue = new Uint32Array(grid.count);
  let filled = 0;
  for (let cell = 0; cell < grid.count; cell++) {
    // Cells of other owners are never nearer than one's own border: each owner is looked at alone.
    if (wanted[owners[cell]!] !== 1 || !isOnBorder(grid, owners, cell)) continue;
    depth[cell] = 0;
    queue[filled++] = cell;
  }
  for (let head = 0; head < filled; head++) {
    const cell: CellIndex = queue[head]!;
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
      const neighbour = targets[k]!;
      if (depth[neighbour]! >= 0 || owners[neighbour] !== owners[cell]) continue;
      depth[neighbour] = depth[cell]! + 1;
      queue[filled++] = neighbour;
    }
  }
  return depth;
}

function isOnBorder(grid: Grid, owners: Uint16Array, cell: CellIndex): boolean {
  for (let k = grid.cornerOffsets[cell]!; k < grid.cornerOffsets[cell + 1]!; k++) {
    const neighbour = grid.edgeNeighbours[k]!;
    if (neighbour < 0 || owners[neighbour] !== owners[cell]) return true;
  }
  return false;
}

/** Sums of unit vectors weighted by area: a direction for each code, not normalised. */
function centersOfArea(grid: Grid, owners: Uint16Array, codeCount: number, wanted: Uint8Array): Float64Array {
  const sums = new Float64Array(3 * codeCount);
  const vector = new Float64Array(3);
  for (let cell = 0; cell < grid.count; cell++) {
    const code = owners[cell]!;
    if (code === 0 || code >= codeCount || wanted[code] === 0) continue;
    toVector(grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!, vector, 0);
    for (let axis = 0; axis < 3; axis++) {
      sums[3 * code + axis] = sums[3 * code + axis]! + vector[axis]! * grid.areasKm2[cell]!;
    }
  }
  return sums;
}
