/** The balance engine on the sample: twelve territories from scratch, and a repair after a stroke. */
import { fileURLToPath } from 'node:url';
import { makeGround } from '../../src/cli/study-area.ts';
import { readAccounts } from '../../src/cli/read-accounts.ts';
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import type { BalanceProblem, BalanceState } from '../../src/core/balance/problem.ts';
import { problemOfPlan } from '../../src/core/balance/problem-of-plan.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';

export const name = 'balance';

const TERRITORIES = 12;
const TOLERANCE = 0.05;
const BUILD_SECONDS = 20;
const STROKE_CELLS = 40;
const root = fileURLToPath(new URL('../..', import.meta.url));
const context = { packageRoot: root, cwd: root, print: () => undefined, note: () => undefined };

async function sampleProblem(): Promise<BalanceProblem> {
  const { dataset } = await readAccounts(context, 'public/sample/us_fdic_branches_pnw_2023.csv', {}, TERRITORIES);
  const choice = { resolution: 6, studyArea: undefined, bufferKm: undefined, include: [] };
  const { grid, demand, bridges } = (await makeGround(context, dataset, choice, null)).ground;
  const plan = createPlan({ id: 'bench', name: 'bench', grid, territories: equalTerritories(TERRITORIES), bridges });
  return problemOfPlan({
    plan,
    grid,
    demand,
    accounts: dataset.accounts,
    tolerance: TOLERANCE,
    objective: 'build',
    territoryCount: TERRITORIES,
  }).problem;
}

/** Largest deviation of any part and measure that no certificate excuses, percent. */
function worstUnexcused(problem: BalanceProblem, state: BalanceState): number {
  let worst = 0;
  problem.measures.forEach(({ key, values }, m) => {
    const total = values.reduce((sum, value) => sum + value, 0);
    const loads = new Float64Array(problem.parts);
    for (let v = 0; v < values.length; v++) loads[state.parts[v]!]! += values[v]!;
    loads.forEach((load, part) => {
      if (state.infeasible.some((i) => i.part === part && i.measure === key)) return;
      worst = Math.max(worst, Math.abs(load / (total * problem.targetShares[m]![part]!) - 1));
    });
  });
  return 100 * worst;
}

/** A disk of cells around a cell, painted with its part, as a brush would. */
function painted(problem: BalanceProblem, parts: Int32Array, centre: number): Int32Array {
  const initial = parts.slice();
  const disk = [centre];
  const seen = new Set(disk);
  for (let head = 0; head < disk.length && disk.length < STROKE_CELLS; head++) {
    const { offsets, targets } = problem.graph;
    for (let e = offsets[disk[head]!]!; e < offsets[disk[head]! + 1]!; e++) {
      if (seen.has(targets[e]!)) continue;
      seen.add(targets[e]!);
      disk.push(targets[e]!);
    }
  }
  for (const v of disk) initial[v] = parts[centre]!;
  return initial;
}

export async function run() {
  const problem = await sampleProblem();
  const started = performance.now();
  const search = createBalanceRun(problem, { seed: 1, objective: 'build' });
  let state = search.step(0);
  const firstMs = performance.now() - started;
  while (!state.done && performance.now() - started < BUILD_SECONDS * 1000) state = search.step(200);
  const initial = painted(problem, state.parts, Math.floor(state.parts.length / 2));
  const repairStarted = performance.now();
  const repair = createBalanceRun({ ...problem, initial }, { seed: 1, objective: 'repair' });
  const mended = repair.step(0);
  return [
    { figure: 'sample, 12 territories: first complete plan', value: firstMs, unit: 'ms', budget: 500 },
    {
      figure: `sample, 12 territories: worst deviation not certified after ${BUILD_SECONDS} s`,
      value: worstUnexcused(problem, state),
      unit: '%',
      budget: 100 * TOLERANCE,
    },
    { figure: 'sample, 12 territories: certified as infeasible', value: state.infeasible.length, unit: 'entries' },
    {
      figure: 'sample, 12 territories: not contiguous',
      value: state.score.notContiguous,
      unit: 'territories',
      budget: 0,
    },
    { figure: 'sample: stroke mended into whole territories', value: performance.now() - repairStarted, unit: 'ms' },
    { figure: 'sample: not contiguous after that', value: mended.score.notContiguous, unit: 'territories', budget: 0 },
  ];
}
