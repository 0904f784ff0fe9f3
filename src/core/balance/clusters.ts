/** Clusters of demand: cells without demand join the nearest cell that has some, which leaves few nodes to search over. */
import { coarsen, type Level, liftParts } from './coarsen.ts';
import { nodeLoadLimit } from './cycle.ts';
import type { Search } from './search.ts';
import { smallestTargets } from './targets.ts';
import { contract, type WeightedGraph } from './weighted-graph.ts';

/** Less than this share of the smallest target in every measure is no demand. */
const NO_DEMAND_SHARE = 1e-5;

/**
 * Levels from the search's graph over its clusters down to about `nodes` nodes. Members of a cluster are connected and
 * share `fixed` and `home`; with `parts` also their part.
 */
export function clusterLevels(search: Search, nodes: number, parts?: Int32Array): Level[] {
  const { map, count } = clusterDemand(search, parts);
  const clustered = contract(search.graph, map, count);
  const limits = { nodes, maxLoad: nodeLoadLimit(search), ...(parts ? { parts: liftParts(parts, map, count) } : {}) };
  const [top, ...rest] = coarsen(clustered, limits, search.random);
  return [{ graph: search.graph, map: null }, { graph: top!.graph, map }, ...rest];
}

/** Breadth first from all cells with demand at once; what none of them reaches makes clusters of its own. */
function clusterDemand(search: Search, parts?: Int32Array): { map: Int32Array; count: number } {
  const { graph } = search;
  const map = new Int32Array(graph.count).fill(-1);
  const queue = new Int32Array(graph.count);
  const grain = smallestTargets(search.targets).map((target) => target * NO_DEMAND_SHARE);
  let count = 0;
  let tail = 0;
  for (let v = 0; v < graph.count; v++) {
    if (!hasDemand(graph, v, grain)) continue;
    map[v] = count++;
    queue[tail++] = v;
  }
  let head = 0;
  for (let v = 0; v <= graph.count; v++) {
    for (; head < tail; head++) tail = join(graph, map, queue, queue[head]!, tail, parts);
    if (v === graph.count || map[v]! >= 0) continue;
    map[v] = count++;
    queue[tail++] = v;
  }
  return { map, count };
}

/** Takes a node's neighbours that belong to no cluster into its own; returns the queue's new end. */
function join(
  { offsets, targets, fixed, home }: WeightedGraph,
  map: Int32Array,
  queue: Int32Array,
  v: number,
  tail: number,
  parts?: Int32Array,
): number {
  let end = tail;
  for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
    const u = targets[e]!;
    if (map[u]! >= 0 || fixed[u] !== fixed[v] || home[u] !== home[v] || (parts && parts[u] !== parts[v])) continue;
    map[u] = map[v]!;
    queue[end++] = u;
  }
  return end;
}

function hasDemand({ values, measureCount }: WeightedGraph, v: number, grain: Float64Array): boolean {
  for (let c = 0; c < measureCount; c++) if (values[v * measureCount + c]! > grain[c]!) return true;
  return false;
}
