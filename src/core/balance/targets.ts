/** What each part should carry, and how far it may be off, in the form the search works with. */
import type { BalanceProblem } from './problem.ts';

export interface PartTargets {
  readonly partCount: number;
  readonly measureCount: number;
  /** Target loads, interleaved: `target[part * measureCount + measure]`, file units; base load counts towards it. */
  readonly target: Float64Array;
  /** 1 / target; 0 where the measure is empty, so that nothing deviates in it. */
  readonly inverse: Float64Array;
  readonly baseLoad: Float64Array;
  /** Allowed |deviation|. */
  readonly tolerance: Float64Array;
  /**
   * Deviations between which a load is inside: -tolerance and tolerance, or nearer where a minimum or maximum is. Both
   * are the limit where it is outside the tolerance: no load is inside then.
   */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Weight of what is beyond it. */
  readonly weight: Float64Array;
}

/** A part that should carry nothing is measured against this share of an average part, to stay finite. */
const EMPTY_TARGET_SHARE = 0.01;

/** Rounding of sums must not push a part over the edge. */
const EDGE = 1e-9;

export function partTargets(problem: BalanceProblem): PartTargets {
  const k = problem.parts;
  const m = problem.measures.length;
  const target = new Float64Array(k * m);
  const inverse = new Float64Array(k * m);
  const baseLoad = new Float64Array(k * m);
  const tolerance = new Float64Array(k * m);
  const low = new Float64Array(k * m);
  const high = new Float64Array(k * m);
  const weight = new Float64Array(k * m);
  for (let c = 0; c < m; c++) {
    const measure = problem.measures[c]!;
    const total = measureTotal(problem, c);
    for (let p = 0; p < k; p++) {
      const at = p * m + c;
      const load = total * problem.targetShares[c]![p]!;
      target[at] = load;
      inverse[at] = total > 0 ? 1 / Math.max(load, (EMPTY_TARGET_SHARE * total) / k) : 0;
      baseLoad[at] = problem.baseLoad[c]![p]!;
      tolerance[at] = measure.tolerance;
      [low[at], high[at]] = window(problem, c, p, load, inverse[at]);
      weight[at] = measure.weight;
    }
  }
  return { partCount: k, measureCount: m, target, inverse, baseLoad, tolerance, low, high, weight };
}

/** See `PartTargets.low`. */
function window(problem: BalanceProblem, c: number, p: number, target: number, inverse: number): [number, number] {
  const { tolerance } = problem.measures[c]!;
  const least = problem.minimum?.[c]![p] ?? 0;
  const most = problem.maximum?.[c]![p] ?? Infinity;
  if (inverse === 0) return least > 0 ? [1, 1] : [-tolerance - EDGE, tolerance + EDGE];
  const low = least > 0 ? (least - target) * inverse : -Infinity;
  const high = most < Infinity ? (most - target) * inverse : Infinity;
  if (high < -tolerance) return [high, high];
  if (low > tolerance) return [low, low];
  return [Math.max(low, -tolerance) - EDGE, Math.min(high, tolerance) + EDGE];
}

/** Cells and base loads together, file units. */
export function measureTotal(problem: BalanceProblem, measure: number): number {
  let total = 0;
  const { values } = problem.measures[measure]!;
  for (let v = 0; v < values.length; v++) total += values[v]!;
  for (const value of problem.baseLoad[measure]!) total += value;
  return total;
}

/** Deviation of a load from target as a share of the target. */
export function deviationOf(targets: PartTargets, at: number, load: number): number {
  return (load - targets.target[at]!) * targets.inverse[at]!;
}

/** How far a load is beyond tolerance, minimum or maximum as a share of the target; at most 0 = inside. */
export function beyondTolerance(targets: PartTargets, at: number, load: number): number {
  return outside(targets, at, deviationOf(targets, at, load));
}

/** As `beyondTolerance`, of a deviation. */
export function outside({ low, high }: PartTargets, at: number, deviation: number): number {
  return Math.max(deviation - high[at]!, low[at]! - deviation);
}

/** Whether a load is within tolerance and between minimum and maximum. */
export function isInside(targets: PartTargets, at: number, load: number): boolean {
  const deviation = deviationOf(targets, at, load);
  return outside(targets, at, deviation) <= 0 && Math.abs(deviation) <= targets.tolerance[at]! + EDGE;
}

/** Lowest and highest deviation to aim at, `share` of the tolerance from the target and as far inside other limits. */
export function aims({ tolerance, low, high }: PartTargets, at: number, share: number): [number, number] {
  const reach = share * tolerance[at]!;
  const margin = tolerance[at]! - reach;
  const from = low[at]! > -tolerance[at]! ? Math.max(-reach, low[at]! + margin) : -reach;
  const to = high[at]! < tolerance[at]! ? Math.min(reach, high[at]! - margin) : reach;
  if (from <= to) return [from, to];
  const middle = (low[at]! + high[at]!) / 2;
  return [middle, middle];
}

/** Smallest target of any part that has one, one a measure, file units; Infinity where none has. */
export function smallestTargets({ target, measureCount }: PartTargets): Float64Array {
  const smallest = new Float64Array(measureCount).fill(Infinity);
  for (let at = 0; at < target.length; at++) {
    const c = at % measureCount;
    if (target[at]! > 0) smallest[c] = Math.min(smallest[c]!, target[at]!);
  }
  return smallest;
}
