/** Repairs of a plan of the USA after strokes of three sizes, and what a budget of change can buy. */
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import type { BalanceProblem, BalanceState } from '../../src/core/balance/problem.ts';
import { createRandom } from '../../src/core/balance/random.ts';
import { createRepairer, type Repairer, type RepairRequest } from '../../src/core/balance/repairer.ts';
import { loadsOf, piecesOf } from '../../src/core/balance/score.ts';
import { deviationOf, isInside, partTargets } from '../../src/core/balance/targets.ts';
import { usaProblem } from './instance.ts';
import { quantile } from './quantile.ts';

export const name = 'repair';

const TOLERANCE = 0.05;
const BUILD_SECONDS = 100;
const LOCKED_SHARE = 0.2;
/** A repair that has not ended by then counts as it stands. */
const GIVE_UP_MS = 3000;
const STROKES = [
  { cells: 1, count: 50 },
  { cells: 500, count: 50 },
  { cells: 5000, count: 10 },
];
const OFF = 0.15;
const OFF_SECONDS = 6;
const IMPROVED_TO = 0.02;
const BUDGETS = [0.02, 0.05, 0.1, 0.2];
const BUDGET_SECONDS = 12;

function built(problem: BalanceProblem, seconds: number): Int32Array {
  const until = performance.now() + 1000 * seconds;
  const search = createBalanceRun(problem, { seed: 1, objective: 'build' });
  let state = search.step(100);
  while (!state.done && performance.now() < until) state = search.step(100);
  return state.parts.slice();
}

/** Parts beyond their tolerance in some measure, those with `skip[part]` = 1 left out. */
function beyond(problem: BalanceProblem, parts: Int32Array, skip?: Uint8Array): number[] {
  const targets = partTargets(problem);
  const loads = loadsOf(problem, targets, parts);
  const m = targets.measureCount;
  return [...Array(problem.parts).keys()].filter(
    (p) => !skip?.[p] && problem.measures.some((_, c) => !isInside(targets, p * m + c, loads[p * m + c]!)),
  );
}

/** A fifth of the parts: those that the build left beyond, and others by the seed. */
function drawLocks(problem: BalanceProblem, plan: Int32Array, seed: number): Uint8Array {
  const random = createRandom(seed);
  const locked = new Uint8Array(problem.parts);
  for (const p of beyond(problem, plan)) locked[p] = 1;
  let count = locked.reduce((sum, lock) => sum + lock, 0);
  while (count < LOCKED_SHARE * problem.parts) {
    const p = random.below(problem.parts);
    if (locked[p]) continue;
    locked[p] = 1;
    count++;
  }
  return locked;
}

/**
 * A disk of cells around a cell of a border, painted for that cell's part and pinned; cells of locked parts are left.
 * A stroke of one cell paints the cell across the border.
 */
function drawStroke(problem: BalanceProblem, plan: Int32Array, size: number, seed: number): RepairRequest {
  const { offsets, targets } = problem.graph;
  const random = createRandom(1000 + seed);
  const locked = drawLocks(problem, plan, seed);
  for (;;) {
    const centre = random.below(plan.length);
    const to = plan[centre]!;
    if (locked[to]) continue;
    const neighbours = targets.subarray(offsets[centre], offsets[centre + 1]);
    const across = neighbours.find((u) => plan[u] !== to && !locked[plan[u]!]);
    if (across === undefined) continue;
    const disk = [size === 1 ? across : centre];
    const seen = new Set(disk);
    for (let head = 0; head < disk.length && disk.length < size; head++) {
      for (let e = offsets[disk[head]!]!; e < offsets[disk[head]! + 1]!; e++) {
        const u = targets[e]!;
        if (seen.has(u) || locked[plan[u]!] || disk.length === size) continue;
        seen.add(u);
        disk.push(u);
      }
    }
    if (disk.length < size) continue;
    const initial = plan.slice();
    const fixed = new Int32Array(plan.length).fill(-1);
    for (const v of disk) {
      initial[v] = to;
      fixed[v] = to;
    }
    return { initial, fixed, locked };
  }
}

interface Outcome {
  readonly ms: number;
  readonly verdict: 'within' | 'certified' | 'neither';
  readonly changed: number;
  readonly broken: boolean;
}

function repairOnce(problem: BalanceProblem, repairer: Repairer, request: RepairRequest): Outcome {
  const started = performance.now();
  const search = repairer.repair(request, { seed: 1 });
  let state = search.step(50);
  while (!state.done && performance.now() - started < GIVE_UP_MS) state = search.step(50);
  const ms = performance.now() - started;
  const locked = request.locked as Uint8Array;
  const certified = state.infeasible.some(({ part }) => !locked[part]);
  const isWithin = beyond(problem, state.parts, locked).length === 0;
  const verdict = isWithin ? 'within' : certified ? 'certified' : 'neither';
  return { ms, verdict, changed: state.score.changedCells, broken: isBroken(problem, request, state) };
}

function isBroken(
  problem: BalanceProblem,
  { initial, fixed, locked }: RepairRequest,
  { parts }: BalanceState,
): boolean {
  for (let v = 0; v < parts.length; v++) {
    if (fixed![v]! >= 0 && parts[v] !== fixed![v]) return true;
    if (parts[v] !== initial[v] && (locked![parts[v]!] || locked![initial[v]!])) return true;
  }
  return piecesOf(problem, parts).some((pieces, p) => pieces !== 1 && !locked![p]);
}

function strokeFigures(problem: BalanceProblem, repairer: Repairer, plan: Int32Array, cells: number, count: number) {
  const outcomes = Array.from({ length: count }, (_, i) =>
    repairOnce(problem, repairer, drawStroke(problem, plan, cells, i + 1)),
  );
  const share = (verdict: Outcome['verdict']) =>
    (100 * outcomes.filter((outcome) => outcome.verdict === verdict).length) / count;
  const times = outcomes.filter(({ verdict }) => verdict === 'within').map(({ ms }) => ms);
  const ratios = outcomes.filter(({ verdict }) => verdict !== 'certified').map(({ changed }) => changed / cells);
  const what = `${cells} cells painted and pinned`;
  return [
    { figure: `${what}: back within 5%`, value: share('within'), unit: '%' },
    { figure: `${what}: certified as impossible`, value: share('certified'), unit: '%' },
    { figure: `${what}: neither`, value: share('neither'), unit: '%', budget: 5 },
    {
      figure: `${what}: lock, pin or piece broken`,
      value: outcomes.filter((o) => o.broken).length,
      unit: 'plans',
      budget: 0,
    },
    {
      figure: `${what}: not at their end after 3 s`,
      value: outcomes.filter(({ ms }) => ms > GIVE_UP_MS).length,
      unit: 'plans',
    },
    ...(times.length === 0
      ? []
      : [
          {
            figure: `${what}: time to the end where within, median`,
            value: quantile(times, 0.5),
            unit: 'ms',
            budget: 60,
          },
          {
            figure: `${what}: time to the end where within, nine of ten`,
            value: quantile(times, 0.9),
            unit: 'ms',
            budget: 250,
          },
        ]),
    ...(ratios.length === 0
      ? []
      : [
          {
            figure: `${what}: cells changed for one painted, median`,
            value: quantile(ratios, 0.5),
            unit: '',
            budget: 2,
          },
          { figure: `${what}: cells changed for one painted, nine of ten`, value: quantile(ratios, 0.9), unit: '' },
        ]),
  ];
}

/** Mean of the parts' worst deviations, percent. */
function meanDeviation(problem: BalanceProblem, parts: Int32Array): number {
  const targets = partTargets(problem);
  const loads = loadsOf(problem, targets, parts);
  const m = targets.measureCount;
  let sum = 0;
  for (let p = 0; p < problem.parts; p++) {
    let worst = 0;
    for (let c = 0; c < m; c++) worst = Math.max(worst, Math.abs(deviationOf(targets, p * m + c, loads[p * m + c]!)));
    sum += worst;
  }
  return (100 * sum) / problem.parts;
}

/** From a plan that may be 15% off towards 2%, within budgets. */
function budgetFigures() {
  const problem = usaProblem(5, 50, OFF);
  const initial = built(problem, OFF_SECONDS);
  const tight = { ...problem, measures: problem.measures.map((measure) => ({ ...measure, tolerance: IMPROVED_TO })) };
  const figures: { figure: string; value: number; unit: string; budget?: number }[] = [
    { figure: 'usa5-k50 built within 15%: mean deviation', value: meanDeviation(tight, initial), unit: '%' },
  ];
  let before = Infinity;
  for (const share of BUDGETS) {
    const until = performance.now() + 1000 * BUDGET_SECONDS;
    const search = createBalanceRun({ ...tight, initial, maxChangedShare: share }, { seed: 1, objective: 'repair' });
    let state = search.step(100);
    while (!state.done && performance.now() < until) state = search.step(100);
    const figure = `usa5-k50, ${100 * share}% of cells may change`;
    const deviation = meanDeviation(tight, state.parts);
    figures.push(
      {
        figure: `${figure}: mean deviation`,
        value: deviation,
        unit: '%',
        ...(before < Infinity ? { budget: before } : {}),
      },
      { figure: `${figure}: worst deviation`, value: 100 * Math.max(...state.score.maxDeviation), unit: '%' },
      { figure: `${figure}: within 2%`, value: state.score.inside, unit: 'of 50' },
      {
        figure: `${figure}: changed`,
        value: (100 * state.score.changedCells) / initial.length,
        unit: '%',
        budget: 100 * share,
      },
    );
    before = deviation;
  }
  return figures;
}

export async function run() {
  const problem = usaProblem(6, 200, TOLERANCE);
  const plan = built(problem, BUILD_SECONDS);
  const repairer = createRepairer(problem);
  repairOnce(problem, repairer, drawStroke(problem, plan, 1, 0));
  return [
    { figure: 'usa6-k200: beyond 5% as built, and locked', value: beyond(problem, plan).length, unit: 'territories' },
    ...STROKES.flatMap(({ cells, count }) => strokeFigures(problem, repairer, plan, cells, count)),
    ...budgetFigures(),
  ];
}
