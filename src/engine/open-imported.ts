/** What an import gives, as a project with its plans. */
import { withColours } from '../core/plan/build-territories.ts';
import { clonePlan, createPlan, equalTerritories } from '../core/plan/make-plan.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { ImportedAlignment, ImportedProject } from '../protocol/data.ts';
import type { Project } from '../store/contract.ts';
import { ALIGNMENT_CORRIDOR } from '../store/plan-settings.ts';
import { randomId } from '../store/random-id.ts';
import { recordTiming } from '../store/timing.ts';
import { openProject, type PlanToOpen } from '../store/workspace-store.ts';
import { DEFAULT_TERRITORIES, PLAN_NAMES } from './plan-names.ts';

/**
 * Today's alignment is kept frozen beside a draft of it; without one the plan begins with empty territories.
 * @param first which of the two is shown first
 */
export function openImported(imported: ImportedProject, name: string, first: 'today' | 'draft'): void {
  const { dataset, ground, today } = imported;
  const plans = today ? plansOfToday(imported, today) : [toOpen(emptyPlan(imported), false)];
  const project: Project = {
    id: randomId(),
    name,
    dataset,
    grid: ground.grid,
    demand: ground.demand,
    bridges: ground.bridges,
    baselineId: today ? plans[0]!.plan.id : null,
    createdAt: Date.now(),
  };
  const now = performance.now();
  recordTiming('hexwright:import', now - imported.timings.importMs, now);
  recordTiming('hexwright:grid', now - imported.timings.gridMs, now);
  recordTiming('hexwright:bin', now - imported.timings.binMs, now);
  openProject({ project, plans, activePlanId: first === 'today' ? project.baselineId : null });
}

function plansOfToday({ ground }: ImportedProject, today: ImportedAlignment): PlanToOpen[] {
  const baseline = createPlan({
    id: randomId(),
    name: PLAN_NAMES.today,
    grid: ground.grid,
    territories: withColours(ground.grid, today.owners, today.territories),
    owners: today.owners,
    overrides: today.overrides,
    bridges: ground.bridges,
    settings: [
      { key: 'corridor', value: ALIGNMENT_CORRIDOR },
      ...(today.note === '' ? [] : [{ key: 'note', value: today.note }]),
    ],
  });
  return [toOpen(baseline, true), toOpen(clonePlan(baseline, randomId(), PLAN_NAMES.draft), false)];
}

function emptyPlan({ dataset, ground }: ImportedProject): Plan {
  return createPlan({
    id: randomId(),
    name: PLAN_NAMES.draft,
    grid: ground.grid,
    territories: equalTerritories(dataset.workloadModel?.territories ?? DEFAULT_TERRITORIES),
    bridges: ground.bridges,
  });
}

function toOpen(plan: Plan, frozen: boolean): PlanToOpen {
  return { plan, frozen, history: [], revision: 0 };
}
