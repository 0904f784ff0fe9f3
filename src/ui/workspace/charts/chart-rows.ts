/** The territories of a plan as the charts of the drawer take them. */
import { isInside, lorenzCurve } from '../../../core/metrics/balance.ts';
import type { PlanMetrics } from '../../../core/metrics/metrics.ts';
import type { Territory, TerritoryCode } from '../../../core/plan/plan.ts';

export interface ChartRow {
  readonly code: TerritoryCode;
  readonly name: string;
  readonly hue: number;
  /** Shares, one a measure. */
  readonly deviations: readonly number[];
  readonly inside: boolean;
}

/** In the order of the plan; a territory without figures yet is left out. */
export function chartRows(territories: readonly Territory[], figures: PlanMetrics): ChartRow[] {
  const byCode = new Map(figures.territories.map((one) => [one.code, one.deviations]));
  return territories.flatMap(({ code, name, hue }) => {
    const deviations = byCode.get(code);
    return deviations === undefined
      ? []
      : { code, name, hue, deviations, inside: isInside(deviations, figures.corridor) };
  });
}

/** Largest deviation of measure `m` first; equal ones in the order they come. */
export function byDeviation(rows: readonly ChartRow[], m: number): ChartRow[] {
  return [...rows].sort((a, b) => (b.deviations[m] ?? 0) - (a.deviations[m] ?? 0));
}

/** How far an axis of deviations reaches: what is further off stands at its end. */
export const AXIS_LIMIT = 1;

/** Half the width of an axis that shows every deviation of measure `m` up to the limit, and the corridor in any case. */
export function axisReach(rows: readonly ChartRow[], m: number, corridor: number): number {
  const most = rows.reduce((far, { deviations }) => Math.max(far, Math.abs(deviations[m] ?? 0)), 1.5 * corridor);
  return Math.min(AXIS_LIMIT, most * 1.05);
}

/** A territory at the point where the Lorenz curve has taken it in. */
export interface LorenzRow {
  /** 0 = where the curve begins. */
  readonly code: TerritoryCode;
  readonly name: string;
  readonly targetShare: number;
  readonly loadShare: number;
}

/** The curve of measure `m`, least loaded territories first; those without a target share have no place on it. */
export function lorenzRows(territories: readonly Territory[], figures: PlanMetrics, m: number): LorenzRow[] {
  const loads = new Map(figures.territories.map((one) => [one.code, one.loads[m] ?? 0]));
  const rows = territories
    .filter(({ code, targetShare }) => loads.has(code) && targetShare > 0)
    .map(({ code, name, targetShare }) => ({ code, name, targetShare, load: loads.get(code)! }))
    .sort((a, b) => a.load / a.targetShare - b.load / b.targetShare);
  const named = [{ code: 0, name: '' }, ...rows];
  const points = lorenzCurve(rows);
  // Where nothing is carried the curve has its two ends alone.
  if (points.length !== named.length) return points.map((point) => ({ code: 0, name: '', ...point }));
  return points.map((point, i) => ({ code: named[i]!.code, name: named[i]!.name, ...point }));
}
