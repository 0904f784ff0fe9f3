/** The smallest change to a given plan that restores the corridor; also improving a plan by boundary. */
import { improve } from './build.ts';
import { mendParts } from './mend.ts';
import { revertNeedless } from './revert.ts';
import {
  annealDown,
  type CyclePlan,
  exemptionsAt,
  levelsOf,
  mendLimits,
  offer,
  type Search,
  stateFor,
} from './search.ts';

const FINE = { from: 0.5, to: 0.05, rounds: 16, perBoundaryNode: 12 };
const REPAIR: CyclePlan = {
  nodesPerPart: 60,
  coarse: { from: 0.8, to: 0.2, rounds: 16, perBoundaryNode: 20 },
  middle: { from: 0.5, to: 0.1, rounds: 8, perBoundaryNode: 10 },
  fine: FINE,
};
/** Prices of change, as shares of the price of deviation: first little, to get inside, then more, to stay near home. */
const CHANGE_SHARES = [0.08, 0.15, 0.3, 0.5];

/** Yields once a step. The first yield has the given plan made complete and contiguous. */
export function* repair(search: Search): Generator<void, void, void> {
  const start = mendedInitial(search);
  const levels = levelsOf(search, REPAIR.nodesPerPart, start);
  offer(search, stateFor(search, levels[0]!, start, exemptionsAt(search, start, levels, 0)), levels, 0);
  yield;
  if (search.best.merit.excess === 0) return;
  for (const share of CHANGE_SHARES) {
    search.change = share;
    yield* repairOnce(search);
    if (search.best.merit.excess > 0) search.pressure *= 1.5;
  }
}

function* repairOnce(search: Search): Generator<void, void, void> {
  const parts = search.best.parts.slice();
  const levels = levelsOf(search, REPAIR.nodesPerPart, parts);
  let lifted = parts;
  for (let d = 1; d < levels.length; d++) {
    const up = new Int32Array(levels[d]!.graph.count);
    const map = levels[d]!.map!;
    for (let v = 0; v < map.length; v++) up[map[v]!] = lifted[v]!;
    lifted = up;
  }
  yield* annealDown(search, levels, lifted.slice(), REPAIR);
  revertBest(search);
}

/** Takes back moves of the best plan that are not needed for the corridor. */
export function revertBest(search: Search): void {
  const levels = [{ graph: search.base.graph, map: null }];
  const parts = search.best.parts.slice();
  const state = stateFor(search, levels[0]!, parts, exemptionsAt(search, parts, levels, 0));
  if (revertNeedless(state) > 0) offer(search, state, levels, 0);
}

/** Starts from `initial` and looks for shorter boundaries within tolerance; change costs nothing but the budget. */
export function* improveGiven(search: Search, plan: CyclePlan): Generator<void, void, void> {
  const start = mendedInitial(search);
  const levels = [{ graph: search.base.graph, map: null }];
  offer(search, stateFor(search, levels[0]!, start, exemptionsAt(search, start, levels, 0)), levels, 0);
  yield;
  yield* improve(search, plan);
}

function mendedInitial(search: Search): Int32Array {
  const { graph } = search.base;
  const parts = graph.home.slice();
  mendParts({ graph, ...mendLimits(search) }, parts);
  return parts;
}
