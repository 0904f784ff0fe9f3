import { expect, it } from 'vitest';
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import { fewestCutEdges, randomProblem } from './exact-oracle.ts';

/** `npm run bench -- exact` has more. */
const PROBLEMS = 60;

it('small graphs are cut along as few edges as a brute force', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= PROBLEMS; seed++) {
    const problem = randomProblem(seed);
    const fewest = fewestCutEdges(problem);
    const { score, done } = createBalanceRun(problem, { seed: 1, objective: 'build' }).step(1e9, 2000);
    const found = score.inside === problem.parts ? score.edgeCut : null;
    expect({ seed, found, done, notContiguous: score.notContiguous }).toEqual({
      seed,
      found: fewest,
      done: true,
      notContiguous: 0,
    });
  }
});
