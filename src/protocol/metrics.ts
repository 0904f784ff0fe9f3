/** The metrics worker keeps a replica of the open plan, named by revision, and answers with figures. */
import type { Demand } from '../core/data/dataset.ts';
import type { Edit } from '../core/edit/edit.ts';
import type { Grid } from '../core/grid/grid.ts';
import type { PlanMetrics } from '../core/metrics/metrics.ts';
import type { Plan } from '../core/plan/plan.ts';

export interface MetricsSnapshot {
  readonly planId: string;
  readonly revision: number;
  readonly plan: Plan;
}

export interface MetricsWorkerApi {
  /** Ground of the plan: sent once a project. */
  ground(grid: Grid, demand: Demand): Promise<void>;
  snapshot(message: MetricsSnapshot): Promise<void>;
  /** false = a revision is missing; the client sends the snapshot again. */
  apply(planId: string, revision: number, edit: Edit): Promise<boolean>;
  /** Figures at the replica's revision. */
  metrics(): Promise<PlanMetrics>;
}
