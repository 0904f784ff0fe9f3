/** `rebalance --frontier`: a family of plans between balance, boundary and change, as a table and as plans. */
import { createFrontier, type FrontierPlan, frontierAims, spreadPlans } from '../core/balance/frontier.ts';
import type { BalanceProblem } from '../core/balance/problem.ts';
import { changedAccounts } from '../core/metrics/changed-accounts.ts';
import { disruption } from '../core/metrics/disruption.ts';
import { territoryChanges, withClearHues } from '../core/geometry/colouring-repair.ts';
import { editOfProposal } from '../core/balance/edit-of-proposal.ts';
import { editBetween } from '../core/edit/edit-between.ts';
import type { SearchLabel } from '../core/edit/edit.ts';
import { applyEdit } from '../core/edit/apply.ts';
import { clonePlan, planName, territoriesOf } from '../core/plan/make-plan.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanFilePlan, PlanFileProject } from '../io/plan-file/plan-file.ts';
import { csvLine } from '../io/write/csv-writer.ts';
import { contentId } from './content-id.ts';
import type { SearchLimits } from './run-search.ts';
import { nameParent, searchHistory } from './search-history.ts';
import { runSearches } from './search-threads.ts';

/** Options of a plan of `frontier.csv`. */
export interface FamilyPlan extends Pick<PlanFilePlan, 'plan' | 'history'> {
  readonly found: FrontierPlan;
}

/** A plan of the family, and what was searched for when it came up; the one that all started from was not searched for. */
export interface FoundPlan {
  readonly found: FrontierPlan;
  readonly search?: SearchLabel;
}

/** At most `count` plans, most even first. `limits.steps` is for each search, `limits.seconds` for all together. */
export async function familyOf(
  problem: BalanceProblem,
  limits: SearchLimits,
  count: number,
): Promise<readonly FoundPlan[]> {
  const family = createFrontier(problem);
  const searches = new Map<FrontierPlan, SearchLabel>();
  const aims = frontierAims(problem);
  const each = limits.seconds === null ? limits : { ...limits, seconds: limits.seconds / aims.length };
  for (const aim of aims) {
    const { state } = await runSearches(aim.problem, aim.objective, each);
    const known = new Set(family.plans);
    if (!family.offer(state.parts, aim)) continue;
    const { measures, maxChangedShare } = aim.problem;
    const limit = maxChangedShare === undefined ? {} : { maxDisruption: maxChangedShare };
    const search = { tolerance: measures[0]!.tolerance, ...limit, seed: limits.seed, steps: state.steps };
    for (const plan of family.plans) if (!known.has(plan)) searches.set(plan, search);
  }
  return spreadPlans(family.plans, count).map((found): FoundPlan => {
    const search = searches.get(found);
    return search ? { found, search } : { found };
  });
}

/** The plans under names of their own, to be opened beside the one they are made from. */
export function plansOfFamily(
  { plan: base, history }: PlanFilePlan,
  { grid }: PlanFileProject,
  found: readonly FoundPlan[],
  about: { readonly codeOfPart: ArrayLike<TerritoryCode>; readonly tolerance: number },
): FamilyPlan[] {
  const cells = Uint32Array.from({ length: grid.count }, (_, cell) => cell);
  return found.map(({ found: one, search }, i) => {
    const name = `${planName(base)}: option ${i + 1}`;
    const plan = clonePlan(base, base.id, name);
    applyEdit(plan, editOfProposal(base, cells, one.parts, about.codeOfPart));
    const territories = withClearHues(grid, plan.layers[0]!, territoriesOf(plan));
    applyEdit(plan, { patches: [], records: territoryChanges(plan, territories) });
    const named = clonePlan(plan, contentId('plan', base.id, name, plan.layers[0]!), name);
    named.records.setting.set('corridor', { key: 'corridor', value: about.tolerance });
    named.records.setting.set('baseline', { key: 'baseline', value: base.id });
    nameParent(named, { plan: base, ...(history && { history }) });
    return { plan: named, ...searchHistory(editBetween(base, named), search), found: one };
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
