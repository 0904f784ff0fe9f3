/** Runs the balance engine for as long as the user asks. */
import { availableParallelism } from 'node:os';
import { createBalanceRun } from '../core/balance/engine.ts';
import type { BalanceProblem, BalanceState } from '../core/balance/problem.ts';
import { DEFAULT_CORRIDOR } from '../core/plan/make-plan.ts';
import type { ThreadTeam } from './search-team.ts';
import { InputError, numberOption, textOptions, UsageError } from './command.ts';

/** Time between looks at the clock. */
const SLICE_MS = 100;

export interface SearchLimits {
  readonly seed: number;
  /** Exactly one of the two is set. */
  readonly steps: number | null;
  readonly seconds: number | null;
  /** Threads. */
  readonly workers: number;
}

const MOST_WORKERS = 64;
/** Threads when none are asked for. */
const MOST_BY_ITSELF = 4;

export const SEARCH_OPTIONS = textOptions('tolerance', 'seed', 'steps', 'seconds', 'workers');

export const SEARCH_HELP = (seconds: number): string => `  --seed N             seed of the search (1)
  --steps N            search exactly N steps: the same seed and steps give the same result
  --seconds S          search for at most S seconds instead (${seconds})
  --workers N          search by N threads (with --steps one, else one for each processor, up to ${MOST_BY_ITSELF})`;

/** @throws UsageError when both or impossible limits are given */
export function searchLimits(
  values: { seed?: string; steps?: string; seconds?: string; workers?: string },
  defaultSeconds: number,
): SearchLimits {
  const seed = numberOption(values.seed, 'seed', { min: 0, max: 0xffff_ffff, whole: true }) ?? 1;
  const steps = numberOption(values.steps, 'steps', { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
  const seconds = numberOption(values.seconds, 'seconds', { min: 0, max: 86_400 });
  if (steps !== undefined && seconds !== undefined) throw new UsageError('Give --steps or --seconds, not both.');
  const workers = numberOption(values.workers, 'workers', { min: 1, max: MOST_WORKERS, whole: true });
  // What is counted in steps is the same on every machine, however many processors it has.
  if (steps !== undefined) return { seed, steps, seconds: null, workers: workers ?? 1 };
  const byItself = Math.min(MOST_BY_ITSELF, availableParallelism());
  return { seed, steps: null, seconds: seconds ?? defaultSeconds, workers: workers ?? byItself };
}

/** Allowed deviation as a share. @throws UsageError */
export function toleranceOf(values: { tolerance?: string }): number {
  return numberOption(values.tolerance, 'tolerance', { min: 0, max: 10 }) ?? DEFAULT_CORRIDOR;
}

export interface SearchOutcome {
  /** The engine's state at the end; its arrays are not written any more. */
  readonly state: BalanceState;
  /** Wall time of the search. */
  readonly seconds: number;
}

/**
 * Searches until the limit or until the engine has nothing left to try; in a team also until another member has ended.
 * @throws InputError when the problem contradicts itself, such as negative loads or more parts than cells
 */
export function runSearch(
  problem: BalanceProblem,
  objective: 'build' | 'repair',
  { seed, steps, seconds }: SearchLimits,
  team?: ThreadTeam,
): SearchOutcome {
  const startTime = performance.now();
  const elapsed = (): number => (performance.now() - startTime) / 1000;
  const run = started(() => createBalanceRun(problem, { seed, objective, ...(team ? { team } : {}) }));
  const maxSteps = steps ?? undefined;
  const sliceMs = (): number => (seconds === null ? SLICE_MS : Math.min(SLICE_MS, (seconds - elapsed()) * 1000));
  let state = run.step(sliceMs(), maxSteps);
  const isOver = (): boolean => state.done || team?.isBroken() === true;
  while (!isOver() && (steps === null ? elapsed() < (seconds ?? 0) : state.steps < steps)) {
    state = run.step(Math.max(1, sliceMs()), maxSteps);
  }
  return { state, seconds: elapsed() };
}

function started<T>(start: () => T): T {
  try {
    return start();
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message);
    throw error;
  }
}
