import type { CellIndex, Csr } from './grid.ts';

export interface Disk {
  /** The centre first, then ring by ring; only the first `count` entries belong to the answer. Reused by the next call. */
  readonly cells: Uint32Array;
  readonly count: number;
}

/**
 * Makes a search for the cells within so many steps of a centre: breadth first over adjacency, so the disk keeps to
 * the grid and goes round holes. Scratch arrays are kept between calls; an unknown centre gives an empty disk.
 */
export function createDiskSearch(adjacency: Csr): (center: CellIndex, radius: number) => Disk {
  const { offsets, targets } = adjacency;
  const count = offsets.length - 1;
  const seen = new Uint32Array(count);
  const cells = new Uint32Array(count);
  let stamp = 0;
  return (center, radius) => {
    if (!(center >= 0 && center < count) || !(radius >= 0)) return { cells, count: 0 };
    if (++stamp === 0x100000000) {
      seen.fill(0);
      stamp = 1;
    }
    seen[center] = stamp;
    cells[0] = center;
    let filled = 1;
    let ringStart = 0;
    for (let ring = 0; ring < radius && ringStart < filled; ring++) {
      const ringEnd = filled;
      for (let r = ringStart; r < ringEnd; r++) {
        const cell = cells[r]!;
        for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
          const neighbour = targets[k]!;
          if (seen[neighbour] === stamp) continue;
          seen[neighbour] = stamp;
          cells[filled++] = neighbour;
        }
      }
      ringStart = ringEnd;
    }
    return { cells, count: filled };
  };
}
