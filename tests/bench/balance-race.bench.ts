/**
 * Plans from scratch of the USA in 30,000 and 210,000 cells, against METIS (Karypis, Kumar 1998) on the same graphs in
 * the same run. The command line solves, two threads for the time given; five seeds each, what is worst counts.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { evenProblem } from '../../src/core/balance/even-problem.ts';
import { scoreParts } from '../../src/core/balance/score.ts';
import type { BalanceProblem } from '../../src/core/balance/problem.ts';
import { parseMetisGraph, parseParts } from '../../src/io/metis.ts';

export const name = 'balance-race';

interface Race {
  readonly resolution: number;
  readonly parts: number;
  readonly measures: 1 | 2;
  readonly tolerance: number;
  readonly seconds: number;
  /** Cut against that of METIS, at most. */
  readonly cut: number;
}

const RACES: readonly Race[] = [
  { resolution: 5, parts: 50, measures: 2, tolerance: 0.02, seconds: 8, cut: 0.95 },
  { resolution: 6, parts: 50, measures: 2, tolerance: 0.02, seconds: 15, cut: 0.95 },
  { resolution: 6, parts: 200, measures: 2, tolerance: 0.05, seconds: 25, cut: 0.95 },
  { resolution: 6, parts: 500, measures: 2, tolerance: 0.05, seconds: 40, cut: 1 },
  { resolution: 6, parts: 200, measures: 1, tolerance: 0.01, seconds: 20, cut: 1 },
];
const SEEDS = [1, 2, 3, 4, 5];
const root = fileURLToPath(new URL('../..', import.meta.url));

/** The first weight alone, without the other. */
function withOneWeight(text: string): string {
  const [head = '', ...rows] = text.trimEnd().split('\n');
  const [count, edges] = head.split(' ');
  const kept = rows.map((row) => row.replace(/^\s*(\S+)\s+\S+/, '$1'));
  return `${count} ${edges} 010 1\n${kept.join('\n')}\n`;
}

function problemOf(graphFile: string, { parts, tolerance }: Race): BalanceProblem {
  const { graph, weights } = parseMetisGraph(readFileSync(graphFile));
  return evenProblem(graph, weights, parts, tolerance);
}

function partsIn(file: string, { graph, parts }: BalanceProblem): Int32Array {
  return parseParts(readFileSync(file), { count: graph.offsets.length - 1, parts, allowUnset: false, what: file });
}

/** Cut of METIS on the file: recursive bisection for two weights, k-way for one; null where it is not installed. */
function metisCut(graphFile: string, problem: BalanceProblem, { parts, measures }: Race): number | null {
  try {
    const type = measures === 2 ? 'rb' : 'kway';
    execFileSync('gpmetis', [`-ptype=${type}`, graphFile, String(parts)], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return scoreParts(problem, partsIn(`${graphFile}.part.${parts}`, problem)).edgeCut;
}

function solved(files: { graph: string; xy: string; out: string }, race: Race, seed: number, problem: BalanceProblem) {
  const options = {
    graph: files.graph,
    xy: files.xy,
    out: files.out,
    parts: race.parts,
    tolerance: race.tolerance,
    seconds: race.seconds,
    seed: 100 * seed,
    workers: Math.min(2, availableParallelism()),
  };
  const args = Object.entries(options).flatMap(([key, value]) => [`--${key}`, String(value)]);
  execFileSync(process.execPath, [join(root, 'scripts/hexwright.mjs'), 'solve', ...args], { stdio: 'ignore' });
  return scoreParts(problem, partsIn(files.out, problem));
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

function figuresOf(race: Race, folder: string) {
  const base = join(folder, `usa${race.resolution}-k${race.parts}`);
  const graph = race.measures === 2 ? `${base}.graph` : `${base}-one.graph`;
  if (race.measures === 1) writeFileSync(graph, withOneWeight(readFileSync(`${base}.graph`, 'utf8')));
  const problem = problemOf(graph, race);
  const metis = metisCut(graph, problem, race);
  const files = { graph, xy: `${base}.xy`, out: join(folder, 'solved.part') };
  const scores = SEEDS.map((seed) => solved(files, race, seed, problem));
  const what = `usa${race.resolution}-k${race.parts}${race.measures === 1 ? ', one measure' : ''}, ${race.tolerance * 100}%, ${race.seconds} s`;
  const outside = scores.map(({ inside }) => race.parts - inside);
  const worst = scores.map(({ maxDeviation }) => 100 * Math.max(...maxDeviation));
  const cuts = scores.map(({ edgeCut }) => edgeCut / (metis ?? NaN));
  return [
    { figure: `${what}: parts outside, worst seed`, value: Math.max(...outside), unit: 'parts', budget: 0 },
    { figure: `${what}: parts outside, median`, value: median(outside), unit: 'parts' },
    { figure: `${what}: largest deviation, median`, value: median(worst), unit: '%' },
    { figure: `${what}: largest deviation, worst seed`, value: Math.max(...worst), unit: '%' },
    {
      figure: `${what}: in pieces or empty`,
      value: Math.max(...scores.map((s) => s.notContiguous + s.empty)),
      unit: 'parts',
      budget: 0,
    },
    ...(metis === null
      ? []
      : [
          { figure: `${what}: cut against METIS, median`, value: median(cuts), unit: 'x', budget: race.cut },
          { figure: `${what}: cut against METIS, worst seed`, value: Math.max(...cuts), unit: 'x' },
        ]),
  ];
}

export function run() {
  const folder = mkdtempSync(join(tmpdir(), 'hexwright-race-'));
  try {
    const instances = new Map(RACES.map((race) => [`${race.resolution} ${race.parts}`, race]));
    for (const { resolution, parts } of instances.values()) {
      const args = ['--resolution', String(resolution), '--parts', String(parts), '--out', folder];
      execFileSync(process.execPath, [join(root, 'tests/bench/make-instance.mjs'), ...args], { cwd: root });
    }
    return Promise.resolve(RACES.flatMap((race) => figuresOf(race, folder)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
