/**
 * Cells that make a part's balance impossible, proved before the search: a cell beyond the tolerance by itself, or
 * one that leaves too little room in one measure to collect enough of another. The second proof is a relaxation: even
 * if the other cells could be chosen freely and cut to measure (the fractional knapsack of Dantzig 1957), reaching
 * 1 - tolerance in measure b would take more than 1 + tolerance in measure a. Connectivity only makes it harder.
 */
import type { BalanceProblem } from './problem.ts';
import { type PartTargets } from './targets.ts';

export interface HeavyCell {
  readonly cell: number;
  /** Measure in which the part that holds the cell can't be within tolerance while the others are. */
  readonly measure: number;
  /** Largest share of a part's target the cell holds, over the measures. */
  readonly share: number;
  /** Measure of which the cell has most. */
  readonly dominant: number;
  readonly reason: 'heavy-cell' | 'no-connected-set' | 'search-limit';
  readonly limit?: number;
}

/** Cells below this share of a target in every measure are not looked at. */
const LOOK_FROM_SHARE = 0.3;

/** One entry a heavy cell, in cell order. Uses the largest target of any part the cell may belong to. */
export function findHeavyCells(problem: BalanceProblem, targets: PartTargets): HeavyCell[] {
  const m = targets.measureCount;
  const largest = new Float64Array(m);
  for (let p = 0; p < targets.partCount; p++) {
    for (let c = 0; c < m; c++) largest[c] = Math.max(largest[c]!, roomOf(targets, p, c));
  }
  const found: HeavyCell[] = [];
  const cells = problem.graph.offsets.length - 1;
  for (let v = 0; v < cells; v++) {
    const fixed = problem.fixed ? problem.fixed[v]! : -1;
    const target = fixed >= 0 ? largest.map((_, c) => roomOf(targets, fixed, c)) : largest;
    const shares = problem.measures.map((measure, c) => (target[c]! > 0 ? measure.values[v]! / target[c]! : 0));
    if (Math.max(...shares) < LOOK_FROM_SHARE) continue;
    const heavy = judgeCell(problem, v, shares, target);
    if (heavy) found.push(heavy);
  }
  return found;
}

function roomOf(targets: PartTargets, part: number, measure: number): number {
  const at = part * targets.measureCount + measure;
  return Math.max(0, targets.target[at]! - targets.baseLoad[at]!);
}

function judgeCell(
  problem: BalanceProblem,
  cell: number,
  shares: readonly number[],
  target: Float64Array,
): HeavyCell | null {
  const share = Math.max(...shares);
  for (let a = 0; a < shares.length; a++) {
    if (shares[a]! > 1 + problem.measures[a]!.tolerance)
      return { cell, measure: a, share, dominant: a, reason: 'heavy-cell' };
  }
  for (let a = 0; a < shares.length; a++) {
    for (let b = 0; b < shares.length; b++) {
      if (a === b || shares[a]! <= shares[b]! || target[b]! <= 0) continue;
      if (leastLoad(problem, cell, a, b, target) > 1 + problem.measures[a]!.tolerance) {
        return { cell, measure: a, share, dominant: a, reason: 'no-connected-set' };
      }
    }
  }
  return null;
}

/** Least load in measure a (share of target) of any set of whole or cut cells with `cell` that is enough in b. */
function leastLoad(problem: BalanceProblem, cell: number, a: number, b: number, target: Float64Array): number {
  const va = problem.measures[a]!.values;
  const vb = problem.measures[b]!.values;
  let load = va[cell]! / target[a]!;
  let missing = 1 - problem.measures[b]!.tolerance - vb[cell]! / target[b]!;
  const order: number[] = [];
  for (let v = 0; v < va.length; v++) if (v !== cell && vb[v]! > 0) order.push(v);
  order.sort((x, y) => va[x]! / vb[x]! - va[y]! / vb[y]!);
  for (const v of order) {
    if (missing <= 0) break;
    const gain = vb[v]! / target[b]!;
    const part = Math.min(1, missing / gain);
    load += (part * va[v]!) / target[a]!;
    missing -= part * gain;
  }
  return missing > 0 ? Infinity : load;
}
