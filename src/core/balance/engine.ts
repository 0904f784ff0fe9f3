/** The door of the balance engine: a run over one problem, paused by time, counted in steps. */
import { baseGraph } from './base-graph.ts';
import { build } from './build.ts';
import { checkProblem } from './check-problem.ts';
import { certify } from './certify.ts';
import { findHeavyCells } from './heavy-cells.ts';
import type { BalanceProblem, BalanceRun, BalanceState } from './problem.ts';
import { hopelessParts, proofContext } from './proofs.ts';
import { improveGiven, repair } from './repair.ts';
import { scoreParts } from './score.ts';
import { createSearch, type Search } from './search.ts';
import { isSmall, provenBest } from './small.ts';
import { partTargets } from './targets.ts';

/** Steps that look for a good plan of a small graph before all others are ruled out. */
const STEPS_BEFORE_PROOF = 60;

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
  const targets = partTargets(problem);
  const base = baseGraph(problem);
  const proofs = proofContext(problem, targets, base);
  const heavy = findHeavyCells(problem, base, targets);
  const search = createSearch(problem, base, targets, heavy, hopelessParts(proofs), options);
  const moves = chooseSearch(problem, search, options);
  const snapshot = (): BalanceState => {
    const parts = cellParts(search.best.parts, base.nodeOfCell);
    const score = scoreParts(problem, parts);
    const { inside, notContiguous } = score;
    const isFine = inside === problem.parts && notContiguous === 0 && base.conflicts.length === 0;
    const infeasible = isFine ? [] : certify(proofs, search.heavy, parts, done);
    return { parts, score, steps, done, infeasible };
  };
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
        state = snapshot();
      }
      return state;
    },
  };
}

function* chooseSearch(problem: BalanceProblem, search: Search, options: BalanceOptions): Generator<void, void, void> {
  if (options.objective === 'repair') {
    yield* repair(search);
    if (search.best.merit.excess > 0 && isSmall(search)) yield* provenBest(search);
    return;
  }
  const { initial, locked } = problem;
  const given = initial?.some((p) => p >= 0 && !locked?.[p]) ?? false;
  const moves = given ? improveGiven(search) : build(search);
  if (isSmall(search)) {
    for (let step = 0; step < STEPS_BEFORE_PROOF && !moves.next().done; step++) yield;
    if (yield* provenBest(search)) return;
  }
  yield* moves;
}

function cellParts(nodeParts: Int32Array, nodeOfCell: Int32Array | null): Int32Array {
  return nodeOfCell ? nodeOfCell.map((node) => nodeParts[node]!) : nodeParts.slice();
}
