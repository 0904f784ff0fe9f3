/** What `hexwright compare` prints: figures of both plans in full precision, shares not percent. */
import { comparePlans, type PlanSummaryFigures } from '../../core/metrics/compare.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';
import { metricsDocument } from './metrics-json.ts';
import { figuresOf, type PlanRequest } from './territory-properties.ts';

/**
 * @param a the plan that change is counted against
 * @param b a plan on the same grid whose codes are those of `a` where territories are the same
 * @throws RangeError when the plans stand on different grids
 */
export function comparisonDocument(a: PlanRequest, b: PlanRequest) {
  const figures = { a: figuresOf(a), b: figuresOf(b) };
  const keys = a.demand.measures.map(({ key }) => key);
  const byMeasure = <T>(values: readonly T[]) =>
    Object.fromEntries(keys.flatMap((key, m) => (m < values.length ? [[key, values[m]]] : [])));
  const named = ({ measures, ...rest }: PlanSummaryFigures) => ({ ...rest, measures: byMeasure(measures) });
  const { before, after, differences, disruption, continuity } = comparePlans(
    { plan: a.plan, figures: figures.a },
    { plan: b.plan, figures: figures.b },
    { grid: a.grid, demand: a.demand, accounts: a.dataset.accounts },
  );
  return {
    a: { ...metricsDocument(a, null, figures.a), summary: named(before) },
    b: { ...metricsDocument(b, null, figures.b), summary: named(after) },
    differences: named(differences),
    disruption: {
      cells: disruption.cells,
      accounts: disruption.accounts,
      moved: byMeasure(disruption.moved),
      movedShare: byMeasure(disruption.movedShare),
      territoriesLosing: disruption.repsLosing,
      topAccounts: continuity,
      flows: disruption.flows.map(({ from, to, cells, accounts, moved }) => ({
        from: idOf(a.plan, from),
        to: idOf(b.plan, to),
        cells,
        accounts,
        ...byMeasure(moved),
      })),
    },
  };
}

function idOf(plan: Plan, code: TerritoryCode): string {
  return plan.records.territory.get(code)?.id ?? '';
}
