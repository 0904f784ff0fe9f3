/**
 * A random spanning tree over a group of parts, laid out in preorder so that every subtree is a range, with the sums
 * of each subtree. What recombination cuts.
 */
import { createGroupGraph, type GroupGraph } from './group-graph.ts';
import type { Random } from './random.ts';
import type { SearchState } from './search-state.ts';

/** Anchored nodes are counted by part in fields of this many bits. */
const ANCHOR_BITS = 10;
const MOST_ANCHORS = (1 << ANCHOR_BITS) - 1;
/** Chance that a node is taken into the tree across the present border at once; the rest wait. */
const ACROSS_CHANCE = 0.5;

/** Reused from one tree to the next. By position in the tree where not said otherwise; lengths: nodes of the graph. */
export interface TreeScratch {
  readonly ground: GroupGraph;
  /** Local index of the node at each position; `positionOf` is its inverse. */
  readonly order: Int32Array;
  readonly positionOf: Int32Array;
  /** Position of the parent, -1 at the root. */
  readonly parent: Int32Array;
  /** Nodes of the subtree: it is the range from its position on. */
  readonly size: Int32Array;
  /** Anchored nodes of the subtree, counted by part of the group in fields of `ANCHOR_BITS` bits. */
  readonly anchors: Int32Array;
  /** Loads of the subtree, interleaved by measure, file units. */
  readonly load: Float64Array;
  /** Weight of the edges from the subtree to the rest of the group; see `sumBorders`. */
  readonly border: Float64Array;
  /** Price of a subtree as the part cut off second, and chosen names, see tree-cuts.ts. */
  readonly alone: Float64Array;
  readonly label: Uint8Array;
  /** By local index: 1 = waiting to be taken into the tree, 2 = taken; who waits; and the tree as children lists. */
  readonly mark: Uint8Array;
  readonly waiting: Int32Array;
  readonly from: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextChild: Int32Array;
}

export function createTreeScratch(state: SearchState): TreeScratch {
  const n = state.graph.count;
  return {
    ground: createGroupGraph(state),
    order: new Int32Array(n),
    positionOf: new Int32Array(n),
    parent: new Int32Array(n),
    size: new Int32Array(n),
    anchors: new Int32Array(n),
    load: new Float64Array(n * state.targets.measureCount),
    border: new Float64Array(n),
    alone: new Float64Array(n),
    label: new Uint8Array(n),
    mark: new Uint8Array(n),
    waiting: new Int32Array(n),
    from: new Int32Array(n),
    firstChild: new Int32Array(n),
    nextChild: new Int32Array(n),
  };
}

/** The bits that count anchored nodes of the i-th part of a group. */
export function anchorField(i: number): number {
  return MOST_ANCHORS << (i * ANCHOR_BITS);
}

/**
 * Grows a tree over the group from the node of local index `root`, node by node in random order, so that subtrees are
 * compact; within a part nodes come earlier than across its border. False when the group holds too many anchored nodes.
 */
export function growTree(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  root: number,
  random: Random,
): boolean {
  const { mark, waiting, from, firstChild, nextChild } = scratch;
  const { count, offsets, targets, place } = scratch.ground;
  mark.fill(0, 0, count);
  let held = 1;
  waiting[0] = root;
  from[root] = -1;
  nextChild[root] = -1;
  while (held > 0) {
    const at = random.below(held);
    const v = waiting[at]!;
    const start = offsets[v]!;
    const end = offsets[v + 1]!;
    if (v !== root) {
      const up = treeNeighbour(scratch, start, end, place[v]!, random);
      if (place[up] !== place[v] && random.next() >= ACROSS_CHANCE) continue;
      from[v] = up;
      nextChild[v] = firstChild[up]!;
      firstChild[up] = v;
    }
    waiting[at] = waiting[--held]!;
    mark[v] = 2;
    firstChild[v] = -1;
    for (let e = start; e < end; e++) {
      const u = targets[e]!;
      if (mark[u] !== 0) continue;
      mark[u] = 1;
      waiting[held++] = u;
    }
  }
  layOut(scratch, root);
  return sumSubtrees(state, scratch, anchored);
}

/** A neighbour that is in the tree, of the same part if there is one: the first from a random one on. */
function treeNeighbour(
  { mark, ground }: TreeScratch,
  start: number,
  end: number,
  name: number,
  random: Random,
): number {
  const { targets, place } = ground;
  let across = -1;
  let e = start + random.below(end - start);
  for (let left = end - start; left > 0; left--) {
    const u = targets[e]!;
    if (mark[u] === 2) {
      if (place[u] === name) return u;
      across = u;
    }
    if (++e === end) e = start;
  }
  return across;
}

/** Preorder positions from the children lists. */
function layOut({ order, positionOf, parent, firstChild, nextChild, from }: TreeScratch, root: number): void {
  let count = 0;
  let v = root;
  for (;;) {
    positionOf[v] = count;
    order[count] = v;
    parent[count++] = v === root ? -1 : positionOf[from[v]!]!;
    if (firstChild[v]! >= 0) {
      v = firstChild[v]!;
      continue;
    }
    while (v !== root && nextChild[v]! < 0) v = from[v]!;
    if (v === root) return;
    v = nextChild[v]!;
  }
}

/** False when a part has more anchored nodes than can be counted. */
function sumSubtrees(state: SearchState, scratch: TreeScratch, anchored: Uint8Array): boolean {
  const { graph } = state;
  const { order, parent, size, anchors, load } = scratch;
  const { count, node, place } = scratch.ground;
  const m = graph.measureCount;
  const anchorCounts = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const v = node[order[i]!]!;
    size[i] = 1;
    anchors[i] = 0;
    for (let c = 0; c < m; c++) load[i * m + c] = graph.values[v * m + c]!;
    if (!anchored[v]) continue;
    const name = place[order[i]!]!;
    anchors[i] = 1 << (name * ANCHOR_BITS);
    if (++anchorCounts[name]! > MOST_ANCHORS) return false;
  }
  for (let i = count - 1; i > 0; i--) {
    const up = parent[i]!;
    size[up]! += size[i]!;
    anchors[up]! += anchors[i]!;
    for (let c = 0; c < m; c++) load[up * m + c]! += load[i * m + c]!;
  }
  return true;
}

/** Fills `border`: each edge counts at both ends and is taken off where their subtrees meet, so that sums leave it out above. */
export function sumBorders(scratch: TreeScratch): void {
  const { order, positionOf, parent, border } = scratch;
  const { count, offsets, targets, weights } = scratch.ground;
  border.fill(0, 0, count);
  for (let i = 0; i < count; i++) {
    const v = order[i]!;
    for (let e = offsets[v]!, end = offsets[v + 1]!; e < end; e++) {
      const j = positionOf[targets[e]!]!;
      if (j > i) continue;
      // In preorder, the nearest ancestor that does not come after the other end holds it, too.
      let meet = i;
      while (meet > j) meet = parent[meet]!;
      border[i]! += weights[e]!;
      border[j]! += weights[e]!;
      border[meet]! -= 2 * weights[e]!;
    }
  }
  for (let i = count - 1; i > 0; i--) border[parent[i]!]! += border[i]!;
}
