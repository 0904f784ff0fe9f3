/** How far territories are from what they should carry. */
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import type { BalanceOfMeasure, Totals } from './metrics.ts';

/** Rounding of sums must not push a territory over the edge of its corridor. */
const EDGE = 1e-9;

/**
 * Deviation of a load from its target as a share: load / (target share x whole) - 1. Nothing to carry and nothing
 * carried is 0; a load without a target is infinitely over.
 */
export function deviationOf(load: number, targetShare: number, whole: number): number {
  const target = targetShare * whole;
  if (target > 0) return load / target - 1;
  return load > 0 && whole > 0 ? Number.POSITIVE_INFINITY : 0;
}

/** Deviations by measure and territory code; rows as long as `totals`, 0 where there is no territory. */
export function deviationsOf(plan: Plan, totals: Totals, wholes: readonly number[]): Float64Array[] {
  return totals.loads.map((loads, m) => {
    const deviations = new Float64Array(loads.length);
    for (const { code, targetShare } of plan.records.territory.values()) {
      deviations[code] = deviationOf(loads[code] ?? 0, targetShare, wholes[m] ?? 0);
    }
    return deviations;
  });
}

/** Is every deviation of a territory inside the corridor? */
export function isInside(deviations: readonly number[], corridor: number): boolean {
  return deviations.every((deviation) => Math.abs(deviation) <= corridor + EDGE);
}

/** One territory's part in a balance: its load, its share of the whole, its deviation. */
export interface BalanceRow {
  readonly code: TerritoryCode;
  readonly load: number;
  readonly targetShare: number;
  readonly deviation: number;
}

/** Largest and mean absolute deviation, and the Gini coefficient of load per target share. */
export function balanceOfMeasure(rows: readonly BalanceRow[]): BalanceOfMeasure {
  let worst: BalanceRow | null = null;
  let sum = 0;
  for (const row of rows) {
    sum += Math.abs(row.deviation);
    if (worst === null || Math.abs(row.deviation) > Math.abs(worst.deviation)) worst = row;
  }
  return {
    maxDeviation: worst ? Math.abs(worst.deviation) : 0,
    maxDeviationTerritory: worst ? worst.code : 0,
    meanAbsDeviation: rows.length > 0 ? sum / rows.length : 0,
    gini: gini(rows),
  };
}

/** A point of a Lorenz curve: both are shares of the whole, from 0 to 1. */
export interface LorenzPoint {
  readonly targetShare: number;
  readonly loadShare: number;
}

/**
 * Lorenz curve of load over target share, least loaded territories first, with both ends. A line through the diagonal
 * where nothing is carried.
 */
export function lorenzCurve(rows: readonly Pick<BalanceRow, 'load' | 'targetShare'>[]): LorenzPoint[] {
  const ordered = rows.filter((row) => row.targetShare > 0);
  ordered.sort((a, b) => a.load / a.targetShare - b.load / b.targetShare);
  const load = ordered.reduce((sum, row) => sum + row.load, 0);
  const share = ordered.reduce((sum, row) => sum + row.targetShare, 0);
  const points: LorenzPoint[] = [{ targetShare: 0, loadShare: 0 }];
  if (load <= 0 || share <= 0) return [...points, { targetShare: 1, loadShare: 1 }];
  let [carried, targets] = [0, 0];
  for (const row of ordered) {
    carried += row.load;
    targets += row.targetShare;
    points.push({ targetShare: targets / share, loadShare: carried / load });
  }
  return points;
}

/**
 * Gini coefficient between territories weighted by target share: twice the area between the Lorenz curve of load
 * over share and the diagonal; 0 = all carry what they should.
 */
function gini(rows: readonly BalanceRow[]): number {
  const curve = lorenzCurve(rows);
  let below = 0;
  for (let i = 1; i < curve.length; i++) {
    const [from, to] = [curve[i - 1]!, curve[i]!];
    below += (to.targetShare - from.targetShare) * (from.loadShare + to.loadShare);
  }
  return Math.max(0, 1 - below);
}
