/**
 * Coarser graphs by matching along heavy edges (Karypis, Kumar 1998, "A fast and high quality multilevel scheme for
 * partitioning irregular graphs"), with a cap on what a node may weigh: uniform merging fails in metros, where one
 * coarse cell would hold more than a part.
 */
import type { Random } from './random.ts';
import { contract, type WeightedGraph } from './weighted-graph.ts';

export interface Level {
  readonly graph: WeightedGraph;
  /** Node of this level for each node of the next finer one; null at the finest. */
  readonly map: Int32Array | null;
}

export interface CoarsenLimits {
  /** Stop at about this many nodes. */
  readonly nodes: number;
  /** Largest load of a merged node, one a measure; file units. */
  readonly maxLoad: Float64Array;
  /** Where given, only nodes of one part are merged. */
  readonly parts?: Int32Array;
}

/** Levels from the finest (index 0) to the coarsest. Merged nodes are connected, share `fixed` and `home`. */
export function coarsen(graph: WeightedGraph, limits: CoarsenLimits, random: Random): Level[] {
  const levels: Level[] = [{ graph, map: null }];
  let current = graph;
  let parts = limits.parts ?? null;
  while (current.count > limits.nodes) {
    const { map, count } = matchOnce(current, limits, parts, random);
    if (count > current.count * 0.93) break;
    const next = contract(current, map, count);
    if (parts) parts = liftParts(parts, map, count);
    levels.push({ graph: next, map });
    current = next;
  }
  return levels;
}

/** Parts of the coarse nodes, from those of the fine ones; every member of a node must agree. */
export function liftParts(parts: Int32Array, map: Int32Array, count: number): Int32Array {
  const lifted = new Int32Array(count);
  for (let v = 0; v < map.length; v++) lifted[map[v]!] = parts[v]!;
  return lifted;
}

/** Parts of the last level's nodes, from those of the first's; a copy. */
export function liftThrough(parts: Int32Array, levels: readonly Level[]): Int32Array {
  let lifted: Int32Array = parts.slice();
  for (const { map, graph } of levels) if (map) lifted = liftParts(lifted, map, graph.count);
  return lifted;
}

/** Parts of the fine nodes, from those of the coarse ones. */
export function projectParts(parts: Int32Array, map: Int32Array): Int32Array {
  const fine = new Int32Array(map.length);
  for (let v = 0; v < map.length; v++) fine[v] = parts[map[v]!]!;
  return fine;
}

/** Parts of the nodes of `levels[0]`, from those of the last level. */
export function projectThrough(parts: Int32Array, levels: readonly Level[]): Int32Array {
  return levels.reduceRight((projected, { map }) => (map ? projectParts(projected, map) : projected), parts);
}

function matchOnce(graph: WeightedGraph, limits: CoarsenLimits, parts: Int32Array | null, random: Random) {
  const { count } = graph;
  const order = shuffled(count, random);
  const maxSize = Math.max(2, (3 * totalOf(graph.sizes)) / limits.nodes);
  const map = new Int32Array(count).fill(-1);
  let next = 0;
  for (let i = 0; i < count; i++) {
    const v = order[i]!;
    if (map[v]! >= 0) continue;
    let best = -1;
    let bestRating = 0;
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (map[u]! >= 0 || (parts && parts[u] !== parts[v])) continue;
      const rating = graph.edgeWeights[e]! / (graph.sizes[u]! + graph.sizes[v]!);
      if (rating <= bestRating || !mayMerge(graph, limits, maxSize, v, u)) continue;
      bestRating = rating;
      best = u;
    }
    map[v] = next;
    if (best >= 0) map[best] = next;
    next++;
  }
  // Numbers in the order of the finer graph keep neighbours near in memory.
  const name = new Int32Array(next).fill(-1);
  let named = 0;
  for (let v = 0; v < count; v++) {
    const c = map[v]!;
    if (name[c]! < 0) name[c] = named++;
    map[v] = name[c]!;
  }
  return { map, count: next };
}

function mayMerge(graph: WeightedGraph, limits: CoarsenLimits, maxSize: number, v: number, u: number): boolean {
  if (graph.fixed[v] !== graph.fixed[u] || graph.home[v] !== graph.home[u]) return false;
  if (graph.sizes[v]! + graph.sizes[u]! > maxSize) return false;
  const m = graph.measureCount;
  for (let k = 0; k < m; k++) {
    const load = graph.values[v * m + k]! + graph.values[u * m + k]!;
    if (load > limits.maxLoad[k]!) return false;
  }
  return true;
}

export function shuffled(count: number, random: Random): Uint32Array {
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const j = random.below(i + 1);
    order[i] = order[j]!;
    order[j] = i;
  }
  return order;
}

function totalOf(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
