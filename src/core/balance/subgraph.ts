/** The part of a graph that some parts hold, with those parts numbered anew. */
import type { PartTargets } from './targets.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface Subgraph {
  readonly graph: WeightedGraph;
  /** Node of the whole graph behind each node. */
  readonly nodes: Int32Array;
  /** Targets of the parts in the order of `group`. */
  readonly targets: PartTargets;
}

/** O(nodes of the whole). Homes and fixed parts outside the group become -1. */
export function subgraph(
  whole: WeightedGraph,
  targets: PartTargets,
  parts: Int32Array,
  group: readonly number[],
): Subgraph {
  const wanted = new Uint8Array(targets.partCount);
  for (const part of group) wanted[part] = 1;
  let count = 0;
  for (let v = 0; v < whole.count; v++) count += wanted[parts[v]!]!;
  const nodes = new Int32Array(count);
  for (let v = 0, i = 0; v < whole.count; v++) if (wanted[parts[v]!]) nodes[i++] = v;
  return subgraphOf(whole, targets, parts, group, nodes, new Int32Array(whole.count));
}

/**
 * As `subgraph` where the group's nodes are known, ascending: O(those). `at` is scratch, one entry a node of the whole;
 * parts of other nodes than those are in none of the group.
 */
export function subgraphOf(
  whole: WeightedGraph,
  targets: PartTargets,
  parts: Int32Array,
  group: readonly number[],
  nodes: Int32Array,
  at: Int32Array,
): Subgraph {
  const m = whole.measureCount;
  const local = new Int32Array(targets.partCount).fill(-1);
  group.forEach((part, i) => {
    local[part] = i;
  });
  const count = nodes.length;
  let degrees = 0;
  for (let i = 0; i < count; i++) {
    const v = nodes[i]!;
    at[v] = i;
    degrees += whole.offsets[v + 1]! - whole.offsets[v]!;
  }
  const offsets = new Uint32Array(count + 1);
  const ends = new Uint32Array(degrees);
  const edgeWeights = new Float32Array(degrees);
  let used = 0;
  for (let i = 0; i < count; i++) {
    const v = nodes[i]!;
    for (let e = whole.offsets[v]!; e < whole.offsets[v + 1]!; e++) {
      const u = whole.targets[e]!;
      if (local[parts[u]!]! < 0) continue;
      ends[used] = at[u]!;
      edgeWeights[used++] = whole.edgeWeights[e]!;
    }
    offsets[i + 1] = used;
  }
  const pick = (values: Float64Array, width: number): Float64Array => {
    const picked = new Float64Array(count * width);
    for (let i = 0; i < count; i++)
      for (let k = 0; k < width; k++) picked[i * width + k] = values[nodes[i]! * width + k]!;
    return picked;
  };
  const named = (values: Int32Array): Int32Array =>
    Int32Array.from(nodes, (v) => (values[v]! >= 0 ? local[values[v]!]! : -1));
  const graph: WeightedGraph = {
    count,
    offsets,
    targets: ends.slice(0, used),
    edgeWeights: edgeWeights.slice(0, used),
    sizes: pick(whole.sizes, 1),
    values: pick(whole.values, m),
    measureCount: m,
    plane: pick(whole.plane, 2),
    fixed: named(whole.fixed),
    home: named(whole.home),
    moveCost: pick(whole.moveCost, 1),
    budgetCost: pick(whole.budgetCost, 1),
  };
  return { graph, nodes, targets: targetsOf(targets, group) };
}

function targetsOf(targets: PartTargets, group: readonly number[]): PartTargets {
  const m = targets.measureCount;
  const pick = (values: Float64Array): Float64Array =>
    Float64Array.from({ length: group.length * m }, (_, at) => values[group[Math.floor(at / m)]! * m + (at % m)]!);
  return {
    partCount: group.length,
    measureCount: m,
    target: pick(targets.target),
    inverse: pick(targets.inverse),
    baseLoad: pick(targets.baseLoad),
    tolerance: pick(targets.tolerance),
    low: pick(targets.low),
    high: pick(targets.high),
    weight: pick(targets.weight),
  };
}
