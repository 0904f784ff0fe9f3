/**
 * Groups of neighbouring parts as problems of their own, dealt anew or heated again: what moves of single cells between two neighbours
 * can't repair (one has too much of one measure, another, three parts away, too little) is dealt evenly anew (the
 * idea of DeFord, Duchin, Solomon 2021, "Recombination", with balanced cuts in place of spanning trees).
 */
import { excessByPart, meritOf } from './best-plan.ts';
import type { Level } from './coarsen.ts';
import { type CyclePlan, annealDown, levelsOf } from './cycle.ts';
import { dealGraph } from './deal.ts';
import { spentOn } from './mend.ts';
import type { Pause } from './pausable.ts';
import { recombination, type RecombinationPlan } from './recombination.ts';
import { heavyExempt, offerParts, type Search } from './search.ts';
import { createState } from './search-state.ts';
import { subgraph } from './subgraph.ts';
import { partNeighbours } from './part-neighbours.ts';

/** A coarse deal's excess may be this many times the present one. */
const PROMISING = 1.6;

/**
 * Deals the parts of `group` (none frozen or excused) anew and keeps the result if the whole plan is better for it.
 * Returns whether it was. Mutates `search.best` only then.
 */
export function* redeal(search: Search, group: readonly number[], plan: CyclePlan): Generator<void, boolean, void> {
  const { sub, nodes } = subSearch(search, group, search.best.parts);
  const levels = levelsOf(sub, plan);
  const depth = levels.length - 1;
  const coarse = dealGraph(sub, levels, depth);
  if (!coarse) return false;
  if (isPromising(search, sub, levels, coarse)) yield* annealDown(sub, levels, coarse, plan);
  else yield;
  return takeOver(search, group, sub, nodes);
}

/**
 * Recombines the parts of `group` from what they are, hot at first, and keeps the result if the whole plan is better for it: a part
 * that is stuck beyond its tolerance gets free without heating the rest. Returns whether it was.
 */
export function* reheat(
  search: Search,
  group: readonly number[],
  plan: RecombinationPlan,
): Generator<Pause, boolean, void> {
  const { sub, nodes } = subSearch(search, group, search.best.parts);
  const hot: Search = { ...sub, hard: true, stress: new Float64Array(sub.targets.target.length).fill(1) };
  yield* recombination(hot, plan, hot.best.parts.slice());
  return takeOver(search, group, hot, nodes);
}

/** Offers the best plan with a group's parts as its own search has left them. */
function takeOver(search: Search, group: readonly number[], sub: Search, nodes: Int32Array): boolean {
  if (sub.best.version === 0) return false;
  const parts = search.best.parts.slice();
  const names = search.change > 0 ? namesByHome(sub) : group.map((_, i) => i);
  for (let i = 0; i < nodes.length; i++) parts[nodes[i]!] = group[names[sub.best.parts[i]!]!]!;
  // The group's own search knows no budget, and its new names may send home what was away or the reverse.
  if (spentOn(search.graph, parts) > Math.max(search.budget, spentOn(search.graph, search.best.parts))) return false;
  return offerParts(search, parts);
}

/** Names for a group's new parts such that much of what they hold is at home: the largest overlap first. */
function namesByHome({ graph, best, targets }: Search): number[] {
  const k = targets.partCount;
  const shared = new Float64Array(k * k);
  for (let v = 0; v < graph.count; v++) {
    if (graph.home[v]! >= 0)
      shared[best.parts[v]! * k + graph.home[v]!]! += graph.moveCost[v]! + 1e-12 * graph.sizes[v]!;
  }
  const names = new Array<number>(k).fill(-1);
  const used = new Set<number>();
  const pairs = [...shared.keys()].sort((a, b) => shared[b]! - shared[a]! || a - b);
  for (const pair of pairs) {
    const part = Math.floor(pair / k);
    if (names[part]! >= 0 || used.has(pair % k)) continue;
    names[part] = pair % k;
    used.add(pair % k);
  }
  return names;
}

/** Whether a coarse deal is near enough to the group's present excess to be worth its annealing. */
function isPromising(search: Search, sub: Search, levels: readonly Level[], parts: Int32Array): boolean {
  const depth = levels.length - 1;
  const state = createState(levels[depth]!.graph, sub.targets, parts.slice());
  const { excess } = meritOf(state, new Uint8Array(sub.targets.target.length), search.meritCosts);
  return excess < PROMISING * sub.best.merit.excess + 0.02 * sub.targets.partCount;
}

/** The nodes that some parts have in `from` as a search of its own, its best plan being what they are there. */
export function subSearch(
  search: Search,
  group: readonly number[],
  from: Int32Array,
): { sub: Search; nodes: Int32Array } {
  const { graph, nodes, targets } = subgraph(search.graph, search.targets, from, group);
  const local = new Map(group.map((part, i) => [part, i]));
  const m = targets.measureCount;
  const parts = Int32Array.from(nodes, (v) => local.get(from[v]!)!);
  const sub: Search = {
    ...search,
    team: null,
    graph,
    targets,
    frozen: new Uint8Array(group.length),
    hopeless: Uint8Array.from({ length: group.length * m }, (_, at) => {
      return search.hopeless[group[Math.floor(at / m)]! * m + (at % m)]!;
    }),
    budget: Infinity,
    began: null,
    heavy: [],
    lumpy: false,
    nodeOfCell: null,
    best: { merit: { excess: Infinity, cost: Infinity }, parts, version: 0 },
  };
  offerParts(sub, parts.slice());
  sub.best.version = 0;
  return { sub, nodes };
}

/**
 * A group around one of the worst parts: neighbours are added that cancel what the group has too much or too little
 * of, now and then any neighbour. Parts that are frozen or excused are left out. Empty when no part is beyond.
 */
export function chooseGroup(search: Search, size: number): number[] {
  const { graph, targets, random, best } = search;
  const state = createState(graph, targets, best.parts.slice());
  const exempt = heavyExempt(search, best.parts, [], 0);
  const m = targets.measureCount;
  const closed = closedParts(search, best.parts);
  const excess = excessByPart(state, exempt).map((x, p) => (closed[p] ? 0 : x));
  const beyond = [...excess.keys()].filter((p) => excess[p]! > 0).sort((a, b) => excess[b]! - excess[a]!);
  const first = beyond.length > 0 ? beyond[random.below(Math.min(3, beyond.length))]! : random.below(targets.partCount);
  if (closed[first]) return [];
  const neighbours = partNeighbours(graph, best.parts, targets.partCount);
  const group = [first];
  while (group.length < size) {
    const next = [...new Set(group.flatMap((p) => [...neighbours[p]!]))].filter(
      (p) => !group.includes(p) && !closed[p],
    );
    if (next.length === 0) break;
    next.sort((a, b) => a - b);
    const anyOne = random.next() < 0.35;
    const rated = next.map((p) => residual(state.loads, targets.target, targets.inverse, [...group, p], m));
    group.push(anyOne ? next[random.below(next.length)]! : next[rated.indexOf(Math.min(...rated))]!);
  }
  return group;
}

export function residual(
  loads: Float64Array,
  target: Float64Array,
  inverse: Float64Array,
  group: number[],
  m: number,
): number {
  let off = 0;
  for (let c = 0; c < m; c++) {
    let sum = 0;
    for (const p of group) sum += (loads[p * m + c]! - target[p * m + c]!) * inverse[p * m + c]!;
    off += Math.abs(sum);
  }
  return off;
}

/** 1 = frozen, excused, or holding a fixed node: such parts are not dealt anew. */
export function closedParts(search: Search, parts: Int32Array): Uint8Array {
  const m = search.targets.measureCount;
  const exempt = heavyExempt(search, parts, [], 0);
  const closed = search.frozen.map((frozen, p) => (frozen || exempt.subarray(p * m, p * m + m).includes(1) ? 1 : 0));
  search.graph.fixed.forEach((p) => {
    if (p >= 0) closed[p] = 1;
  });
  return closed;
}
