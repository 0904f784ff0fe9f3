/** The smallest change to a given plan that restores the corridor; also improving a plan by boundary. */
import { improve, LATER } from './build.ts';
import { type CyclePlan, cycle } from './cycle.ts';
import { mendParts } from './mend.ts';
import { stateFor } from './pricing.ts';
import { revertNeedless } from './revert.ts';
import { heavyExempt, measureBoundary, offer, offerParts, type Search } from './search.ts';

const REPAIR: CyclePlan = {
  nodesPerPart: 60,
  leastNodes: 5000,
  coarse: { from: 0.8, to: 0.2, rounds: 16, perBoundaryNode: 20 },
  middle: { from: 0.5, to: 0.1, rounds: 8, perBoundaryNode: 10 },
  fine: { from: 0.5, to: 0.05, rounds: 16, perBoundaryNode: 12 },
};
/** Prices of change, as shares of the price of deviation: first little, to get inside, then more, to stay near home. */
const CHANGE_SHARES = [0.08, 0.15, 0.3, 0.5];

/** Yields once a step. The first yield has the given plan made complete and contiguous. */
export function* repair(search: Search): Generator<void, void, void> {
  offerParts(search, mendedHome(search));
  measureBoundary(search);
  yield;
  if (search.best.merit.excess === 0) return;
  for (const share of CHANGE_SHARES) {
    search.change = share;
    yield* cycle(search, search.best.parts.slice(), REPAIR);
    revertBest(search);
    if (search.best.merit.excess > 0) search.pressure *= 1.5;
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
export function* improveGiven(search: Search): Generator<void, void, void> {
  offerParts(search, mendedHome(search));
  yield;
  yield* improve(search, LATER);
}

function mendedHome(search: Search): Int32Array {
  const parts = search.graph.home.slice();
  mendParts(search, parts);
  return parts;
}
