/** A family of plans between balance, boundary and change, on a graph like that of census tracts. */
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import { type FrontierPlan, frontier } from '../../src/core/balance/frontier.ts';
import type { BalanceProblem } from '../../src/core/balance/problem.ts';
import { tractProblem } from '../../src/core/balance/test-graphs.ts';

export const name = 'frontier';

const STEPS_EACH = 100;

function family(problem: BalanceProblem): { plans: readonly FrontierPlan[]; seconds: number } {
  const started = performance.now();
  const search = frontier(problem, { seed: 1, stepsEach: STEPS_EACH });
  for (let next = search.next(); ; next = search.next()) {
    if (next.done) return { plans: next.value, seconds: (performance.now() - started) / 1000 };
  }
}

function figures(label: string, { plans, seconds }: ReturnType<typeof family>) {
  const first = plans[0]!;
  const last = plans.at(-1)!;
  return [
    { figure: `${label}: plans that none beats`, value: plans.length, unit: 'plans' },
    { figure: `${label}: most even, worst deviation`, value: 100 * first.deviation, unit: '%' },
    { figure: `${label}: most even, cut`, value: first.score.edgeCut, unit: 'edges' },
    { figure: `${label}: least even, worst deviation`, value: 100 * last.deviation, unit: '%' },
    { figure: `${label}: least even, cut`, value: last.score.edgeCut, unit: 'edges' },
    { figure: `${label}: time`, value: seconds, unit: 's' },
  ];
}

export async function run() {
  const problem = tractProblem(1, 600, 5, 0.02);
  // Balanced for other numbers of inhabitants than it is then asked to be: a plan that has aged.
  const aged = tractProblem(2, 600, 5, 0.02).measures;
  const initial = createBalanceRun({ ...problem, measures: aged }, { seed: 1, objective: 'build' }).step(
    1e9,
    200,
  ).parts;
  return [
    ...figures('600 tracts in 5', family(problem)),
    ...figures('600 tracts in 5, around a plan', family({ ...problem, initial })),
  ];
}
