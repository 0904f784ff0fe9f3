/** Searches balanced plans; holds one run, which the page pulls along step by step. */
import { expose, transfer } from 'comlink';
import type { BalanceRun, BalanceState } from '../src/core/balance/problem.ts';
import type { Repairer } from '../src/core/balance/repairer.ts';
import type { BalanceStart, BalanceStep, BalanceWorkerApi } from '../src/protocol/balance.ts';
import { holdLifeLock } from './life-lock.ts';

let current: { readonly start: BalanceStart; readonly run: BalanceRun } | null = null;
let asked: number | null = null;
/** Kept from one rebalance to the next: between two strokes the ground seldom changes. */
let repairer: Repairer | null = null;

const api: BalanceWorkerApi = {
  start: async (start) => {
    asked = start.runId;
    const run = await runOf(start);
    // Another run was asked for while the engine was loaded.
    if (asked === start.runId) current = { start, run };
  },
  step: async (runId, budgetMs, maxSteps) => {
    if (current?.start.runId !== runId) return null;
    const answer = answerOf(current.start, current.run.step(budgetMs, maxSteps));
    return transfer(answer, [answer.cells.buffer, answer.parts.buffer]);
  },
  stop: async (runId) => {
    if (asked === runId) asked = null;
    if (current?.start.runId === runId) current = null;
  },
};

/** The engine comes when the first plan is asked for. */
async function runOf({ problem, objective, seed }: BalanceStart): Promise<BalanceRun> {
  const { initial } = problem;
  if (objective !== 'repair' || !initial) {
    const { createBalanceRun } = await import('../src/core/balance/engine.ts');
    return createBalanceRun(problem, { seed, objective });
  }
  const { createRepairer } = await import('../src/core/balance/repairer.ts');
  if (!repairer?.serves(problem)) repairer = createRepairer(problem);
  return repairer.repair({ ...problem, initial }, { seed });
}

/** The full difference from the plan the run started from; every cell when it started from none. */
function answerOf(start: BalanceStart, state: BalanceState): BalanceStep {
  const { initial } = start.problem;
  const cells: number[] = [];
  for (let cell = 0; cell < state.parts.length; cell++) {
    if (initial?.[cell] !== state.parts[cell]) cells.push(cell);
  }
  const { score, steps, done, infeasible } = state;
  return {
    runId: start.runId,
    baseRevision: start.baseRevision,
    cells: Uint32Array.from(cells),
    parts: Int32Array.from(cells, (cell) => state.parts[cell]!),
    score,
    steps,
    done,
    infeasible,
  };
}

expose(api);
holdLifeLock();
