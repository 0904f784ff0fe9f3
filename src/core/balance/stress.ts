/**
 * Prices that learn: what stays beyond its aim round after round grows dearer, part by part and measure by measure, until
 * neighbours that were just inside take it over and pass it on (constraint weighting; Morris 1993, "The breakout
 * method for escaping from local minima"). One price for all leaves surpluses where every neighbour is full.
 */
import type { Search } from './search.ts';
import type { SearchState } from './search-state.ts';
import { beyondTolerance } from './targets.ts';

const RISE = 1.05;
const FALL = 0.98;
const MOST = 50;

/**
 * Raises or lowers `search.stress` by the state's loads, what is exempt (as from `heavyExempt`) left out; nothing before
 * the search has turned hard.
 */
export function learnStress({ hard, stress, targets }: Search, { loads }: SearchState, exempt: Uint8Array): void {
  if (!hard) return;
  for (let at = 0; at < stress.length; at++) {
    if (exempt[at]) continue;
    const beyond = beyondTolerance(targets, at, loads[at]!) > 0;
    stress[at] = beyond ? Math.min(MOST, stress[at]! * RISE) : Math.max(1, stress[at]! * FALL);
  }
}
