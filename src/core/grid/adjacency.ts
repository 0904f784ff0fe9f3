import type { Csr } from './grid.ts';

/**
 * Distinct neighbours of each cell in ring order, from the neighbours across its edges (-1 = outside). A cell with
 * distortion vertices faces one neighbour over several edges in a row, which count once.
 */
export function adjacencyOfEdges(cornerOffsets: Uint32Array, edgeNeighbours: Int32Array): Csr {
  const count = cornerOffsets.length - 1;
  const offsets = new Uint32Array(count + 1);
  const targets = new Uint32Array(edgeNeighbours.length);
  let filled = 0;
  for (let cell = 0; cell < count; cell++) {
    const start = cornerOffsets[cell]!;
    const end = cornerOffsets[cell + 1]!;
    const rowStart = filled;
    let previous = -1;
    for (let k = start; k < end; k++) {
      const neighbour = edgeNeighbours[k]!;
      if (neighbour >= 0 && neighbour !== previous) targets[filled++] = neighbour;
      previous = neighbour;
    }
    // The run of edges towards one neighbour may span the seam of the ring.
    if (filled - rowStart > 1 && targets[filled - 1] === targets[rowStart]) filled--;
    offsets[cell + 1] = filled;
  }
  return { offsets, targets: targets.slice(0, filled) };
}
