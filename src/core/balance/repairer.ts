/**
 * Repairs of one plan after another. What depends on the ground alone (graph, loads, targets, costs) is made ready
 * once; a repair then costs a few passes over the cells and a search around what is beyond its limits.
 */
import { baseGraph, type BaseGraph } from './base-graph.ts';
import { certify } from './certify.ts';
import { checkGround, checkPlan } from './check-problem.ts';
import { findHeavyCells, type HeavyCell } from './heavy-cells.ts';
import { localRepair } from './local-repair.ts';
import { mendParts } from './mend.ts';
import { pausable, type Pause } from './pausable.ts';
import type { BalanceProblem, BalanceRun } from './problem.ts';
import { hopelessParts, type ProofContext, proofContext } from './proofs.ts';
import { createRandom } from './random.ts';
import { beyondParts, excessOf, type LocalSearch } from './region.ts';
import { repair } from './repair.ts';
import { createScoreTracker, type ScoreTracker, trackedScore, trackPlan } from './score-tracker.ts';
import { createSearch, type Search } from './search.ts';
import { createState, recount, type SearchState } from './search-state.ts';
import { isSmall, provenBest } from './small.ts';
import { createTreeScratch, type TreeScratch } from './spanning-tree.ts';
import { type PartTargets, partTargets } from './targets.ts';

/** What may differ from one repair to the next. */
export type RepairRequest = Pick<BalanceProblem, 'fixed' | 'locked' | 'maxChangedShare'> & {
  readonly initial: Int32Array;
  /** Other targets than those of the problem that the repairer was made for, for this repair alone. */
  readonly targetShares?: BalanceProblem['targetShares'];
};

export interface Repairer {
  /** Whether a problem differs from the repairer's in nothing but what a `RepairRequest` holds. O(cells + edges). */
  serves(problem: BalanceProblem): boolean;
  /**
   * The smallest change to `request.initial` that restores the corridor. Ends the run before it: its `step` throws
   * Error from now on. Throws RangeError when the request contradicts itself.
   */
  repair(request: RepairRequest, options: { readonly seed: number }): BalanceRun;
}

interface Ground {
  readonly problem: BalanceProblem;
  readonly targets: PartTargets;
  /** Its `home` and `fixed` are written by each repair. */
  readonly base: BaseGraph;
  /** As if no cell was fixed and no part locked. */
  readonly heavy: readonly HeavyCell[];
  readonly state: SearchState;
  readonly scratch: TreeScratch;
  readonly totalCost: number;
  tracker: ScoreTracker | null;
  /** Number of the latest repair. */
  turn: number;
}

/** Parts beyond their limits, as a share of all and at least, from which a repair is no local affair. */
const WIDESPREAD_SHARE = 0.25;
const WIDESPREAD = 8;

/** O(cells + edges). The problem's arrays are referred to and must stay as they are. */
export function createRepairer(problem: BalanceProblem): Repairer {
  let ground: Ground | null = null;
  return {
    serves: (other) => sameGround(problem, other),
    repair({ initial, fixed, locked, maxChangedShare, targetShares = problem.targetShares }, { seed }) {
      const { initial: _, fixed: __, locked: ___, maxChangedShare: ____, ...rest } = problem;
      const asked: BalanceProblem & RepairRequest = {
        ...rest,
        targetShares,
        initial,
        ...(fixed ? { fixed } : {}),
        ...(locked ? { locked } : {}),
        ...(maxChangedShare === undefined ? {} : { maxChangedShare }),
      };
      if (!ground) checkGround(asked);
      checkPlan(asked, { seed, objective: 'repair' });
      // Which cells a group joins to one node depends on the plan and on what is fixed.
      if (!ground || problem.groups) ground = createGround({ ...asked, targetShares: problem.targetShares });
      retarget(ground.targets, asked);
      return createRepairRun(ground, asked, seed);
    },
  };
}

function createGround(problem: BalanceProblem): Ground {
  const { locked: _, ...unlocked } = problem;
  const base = baseGraph(problem);
  const targets = partTargets(problem);
  const held = base.graph.fixed.slice();
  base.graph.fixed.fill(-1);
  const heavy = findHeavyCells(unlocked, base, targets);
  base.graph.fixed.set(held);
  const state = createState(base.graph, targets, new Int32Array(base.graph.count));
  return {
    problem,
    targets,
    base,
    heavy,
    state,
    scratch: createTreeScratch(state),
    totalCost: base.graph.moveCost.reduce((sum, cost) => sum + cost, 0),
    tracker: null,
    turn: 0,
  };
}

/** Writes the request's targets where the ground's are looked up. Heavy cells stay those of the ground. */
function retarget(targets: PartTargets, asked: BalanceProblem): void {
  const { target, inverse, low, high } = partTargets(asked);
  targets.target.set(target);
  targets.inverse.set(inverse);
  targets.low.set(low);
  targets.high.set(high);
}

function createRepairRun(ground: Ground, asked: BalanceProblem & RepairRequest, seed: number): BalanceRun {
  const { base, targets } = ground;
  const turn = ++ground.turn;
  layIn(ground, asked);
  const proofs = proofContext(asked, targets, base);
  const hopeless = hopelessParts(proofs);
  const heavy = ground.heavy.filter(({ node }) => !asked.locked?.[base.graph.fixed[node]!]);
  const local = localSearch(ground, asked, heavy, hopeless, seed);
  let wide: Search | null = null;
  const moves = function* (): Generator<Pause, void, void> {
    yield* nearby(ground, asked, local);
    if (local.best.excess === 0) return;
    wide = createSearch(asked, base, targets, heavy, hopeless, { seed, objective: 'repair' });
    yield* repair(wide, local.best.parts);
    if (wide.best.merit.excess > 0 && isSmall(wide)) yield* provenBest(wide);
  };
  const run = pausable(
    moves(),
    () => local.best.version + (wide?.best.version ?? 0),
    (done) => answer(ground, proofs, wide?.heavy ?? heavy, (wide ?? local).best.parts, done),
  );
  return {
    step(budgetMs, maxSteps) {
      if (turn !== ground.turn) throw new Error('A later repair has begun on the same ground: this one is over.');
      return run.step(budgetMs, maxSteps);
    },
  };
}

/** Writes the request's plan and what holds cells to parts into the ground's graph. */
function layIn({ base, tracker }: Ground, { initial, fixed, locked, groups, ...rest }: BalanceProblem & RepairRequest) {
  if (tracker) trackPlan(tracker, { initial, ...rest }, initial);
  if (groups) return;
  const { graph } = base;
  graph.home.set(initial);
  if (fixed) graph.fixed.set(fixed);
  else graph.fixed.fill(-1);
  if (!locked) return;
  for (let v = 0; v < initial.length; v++) if (initial[v]! >= 0 && locked[initial[v]!]) graph.fixed[v] = initial[v]!;
}

function localSearch(
  { base, targets, state, scratch, totalCost }: Ground,
  { locked, initial, maxChangedShare }: BalanceProblem & RepairRequest,
  heavy: readonly HeavyCell[],
  hopeless: Uint8Array,
  seed: number,
): LocalSearch {
  const { graph } = base;
  const anchored = new Uint8Array(graph.count);
  for (let v = 0; v < graph.count; v++) anchored[v] = graph.fixed[v]! >= 0 ? 1 : 0;
  for (const { node } of heavy) anchored[node] = 1;
  state.budget = maxChangedShare === undefined ? Infinity : maxChangedShare * base.budgetTotal - base.budgetForced;
  return {
    state,
    locked: locked ?? new Uint8Array(targets.partCount),
    exempt: hopeless.slice(),
    anchored,
    scratch,
    random: createRandom(seed),
    totalCost,
    cells: initial.length,
    inRegion: new Uint8Array(targets.partCount),
    nodes: new Int32Array(0),
    best: { parts: new Int32Array(graph.count), excess: Infinity, cost: Infinity, version: 0 },
  };
}

/** Mends the plan, then repairs around what is beyond its limits, if that is not half of everything. */
function* nearby(ground: Ground, asked: BalanceProblem, local: LocalSearch): Generator<void, void, void> {
  const { state, best, exempt } = local;
  const { base, heavy, targets } = ground;
  state.parts.set(base.graph.home);
  if (needsMending(ground, asked)) {
    mendParts({ graph: base.graph, targets, frozen: local.locked, budget: state.budget }, state.parts);
  }
  state.frozen.fill(1);
  recount(state);
  for (const { node, measure } of heavy) exempt[state.parts[node]! * targets.measureCount + measure] = 1;
  best.parts.set(state.parts);
  best.excess = excessOf(local);
  best.version++;
  yield;
  const beyond = beyondParts(local);
  if (beyond.length === 0) best.excess = 0;
  if (beyond.length > Math.max(WIDESPREAD, WIDESPREAD_SHARE * targets.partCount)) return;
  if (beyond.length > 0) yield* localRepair(local);
}

/**
 * Whether a cell is without a part or in another than it is fixed to, or a part not in one piece. Cells that a group has
 * brought together may have left their part empty or in pieces.
 */
function needsMending(ground: Ground, asked: BalanceProblem): boolean {
  if (asked.groups) return true;
  const { home, fixed } = ground.base.graph;
  ground.tracker ??= createScoreTracker(asked, asked.initial!);
  const { pieces } = ground.tracker;
  for (let p = 0; p < pieces.length; p++) if (pieces[p] !== 1 && !asked.locked?.[p]) return true;
  for (let v = 0; v < home.length; v++) if (home[v]! < 0 || (fixed[v]! >= 0 && fixed[v] !== home[v])) return true;
  return false;
}

function answer(
  ground: Ground,
  proofs: ProofContext,
  heavy: readonly HeavyCell[],
  nodeParts: Int32Array,
  done: boolean,
) {
  const { base, targets } = ground;
  const { problem } = proofs;
  const parts = base.nodeOfCell ? base.nodeOfCell.map((node) => nodeParts[node]!) : nodeParts.slice();
  const tracker = (ground.tracker ??= createScoreTracker(problem, parts));
  trackPlan(tracker, problem, parts);
  const score = trackedScore(tracker, problem, targets);
  const isFine = score.inside === problem.parts && score.notContiguous === 0 && base.conflicts.length === 0;
  return { parts, score, infeasible: isFine ? [] : certify(proofs, heavy, parts, done, tracker.pieces) };
}

function sameGround(a: BalanceProblem, b: BalanceProblem): boolean {
  if (a.parts !== b.parts || a.measures.length !== b.measures.length || a.compactness !== b.compactness) return false;
  const rows = (p: BalanceProblem): (Float64Array | Int32Array | Uint32Array | undefined)[] => [
    p.graph.offsets,
    p.graph.targets,
    p.moveCost,
    p.budgetCost,
    p.positions,
    p.groups,
    ...p.measures.map(({ values }) => values),
    ...p.targetShares,
    ...p.baseLoad,
    ...(p.minimum ?? p.measures.map(() => undefined)),
    ...(p.maximum ?? p.measures.map(() => undefined)),
  ];
  const others = rows(b);
  return (
    rows(a).every((row, i) => sameArray(row, others[i])) &&
    a.measures.every(({ key, tolerance, weight }, c) => {
      const other = b.measures[c]!;
      return key === other.key && tolerance === other.tolerance && weight === other.weight;
    })
  );
}

function sameArray(a: ArrayBufferView | undefined, b: ArrayBufferView | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.constructor !== b.constructor || a.byteLength !== b.byteLength) return false;
  // All arrays as words: one loop over one type is several times as fast.
  const x = new Uint32Array(a.buffer, a.byteOffset, a.byteLength / 4);
  const y = new Uint32Array(b.buffer, b.byteOffset, b.byteLength / 4);
  for (let i = 0; i < x.length; i++) if (x[i] !== y[i]) return false;
  return true;
}
