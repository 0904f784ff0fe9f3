/** The smallest change to a given plan that restores the corridor; also improving a plan by boundary. */
import { beginningOf } from './best-plan.ts';
import type { Pause } from './pausable.ts';
import { improve, LATER, PATIENCE_LAST } from './build.ts';
import { type CyclePlan, cycle } from './cycle.ts';
import { mendParts } from './mend.ts';
import { stateFor } from './pricing.ts';
import { recombination, type RecombinationPlan } from './recombination.ts';
import { chooseGroup, redeal } from './regroup.ts';
import { revertNeedless } from './revert.ts';
import { heavyExempt, measureBoundary, offer, offerParts, reviewBest, type Search } from './search.ts';
import { createState } from './search-state.ts';

const REPAIR: CyclePlan = {
  nodesPerPart: 60,
  leastNodes: 3000,
  coarse: { from: 0.8, to: 0.2, rounds: 16, perBoundaryNode: 20 },
  hot: { from: 2, to: 0.15, rounds: 60, perBoundaryNode: 20 },
  middle: { from: 0.5, to: 0.1, rounds: 8, perBoundaryNode: 10 },
  fine: { from: 0.5, to: 0.05, rounds: 16, perBoundaryNode: 12 },
};
/** For groups around the worst parts that are dealt anew. */
const GROUP: CyclePlan = {
  nodesPerPart: 200,
  leastNodes: 400,
  coarse: { from: 1, to: 0.2, rounds: 20, perBoundaryNode: 20 },
  middle: { from: 0.6, to: 0.2, rounds: 10, perBoundaryNode: 10 },
  fine: { from: 0.5, to: 0.12, rounds: 12, perBoundaryNode: 10 },
};
const GROUPS_PER_CYCLE = 3;
const MAX_GROUP = 8;
/** Prices of change, as shares of the price of deviation: little while parts are beyond tolerance, then more. */
const CHANGE_SEEKING = 0.06;
const CHANGE_SHARES = [0.12, 0.2, 0.3, 0.45, 0.6];
/** What moves of single cells can't carry over is dealt anew in twos and threes, cool enough to stay near the plan. */
const RECOMBINE: RecombinationPlan = { nodesPerPart: 60, perPart: 500, from: 0.01, to: 0.001 };
/** Every other cycle within a budget of change is for those who are nearly inside, see `Search.fewest`. */
const FEWEST = 12;
/** Cycles without a better plan before seeking ends, and before the next budget is tried on the way to a larger one. */
const PATIENCE = 12;
const PATIENCE_WITHIN = 1;
/** What counts as better there: excess must fall to this share. */
const PROGRESS_WITHIN = 0.95;
/** Shares of what can change that are tried on the way to a budget. */
const BUDGETS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
const PRESSURE_RISE = 1.3;
const MAX_PRESSURE = 40;

/**
 * Yields once a step. The first yield has the given plan made complete and contiguous, or `found` where that is better
 * (parts of the search's graph, as complete and contiguous; not mutated). Seeks balance first, by cycles
 * that pay a little for change and, where they get stuck, by groups dealt anew; then the way back home.
 */
export function* repair(search: Search, found: Int32Array): Generator<Pause, void, void> {
  offerParts(search, mendedHome(search));
  offerParts(search, found);
  measureBoundary(search);
  yield;
  if (search.best.merit.excess === 0) return;
  if (search.budget < Infinity) yield* seekWithin(search);
  else yield* seek(search, PATIENCE);
  revertBest(search);
  for (const share of CHANGE_SHARES) {
    search.change = share;
    yield* cycle(search, search.best.parts.slice(), REPAIR);
    revertBest(search);
  }
}

/** Until all are within, or `patience` cycles in a row have not brought excess down to `progress` of what it was. */
function* seek(search: Search, patience: number, progress = 1): Generator<Pause, void, void> {
  search.change = CHANGE_SEEKING;
  for (let idle = 0; idle < patience && search.best.merit.excess > 0; ) {
    const before = search.best.merit.excess;
    if (search.began) search.fewest = FEWEST - search.fewest;
    yield* cycle(search, search.best.parts.slice(), REPAIR);
    if (search.best.merit.excess > 0.7 * before) {
      if (search.lumpy) yield* recombination(search, RECOMBINE, search.best.parts.slice());
      else yield* redealWorst(search);
      search.pressure = Math.min(MAX_PRESSURE, search.pressure * PRESSURE_RISE);
    }
    idle = search.best.merit.excess < progress * before ? 0 : idle + 1;
  }
}

/**
 * Within a budget: nobody may end further off than it began, and small budgets are used up first, the same ones on the
 * way to any larger one, so that more budget seldom buys less: it goes on where a smaller one has come to, give or take
 * the patience that a last budget has.
 */
function* seekWithin(search: Search): Generator<Pause, void, void> {
  const state = createState(search.graph, search.targets, search.best.parts.slice());
  search.began = beginningOf(state, heavyExempt(search, state.parts, [], 0));
  reviewBest(search);
  const all = search.graph.budgetCost.reduce((sum, cost) => sum + cost, 0);
  const steps = BUDGETS.map((share) => share * all).filter((budget) => budget > state.spent && budget < search.budget);
  for (const budget of [...steps, search.budget]) {
    if (search.best.merit.excess === 0) return;
    const last = budget === search.budget;
    yield* seek({ ...search, budget }, last ? PATIENCE : PATIENCE_WITHIN, last ? 1 : PROGRESS_WITHIN);
  }
}

function* redealWorst(search: Search): Generator<Pause, void, void> {
  for (let i = 0; i < GROUPS_PER_CYCLE && search.best.merit.excess > 0; i++) {
    const group = chooseGroup(search, 2 + search.random.below(MAX_GROUP - 1));
    if (group.length > 1) yield* redeal(search, group, GROUP);
  }
}

/** Takes back moves of the best plan that are not needed for the corridor. */
function revertBest(search: Search): void {
  const levels = [{ graph: search.graph, map: null }];
  const parts = search.best.parts.slice();
  const state = stateFor(search, levels[0]!, parts, heavyExempt(search, parts, levels, 0));
  if (revertNeedless(state) > 0) offer(search, state, levels, 0);
}

/** Starts from `initial` and looks for shorter boundaries within tolerance; change costs nothing but the budget. */
export function* improveGiven(search: Search): Generator<Pause, void, void> {
  offerParts(search, mendedHome(search));
  yield;
  yield* improve(search, LATER, PATIENCE_LAST);
}

function mendedHome(search: Search): Int32Array {
  const parts = search.graph.home.slice();
  mendParts(search, parts);
  return parts;
}
