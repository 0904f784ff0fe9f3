/** Two plans on one grid, side by side: the few figures that decide, their differences, and what changes hands. */
import type { Demand } from '../data/dataset.ts';
import type { Grid } from '../grid/grid.ts';
import type { Plan } from '../plan/plan.ts';
import { isInside } from './balance.ts';
import { type AccountPlaces, accountPlaces, disruption } from './disruption.ts';
import type { Disruption, PlanMetrics } from './metrics.ts';
import { type RepsTouched, repsTouched } from './rep-view.ts';
import type { AccountValues } from './totals.ts';
import { meanTravelKm } from './travel.ts';

/** Balance of one measure over the territories of a plan; deviations are shares. */
export interface MeasureSummary {
  readonly maxDeviation: number;
  readonly meanAbsDeviation: number;
  /** Standard deviation of the deviations. */
  readonly deviationSpread: number;
  /** Share of territories inside the corridor on this measure. */
  readonly insideShare: number;
  readonly gini: number;
  /** Smallest and largest load of a territory. */
  readonly minLoad: number;
  readonly maxLoad: number;
}

/** What a table of plans shows in a row. */
export interface PlanSummaryFigures {
  readonly territories: number;
  /** Share of territories inside the corridor on every measure. */
  readonly insideShare: number;
  /** Territories in more than one piece. */
  readonly notContiguous: number;
  readonly unassignedCells: number;
  /** Mean Polsby-Popper of territories with cells. */
  readonly compactness: number;
  /** Mean distance of accounts from the middle of their territory, kilometres in a straight line. */
  readonly travelKm: number;
  /** One a measure. */
  readonly measures: readonly MeasureSummary[];
}

/** What changes hands between two plans. */
export interface PlanChange {
  readonly disruption: Disruption;
  readonly reps: RepsTouched;
  readonly continuity: Continuity;
}

export interface PlanComparison extends PlanChange {
  readonly before: PlanSummaryFigures;
  readonly after: PlanSummaryFigures;
  /** After less before, figure by figure. */
  readonly differences: PlanSummaryFigures;
}

/** Of the accounts with most potential, how many stay where they are. */
export interface Continuity {
  readonly accounts: number;
  readonly kept: number;
}

/** Accounts that continuity is counted over. */
const TOP_ACCOUNTS = 100;

export function summaryFigures(
  { territories, balance, corridor, coverage, notContiguous }: PlanMetrics,
  travelKm: number,
): PlanSummaryFigures {
  const shaped = territories.filter(({ cells }) => cells > 0);
  const share = (inside: number) => (territories.length > 0 ? inside / territories.length : 0);
  const inside = (deviations: readonly number[]) => isInside(deviations, corridor);
  return {
    territories: territories.length,
    insideShare: share(territories.filter(({ deviations }) => inside(deviations)).length),
    notContiguous: notContiguous.length,
    unassignedCells: coverage.unassigned,
    compactness: mean(shaped.map(({ polsbyPopper }) => polsbyPopper)),
    travelKm,
    measures: balance.map(({ maxDeviation, meanAbsDeviation, gini }, m): MeasureSummary => {
      const loads = territories.map((territory) => territory.loads[m]!);
      const deviations = territories.map((territory) => territory.deviations[m]!);
      return {
        maxDeviation,
        meanAbsDeviation,
        deviationSpread: spread(deviations),
        insideShare: share(deviations.filter((deviation) => inside([deviation])).length),
        gini,
        minLoad: loads.length > 0 ? Math.min(...loads) : 0,
        maxLoad: loads.length > 0 ? Math.max(...loads) : 0,
      };
    }),
  };
}

/** What all plans of a comparison stand on. */
export interface CompareGround {
  readonly grid: Grid;
  readonly demand: Demand;
  readonly accounts: AccountValues;
}

/**
 * @param base the plan that change is counted against, with its figures
 * @throws RangeError when the plans stand on different grids
 */
export function comparePlans(
  base: { readonly plan: Plan; readonly figures: PlanMetrics },
  other: { readonly plan: Plan; readonly figures: PlanMetrics },
  { grid, demand, accounts }: CompareGround,
): PlanComparison {
  const before = summaryFigures(base.figures, meanTravelKm(base.plan, grid, demand));
  const after = summaryFigures(other.figures, meanTravelKm(other.plan, grid, demand));
  return {
    before,
    after,
    differences: differencesOf(before, after),
    ...changeOf(base.plan, other.plan, demand, accounts),
  };
}

/** @throws RangeError when the plans stand on different grids */
export function changeOf(base: Plan, other: Plan, demand: Demand, accounts: AccountValues): PlanChange {
  const places = accountPlaces(base, other, demand);
  const moved = disruption(base, other, demand, accounts, places);
  return {
    disruption: moved,
    reps: repsTouched(base, other, moved.flows),
    continuity: continuityOf(places, accounts),
  };
}

function differencesOf(before: PlanSummaryFigures, after: PlanSummaryFigures): PlanSummaryFigures {
  return {
    territories: after.territories - before.territories,
    insideShare: after.insideShare - before.insideShare,
    notContiguous: after.notContiguous - before.notContiguous,
    unassignedCells: after.unassignedCells - before.unassignedCells,
    compactness: after.compactness - before.compactness,
    travelKm: after.travelKm - before.travelKm,
    measures: after.measures.map((measure, m) => {
      const was = before.measures[m]!;
      return {
        maxDeviation: measure.maxDeviation - was.maxDeviation,
        meanAbsDeviation: measure.meanAbsDeviation - was.meanAbsDeviation,
        deviationSpread: measure.deviationSpread - was.deviationSpread,
        insideShare: measure.insideShare - was.insideShare,
        gini: measure.gini - was.gini,
        minLoad: measure.minLoad - was.minLoad,
        maxLoad: measure.maxLoad - was.maxLoad,
      };
    }),
  };
}

/** Placed accounts with most of the first measure, of equals the earlier one. */
function continuityOf({ before, after }: AccountPlaces, accounts: AccountValues): Continuity {
  const potential = accounts.values[0];
  // Largest first; a hundred of them are kept while all are passed once.
  const largest: number[] = [];
  const valueOf = (account: number) => potential?.[account] ?? 0;
  let least = 0;
  for (let account = 0; account < before.length; account++) {
    if (before[account] === 0) continue;
    const value = valueOf(account);
    if (largest.length === TOP_ACCOUNTS && value <= least) continue;
    let at = largest.length;
    while (at > 0 && valueOf(largest[at - 1]!) < value) at--;
    largest.splice(at, 0, account);
    if (largest.length > TOP_ACCOUNTS) largest.pop();
    least = valueOf(largest.at(-1)!);
  }
  return { accounts: largest.length, kept: largest.filter((account) => before[account] === after[account]).length };
}

function mean(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}

function spread(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
