/** What `hexwright compare` prints: figures of both plans in full precision, shares not percent. */
import { comparePlans, type PlanSummaryFigures } from '../../core/metrics/compare.ts';
import { lorenzCurve } from '../../core/metrics/balance.ts';
import type { Demand } from '../../core/data/dataset.ts';
import { type Sales, salesMoved } from '../../core/metrics/loss.ts';
import type { Disruption, PlanMetrics } from '../../core/metrics/metrics.ts';
import { travelBasis, travelHours } from '../../core/metrics/travel.ts';
import { repViews } from '../../core/metrics/rep-view.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';
import { metricsDocument } from './metrics-json.ts';
import { figuresOf, type PlanRequest } from './territory-properties.ts';

/** What current sales are (a measure's key, or `=` and a column), and which share of them a change of hands costs. */
export interface LossAsked {
  readonly sales: Sales;
  /** null = reps' sales are asked for, no price. */
  readonly rate: number | null;
}

/**
 * @param a the plan that change is counted against
 * @param b a plan on the same grid whose codes are those of `a` where territories are the same
 * @param speedKmh in a straight line; null = the speeds of the workload model, where there is one
 * @throws RangeError when the plans stand on different grids
 */
export function comparisonDocument(
  a: PlanRequest,
  b: PlanRequest,
  loss: LossAsked | null = null,
  speedKmh: number | null = null,
) {
  const figures = { a: figuresOf(a), b: figuresOf(b) };
  const keys = a.demand.measures.map(({ key }) => key);
  const byMeasure = <T>(values: readonly T[]) =>
    Object.fromEntries(keys.flatMap((key, m) => (m < values.length ? [[key, values[m]]] : [])));
  const named = ({ measures, ...rest }: PlanSummaryFigures) => ({ ...rest, measures: byMeasure(measures) });
  const { before, after, differences, disruption, reps, continuity } = comparePlans(
    { plan: a.plan, figures: figures.a },
    { plan: b.plan, figures: figures.b },
    { grid: a.grid, demand: a.demand, accounts: a.dataset.accounts },
  );
  return {
    a: { ...metricsDocument(a, null, figures.a), summary: named(before), lorenz: byMeasure(lorenzOf(a, figures.a)) },
    b: { ...metricsDocument(b, null, figures.b), summary: named(after), lorenz: byMeasure(lorenzOf(b, figures.b)) },
    differences: named(differences),
    disruption: {
      cells: disruption.cells,
      accounts: disruption.accounts,
      moved: byMeasure(disruption.moved),
      movedShare: byMeasure(disruption.movedShare),
      territoriesLosing: disruption.repsLosing,
      repsLosing: reps.losing,
      repsTouched: reps.touched,
      topAccounts: continuity,
      flows: disruption.flows.map(({ from, to, cells, accounts, moved }) => ({
        from: idOf(a.plan, from),
        to: idOf(b.plan, to),
        cells,
        accounts,
        ...byMeasure(moved),
      })),
    },
    price: loss?.rate == null ? null : priceOf(a.plan, b.plan, a.demand, disruption, loss.sales, loss.rate),
    travel: travelOf(a, b, speedKmh),
    reps: repViews(a.plan, b.plan, a.demand, a.dataset.accounts, loss?.sales.values ?? null).map(
      ({ name, territory, ...view }) => ({
        rep: name,
        territory: idOf(a.plan.records.territory.has(territory) ? a.plan : b.plan, territory),
        ...view,
      }),
    ),
  };
}

/** Points of a curve a measure, least loaded territories first: share of the targets, share of the load. */
function lorenzOf({ plan, demand }: PlanRequest, { territories }: PlanMetrics): [number, number][][] {
  return demand.measures.map((_, m) =>
    lorenzCurve(
      territories.map(({ code, loads }) => ({
        load: loads[m]!,
        targetShare: plan.records.territory.get(code)?.targetShare ?? 0,
      })),
    ).map(({ targetShare, loadShare }): [number, number] => [targetShare, loadShare]),
  );
}

function priceOf(base: Plan, plan: Plan, demand: Demand, disruption: Disruption, sales: Sales, lossRate: number) {
  const moved = salesMoved(disruption, base, plan, demand, sales);
  return { lossRate, sales: sales.name, moved, lost: lossRate * moved };
}

/** Hours out and back; null where neither a speed nor a workload model says how fast one drives. */
function travelOf(a: PlanRequest, b: PlanRequest, speedKmh: number | null) {
  const basis = travelBasis(a.dataset, a.demand, speedKmh);
  if (basis === null) return null;
  const [before, after] = [a, b].map(({ plan }) => travelHours(plan, a.grid, a.demand, basis)) as [number, number];
  return { speedKmh, yearly: basis.visits !== null, a: before, b: after, difference: after - before };
}

function idOf(plan: Plan, code: TerritoryCode): string {
  return plan.records.territory.get(code)?.id ?? '';
}
