/** Contradictions in a balance problem, found before the search. */
import type { BalanceProblem } from './problem.ts';

/** Throws RangeError with a sentence that names what is wrong. */
export function checkProblem(problem: BalanceProblem, options: { seed: number; objective: string }): void {
  checkGround(problem);
  checkPlan(problem, options);
}

/** Graph, parts, loads and costs: what repairs of one plan after another have in common. Throws as `checkProblem`. */
export function checkGround(problem: BalanceProblem): void {
  const cells = problem.graph.offsets.length - 1;
  if (!(Number.isInteger(problem.parts) && problem.parts >= 1))
    fail(`a plan needs at least 1 part, not ${problem.parts}`);
  if (cells < 1) fail('the graph has no cells; a plan needs at least one');
  problem.measures.forEach((_, m) => checkMeasure(problem, m, cells));
  checkLengths([
    ['moveCost', problem.moveCost, cells],
    ['budgetCost', problem.budgetCost, cells],
    ['groups', problem.groups, cells],
    ['positions', problem.positions, 2 * cells],
  ]);
  for (const [name, values] of [['moveCost', problem.moveCost] as const, ['budgetCost', problem.budgetCost] as const]) {
    if (values?.some((value) => !isLoad(value)))
      fail(`${name} has a negative or missing value; costs must be 0 or more`);
  }
}

/** Plan, fixed cells, locks, budget and seed. Throws as `checkProblem`. */
export function checkPlan(problem: BalanceProblem, options: { seed: number; objective: string }): void {
  const cells = problem.graph.offsets.length - 1;
  if (!Number.isFinite(options.seed)) fail(`the seed must be a number, not ${options.seed}`);
  checkLengths([
    ['fixed', problem.fixed, cells],
    ['initial', problem.initial, cells],
    ['locked', problem.locked, problem.parts],
  ]);
  for (const [name, values] of [['fixed', problem.fixed] as const, ['initial', problem.initial] as const]) {
    if (!values) continue;
    for (let cell = 0; cell < cells; cell++) {
      const p = values[cell]!;
      if (!(p >= -1 && p < problem.parts))
        fail(`${name} names part ${p} at cell ${cell}; parts are 0 to ${problem.parts - 1}`);
    }
  }
  const share = problem.maxChangedShare;
  if (share !== undefined && !(share >= 0)) fail(`at most a share of 0 or more may change, not ${share}`);
  if (options.objective === 'repair' && !problem.initial) fail('a repair needs the plan to start from in `initial`');
  checkLocks(problem);
}

function checkMeasure(problem: BalanceProblem, m: number, cells: number): void {
  const measure = problem.measures[m]!;
  const of = `measure ${measure.key}`;
  if (measure.values.length !== cells) fail(`${of} has ${measure.values.length} values for ${cells} cells`);
  if (measure.values.some((value) => !isLoad(value)))
    fail(`${of} has a negative or missing value; loads must be 0 or more`);
  if (!isLoad(measure.tolerance)) fail(`${of} has a tolerance of ${measure.tolerance}; it must be 0 or more`);
  if (!isLoad(measure.weight)) fail(`${of} has a weight of ${measure.weight}; it must be 0 or more`);
  if (problem.targetShares[m]?.length !== problem.parts) fail(`${of} needs ${problem.parts} target shares`);
  if (problem.targetShares[m].some((value) => !isLoad(value)))
    fail(`${of} has a negative or missing target share; shares must be 0 or more`);
  if (problem.baseLoad[m]?.length !== problem.parts) fail(`${of} needs ${problem.parts} base loads`);
  if (problem.baseLoad[m].some((value) => !isLoad(value)))
    fail(`${of} has a negative or missing base load; loads must be 0 or more`);
  for (const [name, limits] of [['minimum', problem.minimum] as const, ['maximum', problem.maximum] as const]) {
    if (limits && limits[m]?.length !== problem.parts) fail(`${of} needs ${problem.parts} values in ${name}`);
  }
  for (let p = 0; p < problem.parts; p++) {
    const least = problem.minimum?.[m]![p] ?? 0;
    const most = problem.maximum?.[m]![p] ?? Infinity;
    if (!isLoad(least)) fail(`${of} has a minimum of ${least} for part ${p}; it must be 0 or more`);
    if (!(most >= least)) fail(`${of} has a maximum of ${most} for part ${p}, below its minimum of ${least}`);
  }
}

function isLoad(value: number): boolean {
  return value >= 0 && value < Infinity;
}

function checkLengths(arrays: readonly [string, ArrayLike<number> | undefined, number][]): void {
  for (const [name, values, length] of arrays) {
    if (values && values.length !== length) fail(`${name} has ${values.length} values instead of ${length}`);
  }
}

/** A locked part neither gains nor loses: nothing may be fixed out of it or into it, and others must take the rest. */
function checkLocks({ locked, initial, fixed, parts }: BalanceProblem): void {
  if (!locked?.some((lock) => lock === 1)) return;
  if (!initial) fail('locked parts need their cells in `initial`');
  const free = locked.some((lock) => lock !== 1);
  for (let cell = 0; cell < initial.length; cell++) {
    const from = initial[cell]!;
    const to = fixed?.[cell] ?? -1;
    if (from < 0 && !free)
      fail(`all ${parts} parts are locked, so that cell ${cell}, which has no part, can go nowhere`);
    if (to < 0 || to === from) continue;
    if (from >= 0 && locked[from]) fail(`cell ${cell} of the locked part ${from} is fixed to part ${to}`);
    if (locked[to]) fail(`cell ${cell} is fixed to part ${to}, which is locked and does not hold it`);
  }
}

function fail(what: string): never {
  throw new RangeError(`The balance problem can't be solved: ${what}.`);
}
