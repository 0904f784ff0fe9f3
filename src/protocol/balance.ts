/** What the page and the balance worker say to each other. Arrays named "transferred" change hands. */
import type { BalanceProblem, BalanceScore, Infeasibility } from '../core/balance/problem.ts';

export interface BalanceStart {
  readonly runId: number;
  /** Revision of the plan the problem was made from; a commit outdates the run. */
  readonly baseRevision: number;
  readonly objective: 'build' | 'repair';
  readonly problem: BalanceProblem;
  readonly seed: number;
}

export interface BalanceStep {
  readonly runId: number;
  readonly baseRevision: number;
  /** Full difference from `problem.initial` (every cell when building): transferred. */
  readonly cells: Uint32Array;
  readonly parts: Int32Array;
  readonly score: BalanceScore;
  readonly steps: number;
  readonly done: boolean;
  readonly infeasible: readonly Infeasibility[];
}

/** A repair of the ground that the worker holds: what differs from one stroke to the next. */
export interface HeldRepair {
  readonly runId: number;
  readonly baseRevision: number;
  readonly groundId: number;
  /** Part of each cell: transferred. */
  readonly initial: Int32Array;
  /** Cells that stay in the part they are in. */
  readonly pinned: Uint32Array;
  readonly locked: Uint8Array;
  /** What each part is to carry, where that is not what the ground says. */
  readonly targetShares: readonly Float64Array[];
  readonly maxChangedShare: number;
  readonly seed: number;
}

export interface BalanceWorkerApi {
  start(message: BalanceStart): Promise<void>;
  /** Makes ready for repairs of plans on this ground; `problem.initial` is the present one. */
  hold(groundId: number, problem: BalanceProblem): Promise<void>;
  /** Starts a run on the ground held; false = the worker holds another one, or has lost it: hold again. */
  repair(message: HeldRepair): Promise<boolean>;
  /** null when the run is no longer the current one. */
  step(runId: number, budgetMs: number, maxSteps?: number): Promise<BalanceStep | null>;
  stop(runId: number): Promise<void>;
}
