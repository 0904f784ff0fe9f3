/** The door of the balance engine: a run over one problem, paused by time, counted in steps. */
import { build, LATER } from './build.ts';
import { checkProblem } from './check-problem.ts';
import { certify } from './certify.ts';
import type { BalanceProblem, BalanceRun, BalanceState, Infeasibility } from './problem.ts';
import { improveGiven, repair } from './repair.ts';
import { scoreParts } from './score.ts';
import { createSearch, type Search } from './search.ts';

export interface BalanceOptions {
  readonly seed: number;
  /**
   * `build`: contiguous, within tolerance, then short boundaries; from scratch, or from `problem.initial` where an
   * unlocked part has cells in it. `repair`: the smallest change to `problem.initial` that restores the tolerance.
   */
  readonly objective: 'build' | 'repair';
}

/**
 * Prepares a run; nothing is searched before the first `step`, whose first search step makes a complete plan.
 * Throws RangeError when the problem contradicts itself (lengths, part numbers, no part).
 */
export function createBalanceRun(problem: BalanceProblem, options: BalanceOptions): BalanceRun {
  checkProblem(problem, options);
  const search = createSearch(problem, options.seed, 0);
  const moves = chooseSearch(search, options);
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
      if (state && scored === search.best.version && state.done === done) {
        state = { ...state, steps };
      } else {
        scored = search.best.version;
        state = snapshot(search, steps, done);
      }
      return state;
    },
  };
}

function chooseSearch(search: Search, options: BalanceOptions): Generator<void, void, void> {
  if (options.objective === 'repair') return repair(search);
  const { initial, locked } = search.problem;
  const given = initial?.some((p) => p >= 0 && !locked?.[p]) ?? false;
  return given ? improveGiven(search, LATER) : build(search);
}

function snapshot(search: Search, steps: number, done: boolean): BalanceState {
  const { problem, base, best } = search;
  const cells = problem.graph.offsets.length - 1;
  const parts = new Int32Array(cells);
  for (let v = 0; v < cells; v++) parts[v] = best.parts[base.nodeOfCell ? base.nodeOfCell[v]! : v]!;
  const infeasible: readonly Infeasibility[] = certify(problem, search.targets, search.heavy, parts, done);
  return { parts, score: scoreParts(problem, parts), steps, done, infeasible };
}
