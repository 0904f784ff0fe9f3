/** Which parts can't be within tolerance whatever the rest of the plan does, with the reason. */
import { connectedSetExists } from './connected-set.ts';
import type { HeavyCell } from './heavy-cells.ts';
import type { BalanceProblem, Infeasibility } from './problem.ts';
import { type Proof, type ProofContext, proveOutside, provePieces } from './proofs.ts';
import { loadsOf, piecesOf } from './score.ts';
import { isInside, type PartTargets } from './targets.ts';

/** Sets of cells the enumeration looks at before it gives up. */
const SET_LIMIT = 5000;
/** Parts whose heaviest cell holds less than this share of their target are not looked into. */
const LOOK_FROM_SHARE = 0.5;

/**
 * Certificates for the parts of a plan that are outside, or in several pieces: what sums and reach prove, parts with a
 * proven heavy cell, and, at the end of a search (`thorough`), parts with a large cell around which no connected set
 * could be found. Divided groups are named at the part of their first cell. `pieces`: of each part, if known.
 */
export function certify(
  context: ProofContext,
  heavy: readonly HeavyCell[],
  parts: Int32Array,
  thorough: boolean,
  pieces: Int32Array = piecesOf(context.problem, parts),
): Infeasibility[] {
  const { problem, targets, base } = context;
  const loads = loadsOf(problem, targets, parts);
  const m = targets.measureCount;
  const found: Infeasibility[] = [];
  for (let part = 0; part < targets.partCount; part++) {
    for (let c = 0; c < m; c++) {
      if (isInside(targets, part * m + c, loads[part * m + c]!)) continue;
      const reason = explain(context, heavy, parts, part, c, thorough);
      if (reason) found.push({ part, measure: problem.measures[c]!.key, ...reason });
    }
    const reason = pieces[part]! > 1 ? provePieces(context, parts, part) : null;
    if (reason) found.push({ part, measure: '', ...reason });
  }
  for (const { cell, kind } of base.conflicts) {
    if (kind === 'divided') found.push({ part: parts[cell]!, measure: '', cell, share: 0, reason: 'group' });
  }
  return found;
}

function explain(
  context: ProofContext,
  heavy: readonly HeavyCell[],
  parts: Int32Array,
  part: number,
  measure: number,
  thorough: boolean,
): Proof | null {
  const { problem, targets } = context;
  if (problem.locked?.[part]) return proveOutside(context, part, measure, thorough);
  // Where the cell is not too much by itself, it is for the territory to be beyond in one measure or the other.
  const known = heavy.find((h) => parts[h.cell] === part && (h.measure === measure || !isTooMuch(h)));
  if (known) {
    const { share, reason, limit } = known;
    return { cell: known.cell, share, reason, ...(limit === undefined ? {} : { limit }) };
  }
  const proof = proveOutside(context, part, measure, thorough);
  if (proof) return proof;
  if (!thorough) return null;
  const { cell, share } = heaviestCell(problem, targets, parts, part);
  if (cell < 0 || share < LOOK_FROM_SHARE) return null;
  const answer = connectedSetExists(problem, targets, part, cell, SET_LIMIT);
  if (answer === 'yes') return null;
  return answer === 'no'
    ? { cell, share, reason: 'no-connected-set' }
    : { cell, share, reason: 'search-limit', limit: SET_LIMIT };
}

function isTooMuch({ reason }: HeavyCell): boolean {
  return reason === 'heavy-cell' || reason === 'group';
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
