import type { CellEdge, Csr } from './grid.ts';

/**
 * The graph that contiguity is judged on: adjacency, plus bridges, minus barriers. A bridge may restore an edge that
 * a barrier cuts. Rows keep ring order, bridges come last. Returns `adjacency` itself when nothing changes. Throws
 * RangeError on an edge that names an unknown cell.
 */
export function linkCells(adjacency: Csr, bridges: Iterable<CellEdge>, barriers: Iterable<CellEdge>): Csr {
  const count = adjacency.offsets.length - 1;
  const cut = edgeSets(barriers, count);
  const added = edgeSets(bridges, count);
  if (cut.size === 0 && added.size === 0) return adjacency;
  const offsets = new Uint32Array(count + 1);
  const extra = [...added.values()].reduce((sum, set) => sum + set.size, 0);
  const targets = new Uint32Array(adjacency.targets.length + extra);
  let filled = 0;
  for (let cell = 0; cell < count; cell++) {
    const without = cut.get(cell);
    const plus = added.get(cell);
    const rowEnd = adjacency.offsets[cell + 1]!;
    for (let k = adjacency.offsets[cell]!; k < rowEnd; k++) {
      const neighbour = adjacency.targets[k]!;
      if (!without?.has(neighbour) && !plus?.has(neighbour)) targets[filled++] = neighbour;
    }
    if (plus) for (const neighbour of plus) targets[filled++] = neighbour;
    offsets[cell + 1] = filled;
  }
  return { offsets, targets: targets.slice(0, filled) };
}

function edgeSets(edges: Iterable<CellEdge>, count: number): Map<number, Set<number>> {
  const sets = new Map<number, Set<number>>();
  const add = (from: number, to: number) => {
    const set = sets.get(from);
    if (set) set.add(to);
    else sets.set(from, new Set([to]));
  };
  for (const { a, b } of edges) {
    if (!(a >= 0 && a < count && b >= 0 && b < count && a !== b)) {
      throw new RangeError(`Edge ${a}-${b} does not join two cells of a grid of ${count} cells.`);
    }
    add(a, b);
    add(b, a);
  }
  return sets;
}
