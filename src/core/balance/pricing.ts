/** Prices and aims of a state: what the annealing weighs against the boundary. */
import type { Level } from './coarsen.ts';
import type { Search } from './search.ts';
import { beyond, createState, type SearchState } from './search-state.ts';
import { learnStress } from './stress.ts';
import { aims, type PartTargets } from './targets.ts';

/** Aim this far inside the tolerance (share of it), so that rounding and single cells do not spill over. */
const AIM_SHARE = 0.97;
const AIM_SHARE_LUMPY = 0.9;
/** Of hard searches: for tight tolerances and lumpy demand, and for others. */
const AIM_SHARE_HARD = 0.85;
const AIM_SHARE_HARD_WIDE = 0.93;
/** Tolerances below this are tight. */
const TIGHT = 0.03;
/** A part with a heavy cell: what it can still keep is worth more, what is excused less. */
const STRICT_FACTOR = 4;
const EXCUSED_FACTOR = 2;
/** Windows are narrowed when the mean is beyond this share of the tolerance, to no less than the second share. */
const SHIFT_SHARE = 0.4;
const EVEN_SHARE = 0.2;
/** See `SearchState.curve`. */
const LUMPY_CURVE = 40;
const NEARLY_EVEN = 1e-6;
/** Price of all cells away from home against the price of all cost away from home. */
const AWAY_SHARE = 0.1;

/** Whether some measure's tolerance is tight, so that balance is sought by prices that learn from the start. */
export function isTight({ tolerance }: PartTargets): boolean {
  return Math.min(...tolerance) < TIGHT;
}

/** Share of its tolerance that a hard search aims at. */
export function hardAim({ lumpy }: Search, { tolerance }: PartTargets, at: number): number {
  return lumpy || tolerance[at]! < TIGHT ? AIM_SHARE_HARD : AIM_SHARE_HARD_WIDE;
}

/** A state on one level with prices set; `exempt` as from `heavyExempt`. */
export function stateFor(search: Search, level: Level, parts: Int32Array, exempt: Uint8Array): SearchState {
  const state = createState(level.graph, search.targets, parts, search.frozen);
  state.budget = search.budget;
  setPrices(search, state, exempt);
  return state;
}

export function setPrices(search: Search, state: SearchState, exempt: Uint8Array): void {
  const { targets } = search;
  const m = targets.measureCount;
  learnStress(search, state, exempt);
  const price = search.pressure * search.boundaryLength;
  const perTarget = search.change * price * targets.partCount;
  state.cutPrice = search.cutPrice;
  state.changePrice = search.totalCost > 0 ? perTarget / search.totalCost : 0;
  state.awayPrice = (AWAY_SHARE * perTarget) / Math.max(1, search.cells);
  for (let p = 0; p < targets.partCount; p++) {
    let excused = false;
    for (let c = 0; c < m; c++) if (exempt[p * m + c]) excused = true;
    for (let c = 0; c < m; c++) {
      const at = p * m + c;
      const factor = exempt[at] ? EXCUSED_FACTOR : excused ? STRICT_FACTOR : 1;
      const lumps = search.lumpy && !exempt[at] ? LUMPY_CURVE : 0;
      state.curve[at] = search.began ? curveWithin(search) : lumps;
      state.price[at] = targets.inverse[at] === 0 ? 0 : price * factor * targets.weight[at]! * search.stress[at]!;
    }
  }
  for (let c = 0; c < m; c++) setWindows(search, state, exempt, c);
  setCeilings(search, state);
}

/** The curve of searches where nobody may end further off than it began: below 0, so that ceilings count. */
export function curveWithin({ fewest }: Search): number {
  return -Math.max(fewest, NEARLY_EVEN);
}

/** Nobody beyond goes further off than it began, nor beyond at all where it was not, see `Search.began`. */
export function setCeilings({ began, targets }: Search, { low, high, ceiling }: SearchState): void {
  if (!began) return;
  for (let at = 0; at < ceiling.length; at++) {
    const margin = Math.max(0, Math.min(targets.high[at]! - high[at]!, low[at]! - targets.low[at]!));
    ceiling[at] = began.off[at]! + margin;
  }
}

/**
 * Parts aim between -tolerance and +tolerance. Where frozen and excused parts leave the others clearly too much or too
 * little, that window is narrowed around the others' mean: what is unavoidable is spread evenly, and nobody may take
 * the room that another needs.
 */
function setWindows(search: Search, state: SearchState, exempt: Uint8Array, measure: number): void {
  const { targets, lumpy, hard } = search;
  const m = targets.measureCount;
  let load = 0;
  let target = 0;
  for (let at = measure, p = 0; p < targets.partCount; p++, at += m) {
    if (exempt[at] || state.frozen[p]) continue;
    load += state.loads[at]!;
    target += targets.target[at]!;
  }
  const mean = target > 0 ? load / target - 1 : 0;
  for (let at = measure; at < targets.target.length; at += m) {
    const share = lumpy ? AIM_SHARE_LUMPY : hard ? hardAim(search, targets, at) : AIM_SHARE;
    const tolerance = targets.tolerance[at]! * share;
    const [low, high] = aims(targets, at, share);
    const shifted = Math.abs(mean) > SHIFT_SHARE * tolerance && !exempt[at];
    const half = Math.max(EVEN_SHARE * tolerance, tolerance - Math.abs(mean));
    state.low[at] = shifted ? allowed(mean - half, targets, at) : low;
    state.high[at] = shifted ? allowed(mean + half, targets, at) : high;
  }
}

/** A shifted window never leaves what a minimum or maximum allows. */
function allowed(deviation: number, { low, high, tolerance }: PartTargets, at: number): number {
  const below = high[at]! < tolerance[at]! ? Math.min(deviation, high[at]!) : deviation;
  return low[at]! > -tolerance[at]! ? Math.max(below, low[at]!) : below;
}

/** Priced excess of a deviation; `at` = part * measures + measure. */
export function priceOfDeviation(state: SearchState, at: number, deviation: number): number {
  const { low, high, price, curve, ceiling } = state;
  return price[at]! * beyond(deviation, low[at]!, high[at]!, curve[at]!, ceiling[at]!);
}
