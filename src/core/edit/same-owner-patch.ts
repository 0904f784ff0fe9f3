import type { CellIndex, Csr } from '../grid/grid.ts';

/**
 * The connected cells with the owner of `cell`, itself included, ascending: what Fill takes. An unassigned cell gives
 * the whole gap it lies in. Empty for a cell outside the grid.
 */
export function sameOwnerPatch(graph: Csr, owners: Uint16Array, cell: CellIndex): Uint32Array {
  const owner = owners[cell];
  if (owner === undefined) return new Uint32Array(0);
  const seen = new Uint8Array(owners.length);
  const queue = new Uint32Array(owners.length);
  seen[cell] = 1;
  queue[0] = cell;
  let filled = 1;
  for (let head = 0; head < filled; head++) {
    const from = queue[head]!;
    for (let k = graph.offsets[from]!; k < graph.offsets[from + 1]!; k++) {
      const to = graph.targets[k]!;
      if (seen[to] === 1 || owners[to] !== owner) continue;
      seen[to] = 1;
      queue[filled++] = to;
    }
  }
  return queue.slice(0, filled).sort();
}
