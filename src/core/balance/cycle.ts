/** Multilevel annealing: from a coarse graph down to the search's own, level by level. */
import { coarsen, type Level, liftThrough, projectParts } from './coarsen.ts';
import { setPrices, stateFor } from './pricing.ts';
import { heavyExempt, offer, type Search } from './search.ts';
import { smallestTargets } from './targets.ts';
import { type Schedule, temper } from './tempering.ts';

export interface CyclePlan {
  /** Coarsest level to start from, in nodes a part. */
  readonly nodesPerPart: number;
  /** And in nodes in all, where that is more. */
  readonly leastNodes: number;
  readonly coarse: Schedule;
  /** In place of `coarse` for lumpy demand, whose single nodes are dear to move: hot enough to move them all the same. */
  readonly hot?: Schedule;
  readonly middle: Schedule;
  readonly fine: Schedule;
}

/** Lumpy demand keeps this many times the nodes. */
const LUMPY_FACTOR = 2.5;
/** Deals of one round differ from this many times the coarsest nodes on: coarsening a million cells takes long. */
const SHARED_FACTOR = 6;
/** Merged nodes hold at most this share of the smallest target, less where the tolerance asks for finer grain. */
const NODE_SHARE = 0.03;
const NODE_SHARE_OF_TOLERANCE = 0.6;
const LEAST_NODE_SHARE = 0.005;

/** Levels down to the plan's coarsest; with `parts` only nodes of one part are merged. */
export function levelsOf(search: Search, plan: CyclePlan, parts?: Int32Array): Level[] {
  const nodes = nodesFor(search, plan);
  const maxLoad = nodeLoadLimit(search);
  return coarsen(search.graph, parts ? { nodes, maxLoad, parts } : { nodes, maxLoad }, search.random);
}

/** Levels down to some times the nodes of the plan's coarsest, which several deals can share; see `levelsBelow`. */
export function sharedLevels(search: Search, plan: CyclePlan): Level[] {
  const limits = { nodes: SHARED_FACTOR * nodesFor(search, plan), maxLoad: nodeLoadLimit(search) };
  return coarsen(search.graph, limits, search.random);
}

/** As `levelsOf`, from the last of some shared levels on. */
export function levelsBelow(search: Search, plan: CyclePlan, shared: readonly Level[]): Level[] {
  const limits = { nodes: nodesFor(search, plan), maxLoad: nodeLoadLimit(search) };
  return [...shared, ...coarsen(shared.at(-1)!.graph, limits, search.random).slice(1)];
}

function nodesFor({ lumpy, targets }: Search, plan: CyclePlan): number {
  return Math.max((lumpy ? LUMPY_FACTOR : 1) * plan.leastNodes, plan.nodesPerPart * targets.partCount);
}

/** Most that a merged node may hold, one a measure; file units. */
export function nodeLoadLimit({ targets }: Search): Float64Array {
  const tolerance = targets.tolerance.reduce((a, b) => Math.min(a, b));
  const share = Math.min(NODE_SHARE, Math.max(LEAST_NODE_SHARE, NODE_SHARE_OF_TOLERANCE * tolerance));
  return smallestTargets(targets).map((target) => target * share);
}

/** Anneals from the coarsest level to the finest; returns the parts it ends with. Improvements are kept in `best`. */
export function* annealDown(
  search: Search,
  levels: readonly Level[],
  coarseParts: Int32Array,
  plan: CyclePlan,
): Generator<void, Int32Array, void> {
  let parts = coarseParts;
  for (let depth = levels.length - 1; depth >= 0; depth--) {
    const state = stateFor(search, levels[depth]!, parts, heavyExempt(search, parts, levels, depth));
    const top = (search.lumpy && plan.hot) || plan.coarse;
    const schedule = depth === levels.length - 1 ? top : depth === 0 ? plan.fine : plan.middle;
    yield* temper(state, schedule, search.random, () => {
      offer(search, state, levels, depth);
      setPrices(search, state, heavyExempt(search, state.parts, levels, depth));
    });
    parts = state.parts;
    if (depth > 0) parts = projectParts(parts, levels[depth]!.map!);
    yield;
  }
  return parts;
}

/** One V-cycle from given parts of the search's graph: coarsened within the parts, annealed on the way down. */
export function* cycle(search: Search, parts: Int32Array, plan: CyclePlan): Generator<void, Int32Array, void> {
  const levels = levelsOf(search, plan, parts);
  return yield* annealDown(search, levels, liftThrough(parts, levels), plan);
}
