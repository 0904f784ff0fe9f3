/** Several balance workers as one: a build is searched from as many seeds at once, and the best plan is the answer. */
import { isBetterState } from '../core/balance/better-state.ts';
import type { BalanceProblem, BalanceState } from '../core/balance/problem.ts';
import type { BalanceStep, BalanceWorkerApi } from '../protocol/balance.ts';

const MOST_WORKERS = 4;
/** A worker holds a copy of its own: larger problems are searched by one. */
const MOST_CELLS = 300_000;

interface Started {
  readonly runId: number;
  readonly objective: 'build' | 'repair';
  /** null where one worker searches. */
  readonly problem: BalanceProblem | null;
  readonly busy: readonly BalanceWorkerApi[];
}

/** One core is left to the page. */
export function crewSize(cores: number): number {
  return cores > 2 ? Math.min(MOST_WORKERS, cores - 1) : 1;
}

/**
 * Workers are made when they are first needed. Worker i searches from seed + i, each as many steps: the same seed, steps
 * and size give the same plan. Repairs are for the first worker alone, which keeps what it has made ready.
 */
export function balanceCrew(size: number, make: () => BalanceWorkerApi): BalanceWorkerApi {
  const workers: BalanceWorkerApi[] = [];
  let started: Started | null = null;
  const first = (): BalanceWorkerApi => {
    if (workers.length === 0) workers.push(make());
    return workers[0]!;
  };
  return {
    start: async (message) => {
      const cells = message.problem.graph.offsets.length - 1;
      const wanted = message.objective === 'build' && cells <= MOST_CELLS ? size : 1;
      while (workers.length < wanted) workers.push(make());
      started = { ...message, busy: workers.slice(0, wanted) };
      await Promise.all(started.busy.map((worker, at) => worker.start({ ...message, seed: message.seed + at })));
    },
    hold: (groundId, problem) => first().hold(groundId, problem),
    repair: async (message) => {
      started = { runId: message.runId, objective: 'repair', problem: null, busy: [first()] };
      return first().repair(message);
    },
    step: async (runId, budgetMs, maxSteps) => {
      if (started?.runId !== runId) return null;
      const { problem, objective, busy } = started;
      const steps = await Promise.all(busy.map((worker) => worker.step(runId, budgetMs, maxSteps)));
      const answers = steps.filter((step) => step !== null);
      if (answers.length < busy.length) return null;
      return problem && busy.length > 1 ? bestOf(problem, objective, answers) : answers[0]!;
    },
    stop: async (runId) => {
      if (started?.runId !== runId) return;
      const { busy } = started;
      started = null;
      await Promise.all(busy.map((worker) => worker.stop(runId)));
    },
  };
}

/** The best answer; done when all are, and as far as the one that has come least far. */
function bestOf(problem: BalanceProblem, objective: 'build' | 'repair', answers: readonly BalanceStep[]): BalanceStep {
  const whole = answers.map((answer) => ({
    answer,
    state: stateOf(problem.initial, problem.graph.offsets.length - 1, answer),
  }));
  const { answer } = whole.reduce((best, other) =>
    isBetterState(problem, objective, other.state, best.state) ? other : best,
  );
  const unfinished = answers.filter(({ done }) => !done);
  const behind = unfinished.length > 0 ? unfinished : answers;
  return { ...answer, done: unfinished.length === 0, steps: Math.min(...behind.map(({ steps }) => steps)) };
}

function stateOf(initial: Int32Array | undefined, count: number, { cells, parts, ...rest }: BalanceStep): BalanceState {
  const all = initial ? initial.slice() : new Int32Array(count).fill(-1);
  cells.forEach((cell, i) => (all[cell] = parts[i]!));
  return { ...rest, parts: all };
}
