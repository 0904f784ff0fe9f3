/**
 * Recombination: two or three neighbouring parts are merged, a random spanning tree is drawn over them, and the tree
 * is cut where the parts come out best (DeFord, Duchin, Solomon 2021, "Recombination: a family of Markov chains for
 * redistricting"). With three parts all pairs of cuts are looked at: a surplus of one measure against another passes
 * through a part that could not have kept it, which moves of single nodes between two neighbours can't do. Nine trees in
 * ten have no cut worth a second look; what is nearly good enough is polished by moves of single nodes before it is judged.
 */
import { annealGroup } from './anneal.ts';
import { addNeighbour, beginGroup, linkGroup, putLast } from './group-graph.ts';
import { priceOfDeviation } from './pricing.ts';
import type { Random } from './random.ts';
import { moveNode, type SearchState } from './search-state.ts';
import { growTree, type TreeScratch } from './spanning-tree.ts';
import { deviationOf } from './targets.ts';
import { cheapestCut, cheapestCuts, labelCuts, priceAt, type TreeCuts } from './tree-cuts.ts';

/** Half the groups hold a part beyond its aim if one comes up early: large plans are searched where it matters. */
const SEEKING_CHANCE = 0.5;
const SEEKING_TRIES = 20;
/** Trees drawn over a group before it is given up. */
const TREES = 3;
/** Cuts are polished that cost this many temperatures more than what could be taken; moves tried for each node. */
const POLISHED = 10;
const POLISH_MOVES = 1;

export interface RecombineOptions {
  /** Parts that are merged. */
  readonly ways: 2 | 3;
  /** In priced cut edges. */
  readonly temperature: number;
  /** Chance that the group is drawn around a part beyond its aim. */
  readonly around: number;
}

/**
 * Draws a group and recombines it, see `recombineGroup`. Nodes with `anchored[node]` = 1 keep their part. Mutates the
 * state; returns whether anything moved.
 */
export function recombine(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  { ways, temperature, around }: RecombineOptions,
  random: Random,
): boolean {
  const { ground } = scratch;
  if (state.boundaryCount === 0) return false;
  // Around a part beyond its aim all neighbours are as likely: metros have short borders, and need it most.
  const seed = around > 0 && random.next() < around ? drawBeyond(state, random) : -1;
  const start = seed < 0 ? drawBoundary(state, random) : nodeOf(state, seed, random);
  if (start < 0 || !beginGroup(state, ground, start)) return false;
  while (ground.group.length < ways) if (!addNeighbour(state, ground, seed < 0, random)) return false;
  linkGroup(state, ground);
  return recombineGroup(state, scratch, anchored, temperature, random);
}

/** Recombines the linked group of `scratch.ground`: the first of a few trees that the Metropolis rule takes. */
export function recombineGroup(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  temperature: number,
  random: Random,
): boolean {
  for (let tree = 0; tree < TREES; tree++) {
    if (recombineOnce(state, scratch, anchored, temperature, random)) return true;
  }
  return false;
}

function recombineOnce(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  temperature: number,
  random: Random,
): boolean {
  const { ground } = scratch;
  const root = random.below(ground.count);
  putLast(ground, ground.place[root]!);
  if (!growTree(state, scratch, anchored, root, random)) return false;
  // The Metropolis rule with its chance drawn first: what can't pass needs no exact price.
  const most = -Math.log(1 - random.next()) * temperature;
  const slack = POLISHED * temperature;
  const present = presentPrice(state, ground.group);
  const limit = present + ground.cut * state.cutPrice + awayNow(state, scratch) + most + slack;
  const cuts =
    ground.group.length === 2 ? cheapestCut(state, scratch, limit) : cheapestCuts(state, scratch, limit, random);
  if (!cuts) return false;
  labelCuts(scratch, cuts);
  const { cost, moved, spent } = labelledChange(state, scratch);
  if (moved === 0 || (spent > 0 && state.spent + spent > state.budget)) return false;
  const delta = cost + priceOfCuts(state, scratch, cuts) - present;
  if (delta > most + slack) return false;
  moveLabelled(state, scratch);
  if (delta + annealGroup(state, ground, anchored, Math.ceil(POLISH_MOVES * ground.count), random) <= most) return true;
  moveBack(state, scratch);
  return false;
}

/** A boundary node, so that long borders come up often; -1 where its part is frozen. */
function drawBoundary(state: SearchState, random: Random): number {
  const { parts, boundary, boundaryCount, frozen } = state;
  let v = boundary[random.below(boundaryCount)]!;
  const tries = random.next() < SEEKING_CHANCE ? SEEKING_TRIES : 0;
  for (let i = 0; i < tries && !isBeyond(state, parts[v]!); i++) v = boundary[random.below(boundaryCount)]!;
  return frozen[parts[v]!] ? -1 : v;
}

/** A boundary node of part p, -1 when it has none. */
export function nodeOf({ parts, boundary, boundaryCount }: SearchState, p: number, random: Random): number {
  const first = boundaryCount > 0 ? random.below(boundaryCount) : 0;
  for (let i = 0; i < boundaryCount; i++) {
    const v = boundary[(first + i) % boundaryCount]!;
    if (parts[v] === p) return v;
  }
  return -1;
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

/** Whether a part is beyond the deviations the search aims between. */
function isBeyond(state: SearchState, p: number): boolean {
  return partPrice(state, p) > 0;
}

function partPrice(state: SearchState, p: number): number {
  const { targets, loads } = state;
  const m = targets.measureCount;
  let price = 0;
  for (let k = p * m; k < p * m + m; k++) price += priceOfDeviation(state, k, deviationOf(targets, k, loads[k]!));
  return price;
}

/** Priced excess of the group's parts as they are. */
function presentPrice(state: SearchState, group: readonly number[]): number {
  let price = 0;
  for (const p of group) price += partPrice(state, p);
  return price;
}

/** Priced excess of the group's parts once it is cut. */
function priceOfCuts(state: SearchState, scratch: TreeScratch, { u, v, nameU, nameV }: TreeCuts): number {
  const { group } = scratch.ground;
  const nested = v > u && v < u + scratch.size[u]!;
  let price = priceAt(state, scratch, group.at(-1)!, 0, u, nested ? -1 : v);
  price += priceAt(state, scratch, group[nameU]!, u, nested ? v : -1, -1);
  return v < 0 ? price : price + priceAt(state, scratch, group[nameV]!, v, -1, -1);
}

/** What the group's nodes cost away from home: no cut of the tree can win more. */
function awayNow({ graph, parts, changePrice, awayPrice }: SearchState, { ground }: TreeScratch): number {
  if (changePrice === 0 && awayPrice === 0) return 0;
  let price = 0;
  for (let i = 0; i < ground.count; i++) {
    const v = ground.node[i]!;
    if (graph.home[v]! < 0 || graph.home[v] === parts[v]) continue;
    price += changePrice * graph.moveCost[v]! + awayPrice * graph.sizes[v]!;
  }
  return price;
}

/** What the labelled tree changes in boundary and in cost away from home. */
function labelledChange({ graph, parts, changePrice, awayPrice, cutPrice }: SearchState, scratch: TreeScratch) {
  const { order, positionOf, label, ground } = scratch;
  const { group, count, node, offsets, targets, weights } = ground;
  let cut = 0;
  let away = 0;
  let spent = 0;
  let moved = 0;
  for (let i = 0; i < count; i++) {
    const at = order[i]!;
    const v = node[at]!;
    const p = parts[v]!;
    const q = group[label[i]!]!;
    if (p !== q) {
      moved++;
      const direction = Number(graph.home[v] === p) - Number(graph.home[v] === q);
      spent += direction * graph.budgetCost[v]!;
      away += direction * (changePrice * graph.moveCost[v]! + awayPrice * graph.sizes[v]!);
    }
    for (let e = offsets[at]!, end = offsets[at + 1]!; e < end; e++) {
      if (label[positionOf[targets[e]!]!] !== label[i]) cut += weights[e]!;
    }
  }
  return { cost: (cut / 2 - ground.cut) * cutPrice + away, spent, moved };
}

function moveLabelled(state: SearchState, { order, label, ground }: TreeScratch): void {
  for (let i = 0; i < ground.count; i++) {
    const v = ground.node[order[i]!]!;
    const q = ground.group[label[i]!]!;
    if (state.parts[v] !== q) moveNode(state, v, q);
  }
}

function moveBack(state: SearchState, { ground }: TreeScratch): void {
  for (let i = 0; i < ground.count; i++) {
    const v = ground.node[i]!;
    const p = ground.group[ground.place[i]!]!;
    if (state.parts[v] !== p) moveNode(state, v, p);
  }
}
