/**
 * Contiguous sweep: an order of a connected region's nodes along a direction in which many cuts leave both sides
 * connected.
 *
 * A priority flood (Barnes, Lehman, Mulla 2014) from the lowest node by projected position gives every node a rank;
 * every prefix is connected. A flood back from the last node by falling `min(rank, key of the node it came from)`
 * pops nodes such that wherever that key strictly drops, what has been popped and what has not are both connected:
 * nodes that the prefix encloses or cuts off share the key of the gate through which they are reached.
 */
import { createHeap, heapPop, heapPush, type MinHeap } from './heap.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface SweepScratch {
  readonly heap: MinHeap;
  readonly rank: Int32Array;
  readonly key: Float64Array;
  /** 1 + node's state, valid where `stamp` equals the sweep's number. */
  readonly stamp: Int32Array;
  stampNow: number;
  readonly order: Int32Array;
  /** cutAfter[i] = 1 where order[0..i] and the rest are both connected. */
  readonly cutAfter: Uint8Array;
}

export function createSweepScratch(count: number): SweepScratch {
  return {
    heap: createHeap(count),
    rank: new Int32Array(count),
    key: new Float64Array(count),
    stamp: new Int32Array(count),
    stampNow: 0,
    order: new Int32Array(count),
    cutAfter: new Uint8Array(count),
  };
}

/**
 * Orders the connected region `nodes` (those with `region[v] === id`) by falling projection; fills `scratch.order`
 * and `scratch.cutAfter` up to `nodes.length`. `projection` is indexed by node.
 */
export function sweepRegion(
  graph: WeightedGraph,
  nodes: Int32Array,
  region: Int32Array,
  id: number,
  projection: Float64Array,
  scratch: SweepScratch,
): void {
  const { rank, key, order, cutAfter } = scratch;
  let start = nodes[0]!;
  for (const v of nodes) if (projection[v]! < projection[start]!) start = v;
  const last = flood(graph, region, id, start, scratch, (v) => projection[v]!, rank, null);
  let index = 0;
  flood(
    graph,
    region,
    id,
    last,
    scratch,
    (v, from) => -Math.min(rank[v]!, from < 0 ? rank[v]! : -key[from]!),
    null,
    (v) => {
      order[index++] = v;
    },
  );
  for (let i = 0; i + 1 < index; i++) cutAfter[i] = key[order[i + 1]!]! > key[order[i]!]! ? 1 : 0;
  if (index > 0) cutAfter[index - 1] = 0;
}

function flood(
  graph: WeightedGraph,
  region: Int32Array,
  id: number,
  start: number,
  scratch: SweepScratch,
  keyOf: (node: number, from: number) => number,
  rank: Int32Array | null,
  visit: ((node: number) => void) | null,
): number {
  const { heap, key, stamp } = scratch;
  const now = ++scratch.stampNow;
  heap.size = 0;
  stamp[start] = now;
  key[start] = keyOf(start, -1);
  heapPush(heap, start, key[start]);
  let last = start;
  for (let popped = 0; heap.size > 0; popped++) {
    const v = heapPop(heap);
    last = v;
    if (rank) rank[v] = popped;
    if (visit) visit(v);
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      const u = graph.targets[e]!;
      if (stamp[u] === now || region[u] !== id) continue;
      stamp[u] = now;
      key[u] = keyOf(u, v);
      heapPush(heap, u, key[u]);
    }
  }
  return last;
}
