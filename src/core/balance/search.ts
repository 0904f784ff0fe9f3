/** What build and repair share: the problem prepared, prices, the V-cycles of annealing, and the best plan so far. */
import { baseGraph, type BaseGraph } from './base-graph.ts';
import { type BestPlan, isBetter, meritOf } from './best-plan.ts';
import { coarsen, type Level, liftParts, projectParts } from './coarsen.ts';
import { findHeavyCells, type HeavyCell } from './heavy-cells.ts';
import type { BalanceProblem } from './problem.ts';
import { createRandom, type Random } from './random.ts';
import { createState, cutWeight, type SearchState } from './search-state.ts';
import { type PartTargets, partTargets } from './targets.ts';
import { type Schedule, temper } from './tempering.ts';

export interface Search {
  readonly problem: BalanceProblem;
  readonly base: BaseGraph;
  readonly targets: PartTargets;
  /** 1 = locked part. */
  readonly frozen: Uint8Array;
  readonly budget: number;
  readonly random: Random;
  readonly heavy: readonly HeavyCell[];
  /** Price of one target's worth beyond the aim, in mean boundary lengths of a part; adapted from cycle to cycle. */
  pressure: number;
  /** Prices of change as shares of the price of deviation; 0 = change is free. */
  change: number;
  cutPrice: number;
  readonly best: BestPlan;
}

/** Aim this far inside the tolerance (share of it), so that rounding and single cells do not spill over. */
const AIM_SHARE = 0.97;
/** Heavy parts: what is still possible is worth more than what is excused. */
const STRICT_FACTOR = 4;
const EXCUSED_FACTOR = 0.6;

export function createSearch(problem: BalanceProblem, seed: number, change: number): Search {
  const targets = partTargets(problem);
  const base = baseGraph(problem);
  let totalBudget = 0;
  for (const cost of base.graph.budgetCost) totalBudget += cost;
  return {
    problem,
    base,
    targets,
    frozen: problem.locked ?? new Uint8Array(problem.parts),
    budget: problem.maxChangedShare === undefined ? Infinity : problem.maxChangedShare * totalBudget,
    random: createRandom(seed),
    heavy: findHeavyCells(problem, targets),
    pressure: 4,
    change,
    cutPrice: 1,
    best: { merit: { excess: Infinity, cost: Infinity }, parts: new Int32Array(base.graph.count), version: 0 },
  };
}

export function mendLimits(search: Search) {
  return { targets: search.targets, frozen: search.frozen, budget: search.budget };
}

/** A state on one level with prices set; `exempt` as from `exemptionsAt`. */
export function stateFor(search: Search, level: Level, parts: Int32Array, exempt: Uint8Array): SearchState {
  const state = createState(level.graph, search.targets, parts);
  state.frozen.set(search.frozen);
  state.budget = search.budget;
  setPrices(search, state, exempt);
  return state;
}

export function setPrices(search: Search, state: SearchState, exempt: Uint8Array): void {
  const { targets } = search;
  const m = targets.measureCount;
  const price = search.pressure * boundaryLength(search, state);
  state.cutPrice = search.cutPrice;
  let totalCost = 0;
  for (const cost of search.base.graph.moveCost) totalCost += cost;
  const cells = search.problem.graph.offsets.length - 1;
  const perTarget = search.change * price * targets.partCount;
  state.changePrice = totalCost > 0 ? perTarget / totalCost : 0;
  state.awayPrice = (0.1 * perTarget) / Math.max(1, cells);
  for (let p = 0; p < targets.partCount; p++) {
    let excused = false;
    for (let c = 0; c < m; c++) if (exempt[p * m + c]) excused = true;
    for (let c = 0; c < m; c++) {
      const at = p * m + c;
      const factor = exempt[at] ? EXCUSED_FACTOR : excused ? STRICT_FACTOR : 1;
      state.price[at] = targets.inverse[at] === 0 ? 0 : price * factor * targets.weight[at]!;
    }
  }
  aimWindows(search, state, exempt);
}

/**
 * Parts aim between -tolerance and +tolerance; where excused parts leave the others so much or so little that their
 * mean is outside, all others aim at that mean, so that the unavoidable is spread evenly.
 */
function aimWindows(search: Search, state: SearchState, exempt: Uint8Array): void {
  const { targets } = search;
  const m = targets.measureCount;
  for (let c = 0; c < m; c++) {
    let load = 0;
    let target = 0;
    for (let p = 0; p < targets.partCount; p++) {
      if (exempt[p * m + c] || state.frozen[p]) continue;
      load += state.loads[p * m + c]!;
      target += targets.target[p * m + c]!;
    }
    const mean = target > 0 ? load / target - 1 : 0;
    for (let p = 0; p < targets.partCount; p++) {
      const at = p * m + c;
      const tolerance = targets.tolerance[at]! * AIM_SHARE;
      const centre = Math.abs(mean) > targets.tolerance[at]! && !exempt[at] ? mean : 0;
      const half = centre === 0 ? tolerance : tolerance * 0.2;
      state.low[at] = centre - half;
      state.high[at] = centre + half;
    }
  }
}

/** Mean boundary length of a part; a perfect hexagonal part's where there is none yet. */
function boundaryLength(search: Search, state: SearchState): number {
  const cells = search.problem.graph.offsets.length - 1;
  const ideal = 3 * Math.sqrt(cells / search.targets.partCount);
  return Math.max(ideal, (2 * cutWeight(state)) / search.targets.partCount);
}

/** Keeps the state's parts if they are the best so far. `levels[0]` is the base graph, `depth` the state's level. */
export function offer(search: Search, state: SearchState, levels: readonly Level[], depth: number): boolean {
  const costs = { cut: search.cutPrice, change: search.change > 0 ? state.changePrice : 0, away: state.awayPrice };
  const merit = meritOf(state, exemptionsAt(search, state.parts, levels, depth), costs);
  if (!isBetter(merit, search.best.merit)) return false;
  let parts = state.parts;
  for (let d = depth; d > 0; d--) parts = projectParts(parts, levels[d]!.map!);
  search.best.parts.set(parts);
  search.best.merit = merit;
  search.best.version++;
  return true;
}

/** Part and measure pairs that heavy cells excuse, for parts given on the level `depth`: 1 = excused. */
export function exemptionsAt(search: Search, parts: Int32Array, levels: readonly Level[], depth: number): Uint8Array {
  const exempt = new Uint8Array(search.targets.target.length);
  for (const heavy of search.heavy) {
    let node = search.base.nodeOfCell ? search.base.nodeOfCell[heavy.cell]! : heavy.cell;
    for (let d = 1; d <= depth; d++) node = levels[d]!.map![node]!;
    exempt[parts[node]! * search.targets.measureCount + heavy.measure] = 1;
  }
  return exempt;
}

export interface CyclePlan {
  /** Coarsest level to start from, in nodes a part. */
  readonly nodesPerPart: number;
  readonly coarse: Schedule;
  readonly middle: Schedule;
  readonly fine: Schedule;
}

/** Levels down to about `nodesPerPart` nodes a part; nodes hold at most a tenth of the smallest target. */
export function levelsOf(search: Search, nodesPerPart: number, parts?: Int32Array): Level[] {
  const { targets } = search;
  const m = targets.measureCount;
  const maxLoad = new Float64Array(m).fill(Infinity);
  for (let at = 0; at < targets.target.length; at++) {
    if (targets.target[at]! > 0) maxLoad[at % m] = Math.min(maxLoad[at % m]!, targets.target[at]! * 0.1);
  }
  const nodes = Math.max(2000, nodesPerPart * targets.partCount);
  return coarsen(search.base.graph, parts ? { nodes, maxLoad, parts } : { nodes, maxLoad }, search.random);
}

/** Anneals from the coarsest level to the base graph; returns the parts of base nodes it ends with. */
export function* annealDown(
  search: Search,
  levels: readonly Level[],
  coarseParts: Int32Array,
  plan: CyclePlan,
): Generator<void, Int32Array, void> {
  let parts = coarseParts;
  for (let depth = levels.length - 1; depth >= 0; depth--) {
    const state = stateFor(search, levels[depth]!, parts, exemptionsAt(search, parts, levels, depth));
    const schedule = depth === 0 ? plan.fine : depth === levels.length - 1 ? plan.coarse : plan.middle;
    yield* temper(state, schedule, search.random, () => {
      offer(search, state, levels, depth);
      setPrices(search, state, exemptionsAt(search, state.parts, levels, depth));
    });
    parts = state.parts;
    if (depth > 0) parts = projectParts(parts, levels[depth]!.map!);
    yield;
  }
  return parts;
}

/** One V-cycle from given parts: coarsened within the parts, annealed on the way down. */
export function* cycle(search: Search, parts: Int32Array, plan: CyclePlan): Generator<void, Int32Array, void> {
  const levels = levelsOf(search, plan.nodesPerPart, parts);
  let lifted = parts;
  for (let d = 1; d < levels.length; d++) lifted = liftParts(lifted, levels[d]!.map!, levels[d]!.graph.count);
  return yield* annealDown(search, levels, lifted.slice(), plan);
}
