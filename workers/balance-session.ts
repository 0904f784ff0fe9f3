/** What the balance worker does: holds one run, which the page pulls along step by step, and the ground of repairs. */
import type { BalanceProblem, BalanceRun, BalanceState } from '../src/core/balance/problem.ts';
import type { Repairer } from '../src/core/balance/repairer.ts';
import type { BalanceStart, BalanceStep, BalanceWorkerApi } from '../src/protocol/balance.ts';

interface Current {
  readonly runId: number;
  readonly baseRevision: number;
  /** The plan that answers differ from; none when building. */
  readonly initial: Int32Array | undefined;
  readonly run: BalanceRun;
}

/** The engine comes when the first plan is asked for. */
export function createBalanceSession(): BalanceWorkerApi {
  let current: Current | null = null;
  let asked: number | null = null;
  /** Kept from one rebalance to the next: the ground seldom changes between them. */
  let repairer: Repairer | null = null;
  /** For live rebalance: kept from stroke to stroke, whatever else is searched between them. */
  let held: { readonly groundId: number; readonly repairer: Repairer } | null = null;

  const runOf = async ({ problem, objective, seed }: BalanceStart): Promise<BalanceRun> => {
    const { initial } = problem;
    if (objective !== 'repair' || !initial) {
      const { createBalanceRun } = await import('../src/core/balance/engine.ts');
      return createBalanceRun(problem, { seed, objective });
    }
    const { createRepairer } = await import('../src/core/balance/repairer.ts');
    if (!repairer?.serves(problem)) repairer = createRepairer(problem);
    return repairer.repair({ ...problem, initial }, { seed });
  };
  return {
    start: async (start) => {
      asked = start.runId;
      const run = await runOf(start);
      const { runId, baseRevision, problem } = start;
      // Another run was asked for while the engine was loaded.
      if (asked === runId) current = { runId, baseRevision, initial: problem.initial, run };
    },
    hold: async (groundId, problem) => {
      const { createRepairer } = await import('../src/core/balance/repairer.ts');
      held = { groundId, repairer: createRepairer(problem) };
      warmUp(held.repairer, problem);
    },
    repair: async ({ runId, baseRevision, groundId, initial, pinned, locked, seed, ...limits }) => {
      if (held?.groundId !== groundId) return false;
      asked = runId;
      const fixed = new Int32Array(initial.length).fill(-1);
      for (const cell of pinned) fixed[cell] = initial[cell]!;
      current = {
        runId,
        baseRevision,
        initial,
        run: held.repairer.repair({ initial, fixed, locked, ...limits }, { seed }),
      };
      return true;
    },
    step: async (runId, budgetMs, maxSteps) => {
      if (current?.runId !== runId) return null;
      return answerOf(current, current.run.step(budgetMs, maxSteps));
    },
    stop: async (runId) => {
      if (asked === runId) asked = null;
      if (current?.runId === runId) current = null;
    },
  };
}

/** The first repair makes ready what all have in common. */
function warmUp(repairer: Repairer, { initial, fixed, locked }: BalanceProblem): void {
  if (!initial) return;
  const request = { initial, ...(fixed ? { fixed } : {}), ...(locked ? { locked } : {}) };
  repairer.repair(request, { seed: 1 }).step(0);
}

/** The full difference from the plan the run started from; every cell when it started from none. */
function answerOf({ runId, baseRevision, initial }: Current, state: BalanceState): BalanceStep {
  const cells: number[] = [];
  for (let cell = 0; cell < state.parts.length; cell++) {
    if (initial?.[cell] !== state.parts[cell]) cells.push(cell);
  }
  const { score, steps, done, infeasible } = state;
  return {
    runId,
    baseRevision,
    cells: Uint32Array.from(cells),
    parts: Int32Array.from(cells, (cell) => state.parts[cell]!),
    score,
    steps,
    done,
    infeasible,
  };
}
