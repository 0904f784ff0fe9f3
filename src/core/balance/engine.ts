/** The door of the balance engine: a run over one problem, paused by time, counted in steps. */
import { baseGraph } from './base-graph.ts';
import { build } from './build.ts';
import { checkProblem } from './check-problem.ts';
import { certify } from './certify.ts';
import { findHeavyCells } from './heavy-cells.ts';
import { crossPlans, isMiddle } from './middle.ts';
import { pausable, type Pause } from './pausable.ts';
import type { BalanceProblem, BalanceRun } from './problem.ts';
import { hopelessParts, proofContext } from './proofs.ts';
import { improveGiven } from './repair.ts';
import { createRepairer } from './repairer.ts';
import { scoreParts } from './score.ts';
import { createSearch, type Search, type SearchOptions } from './search.ts';
import { isSmall, provenBest } from './small.ts';
import { partTargets } from './targets.ts';
import { seedApart } from './team.ts';

/** Steps that look for a good plan of a small graph before all others are ruled out. */
const STEPS_BEFORE_PROOF = 10;

/**
 * Prepares a run; nothing is searched before the first `step`, whose first search step makes a complete plan.
 * Throws RangeError when the problem contradicts itself (lengths, part numbers, no part).
 */
export function createBalanceRun(problem: BalanceProblem, options: SearchOptions): BalanceRun {
  const { initial } = problem;
  if (options.objective === 'repair' && initial)
    return createRepairer(problem).repair({ ...problem, initial }, { seed: seedApart(options.seed, options.team) });
  checkProblem(problem, options);
  const targets = partTargets(problem);
  const base = baseGraph(problem);
  const proofs = proofContext(problem, targets, base);
  const heavy = findHeavyCells(problem, base, targets);
  const search = createSearch(problem, base, targets, heavy, hopelessParts(proofs), options);
  const moves = chooseSearch(problem, search);
  return pausable(
    moves,
    () => search.best.version,
    (done) => {
      const parts = cellParts(search.best.parts, base.nodeOfCell);
      const score = scoreParts(problem, parts);
      const { inside, notContiguous } = score;
      const isFine = inside === problem.parts && notContiguous === 0 && base.conflicts.length === 0;
      return { parts, score, infeasible: isFine ? [] : certify(proofs, search.heavy, parts, done) };
    },
  );
}

function* chooseSearch(problem: BalanceProblem, search: Search): Generator<Pause, void, void> {
  const { initial, locked } = problem;
  const given = initial?.some((p) => p >= 0 && !locked?.[p]) ?? false;
  const moves = given ? improveGiven(search) : build(search);
  if (isSmall(search)) {
    for (let step = 0; step < STEPS_BEFORE_PROOF && !moves.next().done; step++) yield;
    if (yield* provenBest(search)) return;
  }
  yield* moves;
  if (!given && isMiddle(search)) yield* crossPlans(search, build);
}

function cellParts(nodeParts: Int32Array, nodeOfCell: Int32Array | null): Int32Array {
  return nodeOfCell ? nodeOfCell.map((node) => nodeParts[node]!) : nodeParts.slice();
}
