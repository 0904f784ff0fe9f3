import { expect, it } from 'vitest';
import { createBalanceRun } from './engine.ts';
import { tractProblem } from './test-graphs.ts';

/** The fewest of many long runs; `npm run bench -- tracts` has more. */
it.each([
  [1, 300, 2, 26],
  [2, 300, 3, 48],
])(
  'tracts of seed %i: %i in %i parts within half a percent, cut along %i edges',
  { timeout: 120_000 },
  (seed, tracts, parts, fewest) => {
    const problem = tractProblem(seed, tracts, parts, 0.005);
    const state = createBalanceRun(problem, { seed: 1, objective: 'build' }).step(1e9, 6000);
    expect(state.score).toMatchObject({ inside: parts, notContiguous: 0, edgeCut: fewest });
  },
);
