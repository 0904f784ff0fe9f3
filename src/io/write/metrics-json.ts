/** `metrics.json`: figures of a plan and of the search that made it. */
import type { Infeasibility } from '../../core/balance/problem.ts';
import { isBalanced } from '../../core/data/carried-measures.ts';
import { cellIdAt } from '../../core/grid/cell-id.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import type { Territory } from '../../core/plan/plan.ts';
import { figuresOf, measureTotals, type PlanRequest, territoryProperties } from './territory-properties.ts';

/** How a plan was searched for; absent for a plan that was imported or drawn. */
export interface SearchRecord {
  readonly seed: number;
  readonly steps: number;
  readonly seconds: number;
  /** Parts are territory codes here. */
  readonly infeasible: readonly Infeasibility[];
}

export function writeMetricsJson(
  request: PlanRequest,
  search: SearchRecord | null,
  figures: PlanMetrics = figuresOf(request),
): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(metricsDocument(request, search, figures), null, 1)}\n`);
}

/** The document as a value. */
export function metricsDocument(request: PlanRequest, search: SearchRecord | null, figures: PlanMetrics) {
  const { plan, grid, planName } = request;
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const totals = measureTotals(request);
  return {
    plan: { id: plan.id, name: planName },
    measures: Object.fromEntries(totals.map(({ measure, ...sums }) => [measure.key, { unit: measure.unit, ...sums }])),
    balance: Object.fromEntries(
      figures.balance.flatMap(({ maxDeviation, meanAbsDeviation, gini }, at) => {
        const measure = totals[at]?.measure;
        return measure && isBalanced(measure) ? [[measure.key, { maxDeviation, meanAbsDeviation, gini }]] : [];
      }),
    ),
    territories: territoryProperties(request, figures),
    coverage: {
      cells: figures.coverage.cells,
      assigned: figures.coverage.assigned,
      unassigned: figures.coverage.unassigned,
    },
    contiguity: { notContiguous: figures.notContiguous.map((code) => territories.get(code)?.id) },
    infeasible: (search?.infeasible ?? []).map(({ part, measure, cell, share, reason, limit }) => ({
      territory_id: territories.get(part)?.id ?? '',
      measure,
      h3: cell < 0 ? '' : cellIdAt(grid, cell),
      share,
      reason,
      ...(limit === undefined ? {} : { limit }),
    })),
    seed: search?.seed ?? null,
    steps: search?.steps ?? null,
    seconds: search?.seconds ?? null,
  };
}
