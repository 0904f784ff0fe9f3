/** The state that the annealing and repair kernels work on: parts, their loads, and the list of boundary nodes. */
import { linkMasks } from './link-masks.ts';
import type { PartTargets } from './targets.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface SearchState {
  readonly graph: WeightedGraph;
  readonly targets: PartTargets;
  /** Part of each node; all nodes assigned. */
  readonly parts: Int32Array;
  /** Interleaved as in `PartTargets.target`. */
  readonly loads: Float64Array;
  /** Nodes of each part. */
  readonly nodeCounts: Int32Array;
  /** 1 = the part takes part in no move. */
  readonly frozen: Uint8Array;
  /** Deviations the search aims between, and price of what is beyond, per part and measure, in cut edges. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly price: Float64Array;
  /**
   * What is beyond costs price x (off + curve x off^2). 0 keeps boundaries short; more makes those who are far off
   * pull harder than those who are a little off, so that a surplus travels along chains of parts. Below 0 it costs
   * price x off / (1 - curve x off): those who are a little off come first, for budgets that can't help all.
   */
  readonly curve: Float64Array;
  /** Beyond the aim by more than this is steep where the curve is below 0: nobody is given up for the others. */
  readonly ceiling: Float64Array;
  /** Price of one unit of moveCost away from home, in cut edges. */
  changePrice: number;
  /** Price of one cell away from home, in cut edges, besides its moveCost. */
  awayPrice: number;
  /** Summed budgetCost of nodes away from home, and its upper limit. */
  spent: number;
  budget: number;
  /** Price of a boundary edge: 1, or less where change matters more than shape. */
  cutPrice: number;
  /** Nodes that have a neighbour in another part, both parts not frozen; unordered. */
  readonly boundary: Int32Array;
  boundaryCount: number;
  /** Position in `boundary`, -1 = inside. */
  readonly boundaryAt: Int32Array;
  readonly links: Uint32Array;
  /** Scratch of the connectivity search. */
  readonly seen: Int32Array;
  seenNow: number;
  readonly queue: Int32Array;
}

/** A state without prices; takes `parts` over. */
export function createState(
  graph: WeightedGraph,
  targets: PartTargets,
  parts: Int32Array,
  frozen?: Uint8Array,
): SearchState {
  const size = targets.partCount * targets.measureCount;
  const state: SearchState = {
    graph,
    targets,
    parts,
    loads: new Float64Array(size),
    nodeCounts: new Int32Array(targets.partCount),
    frozen: frozen ? frozen.slice() : new Uint8Array(targets.partCount),
    low: targets.low.slice(),
    high: targets.high.slice(),
    price: targets.weight.slice(),
    curve: new Float64Array(size),
    ceiling: new Float64Array(size).fill(Infinity),
    changePrice: 0,
    awayPrice: 0,
    spent: 0,
    budget: Infinity,
    cutPrice: 1,
    boundary: new Int32Array(graph.count),
    boundaryCount: 0,
    boundaryAt: new Int32Array(graph.count).fill(-1),
    links: linkMasks(graph),
    seen: new Int32Array(graph.count),
    seenNow: 0,
    queue: new Int32Array(graph.count),
  };
  recount(state);
  return state;
}

/** What is beyond the ceiling costs this many times what it would cost in proportion. */
const STEEP = 4;

/** What a deviation costs beyond the aim at a price of 1, see `SearchState.curve` and `SearchState.ceiling`. */
export function beyond(deviation: number, low: number, high: number, curve: number, ceiling: number): number {
  const off = deviation > high ? deviation - high : deviation < low ? low - deviation : 0;
  if (curve >= 0) return off + curve * off * off;
  return off / (1 - curve * off) + (off > ceiling ? STEEP * (off - ceiling) : 0);
}

/** Recomputes loads, counts, costs and boundary from `parts`: rounding does not pile up over a long search. */
export function recount(state: SearchState): void {
  const { graph, parts, loads, nodeCounts, targets } = state;
  const m = targets.measureCount;
  loads.set(targets.baseLoad);
  nodeCounts.fill(0);
  state.spent = 0;
  for (let v = 0; v < graph.count; v++) {
    const p = parts[v]!;
    nodeCounts[p]!++;
    for (let c = 0; c < m; c++) loads[p * m + c]! += graph.values[v * m + c]!;
    if (graph.home[v]! >= 0 && graph.home[v] !== p) state.spent += graph.budgetCost[v]!;
  }
  listBoundary(state);
}

/** Rebuilds the boundary list; needed after `frozen` was changed. */
export function listBoundary(state: SearchState): void {
  state.boundaryCount = 0;
  state.boundaryAt.fill(-1);
  for (let v = 0; v < state.graph.count; v++) if (isBoundary(state, v)) addBoundary(state, v);
}

function isBoundary(state: SearchState, v: number): boolean {
  const { graph, parts, frozen } = state;
  const p = parts[v]!;
  if (frozen[p] || graph.fixed[v]! >= 0) return false;
  for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
    const q = parts[graph.targets[e]!]!;
    if (q !== p && !frozen[q]) return true;
  }
  return false;
}

function addBoundary(state: SearchState, v: number): void {
  state.boundaryAt[v] = state.boundaryCount;
  state.boundary[state.boundaryCount++] = v;
}

function updateBoundary(state: SearchState, v: number): void {
  const at = state.boundaryAt[v]!;
  const should = isBoundary(state, v);
  if (should === at >= 0) return;
  if (should) addBoundary(state, v);
  else {
    const last = state.boundary[--state.boundaryCount]!;
    state.boundary[at] = last;
    state.boundaryAt[last] = at;
    state.boundaryAt[v] = -1;
  }
}

/** Moves node v to part q and keeps all figures up to date. The caller has checked that it may. */
export function moveNode(state: SearchState, v: number, q: number): void {
  const { graph, parts, loads, nodeCounts, targets } = state;
  const m = targets.measureCount;
  const p = parts[v]!;
  for (let c = 0; c < m; c++) {
    const value = graph.values[v * m + c]!;
    loads[p * m + c]! -= value;
    loads[q * m + c]! += value;
  }
  nodeCounts[p]!--;
  nodeCounts[q]!++;
  const home = graph.home[v]!;
  if (home >= 0) {
    if (home === p) state.spent += graph.budgetCost[v]!;
    else if (home === q) state.spent -= graph.budgetCost[v]!;
  }
  parts[v] = q;
  updateBoundary(state, v);
  for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) updateBoundary(state, graph.targets[e]!);
}

/** Summed weight of edges between parts. */
export function cutWeight({ graph, parts }: Pick<SearchState, 'graph' | 'parts'>): number {
  let cut = 0;
  for (let v = 0; v < graph.count; v++) {
    const p = parts[v]!;
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      if (parts[graph.targets[e]!] !== p) cut += graph.edgeWeights[e]!;
    }
  }
  return cut / 2;
}
