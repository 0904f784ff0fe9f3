/** Joins the fixed nodes of a part to one another, where a path leads through nodes that are free to change. */
import type { WeightedGraph } from './weighted-graph.ts';

/**
 * For every unfrozen part with fixed nodes: those that are not connected to the part's first fixed node get a shortest
 * path of nodes that are neither fixed to another part nor frozen. Mutates `parts`; -1 nodes may be used.
 */
export function connectFixed(graph: WeightedGraph, parts: Int32Array, frozen: Uint8Array): void {
  const fixedOfPart = new Map<number, number[]>();
  for (let v = 0; v < graph.count; v++) {
    const p = graph.fixed[v]!;
    if (p < 0 || frozen[p]) continue;
    const list = fixedOfPart.get(p);
    if (list) list.push(v);
    else fixedOfPart.set(p, [v]);
  }
  const taken = new Uint8Array(graph.count);
  for (const [part, nodes] of [...fixedOfPart].sort((a, b) => a[0] - b[0])) {
    for (let guard = 0; guard < nodes.length; guard++) if (!joinOne(graph, parts, frozen, taken, part, nodes)) break;
  }
}

/** Joins one more fixed node to the piece of the first; false when all are joined or no path exists. */
function joinOne(
  graph: WeightedGraph,
  parts: Int32Array,
  frozen: Uint8Array,
  taken: Uint8Array,
  part: number,
  nodes: readonly number[],
): boolean {
  const from = new Int32Array(graph.count).fill(-2);
  const joined = new Uint8Array(graph.count);
  const queue: number[] = [nodes[0]!];
  from[nodes[0]!] = -1;
  joined[nodes[0]!] = 1;
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!;
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (parts[u] !== part || from[u] !== -2) continue;
      from[u] = -1;
      joined[u] = 1;
      queue.push(u);
    }
  }
  if (nodes.every((v) => joined[v])) return false;
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!;
    if (!joined[v] && graph.fixed[v] === part) {
      for (let w = v; w >= 0 && !joined[w]; w = from[w]!) {
        parts[w] = part;
        taken[w] = 1;
      }
      return true;
    }
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      const other = graph.fixed[u]! >= 0 && graph.fixed[u] !== part;
      if (from[u] !== -2 || other || (taken[u] && parts[u] !== part) || (parts[u]! >= 0 && frozen[parts[u]!])) continue;
      from[u] = v;
      queue.push(u);
    }
  }
  return false;
}
