import type { WeightedGraph } from './weighted-graph.ts';

/** Parts that each part touches. */
export function partNeighbours(graph: WeightedGraph, parts: Int32Array, partCount: number): Set<number>[] {
  const neighbours = Array.from({ length: partCount }, () => new Set<number>());
  for (let v = 0; v < graph.count; v++) {
    const p = parts[v]!;
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      const q = parts[graph.targets[e]!]!;
      if (q !== p) neighbours[p]!.add(q);
    }
  }
  return neighbours;
}
