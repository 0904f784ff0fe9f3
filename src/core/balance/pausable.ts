/** A search that is paused by time and counted in steps. */
import type { BalanceRun, BalanceState } from './problem.ts';

/** What a search yields: nothing after each step, 'waiting' where it can't go on before others have answered. */
export type Pause = void | 'waiting';

/**
 * Pulls `moves` one step at a time. `snapshot` is asked again when `version` has changed or the search has ended; its
 * first question comes after the first step. A `step` returns early where the search waits for others.
 */
export function pausable(
  moves: Generator<Pause, void, void>,
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
        const next = moves.next();
        if (next.done) done = true;
        else if (next.value === 'waiting') break;
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
