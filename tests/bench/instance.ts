/** Problems on real geography for benches, made afresh: the USA in cells with the demand of its cities. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evenProblem } from '../../src/core/balance/even-problem.ts';
import type { BalanceProblem } from '../../src/core/balance/problem.ts';
import { parseMetisGraph, parseXy } from '../../src/io/metis.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Equal targets, two measures. */
export function usaProblem(resolution: number, parts: number, tolerance: number): BalanceProblem {
  const folder = mkdtempSync(join(tmpdir(), 'hexwright-instance-'));
  try {
    const args = ['--resolution', String(resolution), '--parts', String(parts), '--out', folder];
    execFileSync(process.execPath, [join(root, 'tests/bench/make-instance.mjs'), ...args], { cwd: root });
    const path = join(folder, `usa${resolution}-k${parts}`);
    const { graph, count, weights } = parseMetisGraph(readFileSync(`${path}.graph`));
    return {
      ...evenProblem(graph, weights, parts, tolerance),
      positions: parseXy(readFileSync(`${path}.xy`), count),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
