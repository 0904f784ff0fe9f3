/**
 * Best effort around a heavy cell: it has all a part may have of one measure, so the part reaches for cells that bring
 * much of the others for little of that one, until it has enough of the others. A greedy of the node-weighted
 * prize-collecting kind (Klein, Ravi 1995): the path with the best ratio of prize to price first.
 */
import { createHeap, heapPop, heapPush, type MinHeap } from './heap.ts';
import type { PartTargets } from './targets.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface HeavyRegion {
  readonly graph: WeightedGraph;
  readonly targets: PartTargets;
  /** -1 = free; mutated: taken nodes become `part`. */
  readonly parts: Int32Array;
  readonly part: number;
  readonly node: number;
  /** Measure of which the node has almost all or more. */
  readonly dominant: number;
  /** Most the part may have of the dominant measure, as a share of its target; Infinity where it is excused. */
  readonly limit: number;
  /** Price of a part's worth of cells, as a share of a target: low = far-reaching, high = compact. */
  readonly cellPrice: number;
}

/** The part reaches until it is this share of the tolerance short in the other measures. */
const SHORT_SHARE = 0.85;
export const PATH_LIMIT = 200;

/** Grows the part; returns whether it has enough of every other measure. Looks at no more than `PATH_LIMIT` paths. */
export function growHeavyRegion(region: HeavyRegion): boolean {
  const { graph, parts, part, node } = region;
  parts[node] = part;
  const banned = new Uint8Array(graph.count);
  const scratch = createScratch(graph);
  const loads = new Float64Array(graph.measureCount);
  addLoads(graph, loads, [node]);
  for (let i = 0; i < PATH_LIMIT; i++) {
    if (hasEnough(region, loads)) return true;
    const path = bestPath(region, loads, banned, scratch);
    if (!path) return false;
    for (const v of path) parts[v] = part;
    if (freeIsConnected(graph, parts)) addLoads(graph, loads, path);
    else {
      for (const v of path) parts[v] = -1;
      banned[path[0]!] = 1;
    }
  }
  return hasEnough(region, loads);
}

interface Scratch {
  readonly from: Int32Array;
  readonly price: Float64Array;
  /** Dominant measure used up on the way. */
  readonly used: Float64Array;
  readonly prize: Float64Array;
  readonly closed: Uint8Array;
  readonly heap: MinHeap;
}

function createScratch({ count, targets }: WeightedGraph): Scratch {
  return {
    from: new Int32Array(count),
    price: new Float64Array(count),
    used: new Float64Array(count),
    prize: new Float64Array(count),
    closed: new Uint8Array(count),
    heap: createHeap(targets.length + count + 1),
  };
}

function addLoads(graph: WeightedGraph, loads: Float64Array, nodes: readonly number[]): void {
  const m = graph.measureCount;
  for (const v of nodes) for (let c = 0; c < m; c++) loads[c]! += graph.values[v * m + c]!;
}

function shareOf({ targets, part }: HeavyRegion, measure: number, load: number): number {
  return load * targets.inverse[part * targets.measureCount + measure]!;
}

function hasEnough(region: HeavyRegion, loads: Float64Array): boolean {
  for (let c = 0; c < loads.length; c++) if (c !== region.dominant && missing(region, loads, c) > 0) return false;
  return true;
}

/** What is missing to the tolerance's inner part, as a share of the target; 0 or less when there is enough. */
function missing(region: HeavyRegion, loads: Float64Array, measure: number): number {
  const { targets, part } = region;
  const at = part * targets.measureCount + measure;
  if (targets.inverse[at] === 0) return 0;
  return 1 - SHORT_SHARE * targets.tolerance[at]! - shareOf(region, measure, loads[measure]!);
}

/** The free path (far end first) that brings most of the other measures for its price; null when there is none. */
function bestPath(
  region: HeavyRegion,
  loads: Float64Array,
  banned: Uint8Array,
  { from, price, used, prize, closed, heap }: Scratch,
): number[] | null {
  const { graph, parts, part, targets, dominant } = region;
  const m = graph.measureCount;
  const room = Float64Array.from(loads, (_, c) =>
    c === dominant
      ? region.limit - shareOf(region, c, loads[c]!)
      : missing(region, loads, c) + targets.tolerance[part * m + c]!,
  );
  const cellPrice = (region.cellPrice * targets.partCount) / totalSize(graph);
  from.fill(-2);
  price.fill(Infinity);
  closed.fill(0);
  heap.size = 0;
  for (let v = 0; v < graph.count; v++) {
    if (parts[v] !== part) continue;
    price[v] = 0;
    used[v] = 0;
    prize[v] = 0;
    from[v] = -1;
    heapPush(heap, v, 0);
  }
  const mostPrize = room.reduce((sum, x, c) => sum + (c === dominant ? 0 : Math.max(0, x)), 0);
  let best = -1;
  let bestRatio = 0;
  while (heap.size > 0) {
    const v = heapPop(heap);
    if (closed[v]) continue;
    closed[v] = 1;
    // No longer path can have a better ratio: what it may bring is limited.
    if (mostPrize < bestRatio * price[v]!) break;
    const ratio = prize[v]! / (price[v]! + 1e-6);
    if (from[v]! >= 0 && !banned[v] && ratio > bestRatio && prize[v]! <= mostPrize) {
      bestRatio = ratio;
      best = v;
    }
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (parts[u]! >= 0 || closed[u]) continue;
      const cost = shareOf(region, dominant, graph.values[u * m + dominant]!);
      const next = price[v]! + cost + cellPrice * graph.sizes[u]!;
      if (next >= price[u]! || used[v]! + cost > room[dominant]! || !fits(region, room, u)) continue;
      price[u] = next;
      used[u] = used[v]! + cost;
      prize[u] = prize[v]!;
      for (let c = 0; c < m; c++) if (c !== dominant) prize[u] += shareOf(region, c, graph.values[u * m + c]!);
      from[u] = v;
      heapPush(heap, u, next);
    }
  }
  if (best < 0) return null;
  const path: number[] = [];
  for (let v = best; from[v]! >= 0; v = from[v]!) path.push(v);
  return path;
}

function fits(region: HeavyRegion, room: Float64Array, v: number): boolean {
  const { graph, dominant } = region;
  const m = graph.measureCount;
  for (let c = 0; c < m; c++) {
    if (c !== dominant && shareOf(region, c, graph.values[v * m + c]!) > room[c]!) return false;
  }
  return true;
}

function totalSize(graph: WeightedGraph): number {
  let total = 0;
  for (const size of graph.sizes) total += size;
  return total;
}

/** Whether the free nodes are one piece. */
function freeIsConnected(graph: WeightedGraph, parts: Int32Array): boolean {
  const start = parts.indexOf(-1);
  if (start < 0) return false;
  const seen = new Uint8Array(graph.count);
  const queue = new Int32Array(graph.count);
  let tail = 0;
  queue[tail++] = start;
  seen[start] = 1;
  for (let head = 0; head < tail; head++) {
    const v = queue[head]!;
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (seen[u] || parts[u]! >= 0) continue;
      seen[u] = 1;
      queue[tail++] = u;
    }
  }
  for (let v = 0; v < graph.count; v++) if (parts[v]! < 0 && !seen[v]) return false;
  return true;
}
