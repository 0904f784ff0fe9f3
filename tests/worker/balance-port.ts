/** The balance worker's calls without a worker, as workers/balance.worker.ts answers them. */
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import type { BalanceRun } from '../../src/core/balance/problem.ts';
import type { BalanceStart, BalanceWorkerApi } from '../../src/protocol/balance.ts';

export function localBalancePort(): BalanceWorkerApi {
  let current: { start: BalanceStart; run: BalanceRun } | null = null;
  return {
    start: async (start) => {
      current = { start, run: createBalanceRun(start.problem, start) };
    },
    step: async (runId, budgetMs, maxSteps) => {
      if (current?.start.runId !== runId) return null;
      const { start, run } = current;
      const { parts, ...state } = run.step(budgetMs, maxSteps);
      const changed = [...parts.keys()].filter((cell) => start.problem.initial?.[cell] !== parts[cell]);
      const cells = Uint32Array.from(changed);
      const { runId: id, baseRevision } = start;
      return { runId: id, baseRevision, cells, parts: Int32Array.from(changed, (cell) => parts[cell]!), ...state };
    },
    stop: async (runId) => {
      if (current?.start.runId === runId) current = null;
    },
  };
}
