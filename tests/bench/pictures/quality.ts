/** How good the best plan of a search is after how much processor time. */
import { createBalanceRun } from '../../../src/core/balance/engine.ts';
import type { BalanceProblem } from '../../../src/core/balance/problem.ts';

export interface QualityPoint {
  /** Processor seconds of this process since the search was made, and search steps. */
  readonly seconds: number;
  readonly steps: number;
  /** Largest deviation of any part and measure, percent. */
  readonly worst: number;
  readonly outside: number;
  readonly cut: number;
}

export interface QualityRun {
  readonly seed: number;
  /** Whenever the best plan has changed, and at the end. */
  readonly points: readonly QualityPoint[];
  /** The best plan at each of the times that were asked for. */
  readonly plans: readonly Int32Array[];
}

/** Searches for `seconds` of processor time or until the search ends; `keepAt`: seconds, ascending. */
export function qualityRun(
  problem: BalanceProblem,
  seed: number,
  seconds: number,
  keepAt: readonly number[] = [],
): QualityRun {
  const before = process.cpuUsage();
  const elapsed = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  const points: QualityPoint[] = [];
  const plans: Int32Array[] = [];
  const search = createBalanceRun(problem, { seed, objective: 'build' });
  for (let budgetMs = 0; ; budgetMs = 20) {
    const { parts, score, steps, done } = search.step(budgetMs);
    const now = elapsed();
    const point = {
      seconds: now,
      steps,
      worst: 100 * Math.max(...score.maxDeviation),
      outside: problem.parts - score.inside,
      cut: score.edgeCut,
    };
    const last = points.at(-1);
    const isEnd = done || now >= seconds;
    if (isEnd || !last || last.cut !== point.cut || last.worst !== point.worst) points.push(point);
    while (plans.length < keepAt.length && (isEnd || now >= keepAt[plans.length]!)) plans.push(parts.slice());
    if (isEnd) return { seed, points, plans };
  }
}

/** The point that held at a time; undefined before the first plan. */
export function pointAt({ points }: QualityRun, seconds: number): QualityPoint | undefined {
  return points.findLast((point) => point.seconds <= seconds);
}
