/** Exchange along a fresh cut, so that both sides carry what their parts will need before they are cut further. */
import { anneal } from './anneal.ts';
import type { Random } from './random.ts';
import { createState, cutWeight, recount } from './search-state.ts';
import { subgraphOf } from './subgraph.ts';
import type { PartTargets } from './targets.ts';
import { meanEdgeWeight } from './tempering.ts';
import { loadOf, type WeightedGraph } from './weighted-graph.ts';

export interface PolishRequest {
  readonly graph: WeightedGraph;
  readonly targets: PartTargets;
  readonly nodes: Int32Array;
  /** Nodes of the first side, a part of `nodes`. */
  readonly side: Int32Array;
  /** Parts of the first side and of the second. */
  readonly leading: readonly number[];
  readonly trailing: readonly number[];
  /** Cut edges that one part's worth of mismatch costs. */
  readonly price: number;
}

const OUTSIDE = 2;

/** Reused from one cut of a graph to the next. */
export interface PolishScratch {
  /** Of each node: 0 and 1 = the sides of a cut under way, 2 throughout between two cuts. */
  readonly sides: Int32Array;
  readonly localAt: Int32Array;
  readonly meanEdgeWeight: number;
}

export function createPolishScratch(graph: WeightedGraph): PolishScratch {
  return {
    sides: new Int32Array(graph.count).fill(OUTSIDE),
    localAt: new Int32Array(graph.count),
    meanEdgeWeight: meanEdgeWeight({ graph }),
  };
}

const ROUNDS = 14;
const FROM = 2;
const TO = 0.15;
const PER_BOUNDARY_NODE = 25;
/** A side aims within this share of its parts' tolerance. */
const AIM_SHARE = 0.2;

/** The nodes of the first side after the exchange, and its cost in cut edges; both sides stay connected. */
export function polishCut(
  request: PolishRequest,
  { sides, localAt, meanEdgeWeight: scale }: PolishScratch,
  random: Random,
): { side: Int32Array; cost: number } {
  const { graph, nodes, side } = request;
  for (const v of nodes) sides[v] = 1;
  for (const v of side) sides[v] = 0;
  const local = subgraphOf(graph, sideTargets(request), sides, [0, 1], nodes.toSorted(), localAt);
  const state = createState(
    local.graph,
    local.targets,
    Int32Array.from(local.nodes, (v) => sides[v]!),
  );
  for (const v of nodes) sides[v] = OUTSIDE;
  for (let at = 0; at < state.price.length; at++) {
    state.price[at] = local.targets.inverse[at] === 0 ? 0 : request.price;
    state.low[at] = local.targets.low[at]!;
    state.high[at] = local.targets.high[at]!;
  }
  for (let round = 0; round < ROUNDS; round++) {
    const temperature = scale * FROM * (TO / FROM) ** (round / (ROUNDS - 1));
    anneal(state, temperature, PER_BOUNDARY_NODE * state.boundaryCount, random);
  }
  recount(state);
  let cost = cutWeight(state);
  for (let at = 0; at < 2 * graph.measureCount; at++) {
    const off = Math.abs((state.loads[at]! - local.targets.target[at]!) * local.targets.inverse[at]!);
    cost += state.price[at]! * Math.max(0, off - state.high[at]!);
  }
  return { side: local.nodes.filter((_, i) => state.parts[i] === 0), cost };
}

/** Targets of the two sides, in proportion to what the region really holds; a deviation of 1 is one part's worth. */
function sideTargets({ graph, targets, nodes, leading, trailing }: PolishRequest): PartTargets {
  const m = targets.measureCount;
  const sums = [leading, trailing].map((parts) => {
    const sum = new Float64Array(m);
    for (const p of parts) {
      for (let c = 0; c < m; c++) sum[c]! += Math.max(0, targets.target[p * m + c]! - targets.baseLoad[p * m + c]!);
    }
    return sum;
  });
  const totals = loadOf(graph, nodes);
  const count = leading.length + trailing.length;
  const target = new Float64Array(3 * m);
  const inverse = new Float64Array(3 * m);
  const tolerance = new Float64Array(3 * m);
  for (let c = 0; c < m; c++) {
    const all = sums[0]![c]! + sums[1]![c]!;
    for (let s = 0; s < 2; s++) {
      const parts = s === 0 ? leading : trailing;
      target[s * m + c] = totals[c]! * (all > 0 ? sums[s]![c]! / all : parts.length / count);
      inverse[s * m + c] = totals[c]! > 0 ? count / totals[c]! : 0;
      tolerance[s * m + c] = AIM_SHARE * parts.length * targets.tolerance[parts[0]! * m + c]!;
    }
  }
  return {
    partCount: 3,
    measureCount: m,
    target,
    inverse,
    tolerance,
    low: tolerance.map((share) => -share),
    high: tolerance,
    baseLoad: new Float64Array(3 * m),
    weight: new Float64Array(3 * m).fill(1),
  };
}
