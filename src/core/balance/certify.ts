/** Which parts can't be within tolerance whatever the rest of the plan does, with the reason. */
import { connectedSetExists } from './connected-set.ts';
import type { HeavyCell } from './heavy-cells.ts';
import type { BalanceProblem, Infeasibility } from './problem.ts';
import { loadsOf } from './score.ts';
import { deviationOf, type PartTargets } from './targets.ts';

/** Sets of cells the enumeration looks at before it gives up. */
const SET_LIMIT = 5000;
/** Parts whose heaviest cell holds less than this share of their target are not looked into. */
const LOOK_FROM_SHARE = 0.5;

/**
 * Certificates for the parts of a plan that are beyond tolerance: locked parts, parts with a proven heavy cell, and,
 * at the end of a search (`thorough`), parts with a large cell around which no connected set could be found.
 */
export function certify(
  problem: BalanceProblem,
  targets: PartTargets,
  heavy: readonly HeavyCell[],
  parts: Int32Array,
  thorough: boolean,
): Infeasibility[] {
  const loads = loadsOf(problem, targets, parts);
  const m = targets.measureCount;
  const found: Infeasibility[] = [];
  for (let p = 0; p < targets.partCount; p++) {
    for (let c = 0; c < m; c++) {
      const at = p * m + c;
      if (Math.abs(deviationOf(targets, at, loads[at]!)) <= targets.tolerance[at]!) continue;
      const reason = explain(problem, targets, heavy, parts, p, c, thorough);
      if (reason) found.push({ part: p, measure: problem.measures[c]!.key, ...reason });
    }
  }
  return found;
}

function explain(
  problem: BalanceProblem,
  targets: PartTargets,
  heavy: readonly HeavyCell[],
  parts: Int32Array,
  part: number,
  measure: number,
  thorough: boolean,
): Pick<Infeasibility, 'cell' | 'share' | 'reason' | 'limit'> | null {
  // Where the cell is not too much by itself, it is for the territory to be beyond in one measure or the other.
  const known = heavy.find((h) => parts[h.cell] === part && (h.measure === measure || h.reason !== 'heavy-cell'));
  if (known) {
    const { share, reason, limit } = known;
    return { cell: known.cell, share, reason, ...(limit === undefined ? {} : { limit }) };
  }
  const { cell, share } = heaviestCell(problem, targets, parts, part);
  if (problem.locked?.[part] && cell >= 0) return { cell, share, reason: 'locked' };
  if (!thorough || cell < 0 || share < LOOK_FROM_SHARE) return null;
  const answer = connectedSetExists(problem, targets, part, cell, SET_LIMIT);
  if (answer === 'yes') return null;
  return answer === 'no'
    ? { cell, share, reason: 'no-connected-set' }
    : { cell, share, reason: 'search-limit', limit: SET_LIMIT };
}

function heaviestCell(problem: BalanceProblem, targets: PartTargets, parts: Int32Array, part: number) {
  const m = targets.measureCount;
  let cell = -1;
  let share = 0;
  for (let v = 0; v < parts.length; v++) {
    if (parts[v] !== part) continue;
    for (let c = 0; c < m; c++) {
      const here = problem.measures[c]!.values[v]! * targets.inverse[part * m + c]!;
      if (cell < 0 || here > share) {
        cell = v;
        share = here;
      }
    }
  }
  return { cell, share };
}
