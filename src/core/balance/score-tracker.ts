/** The score of plans that differ little from one another, at the price of the difference. */
import type { BalanceProblem, BalanceScore } from './problem.ts';
import { addPieces, cutOf, loadsOf, piecesOf, scoreOf, type WalkScratch } from './score.ts';
import type { PartTargets } from './targets.ts';

export interface ScoreTracker extends WalkScratch {
  /** Plan of the figures below; length cells. */
  readonly plan: Int32Array;
  /** Connected pieces of each part. */
  readonly pieces: Int32Array;
  cut: number;
  /** Scratch: parts whose pieces are to be counted anew. */
  readonly dirty: Uint8Array;
}

/** O(cells + edges). `plan` (length cells, -1 = unassigned) is copied. */
export function createScoreTracker(problem: BalanceProblem, plan: Int32Array): ScoreTracker {
  return {
    plan: plan.slice(),
    pieces: piecesOf(problem, plan),
    cut: cutOf(problem, plan),
    dirty: new Uint8Array(problem.parts),
    seen: new Uint8Array(plan.length),
    stack: new Uint32Array(plan.length),
  };
}

/** Makes `plan` the tracker's: one pass over the cells, and the edges of parts that gained or lost. */
export function trackPlan(tracker: ScoreTracker, problem: BalanceProblem, plan: Int32Array): void {
  const { offsets, targets } = problem.graph;
  const { plan: before, dirty } = tracker;
  const changed: number[] = [];
  dirty.fill(0);
  for (let v = 0; v < plan.length; v++) {
    if (before[v] === plan[v]) continue;
    changed.push(v);
    if (before[v]! >= 0) dirty[before[v]!] = 1;
    if (plan[v]! >= 0) dirty[plan[v]!] = 1;
  }
  if (changed.length === 0) return;
  let twice = 0;
  for (const v of changed) {
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const u = targets[e]!;
      const difference = Number(plan[v] !== plan[u]) - Number(before[v] !== before[u]);
      twice += before[u] === plan[u] ? 2 * difference : difference;
    }
  }
  tracker.cut += twice / 2;
  for (const v of changed) before[v] = plan[v]!;
  recountPieces(tracker, problem);
}

function recountPieces(tracker: ScoreTracker, problem: BalanceProblem): void {
  const { plan, pieces, dirty, seen } = tracker;
  for (let p = 0; p < pieces.length; p++) if (dirty[p]) pieces[p] = 0;
  seen.fill(0);
  addPieces(problem, plan, pieces, tracker, dirty);
}

/** As `scoreParts` would say of the tracker's plan. O(cells). */
export function trackedScore(
  { plan, pieces, cut }: ScoreTracker,
  problem: BalanceProblem,
  targets: PartTargets,
): BalanceScore {
  return scoreOf(problem, targets, plan, loadsOf(problem, targets, plan), pieces, cut);
}
