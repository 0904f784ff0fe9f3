/** One search by several threads: they share its work where it can be divided, or search from seeds of their own. */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { isBetterState } from '../core/balance/better-state.ts';
import type { BalanceProblem, BalanceState } from '../core/balance/problem.ts';
import { runSearch, type SearchLimits, type SearchOutcome } from './run-search.ts';
import { joinTeam, type TeamLink, teamLinks } from './search-team.ts';

interface Task {
  readonly problem: BalanceProblem;
  readonly objective: 'build' | 'repair';
  readonly limits: SearchLimits;
  readonly link: TeamLink;
  /** Milliseconds since 1970. */
  readonly startTime: number;
}

const TASK = 'hexwright-search';

/**
 * As `runSearch`, by `limits.workers` threads: the same seed, steps and number of workers give the same answer. Throws
 * InputError as `runSearch` does.
 */
export async function runSearches(
  problem: BalanceProblem,
  objective: 'build' | 'repair',
  limits: SearchLimits,
): Promise<SearchOutcome> {
  if (limits.workers <= 1) return runSearch(problem, objective, limits);
  const startTime = Date.now();
  const tasks = teamLinks(limits.workers).map((link) => ({ problem, objective, limits, link, startTime }));
  // This thread is the first of them: a contradiction in the problem is thrown here, whatever becomes of the others.
  const others = tasks.slice(1).map(inThread);
  const settled = Promise.allSettled(others);
  let first: BalanceState;
  try {
    first = searchTask(tasks[0]!);
  } finally {
    await settled;
  }
  const states = [first, ...(await Promise.all(others))];
  const state = states.reduce((best, other) => (isBetterState(problem, objective, other, best) ? other : best));
  return { state, seconds: (Date.now() - startTime) / 1000 };
}

function inThread(task: Task): Promise<BalanceState> {
  return new Promise((resolve, reject) => {
    const transferList = task.link.ports.filter((port) => port !== undefined);
    const worker = new Worker(new URL(import.meta.url), { workerData: { [TASK]: task }, transferList });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('A search thread ended without an answer.')));
  });
}

function searchTask({ problem, objective, limits, link, startTime }: Task): BalanceState {
  const team = joinTeam(link);
  try {
    // A thread that began later ends with the others.
    const late = (Date.now() - startTime) / 1000;
    const seconds = limits.seconds === null ? null : Math.max(0, limits.seconds - late);
    return runSearch(problem, objective, { ...limits, seconds }, team).state;
  } finally {
    team.leave();
  }
}

/** In a thread that `runSearches` has started: searches and answers. */
export function searchIfAsked(): void {
  const task = isMainThread ? undefined : (workerData as Record<string, Task | undefined> | null)?.[TASK];
  if (!task) return;
  const state = searchTask(task);
  parentPort?.postMessage(state, [state.parts.buffer as ArrayBuffer]);
}
