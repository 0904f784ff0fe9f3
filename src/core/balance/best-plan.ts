/** The best assignment met so far, and what "better" means. */
import type { HeavyCell } from './heavy-cells.ts';
import { cutWeight, type SearchState } from './search-state.ts';
import { beyondTolerance } from './targets.ts';

export interface Merit {
  /** What parts are beyond tolerance, summed over parts and measures, as shares of targets; what is excused left out. */
  readonly excess: number;
  /** Boundary, change and what is excused, once the excess is equal. */
  readonly cost: number;
  /** The two in one, where excess does not come first: what excess costs besides, see `MeritCosts.beyond`. */
  readonly priced?: number;
}

/** Weights of what makes up `Merit.cost`: a target's worth of excused excess, cut edges, moveCost and cells away. */
export interface MeritCosts {
  readonly excused: number;
  /** The number of parts beyond tolerance comes before how far they are: for budgets that can't help all. */
  readonly countParts: boolean;
  readonly cut: number;
  readonly change: number;
  readonly away: number;
  /**
   * What a target's worth of excess costs, parts beyond tolerance a little each besides; absent = less excess
   * comes first whatever it costs. A plan without excess is better than any with some, in any case.
   */
  readonly beyond?: number;
}

/** How far beyond tolerance the parts of a plan are before it is improved, shares of targets. */
export interface Beginning {
  /** Per part and measure. */
  readonly off: Float64Array;
  /** Per part, summed over measures, what is excused left out. */
  readonly excess: Float64Array;
}

/** A heavy cell in a search. */
export interface Heavy extends HeavyCell {
  /** The measure that is excused; another may do as well where the cell is not beyond tolerance by itself. */
  measure: number;
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

/** What a part beyond tolerance counts besides its excess, as a share of a target's worth. */
const PART_BEYOND = 0.005;

export function isBetter(a: Merit, b: Merit): boolean {
  if (a.priced !== undefined && b.priced !== undefined && a.excess > EXCESS_GRAIN && b.excess > EXCESS_GRAIN) {
    return a.priced < b.priced - 1e-9;
  }
  if (a.excess < b.excess - EXCESS_GRAIN) return true;
  return a.excess <= b.excess + EXCESS_GRAIN && a.cost < b.cost - 1e-9;
}

export function beginningOf(state: SearchState, exempt: Uint8Array): Beginning {
  const { loads, targets } = state;
  const off = loads.map((load, at) => Math.max(0, beyondTolerance(targets, at, load)));
  return { off, excess: excessByPart(state, exempt) };
}

/**
 * Merit of a state; `exempt[part * measures + measure]` = 1 where a certificate excuses the part. Where a beginning is
 * given, plans with a part further off than it began come after all others.
 */
export function meritOf(
  state: SearchState,
  exempt: Uint8Array,
  costs: MeritCosts,
  began: Beginning | null = null,
): Merit {
  const { loads, targets } = state;
  let excess = 0;
  let excused = 0;
  for (let at = 0; at < loads.length; at++) {
    const off = beyondTolerance(targets, at, loads[at]!);
    if (off <= 0) continue;
    if (exempt[at]) excused += targets.weight[at]! * off;
    else excess += targets.weight[at]! * off;
  }
  if (costs.countParts) excess = partsBeyond(state, exempt) + excess / (1 + excess);
  if (began) excess += targets.partCount * partsWorse(excessByPart(state, exempt), began);
  const cost = costs.excused * excused + costs.cut * cutWeight(state) + awayCost(state, costs);
  if (costs.beyond === undefined) return { excess, cost };
  return { excess, cost, priced: cost + costs.beyond * (excess + PART_BEYOND * partsBeyond(state, exempt)) };
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

function partsWorse(now: Float64Array, { excess }: Beginning): number {
  return now.reduce((count, off, p) => count + (off > excess[p]! + EXCESS_GRAIN ? 1 : 0), 0);
}

function partsBeyond(state: SearchState, exempt: Uint8Array): number {
  return excessByPart(state, exempt).reduce((count, excess) => count + (excess > 0 ? 1 : 0), 0);
}

/** Excess of each part, what is excused left out. */
export function excessByPart(state: SearchState, exempt: Uint8Array): Float64Array {
  const { loads, targets } = state;
  const m = targets.measureCount;
  const excess = new Float64Array(targets.partCount);
  for (let at = 0; at < loads.length; at++) {
    const off = beyondTolerance(targets, at, loads[at]!);
    if (off > 0 && !exempt[at]) excess[Math.floor(at / m)]! += targets.weight[at]! * off;
  }
  return excess;
}
