/** A family of plans between balance, boundary and change: none is beaten by another in all three. */
import { createBalanceRun } from './engine.ts';
import { namesByShare } from './operations.ts';
import type { BalanceProblem, BalanceScore } from './problem.ts';
import { scoreParts } from './score.ts';

export interface FrontierOptions {
  readonly seed: number;
  /** Search steps for each point that is aimed at. */
  readonly stepsEach: number;
  /** Tolerances aimed at, as shares of those of the problem; smaller is more even. */
  readonly tolerances?: readonly number[];
  /** Shares of the change budget's total aimed at; used where the problem has a complete `initial`. */
  readonly budgets?: readonly number[];
}

export interface FrontierPlan {
  readonly parts: Int32Array;
  readonly score: BalanceScore;
  /** Largest |deviation| of any measure. */
  readonly deviation: number;
}

const TOLERANCES = [0.25, 0.5, 1, 2, 4];
const BUDGETS = [0.02, 0.05, 0.1, 0.2, 0.5];
/** Steps between two looks at a search's best plan. */
const STEPS_PER_LOOK = 20;
const GRAIN = 1e-12;

/** One search of the family. */
export interface FrontierAim {
  readonly problem: BalanceProblem;
  readonly objective: 'build' | 'repair';
}

/** Plans found so far of which none is beaten by another in balance, boundary and change together. */
export interface Frontier {
  /** Most even first; a new list whenever there is a new plan. */
  readonly plans: readonly FrontierPlan[];
  /**
   * Takes a plan, or not: where another is at least as good, or where it is in more pieces than the given plan. Parts
   * from scratch get the names under which they share most with the given plan first. Copied.
   */
  offer(parts: Int32Array, aim?: FrontierAim): boolean;
}

/** With the given plan, where the problem has a complete one, as the first. */
export function createFrontier(problem: BalanceProblem): Frontier {
  const given = givenPlan(problem);
  const broken = given ? brokenParts(problem, given) : 0;
  let plans: readonly FrontierPlan[] = [];
  const offer: Frontier['offer'] = (found, aim) => {
    const parts = aim?.objective === 'build' ? named(problem, found) : found;
    if (brokenParts(problem, parts) > broken) return false;
    const score = scoreParts(problem, parts);
    const plan = { parts: parts.slice(), score, deviation: Math.max(0, ...score.maxDeviation) };
    if (plans.some((other) => isAsGood(other, plan))) return false;
    plans = [...plans.filter((other) => !isAsGood(plan, other)), plan].sort((a, b) => a.deviation - b.deviation);
    return true;
  };
  if (given) offer(given);
  return {
    get plans() {
      return plans;
    },
    offer,
  };
}

function givenPlan({ initial }: BalanceProblem): Int32Array | null {
  return initial && !initial.includes(-1) ? initial : null;
}

/** The searches that span the family; budgets only where the problem has a complete plan to start from. */
export function frontierAims(
  problem: BalanceProblem,
  { tolerances = TOLERANCES, budgets = BUDGETS }: Pick<FrontierOptions, 'tolerances' | 'budgets'> = {},
): FrontierAim[] {
  const aims = aimsOf(problem, tolerances, givenPlan(problem) ? budgets : []);
  return [...aims].map((aim) => ({ problem: aim, objective: aim.maxChangedShare === undefined ? 'build' : 'repair' }));
}

/**
 * Searches one point after another, the given plan first, and yields all plans that are not dominated so far, most even
 * first, whenever there is a new one; null otherwise, so that the caller may pause. Only plans with whole, non-empty
 * parts count, locked parts apart, unless the given plan is in pieces itself. The same options give the same plans.
 */
export function* frontier(
  problem: BalanceProblem,
  { seed, stepsEach, ...range }: FrontierOptions,
): Generator<readonly FrontierPlan[] | null, readonly FrontierPlan[], void> {
  const family = createFrontier(problem);
  if (family.plans.length > 0) yield family.plans;
  for (const aim of frontierAims(problem, range)) {
    const run = createBalanceRun(aim.problem, { seed, objective: aim.objective });
    for (let steps = STEPS_PER_LOOK; ; steps += STEPS_PER_LOOK) {
      const state = run.step(Infinity, Math.min(steps, stepsEach));
      yield family.offer(state.parts, aim) ? family.plans : null;
      if (state.done || steps >= stepsEach) break;
    }
  }
  return family.plans;
}

/**
 * At most `count` of the plans, as far apart as can be: the ends first, then whichever is furthest from those chosen, in
 * deviation, boundary and change, each as a share of its range. Most even first.
 */
export function spreadPlans(plans: readonly FrontierPlan[], count: number): readonly FrontierPlan[] {
  if (plans.length <= count) return plans;
  const axes = [
    (plan: FrontierPlan) => plan.deviation,
    ({ score }: FrontierPlan) => score.edgeCut,
    ({ score }: FrontierPlan) => score.changeCost,
  ].map((read) => {
    const values = plans.map(read);
    const least = Math.min(...values);
    const range = Math.max(...values) - least || 1;
    return values.map((value) => (value - least) / range);
  });
  const apart = (a: number, b: number) => axes.reduce((sum, axis) => sum + (axis[a]! - axis[b]!) ** 2, 0);
  const chosen = [0];
  while (chosen.length < count) {
    const distances = plans.map((_, i) => Math.min(...chosen.map((other) => apart(i, other))));
    chosen.push(distances.indexOf(Math.max(...distances)));
  }
  return chosen.sort((a, b) => a - b).map((i) => plans[i]!);
}

/** Parts from scratch under the names of those given, so that change is counted against what they resemble most. */
function named(problem: BalanceProblem, parts: Int32Array): Int32Array {
  if (!problem.initial) return parts;
  const names = namesByShare(problem, parts, problem.initial);
  return parts.map((p) => names[p]!);
}

/** Each tolerance with each budget, and without any: from scratch, but for locked parts. */
function* aimsOf(
  problem: BalanceProblem,
  tolerances: readonly number[],
  budgets: readonly number[],
): Generator<BalanceProblem, void, void> {
  const { maxChangedShare, initial, ...free } = problem;
  const most = maxChangedShare ?? Infinity;
  for (const share of tolerances) {
    const measures = problem.measures.map((measure) => ({ ...measure, tolerance: share * measure.tolerance }));
    for (const budget of budgets) {
      if (budget < most) yield { ...problem, measures, maxChangedShare: budget };
    }
    if (initial && budgets.length > 0 && most < Infinity) yield { ...problem, measures, maxChangedShare: most };
    else {
      const kept = initial && problem.locked ? initial.map((p) => (p >= 0 && problem.locked![p] ? p : -1)) : null;
      yield { ...free, measures, ...(kept ? { initial: kept } : {}) };
    }
  }
}

function brokenParts(problem: BalanceProblem, parts: Int32Array): number {
  const { notContiguous, empty } = scoreParts(problem, parts);
  return notContiguous + empty;
}

/** At least as even, as short and as near to the given plan. */
function isAsGood(a: FrontierPlan, b: FrontierPlan): boolean {
  return (
    a.deviation <= b.deviation + GRAIN &&
    a.score.edgeCut <= b.score.edgeCut &&
    a.score.changeCost <= b.score.changeCost + GRAIN
  );
}
