/**
 * A random spanning tree over a group of parts, laid out in preorder so that every subtree is a range, with the sums
 * of each subtree. What recombination cuts.
 */
import type { Random } from './random.ts';
import type { SearchState } from './search-state.ts';

/** Anchored nodes are counted by part in fields of this many bits. */
const ANCHOR_BITS = 10;
const MOST_ANCHORS = (1 << ANCHOR_BITS) - 1;
/** Chance that an edge across the present border is taken into the tree at once; the rest wait. */
const ACROSS_CHANCE = 0.5;

/** Reused from one tree to the next. By position in the tree where not said otherwise; lengths: nodes of the graph. */
export interface TreeScratch {
  /** Node at each position; `place` is its inverse, by node, valid where `state.seen` is `state.seenNow`. */
  readonly node: Int32Array;
  readonly place: Int32Array;
  /** Position of the parent, -1 at the root. */
  readonly parent: Int32Array;
  /** Nodes of the subtree: it is the range from its position on. */
  readonly size: Int32Array;
  /** Anchored nodes of the subtree, counted by part of the group in fields of `ANCHOR_BITS` bits. */
  readonly anchors: Int32Array;
  /** Loads of the subtree, interleaved by measure, file units. */
  readonly load: Float64Array;
  /** Weight of the edges from the subtree to the rest of the group. */
  readonly border: Float64Array;
  /** Priced subtrees and chosen names, see tree-cuts.ts. */
  readonly alone: Float64Array;
  readonly label: Uint8Array;
  /** Half-grown edges, node and node; and the tree as children lists, by node. */
  readonly frontier: Int32Array;
  readonly from: Int32Array;
  readonly firstChild: Int32Array;
  readonly nextChild: Int32Array;
}

export function createTreeScratch(state: SearchState): TreeScratch {
  const n = state.graph.count;
  return {
    node: new Int32Array(n),
    place: new Int32Array(n),
    parent: new Int32Array(n),
    size: new Int32Array(n),
    anchors: new Int32Array(n),
    load: new Float64Array(n * state.targets.measureCount),
    border: new Float64Array(n),
    alone: new Float64Array(2 * n),
    label: new Uint8Array(n),
    frontier: new Int32Array(2 * state.graph.targets.length),
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
 * Grows the tree over the nodes of `group` from `root`, edge by edge in random order, so that subtrees are compact;
 * edges within a part come earlier. Returns the nodes of the tree, 0 when the group is not in one piece or holds too
 * many anchored nodes. Mutates the scratch and `state.seen`: the tree's nodes are those marked `state.seenNow`.
 */
export function growTree(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  group: readonly number[],
  root: number,
  random: Random,
): number {
  const { parts, seen } = state;
  const { frontier, from, firstChild, nextChild } = scratch;
  const now = ++state.seenNow;
  let held = reach(state, scratch, group, root, 0);
  from[root] = -1;
  let grown = 1;
  while (held > 0) {
    const at = 2 * random.below(held >> 1);
    const v = frontier[at]!;
    const u = frontier[at + 1]!;
    if (seen[u] !== now && parts[u] !== parts[v] && random.next() >= ACROSS_CHANCE) continue;
    held -= 2;
    frontier[at] = frontier[held]!;
    frontier[at + 1] = frontier[held + 1]!;
    if (seen[u] === now) continue;
    from[u] = v;
    nextChild[u] = firstChild[v]!;
    firstChild[v] = u;
    grown++;
    held = reach(state, scratch, group, u, held);
  }
  let total = 0;
  for (const p of group) total += state.nodeCounts[p]!;
  if (grown !== total) return 0;
  layOut(scratch, root);
  return sumSubtrees(state, scratch, anchored, group, grown) ? grown : 0;
}

/** Marks a node as grown and puts its edges to nodes of the group on the frontier; returns how much it holds. */
function reach(state: SearchState, scratch: TreeScratch, group: readonly number[], v: number, held: number): number {
  const { graph, parts, seen, seenNow } = state;
  const { frontier, firstChild } = scratch;
  const [a, b, c] = group;
  seen[v] = seenNow;
  firstChild[v] = -1;
  let count = held;
  for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
    const u = graph.targets[e]!;
    const p = parts[u];
    if (seen[u] === seenNow || (p !== a && p !== b && p !== c)) continue;
    frontier[count++] = v;
    frontier[count++] = u;
  }
  return count;
}

/** Preorder positions from the children lists. */
function layOut({ node, place, parent, firstChild, nextChild, from }: TreeScratch, root: number): void {
  let count = 0;
  let v = root;
  nextChild[root] = -1;
  for (;;) {
    place[v] = count;
    node[count] = v;
    parent[count++] = v === root ? -1 : place[from[v]!]!;
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
function sumSubtrees(
  state: SearchState,
  scratch: TreeScratch,
  anchored: Uint8Array,
  group: readonly number[],
  count: number,
): boolean {
  const { graph, parts } = state;
  const { node, parent, size, anchors, load, border } = scratch;
  const m = graph.measureCount;
  const anchorCounts = [0, 0, 0];
  size.fill(1, 0, count);
  border.fill(0, 0, count);
  for (let i = 0; i < count; i++) {
    const v = node[i]!;
    const name = anchored[v] ? group.indexOf(parts[v]!) : -1;
    anchors[i] = name < 0 ? 0 : 1 << (name * ANCHOR_BITS);
    if (name >= 0 && ++anchorCounts[name]! > MOST_ANCHORS) return false;
    for (let c = 0; c < m; c++) load[i * m + c] = graph.values[v * m + c]!;
    addBorders(state, scratch, i);
  }
  for (let i = count - 1; i > 0; i--) {
    const up = parent[i]!;
    size[up]! += size[i]!;
    border[up]! += border[i]!;
    anchors[up]! += anchors[i]!;
    for (let c = 0; c < m; c++) load[up * m + c]! += load[i * m + c]!;
  }
  return true;
}

/** Each edge counts at both ends and is taken off where the ends' subtrees meet, so that sums leave it out above. */
function addBorders({ graph, seen, seenNow }: SearchState, scratch: TreeScratch, i: number): void {
  const { node, place, parent, border } = scratch;
  const v = node[i]!;
  for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
    const u = graph.targets[e]!;
    if (seen[u] !== seenNow) continue;
    const weight = graph.edgeWeights[e]!;
    border[i]! += weight;
    let a = i;
    let b = place[u]!;
    if (b > a) continue;
    while (a !== b) {
      if (a > b) a = parent[a]!;
      else b = parent[b]!;
    }
    border[a]! -= 2 * weight;
  }
}
