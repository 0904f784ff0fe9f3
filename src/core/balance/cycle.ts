/** Multilevel annealing: from a coarse graph down to the search's own, level by level. */
import { coarsen, type Level, liftParts, projectParts } from './coarsen.ts';
import { setPrices, stateFor } from './pricing.ts';
import { heavyExempt, offer, type Search } from './search.ts';
import { type Schedule, temper } from './tempering.ts';

export interface CyclePlan {
  /** Coarsest level to start from, in nodes a part. */
  readonly nodesPerPart: number;
  /** And in nodes in all, where that is more. */
  readonly leastNodes: number;
  readonly coarse: Schedule;
  /** For lumpy demand, whose single nodes are dear to move: begins hot enough to move them all the same. */
  readonly hot: Schedule;
  readonly middle: Schedule;
  readonly fine: Schedule;
}

/** Lumpy demand keeps this many times the nodes. */
const LUMPY_FACTOR = 2.5;
/** Merged nodes hold at most this share of the smallest target. */
const NODE_SHARE = 0.03;

/** Levels down to the plan's coarsest; with `parts` only nodes of one part are merged. */
export function levelsOf(search: Search, plan: CyclePlan, parts?: Int32Array): Level[] {
  return levelsDownTo(search, nodesFor(search, plan), parts);
}

function nodesFor({ lumpy, targets }: Search, plan: CyclePlan): number {
  return Math.max((lumpy ? LUMPY_FACTOR : 1) * plan.leastNodes, plan.nodesPerPart * targets.partCount);
}

/** Levels down to about `nodes` nodes. */
export function levelsDownTo(search: Search, nodes: number, parts?: Int32Array): Level[] {
  const maxLoad = nodeLoadLimit(search);
  return coarsen(search.graph, parts ? { nodes, maxLoad, parts } : { nodes, maxLoad }, search.random);
}

/** Most that a merged node may hold, one a measure; file units. */
export function nodeLoadLimit({ targets: { target, measureCount } }: Search): Float64Array {
  const maxLoad = new Float64Array(measureCount).fill(Infinity);
  for (let at = 0; at < target.length; at++) {
    const c = at % measureCount;
    if (target[at]! > 0) maxLoad[c] = Math.min(maxLoad[c]!, target[at]! * NODE_SHARE);
  }
  return maxLoad;
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
    const top = search.lumpy ? plan.hot : plan.coarse;
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
  let lifted = parts;
  for (let d = 1; d < levels.length; d++) lifted = liftParts(lifted, levels[d]!.map!, levels[d]!.graph.count);
  return yield* annealDown(search, levels, lifted.slice(), plan);
}
