import type { BalanceProblem } from './problem.ts';

/**
 * Every part has the same target, nothing is loaded beforehand. `weights`: an array of one value a cell for each
 * measure, which are named `weight 1` and so on; `tolerance`: a share of the target, for all of them.
 */
export function evenProblem(
  graph: BalanceProblem['graph'],
  weights: readonly Float64Array[],
  parts: number,
  tolerance: number,
): BalanceProblem {
  return {
    graph,
    parts,
    measures: weights.map((values, m) => ({ key: `weight ${m + 1}`, values, tolerance, weight: 1 })),
    targetShares: weights.map(() => new Float64Array(parts).fill(1 / parts)),
    baseLoad: weights.map(() => new Float64Array(parts)),
  };
}
