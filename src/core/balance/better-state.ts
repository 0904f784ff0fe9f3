/** Which of two answers to one problem is better, as the engine judges within a search. */
import type { BalanceProblem, BalanceState } from './problem.ts';
import { loadsOf } from './score.ts';
import { beyondTolerance, partTargets } from './targets.ts';

/** What is excused by a whole target counts as this many boundaries of a part. */
export const EXCUSED_BOUNDARIES = 20;
const GRAIN = 1e-9;

/**
 * Parts in one piece first, then what is beyond the limits without an excuse, then what is excused and the boundary, in
 * a repair the cost of change. False where they are equal. O(cells).
 */
export function isBetterState(
  problem: BalanceProblem,
  objective: 'build' | 'repair',
  a: BalanceState,
  b: BalanceState,
): boolean {
  const broken = ({ score }: BalanceState) => score.notContiguous + score.empty;
  if (broken(a) !== broken(b)) return broken(a) < broken(b);
  const [one, other] = [merit(problem, objective, a), merit(problem, objective, b)];
  if (Math.abs(one.excess - other.excess) > GRAIN) return one.excess < other.excess;
  return one.cost < other.cost - GRAIN;
}

function merit(problem: BalanceProblem, objective: 'build' | 'repair', state: BalanceState) {
  const targets = partTargets(problem);
  const m = problem.measures.length;
  const excused = new Set(state.infeasible.map(({ part, measure }) => `${part} ${measure}`));
  let excess = 0;
  let excusedExcess = 0;
  loadsOf(problem, targets, state.parts).forEach((load, at) => {
    const off = targets.weight[at]! * Math.max(0, beyondTolerance(targets, at, load));
    if (excused.has(`${Math.floor(at / m)} ${problem.measures[at % m]!.key}`)) excusedExcess += off;
    else excess += off;
  });
  const boundary = 6 * Math.sqrt(state.parts.length / problem.parts);
  const { edgeCut, changeCost } = state.score;
  const cost = objective === 'build' ? EXCUSED_BOUNDARIES * boundary * excusedExcess + edgeCut : changeCost;
  return { excess, cost };
}
