/** A million cells in two hundred territories: the USA east of a meridian at resolution 7, in time and in memory. */
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import type { BalanceState } from '../../src/core/balance/problem.ts';
import { easternProblem } from './instance.ts';

export const name = 'balance-million';

const RESOLUTION = 7;
const PARTS = 200;
const TOLERANCE = 0.05;
/** East of it lie 1,003,692 cells. */
const MERIDIAN = -107;
/** Processor seconds after which the search ends with what it has. */
const MOST_SECONDS = 240;
const LOOK_AT = [20, 35, 60, 120];
const MOST_MB = 600;

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Of this process since it began, garbage included. */
const peakMegabytes = (): number => process.resourceUsage().maxRSS / 1024;

export async function run() {
  const problem = easternProblem(RESOLUTION, PARTS, TOLERANCE, MERIDIAN);
  const before = peakMegabytes();
  const started = processorSeconds();
  const seconds = () => processorSeconds() - started;
  const search = createBalanceRun(problem, { seed: 1, objective: 'build' });
  let state: BalanceState = search.step(0);
  const first = seconds();
  const outside = () => PARTS - state.score.inside;
  const looks: { figure: string; value: number; unit: string }[] = [];
  while (!state.done && outside() > 0 && seconds() < MOST_SECONDS) {
    state = search.step(200);
    const at = LOOK_AT[looks.length];
    if (at && seconds() >= at)
      looks.push({ figure: `parts outside 5% after ${at} s`, value: outside(), unit: 'parts' });
  }
  return [
    { figure: 'cells', value: problem.graph.offsets.length - 1, unit: 'cells' },
    { figure: 'first complete plan, processor time', value: first, unit: 's' },
    ...looks,
    { figure: 'parts outside 5% at the end', value: outside(), unit: 'parts', budget: 0 },
    { figure: 'largest deviation', value: 100 * Math.max(...state.score.maxDeviation), unit: '%' },
    { figure: 'in pieces or empty', value: state.score.notContiguous + state.score.empty, unit: 'parts', budget: 0 },
    { figure: 'cut edges', value: state.score.edgeCut, unit: 'edges' },
    { figure: 'processor time', value: seconds(), unit: 's' },
    { figure: 'memory with the problem alone', value: before, unit: 'MB' },
    { figure: 'peak memory', value: peakMegabytes(), unit: 'MB', budget: MOST_MB },
  ];
}
