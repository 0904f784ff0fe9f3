/** A search that is paused by time and counted in steps. */
import type { BalanceRun, BalanceState } from './problem.ts';

/**
 * Pulls `moves` one step at a time. `snapshot` is asked again when `version` has changed or the search has ended; its
 * first question comes after the first step.
 */
export function pausable(
  moves: Generator<void, void, void>,
  version: () => number,
  snapshot: (done: boolean) => Omit<BalanceState, 'steps' | 'done'>,
): BalanceRun {
  let steps = 0;
  let done = false;
  let scored = -1;
  let state: BalanceState | null = null;
  return {
    step(budgetMs, maxSteps = Infinity) {
      const until = Date.now() + budgetMs;
      while (!done && (steps === 0 || (steps < maxSteps && Date.now() < until))) {
        if (moves.next().done) done = true;
        else steps++;
      }
      if (state && scored === version() && state.done === done) {
        state = { ...state, steps };
      } else {
        scored = version();
        state = { ...snapshot(done), steps, done };
      }
      return state;
    },
  };
}
