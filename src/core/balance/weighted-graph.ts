/** Graphs whose nodes stand for one cell or for a connected group of cells. */
import type { Csr } from '../grid/grid.ts';

export interface WeightedGraph {
  readonly count: number;
  /** CSR as in `Csr`; symmetric, without loops and repeated edges. */
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
  /** Number of cell edges behind each entry of `targets`; whole numbers, exact to 2^24, or 2^-10 for a mere link. */
  readonly edgeWeights: Float32Array;
  /** Cells behind each node. */
  readonly sizes: Float64Array;
  /** Loads, interleaved: `values[node * measureCount + measure]`. */
  readonly values: Float64Array;
  readonly measureCount: number;
  /** Positions in a plane, x and y interleaved. */
  readonly plane: Float64Array;
  /** Part a node must belong to, -1 = free. */
  readonly fixed: Int32Array;
  /** Home part of a node (the plan it starts from), -1 = none; all cells of a node share it. */
  readonly home: Int32Array;
  /** Cost of taking the node away from `home`. */
  readonly moveCost: Float64Array;
  /** What the change budget counts when the node is away from `home`; the same array where it counts moveCost. */
  readonly budgetCost: Float64Array;
}

/**
 * Merges nodes: node v becomes `map[v]` of `count` new ones. Loads, sizes, costs and parallel edges add up, loops
 * vanish, positions are averaged by size. `fixed` and `home` are taken from the members, a set value before -1.
 */
export function contract(graph: WeightedGraph, map: Int32Array, count: number): WeightedGraph {
  const m = graph.measureCount;
  const sizes = new Float64Array(count);
  const values = new Float64Array(count * m);
  const plane = new Float64Array(count * 2);
  const moveCost = new Float64Array(count);
  const oneCost = graph.budgetCost === graph.moveCost;
  const budgetCost = oneCost ? moveCost : new Float64Array(count);
  const fixed = new Int32Array(count).fill(-1);
  const home = new Int32Array(count).fill(-1);
  for (let v = 0; v < graph.count; v++) {
    const c = map[v]!;
    const size = graph.sizes[v]!;
    sizes[c]! += size;
    moveCost[c]! += graph.moveCost[v]!;
    if (!oneCost) budgetCost[c]! += graph.budgetCost[v]!;
    plane[2 * c]! += size * graph.plane[2 * v]!;
    plane[2 * c + 1]! += size * graph.plane[2 * v + 1]!;
    for (let k = 0; k < m; k++) values[c * m + k]! += graph.values[v * m + k]!;
    if (graph.fixed[v]! >= 0 && fixed[c]! < 0) fixed[c] = graph.fixed[v]!;
    if (graph.home[v]! >= 0 && home[c]! < 0) home[c] = graph.home[v]!;
  }
  for (let c = 0; c < count; c++) {
    const size = sizes[c]! || 1;
    plane[2 * c]! /= size;
    plane[2 * c + 1]! /= size;
  }
  const edges = contractEdges(graph, map, count);
  return { count, ...edges, sizes, values, measureCount: m, plane, fixed, home, moveCost, budgetCost };
}

/** What edges are expected to be left, at first, of those whose nodes are not merged: room is made where it is too little. */
const EDGES_LEFT = 1.1;

function contractEdges(graph: WeightedGraph, map: Int32Array, count: number) {
  const members = groupByTarget(map, count);
  const offsets = new Uint32Array(count + 1);
  const most = graph.targets.length;
  let room = Math.min(most, Math.ceil((EDGES_LEFT * most * count) / Math.max(1, graph.count)));
  let targets = new Uint32Array(room);
  let edgeWeights = new Float32Array(room);
  const slot = new Int32Array(count).fill(-1);
  let used = 0;
  for (let c = 0; c < count; c++) {
    const start = used;
    let degrees = 0;
    for (let i = members.offsets[c]!; i < members.offsets[c + 1]!; i++) {
      degrees += graph.offsets[members.targets[i]! + 1]! - graph.offsets[members.targets[i]!]!;
    }
    if (used + degrees > room) {
      room = Math.min(most, Math.ceil(1.25 * room) + degrees);
      targets = grown(targets, new Uint32Array(room));
      edgeWeights = grown(edgeWeights, new Float32Array(room));
    }
    for (let i = members.offsets[c]!; i < members.offsets[c + 1]!; i++) {
      const v = members.targets[i]!;
      for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
        const d = map[graph.targets[e]!]!;
        if (d === c) continue;
        const at = slot[d]!;
        if (at >= start) edgeWeights[at]! += graph.edgeWeights[e]!;
        else {
          slot[d] = used;
          targets[used] = d;
          edgeWeights[used++] = graph.edgeWeights[e]!;
        }
      }
    }
    offsets[c + 1] = used;
  }
  return { offsets, targets: targets.slice(0, used), edgeWeights: edgeWeights.slice(0, used) };
}

function grown<T extends Uint32Array | Float32Array>(before: T, into: T): T {
  into.set(before);
  return into;
}

/** Members of each group as CSR, ascending; entries of `map` below 0 belong to none. */
export function groupByTarget(map: Int32Array, count: number): Csr {
  const offsets = new Uint32Array(count + 1);
  for (const c of map) if (c >= 0) offsets[c + 1]!++;
  for (let c = 0; c < count; c++) offsets[c + 1]! += offsets[c]!;
  const targets = new Uint32Array(offsets[count]!);
  const next = offsets.slice();
  for (let v = 0; v < map.length; v++) if (map[v]! >= 0) targets[next[map[v]!]!++] = v;
  return { offsets, targets };
}

/** Loads of some nodes together, one a measure, file units. */
export function loadOf({ values, measureCount: m }: WeightedGraph, nodes: Int32Array): Float64Array {
  const load = new Float64Array(m);
  for (const v of nodes) for (let c = 0; c < m; c++) load[c]! += values[v * m + c]!;
  return load;
}
