/** Searches from several seeds at once, each in a thread of its own; the best answer wins. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { isBetterState } from '../core/balance/better-state.ts';
import type { BalanceProblem, BalanceState } from '../core/balance/problem.ts';
import { runSearch, type SearchLimits, type SearchOutcome } from './run-search.ts';

interface Task {
  readonly problem: BalanceProblem;
  readonly objective: 'build' | 'repair';
  readonly limits: SearchLimits;
}

const TASK = 'hexwright-search';

/**
 * As `runSearch`, by `limits.workers` threads with the seeds seed, seed + 1 and so on: the same seed, steps and number
 * of workers give the same answer. Throws InputError as `runSearch` does.
 */
export async function runSearches(
  problem: BalanceProblem,
  objective: 'build' | 'repair',
  limits: SearchLimits,
): Promise<SearchOutcome> {
  if (limits.workers <= 1) return runSearch(problem, objective, limits);
  const startTime = performance.now();
  const seeds = Array.from({ length: limits.workers }, (_, at) => limits.seed + at);
  // The first seed is searched here: a contradiction in the problem is thrown before any thread is started.
  const others = seeds.slice(1).map((seed) => inThread({ problem, objective, limits: { ...limits, seed } }));
  const settled = Promise.allSettled(others);
  const { state: first } = runSearch(problem, objective, limits);
  await settled;
  const states = [first, ...(await Promise.all(others))];
  const state = states.reduce((best, other) => (isBetterState(problem, objective, other, best) ? other : best));
  return { state, seconds: (performance.now() - startTime) / 1000 };
}

function inThread(task: Task): Promise<BalanceState> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { [TASK]: task } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('A search thread ended without an answer.')));
  });
}

/** In a thread that `runSearches` has started: searches and answers. */
export function searchIfAsked(): void {
  const task = isMainThread ? undefined : (workerData as Record<string, Task | undefined> | null)?.[TASK];
  if (!task) return;
  const { state } = runSearch(task.problem, task.objective, task.limits);
  parentPort?.postMessage(state, [state.parts.buffer as ArrayBuffer]);
}
