/** The best assignment met so far, and what "better" means. */
import { cutWeight, type SearchState } from './search-state.ts';

export interface Merit {
  /** What non-exempt parts are beyond tolerance, summed over parts and measures, as shares of targets. */
  readonly excess: number;
  /** Boundary, or change with a little boundary, once the excess is equal. */
  readonly cost: number;
}

export interface BestPlan {
  merit: Merit;
  /** Part of each node of the base graph. */
  parts: Int32Array;
  /** +1 on every improvement. */
  version: number;
}

/** Differences of excess below this are rounding. */
const EXCESS_GRAIN = 1e-9;
/** What is exempt counts a little, so that best effort is still made. */
const EXEMPT_WEIGHT = 0.02;

export function isBetter(a: Merit, b: Merit): boolean {
  if (a.excess < b.excess - EXCESS_GRAIN) return true;
  return a.excess <= b.excess + EXCESS_GRAIN && a.cost < b.cost - 1e-9;
}

/** Merit of a state; `exempt[part * measures + measure]` = 1 where a certificate excuses the part. */
export function meritOf(
  state: SearchState,
  exempt: Uint8Array,
  costs: { cut: number; change: number; away: number },
): Merit {
  const { loads, targets } = state;
  let excess = 0;
  let excused = 0;
  for (let at = 0; at < loads.length; at++) {
    const off = Math.abs((loads[at]! - targets.target[at]!) * targets.inverse[at]!) - targets.tolerance[at]!;
    if (off <= 0) continue;
    if (exempt[at]) excused += off;
    else excess += targets.weight[at]! * off;
  }
  const cost = costs.cut * cutWeight(state) + awayCost(state, costs);
  return { excess: excess > 1e-7 ? excess + EXEMPT_WEIGHT * excused : 0, cost: cost * (1 + EXEMPT_WEIGHT * excused) };
}

function awayCost(state: SearchState, costs: { change: number; away: number }): number {
  if (costs.change === 0 && costs.away === 0) return 0;
  const { graph, parts } = state;
  let cost = 0;
  for (let v = 0; v < graph.count; v++) {
    if (graph.home[v]! < 0 || graph.home[v] === parts[v]) continue;
    cost += costs.change * graph.moveCost[v]! + costs.away * graph.sizes[v]!;
  }
  return cost;
}
