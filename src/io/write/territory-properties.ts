/** Figures of a plan under the names that GeoJSON and metrics.json share. */
import { keptOut } from '../../core/data/kept-out.ts';
import type { Measure } from '../../core/data/measure.ts';
import { pipelineOf, sumByTerritory } from '../../core/metrics/carried.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import { computeTotals, measureTotals as wholeOfMeasures } from '../../core/metrics/totals.ts';
import { planMetrics } from '../../core/metrics/plan-metrics.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import { planCorridor } from '../../core/plan/make-plan.ts';
import type { Territory } from '../../core/plan/plan.ts';

/** A plan with what it stands on. */
export type PlanRequest = Omit<ExportRequest, 'format'>;

export type TerritoryProperties = Readonly<Record<string, string | number>>;

/** Placed demand, unassigned cells included: the whole that target shares divide. */
export interface MeasureTotals {
  readonly measure: Measure;
  readonly total: number;
  readonly unassigned: number;
  /** Values of accounts without a place, unless assigned by hand; not in `total`. */
  readonly unplaced: number;
  /** Values of accounts kept out of balance, placed or not; not in `total`, and absent where there are none. */
  readonly house?: number;
}

export function figuresOf({ plan, grid, demand, dataset }: PlanRequest): PlanMetrics {
  return planMetrics(plan, grid, demand, dataset.accounts, planCorridor(plan), 0);
}

/** Properties of each territory, in code order. */
export function territoryProperties(request: PlanRequest, figures: PlanMetrics): TerritoryProperties[] {
  const { plan, planName, grid, demand } = request;
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const carried = pipelineOf(request.dataset);
  const pipeline = carried && sumByTerritory(plan, demand, carried);
  return figures.territories.map((figure) => {
    const territory = territories.get(figure.code) as Territory;
    const deviation = (key: string): Record<string, number> => {
      const at = demand.measures.findIndex((measure) => measure.key === key);
      return at < 0 ? {} : { [`${key}_deviation`]: figure.deviations[at] as number };
    };
    return {
      territory_id: territory.id,
      name: territory.name,
      rep: territory.rep,
      region: territory.region,
      cells: figure.cells,
      accounts: figure.accounts,
      overrides: figure.overrides,
      ...Object.fromEntries(demand.measures.map(({ key }, at) => [key, figure.loads[at] as number])),
      ...(pipeline === null ? {} : { open_pipeline: pipeline[figure.code] ?? 0 }),
      target_share: territory.targetShare,
      ...deviation('potential'),
      ...deviation('workload'),
      area_km2: figure.areaKm2,
      perimeter_km: figure.perimeterKm,
      polsby_popper: figure.polsbyPopper,
      components: figure.components,
      h3_resolution: grid.resolution,
      plan_id: plan.id,
      plan_name: planName,
    };
  });
}

export function measureTotals({ plan, demand, dataset }: PlanRequest): MeasureTotals[] {
  const totals = computeTotals(plan, demand, dataset.accounts);
  const whole = wholeOfMeasures(totals);
  const out = keptOut(dataset);
  return demand.measures.map((measure, at) => {
    const values = dataset.accounts.values[at];
    let [unplaced, house] = [0, 0];
    dataset.accounts.reasons.forEach((reason, account) => {
      if (plan.records.override.has(account)) return;
      const value = values?.[account] ?? 0;
      if (out !== null && out[account] !== 0) house += value;
      else if (reason !== 0) unplaced += value;
    });
    const sums = { total: whole[at] as number, unassigned: totals.loads[at]?.[0] as number, unplaced };
    return { measure, ...sums, ...(out === null ? {} : { house }) };
  });
}
