/** Runs the balance engine for as long as the user asks. */
import { createBalanceRun } from '../core/balance/engine.ts';
import type { BalanceProblem, BalanceState } from '../core/balance/problem.ts';
import { DEFAULT_CORRIDOR } from '../core/plan/make-plan.ts';
import { InputError, numberOption, textOptions, UsageError } from './command.ts';

/** Time between looks at the clock. */
const SLICE_MS = 100;

export interface SearchLimits {
  readonly seed: number;
  /** Exactly one of the two is set. */
  readonly steps: number | null;
  readonly seconds: number | null;
  /** Searches at once, from seeds that follow one another. */
  readonly workers: number;
}

const MOST_WORKERS = 64;

export const SEARCH_OPTIONS = textOptions('tolerance', 'seed', 'steps', 'seconds', 'workers');

export const SEARCH_HELP = (seconds: number): string => `  --seed N             seed of the search (1)
  --steps N            search exactly N steps: the same seed and steps give the same result
  --seconds S          search for at most S seconds instead (${seconds})
  --workers N          search from N seeds at once, --seed and those after it, and keep the best (1)`;

/** @throws UsageError when both or impossible limits are given */
export function searchLimits(
  values: { seed?: string; steps?: string; seconds?: string; workers?: string },
  defaultSeconds: number,
): SearchLimits {
  const seed = numberOption(values.seed, 'seed', { min: 0, max: 0xffff_ffff, whole: true }) ?? 1;
  const steps = numberOption(values.steps, 'steps', { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true });
  const seconds = numberOption(values.seconds, 'seconds', { min: 0, max: 86_400 });
  if (steps !== undefined && seconds !== undefined) throw new UsageError('Give --steps or --seconds, not both.');
  const workers = numberOption(values.workers, 'workers', { min: 1, max: MOST_WORKERS, whole: true }) ?? 1;
  if (steps !== undefined) return { seed, steps, seconds: null, workers };
  return { seed, steps: null, seconds: seconds ?? defaultSeconds, workers };
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
 * Searches until the limit or until the engine has nothing left to try.
 * @throws InputError when the problem contradicts itself, such as negative loads or more parts than cells
 */
export function runSearch(
  problem: BalanceProblem,
  objective: 'build' | 'repair',
  { seed, steps, seconds }: SearchLimits,
): SearchOutcome {
  const startTime = performance.now();
  const elapsed = (): number => (performance.now() - startTime) / 1000;
  const run = started(() => createBalanceRun(problem, { seed, objective }));
  const maxSteps = steps ?? undefined;
  const sliceMs = (): number => (seconds === null ? SLICE_MS : Math.min(SLICE_MS, (seconds - elapsed()) * 1000));
  let state = run.step(sliceMs(), maxSteps);
  while (!state.done && (steps === null ? elapsed() < (seconds ?? 0) : state.steps < steps)) {
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
