/** `rebalance --frontier`: a family of plans between balance, boundary and change, as a table and as plans. */
import { createFrontier, type FrontierPlan, frontierAims, spreadPlans } from '../core/balance/frontier.ts';
import type { BalanceProblem } from '../core/balance/problem.ts';
import { changedAccounts } from '../core/metrics/changed-accounts.ts';
import { disruption } from '../core/metrics/disruption.ts';
import { territoryChanges, withClearHues } from '../core/geometry/colouring-repair.ts';
import { editOfProposal } from '../core/balance/edit-of-proposal.ts';
import { applyEdit } from '../core/edit/apply.ts';
import { clonePlan, planName, territoriesOf } from '../core/plan/make-plan.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanFileProject } from '../io/plan-file/plan-file.ts';
import { csvLine } from '../io/write/csv-writer.ts';
import { contentId } from './content-id.ts';
import type { SearchLimits } from './run-search.ts';
import { runSearches } from './search-threads.ts';

/** Options of a plan of `frontier.csv`. */
export interface FamilyPlan {
  readonly plan: Plan;
  readonly found: FrontierPlan;
}

/** At most `count` plans, most even first. `limits.steps` is for each search, `limits.seconds` for all together. */
export async function familyOf(
  problem: BalanceProblem,
  limits: SearchLimits,
  count: number,
): Promise<readonly FrontierPlan[]> {
  const family = createFrontier(problem);
  const aims = frontierAims(problem);
  const each = limits.seconds === null ? limits : { ...limits, seconds: limits.seconds / aims.length };
  for (const aim of aims) {
    const { state } = await runSearches(aim.problem, aim.objective, each);
    family.offer(state.parts, aim);
  }
  return spreadPlans(family.plans, count);
}

/** The plans under names of their own, to be opened beside the one they are made from. */
export function plansOfFamily(
  base: Plan,
  { grid }: PlanFileProject,
  found: readonly FrontierPlan[],
  about: { readonly codeOfPart: ArrayLike<TerritoryCode>; readonly tolerance: number },
): FamilyPlan[] {
  const cells = Uint32Array.from({ length: grid.count }, (_, cell) => cell);
  return found.map((one, i) => {
    const name = `${planName(base)}: option ${i + 1}`;
    const plan = clonePlan(base, base.id, name);
    applyEdit(plan, editOfProposal(base, cells, one.parts, about.codeOfPart));
    const territories = withClearHues(grid, plan.layers[0]!, territoriesOf(plan));
    applyEdit(plan, { patches: [], records: territoryChanges(plan, territories) });
    const named = clonePlan(plan, contentId('plan', base.id, name, plan.layers[0]!), name);
    named.records.setting.set('corridor', { key: 'corridor', value: about.tolerance });
    named.records.setting.set('baseline', { key: 'baseline', value: base.id });
    return { plan: named, found: one };
  });
}

/** `frontier.csv`: a row a plan, most even first; deviations and shares as shares, amounts in file units. */
export function frontierCsv(base: Plan, { demand, dataset }: PlanFileProject, plans: readonly FamilyPlan[]): string {
  const { measures, accounts } = dataset;
  const header = [
    'plan_id',
    'plan',
    'max_deviation',
    ...measures.map(({ key }) => `${key}_deviation`),
    'inside',
    'edges_cut',
    'cells_changed',
    'accounts_changed',
    ...measures.map(({ key }) => `${key}_moved`),
    ...measures.map(({ key }) => `${key}_moved_share`),
    'reps_losing',
  ];
  const rows = plans.map(({ plan, found: { score, deviation } }) => {
    const { moved, repsLosing } = disruption(base, plan, demand, accounts);
    const wholes = demand.cellValues.map((column) => column.reduce((sum, value) => sum + value, 0));
    const changed = changedAccounts(base, plan, demand, accounts).length;
    return [
      plan.id,
      planName(plan),
      deviation,
      ...score.maxDeviation,
      score.inside,
      score.edgeCut,
      score.changedCells,
      changed,
      ...moved,
      ...moved.map((value, m) => (wholes[m]! > 0 ? value / wholes[m]! : 0)),
      repsLosing,
    ].map(String);
  });
  return [header, ...rows].map((row) => csvLine(row)).join('');
}
