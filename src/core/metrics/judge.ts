/** One plan in the figures that managers decide by: its own, and what it changes against a base. */
import { planCorridor } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { changeOf, type CompareGround, type PlanChange, type PlanSummaryFigures, summaryFigures } from './compare.ts';
import type { PlanMetrics } from './metrics.ts';
import { planMetrics } from './plan-metrics.ts';
import { meanTravelKm } from './travel.ts';

export interface JudgedPlan {
  readonly planId: string;
  readonly figures: PlanMetrics;
  readonly summary: PlanSummaryFigures;
  /** Against the base; null without one, and for the base itself. */
  readonly change: PlanChange | null;
}

/** @throws RangeError when plan and base stand on different grids */
export function judgePlan(plan: Plan, base: Plan | null, ground: CompareGround): JudgedPlan {
  const { grid, demand, accounts } = ground;
  const figures = planMetrics(plan, grid, demand, accounts, planCorridor(plan), 0);
  const summary = summaryFigures(figures, meanTravelKm(plan, grid, demand));
  return { planId: plan.id, figures, summary, change: changeAgainst(base, plan, ground) };
}

/** null without a base, and for the base itself. @throws RangeError when plan and base stand on different grids */
export function changeAgainst(base: Plan | null, plan: Plan, { demand, accounts }: CompareGround): PlanChange | null {
  return base === null || base.id === plan.id ? null : changeOf(base, plan, demand, accounts);
}
