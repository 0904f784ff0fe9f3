/** Empty cells follow their nearest claimed cell. */
import type { Csr } from '../grid/grid.ts';

/**
 * Multi-source breadth-first growth from all claimed cells at once; ties go to the source met first in cell order.
 * @param claims owner of each cell, 0 = empty; not mutated
 * @returns owner of each cell; 0 only on components without any claim
 */
export function growClaims(graph: Csr, claims: Uint16Array): Uint16Array {
  const owners = claims.slice();
  const queue = new Uint32Array(claims.length);
  let tail = 0;
  for (let cell = 0; cell < claims.length; cell++) if (claims[cell] !== 0) queue[tail++] = cell;
  for (let head = 0; head < tail; head++) {
    const cell = queue[head]!;
    for (let at = graph.offsets[cell]!; at < graph.offsets[cell + 1]!; at++) {
      const next = graph.targets[at]!;
      if (owners[next] !== 0) continue;
      owners[next] = owners[cell]!;
      queue[tail++] = next;
    }
  }
  return owners;
}
