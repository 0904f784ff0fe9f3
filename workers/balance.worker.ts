/** Searches balanced plans; holds one run, which the page pulls along step by step. */
import { expose, transfer } from 'comlink';
import { createBalanceRun } from '../src/core/balance/engine.ts';
import type { BalanceRun, BalanceState } from '../src/core/balance/problem.ts';
import type { BalanceStart, BalanceStep, BalanceWorkerApi } from '../src/protocol/balance.ts';
import { holdLifeLock } from './life-lock.ts';

let current: { readonly start: BalanceStart; readonly run: BalanceRun } | null = null;

const api: BalanceWorkerApi = {
  start: async (start) => {
    current = { start, run: createBalanceRun(start.problem, { seed: start.seed, objective: start.objective }) };
  },
  step: async (runId, budgetMs, maxSteps) => {
    if (current?.start.runId !== runId) return null;
    const answer = answerOf(current.start, current.run.step(budgetMs, maxSteps));
    return transfer(answer, [answer.cells.buffer, answer.parts.buffer]);
  },
  stop: async (runId) => {
    if (current?.start.runId === runId) current = null;
  },
};

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
