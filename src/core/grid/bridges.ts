import { toVector } from '../geometry/sphere.ts';
import { componentsOf } from './components.ts';
import type { CellEdge, Grid } from './grid.ts';

/**
 * Bridges that make a grid one piece: from the largest component on, each next smaller one is joined to those before
 * it by its closest pair of cells (chord between centres).
 */
export function proposeBridges(grid: Grid): CellEdge[] {
  const { count, label, sizes } = componentsOf(grid.adjacency);
  if (count < 2) return [];
  const members = rimByComponent(grid, label, count);
  const order = members.map((_, c) => c).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const vectors = new Float64Array(3 * grid.count);
  for (const list of members) {
    for (const cell of list) toVector(grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!, vectors, 3 * cell);
  }
  const joined = createRim(vectors, 8 * Math.sqrt(Math.max(1e-12, grid.areasKm2[0]! / 6371 ** 2)));
  joined.add(members[order[0]!]!);
  const bridges: CellEdge[] = [];
  for (const component of order.slice(1)) {
    const [from, to] = joined.closestPair(members[component]!);
    bridges.push({ a: Math.min(from, to), b: Math.max(from, to) });
    joined.add(members[component]!);
  }
  return bridges;
}

/** Cells on the rim of each component: the closest pair of two components always lies there. */
function rimByComponent(grid: Grid, label: Int32Array, count: number): number[][] {
  const rims: number[][] = Array.from({ length: count }, () => []);
  for (let cell = 0; cell < grid.count; cell++) {
    const end = grid.cornerOffsets[cell + 1]!;
    for (let k = grid.cornerOffsets[cell]!; k < end; k++) {
      if (grid.edgeNeighbours[k]! >= 0) continue;
      rims[label[cell]!]!.push(cell);
      break;
    }
  }
  return rims;
}

interface Rim {
  add(cells: readonly number[]): void;
  closestPair(cells: readonly number[]): [from: number, to: number];
}

/** Cells in cubes of a side `size` (chord length on the unit sphere), so that near ones are found without a full scan. */
function createRim(vectors: Float64Array, size: number): Rim {
  const buckets = new Map<string, number[]>();
  const all: number[] = [];
  const reach = 4;
  const coordinate = (cell: number, axis: number) => Math.floor(vectors[3 * cell + axis]! / size);
  const squared = (i: number, j: number) => {
    const dx = vectors[3 * i]! - vectors[3 * j]!;
    const dy = vectors[3 * i + 1]! - vectors[3 * j + 1]!;
    const dz = vectors[3 * i + 2]! - vectors[3 * j + 2]!;
    return dx * dx + dy * dy + dz * dz;
  };
  const around = (cell: number, radius: number): number[] => {
    const [x, y, z] = [coordinate(cell, 0), coordinate(cell, 1), coordinate(cell, 2)];
    const near: number[] = [];
    for (let dx = -radius; dx <= radius; dx++) {
      for (let dy = -radius; dy <= radius; dy++) {
        for (let dz = -radius; dz <= radius; dz++) near.push(...(buckets.get(`${x + dx} ${y + dy} ${z + dz}`) ?? []));
      }
    }
    return near;
  };
  const closest = (cells: readonly number[], candidates: (cell: number) => readonly number[]) => {
    let best: [from: number, to: number, squared: number] = [-1, -1, Number.POSITIVE_INFINITY];
    for (const from of cells) {
      for (const to of candidates(from)) {
        const distance = squared(from, to);
        if (distance < best[2]) best = [from, to, distance];
      }
    }
    return best;
  };
  return {
    add(cells) {
      for (const cell of cells) {
        const key = `${coordinate(cell, 0)} ${coordinate(cell, 1)} ${coordinate(cell, 2)}`;
        const bucket = buckets.get(key);
        if (bucket) bucket.push(cell);
        else buckets.set(key, [cell]);
        all.push(cell);
      }
    },
    closestPair(cells) {
      // Within `radius` cubes every pair closer than radius * size is seen, so a shorter find is the closest one.
      for (let radius = 1; radius <= reach; radius += reach - 1) {
        const [from, to, distance] = closest(cells, (cell) => around(cell, radius));
        if (distance <= (radius * size) ** 2) return [from, to];
      }
      const [from, to] = closest(cells, () => all);
      return [from, to];
    },
  };
}
