import { basename } from 'node:path';
import { evenProblem } from '../core/balance/even-problem.ts';
import type { BalanceProblem } from '../core/balance/problem.ts';
import { scoreParts } from '../core/balance/score.ts';
import { formatParts, parseMetisGraph, parseParts, parseTargets, parseXy } from '../io/metis.ts';
import {
  type CliContext,
  type Command,
  InputError,
  numberOption,
  parseOptions,
  required,
  textOptions,
  UsageError,
} from './command.ts';
import { writeOutput } from './output-folder.ts';
import { readInput } from './read-input.ts';
import { SEARCH_HELP, SEARCH_OPTIONS, searchLimits, toleranceOf } from './run-search.ts';
import { runSearches } from './search-threads.ts';

const DEFAULT_SECONDS = 30;

const HELP = `hexwright solve --graph FILE.graph --parts K --out FILE.part

The balance engine alone, on a METIS graph with one or more vertex weights: every part in one piece, then within
tolerance of its target on every weight, then the fewest cut edges. Prints JSON: seconds (solving, not reading), cut,
maxDeviation of each weight, notContiguous, empty, changed.

  --graph FILE         the graph in METIS format
  --parts K            number of parts
  --xy FILE            a line "lng lat" for each vertex
  --target FILE        K lines: the share of the whole that each part should carry, one figure or one a weight (equal)
  --fixed FILE         a part number, or -1, for each vertex that must be in a part
  --initial FILE       a partition to start from: the search then improves it
  --max-changed SHARE  at most this share of the vertices may leave their part of --initial
  --tolerance T        allowed deviation of each part and weight, as a share (0.05)
${SEARCH_HELP(DEFAULT_SECONDS)}
  --out FILE           a part number for each vertex
`;

export const solveCommand: Command = {
  name: 'solve',
  summary: 'the balance engine on a METIS graph',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, {
      ...SEARCH_OPTIONS,
      ...textOptions('graph', 'parts', 'xy', 'target', 'fixed', 'initial', 'max-changed', 'out'),
    });
    if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" belongs to no option.`);
    const out = required(values.out, 'out');
    const limits = searchLimits(values, DEFAULT_SECONDS);
    const maxChangedShare = numberOption(values['max-changed'], 'max-changed', { min: 0, max: 1 });
    if (maxChangedShare !== undefined && values.initial === undefined) {
      throw new UsageError('--max-changed needs --initial, the partition that change is counted against.');
    }
    const problem = await readProblem(context, {
      graph: required(values.graph, 'graph'),
      parts: numberOption(required(values.parts, 'parts'), 'parts', { min: 1, max: 65_535, whole: true }) as number,
      tolerance: toleranceOf(values),
      xy: values.xy,
      target: values.target,
      fixed: values.fixed,
      initial: values.initial,
      maxChangedShare,
    });
    const { state, seconds } = await runSearches(problem, maxChangedShare === undefined ? 'build' : 'repair', limits);
    await writeOutput(context.cwd, out, formatParts(state.parts));
    context.print(`${JSON.stringify(resultOf(problem, state.parts, seconds))}\n`);
  },
};

interface ProblemFiles {
  readonly graph: string;
  readonly parts: number;
  readonly tolerance: number;
  readonly xy: string | undefined;
  readonly target: string | undefined;
  readonly fixed: string | undefined;
  readonly initial: string | undefined;
  readonly maxChangedShare: number | undefined;
}

async function readProblem(context: CliContext, files: ProblemFiles): Promise<BalanceProblem> {
  const { parts } = files;
  const read = async <T>(path: string, parse: (bytes: Uint8Array) => T): Promise<T> => {
    const bytes = await readInput(context, path);
    try {
      return parse(bytes);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new InputError(`${error.message.replace(/\.$/, '')} (in ${basename(path)})`);
    }
  };
  const { graph, count, weights } = await read(files.graph, parseMetisGraph);
  if (parts > count) throw new InputError(`${parts} parts, of ${count} vertices in ${files.graph}: ask for fewer`);
  const partsFile = (path: string | undefined, what: string, allowUnset: boolean) =>
    path === undefined ? undefined : read(path, (bytes) => parseParts(bytes, { count, parts, allowUnset, what }));
  const targetShares =
    files.target === undefined
      ? undefined
      : await read(files.target, (bytes) => parseTargets(bytes, parts, weights.length));
  const positions = files.xy === undefined ? undefined : await read(files.xy, (bytes) => parseXy(bytes, count));
  const fixed = await partsFile(files.fixed, 'fixed', true);
  const initial = await partsFile(files.initial, 'initial', false);
  return {
    ...evenProblem(graph, weights, parts, files.tolerance),
    ...(targetShares ? { targetShares } : {}),
    ...(positions ? { positions } : {}),
    ...(fixed ? { fixed } : {}),
    ...(initial ? { initial } : {}),
    ...(files.maxChangedShare === undefined ? {} : { maxChangedShare: files.maxChangedShare }),
  };
}

/** Rounded as partition scorers print: five decimals. */
function resultOf(problem: BalanceProblem, parts: Int32Array, seconds: number) {
  const { maxDeviation, edgeCut, notContiguous, empty, changedCells } = scoreParts(problem, parts);
  const rounded = (value: number): number => Number(value.toFixed(5));
  return {
    seconds: Number(seconds.toFixed(3)),
    cut: edgeCut,
    maxDeviation: maxDeviation.map(rounded),
    notContiguous,
    empty,
    changed: rounded(changedCells / parts.length),
  };
}
