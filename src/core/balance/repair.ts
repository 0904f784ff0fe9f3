/** The smallest change to a given plan that restores the corridor; also improving a plan by boundary. */
import type { Pause } from './pausable.ts';
import { improve, LATER, PATIENCE_LAST } from './build.ts';
import { type CyclePlan, cycle } from './cycle.ts';
import { mendParts } from './mend.ts';
import { stateFor } from './pricing.ts';
import { recombination, type RecombinationPlan } from './recombination.ts';
import { chooseGroup, redeal } from './regroup.ts';
import { revertNeedless } from './revert.ts';
import { heavyExempt, measureBoundary, offer, offerParts, type Search } from './search.ts';

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
/** Cycles without a better plan before seeking ends. */
const PATIENCE = 12;
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
  search.change = CHANGE_SEEKING;
  for (let idle = 0; idle < PATIENCE && search.best.merit.excess > 0; ) {
    const before = search.best.merit.excess;
    if (search.budget < Infinity) search.fewest = FEWEST - search.fewest;
    yield* cycle(search, search.best.parts.slice(), REPAIR);
    if (search.best.merit.excess > 0.7 * before) {
      if (search.lumpy) yield* recombination(search, RECOMBINE, search.best.parts.slice());
      else yield* redealWorst(search);
      search.pressure = Math.min(MAX_PRESSURE, search.pressure * PRESSURE_RISE);
    }
    idle = search.best.merit.excess < before ? 0 : idle + 1;
  }
  revertBest(search);
  for (const share of CHANGE_SHARES) {
    search.change = share;
    yield* cycle(search, search.best.parts.slice(), REPAIR);
    revertBest(search);
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
