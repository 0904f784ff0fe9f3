/**
 * Recombination: two or three neighbouring parts are merged, a random spanning tree is drawn over them, and the tree
 * is cut where the parts come out best (DeFord, Duchin, Solomon 2021, "Recombination: a family of Markov chains for
 * redistricting"). With three parts all pairs of cuts are looked at: a surplus of one measure against another passes
 * through a part that could not have kept it, which moves of single nodes between two neighbours can't do.
 */
import { priceOfDeviation } from './pricing.ts';
import type { Random } from './random.ts';
import { moveNode, type SearchState } from './search-state.ts';
import { growTree, type TreeScratch } from './spanning-tree.ts';
import { deviationOf } from './targets.ts';
import { cheapestCut, cheapestCuts, labelCuts, priceAt, type TreeCuts } from './tree-cuts.ts';

/** Draws from the boundary before a group or a root is given up. */
const TRIES = 60;
/** Half the groups hold a part beyond its aim if one comes up early: large plans are searched where it matters. */
const SEEKING_CHANCE = 0.5;
const SEEKING_TRIES = 20;
/** Prices this many temperatures dearer are not worth an exact count of the boundary. */
const HOPELESS = 20;

export interface RecombineOptions {
  /** Parts that are merged. */
  readonly ways: 2 | 3;
  /** In priced cut edges. */
  readonly temperature: number;
  /** Chance that the group is drawn around a part beyond its aim. */
  readonly around: number;
}

/**
 * Proposes one recombination and takes it by the Metropolis rule. Nodes with `anchored[node]` = 1 keep their part. Mutates the state; returns whether anything moved.
 */
export function recombine(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  { ways, temperature, around }: RecombineOptions,
  random: Random,
): boolean {
  const seed = around > 0 && random.next() < around ? drawBeyond(state, random) : -1;
  const group = seed < 0 ? drawGroup(state, ways, random) : drawAround(state, seed, ways, random);
  const root = group ? drawRoot(state, group, random) : -1;
  return group !== null && root >= 0 && recombineGroup(state, scratch, anchored, group, root, temperature, random);
}

/** As `recombine`, of two or three given parts; `root` is a node of the last one. */
export function recombineGroup(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  group: readonly number[],
  root: number,
  temperature: number,
  random: Random,
): boolean {
  const count = growTree(state, scratch, anchored, group, root, random);
  if (count === 0) return false;
  const cuts =
    group.length === 2 ? cheapestCut(state, scratch, group, count) : cheapestCuts(state, scratch, group, count, random);
  if (!cuts) return false;
  labelCuts(scratch, group, count, cuts);
  if (!isTaken(state, scratch, group, count, cuts, temperature, random)) return false;
  for (let i = 0; i < count; i++) {
    const v = scratch.node[i]!;
    const q = group[scratch.label[i]!]!;
    if (state.parts[v] !== q) moveNode(state, v, q);
  }
  return true;
}

/** Neighbouring parts, none frozen, as the boundary has them: long borders come up often. */
function drawGroup(state: SearchState, ways: 2 | 3, random: Random): number[] | null {
  const { graph, parts, frozen, boundary, boundaryCount } = state;
  const group: number[] = [];
  const seeking = random.next() < SEEKING_CHANCE ? SEEKING_TRIES : 0;
  for (let tries = 0; tries < TRIES && boundaryCount > 0; tries++) {
    const v = boundary[random.below(boundaryCount)]!;
    const first = graph.offsets[v]!;
    const p = parts[v]!;
    const q = parts[graph.targets[first + random.below(graph.offsets[v + 1]! - first)]!]!;
    if (p === q || frozen[p] || frozen[q]) continue;
    if (group.length === 0 && tries < seeking && !isBeyond(state, p) && !isBeyond(state, q)) continue;
    if (group.length === 0) group.push(p, q);
    else if (group.includes(p) !== group.includes(q)) group.push(group.includes(p) ? q : p);
    if (group.length === ways) return group;
  }
  return null;
}

/** One of the parts beyond their aim, -1 when there is none. */
function drawBeyond(state: SearchState, random: Random): number {
  let found = -1;
  let count = 0;
  for (let p = 0; p < state.targets.partCount; p++) {
    if (!state.frozen[p] && isBeyond(state, p) && random.below(++count) === 0) found = p;
  }
  return found;
}

/** A part and neighbours, every one as likely as another: metros have short borders, and need it most. */
function drawAround(state: SearchState, seed: number, ways: 2 | 3, random: Random): number[] | null {
  const { graph, parts, frozen, boundary, boundaryCount } = state;
  const group = [seed];
  while (group.length < ways) {
    const near = new Set<number>();
    for (let i = 0; i < boundaryCount; i++) {
      const v = boundary[i]!;
      if (!group.includes(parts[v]!)) continue;
      for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
        const q = parts[graph.targets[e]!]!;
        if (!frozen[q] && !group.includes(q)) near.add(q);
      }
    }
    if (near.size === 0) return null;
    group.push([...near][random.below(near.size)]!);
  }
  return group;
}

/** Whether a part is beyond the deviations the search aims between. */
function isBeyond(state: SearchState, p: number): boolean {
  const { targets, loads } = state;
  const m = targets.measureCount;
  for (let k = p * m; k < p * m + m; k++) {
    if (priceOfDeviation(state, k, deviationOf(targets, k, loads[k]!)) > 0) return true;
  }
  return false;
}

/** A boundary node of the group to grow the tree from, -1 when it has none; its part becomes the group's last. */
function drawRoot(state: SearchState, group: number[], random: Random): number {
  const { parts, boundary, boundaryCount } = state;
  let found = -1;
  for (let tries = 0; tries < TRIES * group.length && found < 0; tries++) {
    const v = boundary[random.below(boundaryCount)]!;
    if (group.includes(parts[v]!)) found = v;
  }
  // Short borders seldom come up by chance.
  for (let i = 0, count = 0; i < boundaryCount && (found < 0 || count > 0); i++) {
    if (group.includes(parts[boundary[i]!]!) && random.below(++count) === 0) found = boundary[i]!;
  }
  if (found >= 0) group.push(...group.splice(group.indexOf(parts[found]!), 1));
  return found;
}

function isTaken(
  state: SearchState,
  scratch: TreeScratch,
  group: readonly number[],
  count: number,
  cuts: TreeCuts,
  temperature: number,
  random: Random,
): boolean {
  const priced = excessChange(state, scratch, group, cuts);
  if (priced > HOPELESS * temperature) return false;
  const change = labelledChange(state, scratch, group, count);
  if (change.moved === 0 || (change.spent > 0 && state.spent + change.spent > state.budget)) return false;
  const delta = priced + change.cost;
  return delta <= 0 || random.next() < Math.exp(-delta / temperature);
}

function excessChange(state: SearchState, scratch: TreeScratch, group: readonly number[], cuts: TreeCuts): number {
  const { u, v, nameU, nameV } = cuts;
  const { targets, loads } = state;
  const m = targets.measureCount;
  const nested = v > u && v < u + scratch.size[u]!;
  let delta = priceAt(state, scratch, group[nameU]!, u, nested ? v : -1, -1);
  if (v >= 0) delta += priceAt(state, scratch, group[nameV]!, v, -1, -1);
  delta += priceAt(state, scratch, group.at(-1)!, 0, u, nested ? -1 : v);
  for (const p of group) {
    for (let k = p * m; k < p * m + m; k++) {
      delta -= priceOfDeviation(state, k, deviationOf(targets, k, loads[k]!));
    }
  }
  return delta;
}

/** What the labelled tree changes in boundary and in cost away from home. */
function labelledChange(state: SearchState, scratch: TreeScratch, group: readonly number[], count: number) {
  const { graph, parts, seen, seenNow } = state;
  const { node, place, label } = scratch;
  let cut = 0;
  let away = 0;
  let spent = 0;
  let moved = 0;
  for (let i = 0; i < count; i++) {
    const v = node[i]!;
    const p = parts[v]!;
    const q = group[label[i]!]!;
    if (p !== q) {
      moved++;
      const direction = Number(graph.home[v] === p) - Number(graph.home[v] === q);
      spent += direction * graph.budgetCost[v]!;
      away += direction * (state.changePrice * graph.moveCost[v]! + state.awayPrice * graph.sizes[v]!);
    }
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      const u = graph.targets[e]!;
      if (seen[u] !== seenNow) continue;
      if (label[place[u]!] !== label[i]) cut += graph.edgeWeights[e]!;
      if (parts[u] !== p) cut -= graph.edgeWeights[e]!;
    }
  }
  return { cost: (cut / 2) * state.cutPrice + away, spent, moved };
}
