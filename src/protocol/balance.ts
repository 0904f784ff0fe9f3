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

export interface BalanceWorkerApi {
  start(message: BalanceStart): Promise<void>;
  /** null when the run is no longer the current one. */
  step(runId: number, budgetMs: number, maxSteps?: number): Promise<BalanceStep | null>;
  stop(runId: number): Promise<void>;
}
