/** A search over one graph: what it needs to know, what it may do, and the best plan it has met. */
import type { BaseGraph } from './base-graph.ts';
import { type Beginning, type BestPlan, type Heavy, isBetter, type MeritCosts, meritOf } from './best-plan.ts';
import { EXCUSED_BOUNDARIES } from './better-state.ts';
import { type Level, projectThrough } from './coarsen.ts';
import type { HeavyCell } from './heavy-cells.ts';
import type { BalanceProblem } from './problem.ts';
import { createRandom, type Random } from './random.ts';
import { createState, cutWeight, type SearchState } from './search-state.ts';
import type { PartTargets } from './targets.ts';
import { isWorthSharing, seedApart, type Team } from './team.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface Search {
  readonly graph: WeightedGraph;
  readonly targets: PartTargets;
  /** 1 = locked part. */
  readonly frozen: Uint8Array;
  /** Upper limit on the summed budgetCost away from home. */
  readonly budget: number;
  readonly random: Random;
  /** Nodes that make their part's balance impossible in a measure. */
  readonly heavy: Heavy[];
  /** `[part * measures + measure]` = 1 where locks, fixed cells or limits keep a part outside whatever the plan. */
  readonly hopeless: Uint8Array;
  /** Node of each cell of the problem; null where nodes are the cells. */
  readonly nodeOfCell: Int32Array | null;
  /** Single cells hold much of a part: parts are dealt by recombination, and single nodes are dear to move. */
  readonly lumpy: boolean;
  /** Whether parts stay beyond tolerance, or it is tight: aims lie deeper inside it then, and prices learn. */
  hard: boolean;
  /** `[part * measures + measure]`: factor on the price of what is beyond, see stress.ts. */
  readonly stress: Float64Array;
  /** Cells behind all nodes, and their summed moveCost. */
  readonly cells: number;
  readonly totalCost: number;
  readonly meritCosts: MeritCosts;
  /** Mean boundary length of a part, cut edges: the unit of prices. */
  boundaryLength: number;
  /** Price of one target's worth beyond the aim, in boundary lengths; adapted while the search goes on. */
  pressure: number;
  /** Price of moving one target's worth of cost, as a share of the price of deviation; 0 = change is free. */
  change: number;
  /** How much parts that are a little off come before those that are far off: 0 = not, see `SearchState.curve`. */
  fewest: number;
  /** How far off the parts began where nobody may end further off; null = anybody may. */
  began: Beginning | null;
  /** Price of a boundary edge. */
  cutPrice: number;
  readonly best: BestPlan;
  /** Who else works on it; null = nobody. */
  readonly team: Team | null;
}

export interface SearchOptions {
  readonly seed: number;
  /**
   * `build`: contiguous, within tolerance, then short boundaries; from scratch, or from `problem.initial` where an
   * unlocked part has cells in it. `repair`: the smallest change to `problem.initial` that restores the tolerance.
   */
  readonly objective: 'build' | 'repair';
  /**
   * Other threads with the same problem and options, each with an `index` of its own: they search together where the
   * work can be divided, and else each from a seed of its own.
   */
  readonly team?: Team;
}

/** Boundary counts this much in a repair, as a share of the cost of moving everything. */
const REPAIR_CUT_SHARE = 0.02;
const REPAIR_AWAY_SHARE = 0.1;

/**
 * What is beyond by a whole target counts as this many boundaries of a part, in a build of so many nodes: where a lump
 * leaves one part a little off, borders that were a tenth shorter elsewhere were thrown away for it, cycle after cycle.
 */
const EXCESS_BOUNDARIES = 300;
const LEAST_PRICED = 3000;

/** Share of a part's target that a node must hold to count as a lump. */
const LUMP_SHARE = 0.5;

export function createSearch(
  problem: BalanceProblem,
  base: BaseGraph,
  targets: PartTargets,
  heavyCells: readonly HeavyCell[],
  hopeless: Uint8Array,
  options: SearchOptions,
): Search {
  const { graph, nodeOfCell } = base;
  const cells = problem.graph.offsets.length - 1;
  const totalCost = sumOf(graph.moveCost);
  const share = problem.maxChangedShare;
  const edges = graph.targets.length / 2;
  const lumpy = isLumpy(graph, targets);
  const boundary = 6 * Math.sqrt(cells / problem.parts);
  const team = options.team && isShared(problem, graph, lumpy, options.team) ? options.team : null;
  return {
    graph,
    targets,
    frozen: problem.locked ?? new Uint8Array(problem.parts),
    budget: share === undefined ? Infinity : share * base.budgetTotal - base.budgetForced,
    // Who does not share the work of one search makes another.
    random: createRandom(team ? options.seed : seedApart(options.seed, options.team)),
    heavy: heavyCells.map((heavy) => ({ ...heavy })),
    hopeless,
    lumpy,
    hard: false,
    stress: new Float64Array(targets.target.length).fill(1),
    nodeOfCell,
    cells,
    totalCost,
    meritCosts:
      options.objective === 'build'
        ? {
            countParts: false,
            excused: EXCUSED_BOUNDARIES * boundary,
            cut: 1,
            change: 0,
            away: 0,
            // Proofs and crossings of smaller graphs go by excess alone; lumps leave no choice.
            ...(graph.count > LEAST_PRICED && !lumpy && { beyond: EXCESS_BOUNDARIES * boundary }),
          }
        : {
            countParts: share !== undefined,
            excused: 1 / problem.parts,
            cut: REPAIR_CUT_SHARE / Math.max(1, edges),
            change: 1 / (totalCost || 1),
            away: REPAIR_AWAY_SHARE / cells,
          },
    boundaryLength: boundary,
    pressure: 8,
    change: 0,
    fewest: 0,
    began: null,
    cutPrice: 1,
    best: { merit: { excess: Infinity, cost: Infinity }, parts: new Int32Array(graph.count), version: 0 },
    team,
  };
}

/** Builds from scratch are shared: what a limit of change allows, and lumps, can't be divided among regions. */
function isShared({ initial, parts }: BalanceProblem, graph: WeightedGraph, lumpy: boolean, team: Team): boolean {
  return !initial && !lumpy && isWorthSharing(graph.count, parts, team.size);
}

/** Whether a node holds so much of a part in some measure that it decides what else the part may hold. */
function isLumpy(graph: WeightedGraph, { target, inverse, measureCount: m }: PartTargets): boolean {
  for (let v = 0; v < graph.count; v++) {
    for (let c = 0; c < m; c++) {
      if (target[c]! > 0 && graph.values[v * m + c]! * inverse[c]! > LUMP_SHARE) return true;
    }
  }
  return false;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Keeps the state's parts if they are the best so far. `levels[0]` is the search's graph, `depth` the state's level. */
export function offer(search: Search, state: SearchState, levels: readonly Level[], depth: number): boolean {
  const merit = meritOf(state, heavyExempt(search, state.parts, levels, depth), search.meritCosts, search.began);
  if (!isBetter(merit, search.best.merit)) return false;
  search.best.parts.set(projectThrough(state.parts, levels.slice(0, depth + 1)));
  search.best.merit = merit;
  search.best.version++;
  return true;
}

/** Judges the best plan anew, after `heavy` has changed. */
export function reviewBest(search: Search): void {
  const state = createState(search.graph, search.targets, search.best.parts.slice());
  const exempt = heavyExempt(search, state.parts, [], 0);
  search.best.merit = meritOf(state, exempt, search.meritCosts, search.began);
}

/** Offers parts of the search's own graph. */
export function offerParts(search: Search, parts: Int32Array): boolean {
  return offer(
    search,
    createState(search.graph, search.targets, parts.slice()),
    [{ graph: search.graph, map: null }],
    0,
  );
}

/** `[part * measures + measure]` = 1 where a heavy node or a limit excuses the part, for parts of level `depth`. */
export function heavyExempt(search: Search, parts: Int32Array, levels: readonly Level[], depth: number): Uint8Array {
  const exempt = search.hopeless.slice();
  for (const { node, measure } of search.heavy) {
    exempt[parts[nodeAt(node, levels, depth)]! * search.targets.measureCount + measure] = 1;
  }
  return exempt;
}

/** The node of level `depth` that holds a node of level 0. */
export function nodeAt(node: number, levels: readonly Level[], depth: number): number {
  let at = node;
  for (let d = 1; d <= depth; d++) at = levels[d]!.map![at]!;
  return at;
}

/** Measures the boundary of the best plan: the unit of all prices. */
export function measureBoundary(search: Search): void {
  const ideal = 3 * Math.sqrt(search.cells / search.targets.partCount);
  const cut = cutWeight({ graph: search.graph, parts: search.best.parts });
  search.boundaryLength = Math.max(ideal, (2 * cut) / search.targets.partCount);
}
