/**
 * Graphs like those of census tracts in few parts within half a percent of the inhabitants, against gpmetis (contiguous,
 * the best of 20 runs that is within), where it is installed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import type { BalanceProblem } from '../../src/core/balance/problem.ts';
import { scoreParts } from '../../src/core/balance/score.ts';
import { tractProblem } from '../../src/core/balance/test-graphs.ts';

export const name = 'tracts';

const INSTANCES = [300, 500, 700].flatMap((tracts) => [2, 3, 4].map((parts) => ({ tracts, parts })));
const SEEDS = 3;
const METIS_RUNS = 20;
const TOLERANCE = 0.005;

function metisCut(problem: BalanceProblem): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'hexwright-tracts-'));
  try {
    const { offsets, targets } = problem.graph;
    const { values } = problem.measures[0]!;
    const rows = Array.from(values, (weight, v) =>
      [weight, ...Array.from(targets.subarray(offsets[v], offsets[v + 1]), (u) => u + 1)].join(' '),
    );
    const file = join(folder, 'tracts.graph');
    writeFileSync(file, [`${values.length} ${targets.length / 2} 010 1`, ...rows, ''].join('\n'));
    const cuts = Array.from({ length: METIS_RUNS }, (_, seed) => {
      const options = ['-contig', '-ptype=kway', '-ufactor=5', '-ncuts=10', '-niter=50', `-seed=${seed + 1}`];
      execFileSync('gpmetis', [...options, file, String(problem.parts)], { stdio: 'ignore' });
      const parts = readFileSync(`${file}.part.${problem.parts}`, 'utf8').trim().split('\n').map(Number);
      const { inside, notContiguous, edgeCut } = scoreParts(problem, Int32Array.from(parts));
      return inside === problem.parts && notContiguous === 0 ? edgeCut : Infinity;
    });
    return Math.min(...cuts);
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function run() {
  return INSTANCES.flatMap(({ tracts, parts }, at) => {
    const problem = tractProblem(at + 1, tracts, parts, TOLERANCE);
    const started = performance.now();
    const cuts = Array.from({ length: SEEDS }, (_, seed) => {
      const { score } = createBalanceRun(problem, { seed: seed + 1, objective: 'build' }).step(1e9, 20_000);
      return score.inside === parts && score.notContiguous === 0 ? score.edgeCut : Infinity;
    });
    const seconds = (performance.now() - started) / 1000 / SEEDS;
    const metis = metisCut(problem);
    const label = `${tracts} tracts in ${parts}`;
    return [
      {
        figure: `${label}: cut, worst of ${SEEDS} seeds${metis === null || metis === Infinity ? '' : ` (budget: gpmetis)`}`,
        value: Math.max(...cuts),
        unit: 'edges',
        ...(metis === null || metis === Infinity ? {} : { budget: metis }),
      },
      { figure: `${label}: cut, best of ${SEEDS} seeds`, value: Math.min(...cuts), unit: 'edges' },
      { figure: `${label}: time of one`, value: seconds, unit: 's' },
    ];
  });
}
