/** Which neighbours of a node are neighbours of one another, as bits: the table of the local contiguity test. */
import type { WeightedGraph } from './weighted-graph.ts';

/** Nodes with more neighbours have no masks. */
export const MAX_LOCAL_DEGREE = 32;

/** For each CSR entry (v -> u): bits of the slots of v whose nodes are neighbours of u. 0 for nodes of high degree. */
export function linkMasks(graph: WeightedGraph): Uint32Array {
  const known = masksOfGraph.get(graph);
  if (known) return known;
  const masks = computeMasks(graph);
  masksOfGraph.set(graph, masks);
  return masks;
}

/** States are made often, graphs seldom. */
const masksOfGraph = new WeakMap<WeightedGraph, Uint32Array>();

function computeMasks(graph: WeightedGraph): Uint32Array {
  const { count, offsets, targets } = graph;
  const links = new Uint32Array(targets.length);
  const slotOf = new Int32Array(count).fill(-1);
  for (let v = 0; v < count; v++) {
    const start = offsets[v]!;
    const end = offsets[v + 1]!;
    if (end - start > MAX_LOCAL_DEGREE) continue;
    for (let e = start; e < end; e++) slotOf[targets[e]!] = e - start;
    for (let e = start; e < end; e++) {
      const u = targets[e]!;
      let mask = 0;
      for (let f = offsets[u]!; f < offsets[u + 1]!; f++) {
        const slot = slotOf[targets[f]!]!;
        if (slot >= 0) mask |= 1 << slot;
      }
      links[e] = mask;
    }
    for (let e = start; e < end; e++) slotOf[targets[e]!] = -1;
  }
  return links;
}
