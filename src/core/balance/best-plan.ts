/** The best assignment met so far, and what "better" means. */
import { cutWeight, type SearchState } from './search-state.ts';

export interface Merit {
  /** What parts are beyond tolerance, summed over parts and measures, as shares of targets; what is excused counts little. */
  readonly excess: number;
  /** Boundary and change, once the excess is equal. */
  readonly cost: number;
}

/** Weights of what makes up `Merit.cost`: cut edges, moveCost away from home, cells away from home. */
export interface MeritCosts {
  readonly cut: number;
  readonly change: number;
  readonly away: number;
}

/** A node with which no part can be within tolerance; `measure` is the one that is excused. */
export interface Heavy {
  readonly node: number;
  readonly measure: number;
  readonly dominant: number;
}

export interface BestPlan {
  merit: Merit;
  /** Part of each node of the search's graph. */
  parts: Int32Array;
  /** +1 on every improvement. */
  version: number;
}

/** Differences of excess below this are rounding. */
const EXCESS_GRAIN = 1e-9;
/** What is excused counts a little, so that best effort is still made. */
const EXCUSED_WEIGHT = 0.01;

export function isBetter(a: Merit, b: Merit): boolean {
  if (a.excess < b.excess - EXCESS_GRAIN) return true;
  return a.excess <= b.excess + EXCESS_GRAIN && a.cost < b.cost - 1e-9;
}

/** Merit of a state; `exempt[part * measures + measure]` = 1 where a certificate excuses the part. */
export function meritOf(state: SearchState, exempt: Uint8Array, costs: MeritCosts): Merit {
  const { loads, targets } = state;
  let excess = 0;
  for (let at = 0; at < loads.length; at++) {
    const off = Math.abs((loads[at]! - targets.target[at]!) * targets.inverse[at]!) - targets.tolerance[at]!;
    if (off > 0) excess += (exempt[at] ? EXCUSED_WEIGHT : 1) * targets.weight[at]! * off;
  }
  return { excess, cost: costs.cut * cutWeight(state) + awayCost(state, costs) };
}

function awayCost(state: SearchState, costs: MeritCosts): number {
  if (costs.change === 0 && costs.away === 0) return 0;
  const { graph, parts } = state;
  let cost = 0;
  for (let v = 0; v < graph.count; v++) {
    if (graph.home[v]! < 0 || graph.home[v] === parts[v]) continue;
    cost += costs.change * graph.moveCost[v]! + costs.away * graph.sizes[v]!;
  }
  return cost;
}

/** Excess of each part, what is excused left out. */
export function excessByPart(state: SearchState, exempt: Uint8Array): Float64Array {
  const { loads, targets } = state;
  const m = targets.measureCount;
  const excess = new Float64Array(targets.partCount);
  for (let at = 0; at < loads.length; at++) {
    const off = Math.abs((loads[at]! - targets.target[at]!) * targets.inverse[at]!) - targets.tolerance[at]!;
    if (off > 0 && !exempt[at]) excess[Math.floor(at / m)]! += targets.weight[at]! * off;
  }
  return excess;
}
