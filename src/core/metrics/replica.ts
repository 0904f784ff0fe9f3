/** A copy of the open plan that follows its edits by revision and answers with figures; lives in the metrics worker. */
import type { Demand } from '../data/dataset.ts';
import { applyEdit } from '../edit/apply.ts';
import type { Edit } from '../edit/edit.ts';
import type { Grid } from '../grid/grid.ts';
import { clonePlan, planCorridor, planName } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { disruption } from './disruption.ts';
import type { PlanChange } from './compare.ts';
import { changeAgainst, type JudgedPlan, judgePlan } from './judge.ts';
import type { Disruption, PlanMetrics } from './metrics.ts';
import { type FollowedParts, followParts } from './followed-parts.ts';
import { metricsOfParts, planMetrics } from './plan-metrics.ts';
import type { AccountValues } from './totals.ts';

export interface ReplicaGround {
  readonly grid: Grid;
  readonly demand: Demand;
  readonly accounts: AccountValues;
  readonly baseline: Plan | null;
}

export interface PlanReplica {
  /** Figures of the baseline, null without one. */
  readonly today: PlanMetrics | null;
  /** Counts change against another plan from now on; gives its figures. */
  setBaseline(plan: Plan | null): PlanMetrics | null;
  /** Takes the plan over; `revision` is what it stands at. */
  reset(plan: Plan, revision: number): void;
  /** false = the edit is of another plan or leaves a gap: nothing was applied, send the whole plan. */
  apply(planId: string, revision: number, edit: Edit): boolean;
  /** null before the first plan. */
  figures(): { planId: string; figures: PlanMetrics; disruption: Disruption | null } | null;
  /** Any plans on this ground, each against the base: nothing here changes. */
  judge(plans: readonly Plan[], base: Plan | null): JudgedPlan[];
  /** The part of it that another base changes. */
  changes(plans: readonly Plan[], base: Plan | null): (PlanChange | null)[];
  /** Figures with `edit` in the plan, and what it moves against the plan as it is; null when not at that revision. */
  trial(planId: string, revision: number, edit: Edit): { figures: PlanMetrics; disruption: Disruption } | null;
}

export function createPlanReplica({ grid, demand, accounts, ...ground }: ReplicaGround): PlanReplica {
  let { baseline } = ground;
  let present: { plan: Plan; revision: number; parts: FollowedParts | null } | null = null;
  const figuresOf = (plan: Plan, revision: number) =>
    planMetrics(plan, grid, demand, accounts, planCorridor(plan), revision);
  return {
    today: baseline && figuresOf(baseline, 0),
    setBaseline: (plan) => {
      baseline = plan;
      return plan && figuresOf(plan, 0);
    },
    reset: (plan, revision) => {
      present = { plan, revision, parts: null };
    },
    apply: (planId, revision, edit) => {
      if (present?.plan.id !== planId || present.revision !== revision - 1) return false;
      applyEdit(present.plan, edit);
      present.parts?.applied(edit);
      present.revision = revision;
      return true;
    },
    figures: () => {
      if (!present) return null;
      const { plan, revision } = present;
      present.parts ??= followParts(plan, grid, demand, accounts);
      const figures = metricsOfParts(plan, demand, present.parts.parts(), planCorridor(plan), revision);
      const moved = baseline && baseline.id !== plan.id ? disruption(baseline, plan, demand, accounts) : null;
      return { planId: plan.id, figures, disruption: moved };
    },
    judge: (plans, base) => plans.map((plan) => judgePlan(plan, base, { grid, demand, accounts })),
    changes: (plans, base) => plans.map((plan) => changeAgainst(base, plan, { grid, demand, accounts })),
    trial: (planId, revision, edit) => {
      if (present?.plan.id !== planId || present.revision !== revision) return null;
      const trial = clonePlan(present.plan, planId, planName(present.plan));
      applyEdit(trial, edit);
      return { figures: figuresOf(trial, revision), disruption: disruption(present.plan, trial, demand, accounts) };
    },
  };
}
