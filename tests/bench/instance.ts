/** Problems on real geography for benches, made afresh: the USA in cells with the demand of its cities. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evenProblem } from '../../src/core/balance/even-problem.ts';
import type { BalanceProblem } from '../../src/core/balance/problem.ts';
import { cutOf } from '../../src/core/balance/score.ts';
import { parseMetisGraph, parseParts, parseXy } from '../../src/io/metis.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A problem on cells of the USA; `cells` are their H3 ids, ascending, as a grid numbers them. */
export interface Instance {
  readonly problem: BalanceProblem;
  readonly cells: readonly string[];
  /** Cut of METIS by recursive bisection, its parts in pieces and beyond tolerance; null where it is not installed. */
  readonly metisCut: number | null;
}

/** Equal targets, two measures. */
export function usaProblem(resolution: number, parts: number, tolerance: number): BalanceProblem {
  return usaInstance(resolution, parts, tolerance).problem;
}

/** As `usaProblem`, with the cells' names. */
export function usaInstance(resolution: number, parts: number, tolerance: number): Instance {
  return madeInstance(resolution, parts, [], (path) => {
    const { graph, count, weights } = parseMetisGraph(readFileSync(`${path}.graph`));
    const problem = {
      ...evenProblem(graph, weights, parts, tolerance),
      positions: parseXy(readFileSync(`${path}.xy`), count),
    };
    return {
      problem,
      metisCut: metisCut(`${path}.graph`, problem),
      cells: readFileSync(`${path}.h3`, 'utf8').trimEnd().split('\n'),
    };
  });
}

/** As `usaProblem`, of the cells east of a meridian, without the memory that text takes. */
export function easternProblem(resolution: number, parts: number, tolerance: number, meridian: number): BalanceProblem {
  return madeInstance(resolution, parts, ['--arrays', `--east-of=${meridian}`], (path) => {
    const read = (kind: string) => Uint8Array.from(readFileSync(`${path}.${kind}`)).buffer;
    const graph = { offsets: new Uint32Array(read('offsets')), targets: new Uint32Array(read('targets')) };
    const weights = new Float64Array(read('weights'));
    const count = graph.offsets.length - 1;
    const measures = [weights.slice(0, count), weights.slice(count)];
    return {
      ...evenProblem(graph, measures, parts, tolerance),
      positions: new Float64Array(read('positions')),
    };
  });
}

/** Makes the files in a folder of its own; `read` gets their common path. */
function madeInstance<T>(resolution: number, parts: number, options: readonly string[], read: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'hexwright-instance-'));
  try {
    const args = ['--resolution', String(resolution), '--parts', String(parts), '--out', folder, ...options];
    execFileSync(process.execPath, [join(root, 'tests/bench/make-instance.mjs'), ...args], { cwd: root });
    return read(join(folder, `usa${resolution}-k${parts}`));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function metisCut(file: string, problem: BalanceProblem): number | null {
  try {
    execFileSync('gpmetis', ['-ptype=rb', file, String(problem.parts)], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const out = `${file}.part.${problem.parts}`;
  const count = problem.graph.offsets.length - 1;
  return cutOf(problem, parseParts(readFileSync(out), { count, parts: problem.parts, allowUnset: false, what: out }));
}
