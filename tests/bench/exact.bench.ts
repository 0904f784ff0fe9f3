/** The balance engine on small graphs against brute force: 6 to 25 cells, 2 to 4 parts. */
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import { fewestCutEdges, randomProblem } from '../property/exact-oracle.ts';

export const name = 'exact';

const PROBLEMS = 400;

export async function run() {
  const missed = { optimum: 0, proof: 0 };
  const times: number[] = [];
  for (let seed = 1; seed <= PROBLEMS; seed++) {
    const problem = randomProblem(seed);
    const started = performance.now();
    const { score, done } = createBalanceRun(problem, { seed: 1, objective: 'build' }).step(1e9, 2000);
    times.push(performance.now() - started);
    const found = score.inside === problem.parts && score.notContiguous === 0 ? score.edgeCut : null;
    if (found !== fewestCutEdges(problem)) missed.optimum++;
    if (!done) missed.proof++;
  }
  times.sort((a, b) => a - b);
  const label = `${PROBLEMS} small graphs`;
  return [
    { figure: `${label}: not at the fewest cut edges`, value: missed.optimum, unit: 'graphs', budget: 0 },
    { figure: `${label}: without a proof`, value: missed.proof, unit: 'graphs', budget: 0 },
    { figure: `${label}: time of one, median`, value: times[PROBLEMS / 2]!, unit: 'ms' },
    { figure: `${label}: time of one, worst`, value: times.at(-1)!, unit: 'ms' },
  ];
}
