/**
 * A group of parts dealt anew by nested cuts: a random spanning tree over the group is cut where both sides hold what
 * some of the parts should, and so on down to single parts, with a second choice where a side can't be cut further
 * (recombination of DeFord, Duchin, Solomon 2021 carried over many parts; splitting by trees as in McCartan, Imai 2023,
 * "Sequential Monte Carlo for sampling balanced and compact redistricting plans"). Where single cells hold much of
 * a part, no sequence of small changes leads from one balanced plan to the next; this needs none.
 */
import { annealGroup } from './anneal.ts';
import { shuffled } from './coarsen.ts';
import { type GroupGraph, linkGroup } from './group-graph.ts';
import type { Random } from './random.ts';
import { moveNode, type SearchState } from './search-state.ts';
import { growTree, sumBorders, type TreeScratch } from './spanning-tree.ts';
import type { PartTargets } from './targets.ts';
import { loadOf } from './weighted-graph.ts';

/** Trees drawn over a side, at most, and how many that can be cut are enough; cuts that are followed further. */
const TREES = 60;
const ENOUGH = 4;
const FOLLOWED = 2;
/** Several parts together stay within this share of their tolerances. */
const TOGETHER = 0.6;
/** Moves tried for each node to shorten the borders of a deal. */
const SMOOTHING_MOVES = 30;

/** Where the load of some parts may lie, one a measure, file units. */
interface Window {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

interface Side {
  readonly nodes: Int32Array;
  readonly parts: readonly number[];
}

interface Cut {
  readonly first: Side;
  readonly rest: Side;
  readonly border: number;
}

/** What deals work with. */
export interface Dealer {
  /** Prices decide how borders are shortened in the end. */
  readonly state: SearchState;
  readonly scratch: TreeScratch;
  /** By node: 0 throughout, as nodes that may not move are in none of the groups. */
  readonly anchored: Uint8Array;
  readonly random: Random;
  /** Nodes of trees that may still be drawn. */
  allowance: number;
}

/**
 * Deals the parts gathered in `scratch.ground` anew, each within its limits; false when no deal was found, and nothing
 * has changed then. Mutates the state and the allowance.
 */
export function dealByTrees(dealer: Dealer): boolean {
  const { state, scratch, anchored, random } = dealer;
  const { group, node, count } = scratch.ground;
  const whole: Side = { nodes: node.slice(0, count), parts: group.slice() };
  const { low, high } = windowOf(state.targets, whole.parts);
  if (loadOf(state.graph, whole.nodes).some((load, c) => load < low[c]! || load > high[c]!)) return false;
  const dealt: Side[] = [];
  if (!deal(dealer, whole, dealt)) return false;
  for (const { nodes, parts } of dealt) {
    for (const v of nodes) if (state.parts[v] !== parts[0]) moveNode(state, v, parts[0]!);
  }
  layOut(state, scratch.ground, whole.nodes);
  annealGroup(state, scratch.ground, anchored, SMOOTHING_MOVES * whole.nodes.length, random);
  return true;
}

/** Adds the sides of single parts to `dealt`; false when there is no such deal. */
function deal(dealer: Dealer, side: Side, dealt: Side[]): boolean {
  if (side.parts.length === 1) {
    dealt.push(side);
    return true;
  }
  const before = dealt.length;
  for (const { first, rest } of findCuts(dealer, side)) {
    if (deal(dealer, first, dealt) && deal(dealer, rest, dealt)) return true;
    dealt.length = before;
    if (dealer.allowance <= 0) return false;
  }
  return false;
}

/** A few balanced cuts of a side, those with short borders first. */
function findCuts(dealer: Dealer, { nodes, parts }: Side): Cut[] {
  const { state, scratch, anchored, random } = dealer;
  const loads = loadOf(state.graph, nodes);
  const cuts: Cut[] = [];
  layOut(state, scratch.ground, nodes);
  for (let tree = 0; tree < TREES && cuts.length < ENOUGH && dealer.allowance > 0; tree++) {
    dealer.allowance -= nodes.length;
    if (!growTree(state, scratch, anchored, random.below(nodes.length), random)) break;
    const order = Array.from(shuffled(parts.length, random), (i) => parts[i]!);
    const cut = shortestCut(state, scratch, order, loads);
    if (cut) cuts.push(cut);
  }
  return cuts.sort((a, b) => a.border - b.border).slice(0, FOLLOWED);
}

/** The balanced cut of the tree with the shortest border: the subtree becomes the first parts of `order`. */
function shortestCut(
  state: SearchState,
  scratch: TreeScratch,
  order: readonly number[],
  all: Float64Array,
): Cut | null {
  const { load, border, size, ground } = scratch;
  const m = all.length;
  const firsts = order.map((_, j) => windowOf(state.targets, order.slice(0, j)));
  const rests = order.map((_, j) => windowOf(state.targets, order.slice(j)));
  let at = -1;
  let taken = 0;
  for (let u = 1; u < ground.count; u++) {
    for (let j = 1; j < order.length; j++) {
      if (!isBalanced(load, u * m, all, firsts[j]!, rests[j]!)) continue;
      if (at < 0) sumBorders(scratch);
      if (at >= 0 && border[u]! >= border[at]!) continue;
      at = u;
      taken = j;
    }
  }
  if (at < 0) return null;
  const nodes = Int32Array.from(scratch.order.subarray(0, ground.count), (local) => ground.node[local]!);
  const end = at + size[at]!;
  const rest = new Int32Array(nodes.length - size[at]!);
  rest.set(nodes.subarray(0, at));
  rest.set(nodes.subarray(end), at);
  return {
    first: { nodes: nodes.slice(at, end), parts: order.slice(0, taken) },
    rest: { nodes: rest, parts: order.slice(taken) },
    border: border[at]!,
  };
}

/** Whether a subtree suits the first parts, and what it leaves the others. `load` from `at` on, one a measure. */
function isBalanced(load: Float64Array, at: number, all: Float64Array, first: Window, rest: Window): boolean {
  for (let c = 0; c < all.length; c++) {
    const own = load[at + c]!;
    const left = all[c]! - own;
    if (own < first.low[c]! || own > first.high[c]! || left < rest.low[c]! || left > rest.high[c]!) return false;
  }
  return true;
}

/** What cells of some parts may sum up to, so that each can be within its limits. */
function windowOf(
  { target, inverse, low, high, baseLoad, measureCount: m }: PartTargets,
  parts: readonly number[],
): Window {
  const least = new Float64Array(m);
  const most = new Float64Array(m);
  const share = parts.length > 1 ? TOGETHER : 1;
  for (const p of parts) {
    for (let c = 0; c < m; c++) {
      const at = p * m + c;
      if (inverse[at] === 0) {
        least[c] = -Infinity;
        most[c] = Infinity;
        continue;
      }
      const middle = (low[at]! + high[at]!) / 2;
      const half = (share * (high[at]! - low[at]!)) / 2;
      least[c]! += target[at]! - baseLoad[at]! + (middle - half) / inverse[at]!;
      most[c]! += target[at]! - baseLoad[at]! + (middle + half) / inverse[at]!;
    }
  }
  return { low: least, high: most };
}

/** Makes some nodes of a gathered group the linked group. Mutates `state.seen`. */
function layOut(state: SearchState, ground: GroupGraph, nodes: Int32Array): void {
  const { seen, parts } = state;
  state.seenNow++;
  ground.count = nodes.length;
  for (let i = 0; i < nodes.length; i++) {
    const v = nodes[i]!;
    seen[v] = state.seenNow;
    ground.node[i] = v;
    ground.localOf[v] = i;
    ground.place[i] = ground.group.indexOf(parts[v]!);
  }
  linkGroup(state, ground);
}
