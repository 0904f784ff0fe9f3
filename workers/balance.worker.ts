/** Searches balanced plans away from the page. */
import { expose, transfer } from 'comlink';
import type { BalanceWorkerApi } from '../src/protocol/balance.ts';
import { createBalanceSession } from './balance-session.ts';
import { holdLifeLock } from './life-lock.ts';

const session = createBalanceSession();
const api: BalanceWorkerApi = {
  ...session,
  step: async (runId, budgetMs, maxSteps) => {
    const answer = await session.step(runId, budgetMs, maxSteps);
    return answer && transfer(answer, [answer.cells.buffer, answer.parts.buffer]);
  },
};

expose(api);
holdLifeLock();
