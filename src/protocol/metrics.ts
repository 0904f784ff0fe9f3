/** The metrics worker keeps a replica of the open plan, named by revision, and answers with figures. */
import type { Demand } from '../core/data/dataset.ts';
import type { Edit } from '../core/edit/edit.ts';
import type { Grid } from '../core/grid/grid.ts';
import type { PlanChange } from '../core/metrics/compare.ts';
import type { JudgedPlan } from '../core/metrics/judge.ts';
import type { Disruption, PlanMetrics } from '../core/metrics/metrics.ts';
import type { AccountValues } from '../core/metrics/totals.ts';
import type { Plan } from '../core/plan/plan.ts';

/** What a project's plans stand on, and today's alignment to compare with. */
export interface MetricsGround {
  readonly grid: Grid;
  readonly demand: Demand;
  readonly accounts: AccountValues;
  readonly baseline: Plan | null;
}

export interface MetricsSnapshot {
  readonly planId: string;
  readonly revision: number;
  readonly plan: Plan;
}

export interface MetricsAnswer {
  readonly planId: string;
  /** At the replica's revision. */
  readonly figures: PlanMetrics;
  /** Against today's alignment; null without one. */
  readonly disruption: Disruption | null;
}

/** A proposal judged: the plan as it would be, and what that moves against the plan as it is. */
export interface TrialAnswer {
  readonly figures: PlanMetrics;
  readonly disruption: Disruption;
}

export interface MetricsWorkerApi {
  /** Builds a grid from the halves of its H3 ids: for projects that are loaded. */
  buildGrid(cells: { readonly hi: Uint32Array; readonly lo: Uint32Array }): Promise<Grid>;
  /** Ground of the plan: sent once a project; answers with the figures of today's alignment. */
  ground(message: MetricsGround): Promise<PlanMetrics | null>;
  /** Change is counted against another plan from now on; answers with its figures. */
  baseline(plan: Plan | null): Promise<PlanMetrics | null>;
  snapshot(message: MetricsSnapshot): Promise<void>;
  /** false = a revision is missing; the client sends the snapshot again. */
  apply(planId: string, revision: number, edit: Edit): Promise<boolean>;
  /** Figures at the replica's revision; null without a plan. */
  metrics(): Promise<MetricsAnswer | null>;
  /** Figures of any plans on the ground, each with what it changes against `base`; the replica is left as it was. */
  judge(plans: readonly Plan[], base: Plan | null): Promise<readonly JudgedPlan[]>;
  /** Of `judge` only what the plans change against `base`: for plans whose own figures are known. */
  changes(plans: readonly Plan[], base: Plan | null): Promise<readonly (PlanChange | null)[]>;
  /** Figures with `edit` in the plan; the replica is left as it was. null when it is not at `revision` of `planId`. */
  trial(planId: string, revision: number, edit: Edit): Promise<TrialAnswer | null>;
}
