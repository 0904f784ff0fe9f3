/** Contradictions in a balance problem, found before the search. */
import type { BalanceProblem } from './problem.ts';

/** Throws RangeError with a sentence that names what is wrong. */
export function checkProblem(problem: BalanceProblem, options: { seed: number; objective: string }): void {
  const cells = problem.graph.offsets.length - 1;
  if (!(Number.isInteger(problem.parts) && problem.parts >= 1))
    fail(`a plan needs at least 1 part, not ${problem.parts}`);
  if (cells < 1) fail('the graph has no cells; a plan needs at least one');
  if (!Number.isFinite(options.seed)) fail(`the seed must be a number, not ${options.seed}`);
  problem.measures.forEach((measure, m) => {
    if (measure.values.length !== cells)
      fail(`measure ${measure.key} has ${measure.values.length} values for ${cells} cells`);
    if (measure.values.some((value) => !(value >= 0 && value < Infinity))) {
      fail(`measure ${measure.key} has a negative or missing value; loads must be 0 or more`);
    }
    if (problem.targetShares[m]?.length !== problem.parts)
      fail(`measure ${measure.key} needs ${problem.parts} target shares`);
    if (problem.baseLoad[m]?.length !== problem.parts) fail(`measure ${measure.key} needs ${problem.parts} base loads`);
  });
  const perCell: [string, ArrayLike<number> | undefined, number][] = [
    ['fixed', problem.fixed, cells],
    ['initial', problem.initial, cells],
    ['moveCost', problem.moveCost, cells],
    ['groups', problem.groups, cells],
    ['positions', problem.positions, 2 * cells],
    ['locked', problem.locked, problem.parts],
  ];
  for (const [name, values, length] of perCell) {
    if (values && values.length !== length) fail(`${name} has ${values.length} values instead of ${length}`);
  }
  for (const [name, values] of [['fixed', problem.fixed] as const, ['initial', problem.initial] as const]) {
    values?.forEach((p, cell) => {
      if (!(p >= -1 && p < problem.parts))
        fail(`${name} names part ${p} at cell ${cell}; parts are 0 to ${problem.parts - 1}`);
    });
  }
  if (options.objective === 'repair' && !problem.initial) fail('a repair needs the plan to start from in `initial`');
  if (problem.locked?.some((lock) => lock === 1) && !problem.initial)
    fail('locked parts need their cells in `initial`');
}

function fail(what: string): never {
  throw new RangeError(`The balance problem can't be solved: ${what}.`);
}
