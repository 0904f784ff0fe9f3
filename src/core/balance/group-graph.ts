/** Two or three neighbouring parts as a small graph of their own, which recombination works on. */
import type { Random } from './random.ts';
import type { SearchState } from './search-state.ts';

/** Reused from one group to the next. By local index of a node where not said otherwise; lengths: nodes of the graph. */
export interface GroupGraph {
  /** The parts, and their nodes in all. */
  readonly group: number[];
  count: number;
  /** Node of the state's graph; `localOf` is its inverse, by node, valid where `state.seen` is `state.seenNow`. */
  readonly node: Int32Array;
  readonly localOf: Int32Array;
  /** Place in the group of the node's present part. */
  readonly place: Uint8Array;
  /** Edges within the group, CSR, each in both directions; length: entries of the graph. */
  readonly offsets: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float32Array;
  /** Weight of the present borders within the group. */
  cut: number;
  /** By part: edges that lead to it from the group, and a node at such an end. `near` lists the parts that have any. */
  readonly edgesTo: Int32Array;
  readonly entry: Int32Array;
  readonly near: number[];
}

export function createGroupGraph({ graph, targets }: SearchState): GroupGraph {
  return {
    group: [],
    count: 0,
    node: new Int32Array(graph.count),
    localOf: new Int32Array(graph.count),
    place: new Uint8Array(graph.count),
    offsets: new Int32Array(graph.count + 1),
    targets: new Int32Array(graph.targets.length),
    weights: new Float32Array(graph.targets.length),
    cut: 0,
    edgesTo: new Int32Array(targets.partCount),
    entry: new Int32Array(targets.partCount),
    near: [],
  };
}

/** Begins a group with the part of node `start`, not frozen; false when that part is in pieces. Mutates `state.seen`. */
export function beginGroup(state: SearchState, ground: GroupGraph, start: number): boolean {
  for (const q of ground.near) ground.edgesTo[q] = 0;
  ground.near.length = 0;
  ground.group.length = 0;
  ground.count = 0;
  state.seenNow++;
  return gather(state, ground, start);
}

/**
 * Adds a neighbour that is not frozen: drawn by the length of its border, or one as likely as another. False when there
 * is none, it is in pieces, or the group would have more than `mostNodes`; it has not grown then.
 */
export function addNeighbour(
  state: SearchState,
  ground: GroupGraph,
  byBorder: boolean,
  random: Random,
  mostNodes = Infinity,
): boolean {
  const { near } = ground;
  if (near.length === 0) return false;
  const q = near[byBorder ? drawByBorder(ground, random) : random.below(near.length)]!;
  if (ground.count + state.nodeCounts[q]! > mostNodes) return false;
  return gather(state, ground, ground.entry[q]!);
}

/** Adds a part that touches the group and is not frozen; false when it is in pieces. */
export function addPart(state: SearchState, ground: GroupGraph, part: number): boolean {
  return gather(state, ground, ground.entry[part]!);
}

function drawByBorder({ near, edgesTo }: GroupGraph, random: Random): number {
  let all = 0;
  for (const q of near) all += edgesTo[q]!;
  let left = random.next() * all;
  for (let i = 0; i < near.length; i++) {
    left -= edgesTo[near[i]!]!;
    if (left < 0) return i;
  }
  return near.length - 1;
}

/** Adds the part of node `start`, breadth first; false when it has other pieces, and is left out. */
function gather(state: SearchState, ground: GroupGraph, start: number): boolean {
  const { graph, parts, frozen, seen, seenNow } = state;
  const { group, near, edgesTo, entry, node, localOf, place } = ground;
  const p = parts[start]!;
  let tail = ground.count;
  seen[start] = seenNow;
  node[tail++] = start;
  for (let head = ground.count; head < tail; head++) {
    const v = node[head]!;
    localOf[v] = head;
    place[head] = group.length;
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      const u = graph.targets[e]!;
      if (seen[u] === seenNow) continue;
      const q = parts[u]!;
      if (q === p) {
        seen[u] = seenNow;
        node[tail++] = u;
      } else if (!frozen[q]) {
        if (edgesTo[q]!++ === 0) near.push(q);
        entry[q] = u;
      }
    }
  }
  const at = near.indexOf(p);
  if (at >= 0) near.splice(at, 1);
  edgesTo[p] = 0;
  if (tail - ground.count !== state.nodeCounts[p]) {
    for (let i = ground.count; i < tail; i++) seen[node[i]!] = 0;
    return false;
  }
  ground.count = tail;
  group.push(p);
  return true;
}

/** Links the group's nodes, when it is complete. */
export function linkGroup({ graph, seen, seenNow }: SearchState, ground: GroupGraph): void {
  const { count, node, localOf, place, offsets, targets, weights } = ground;
  let held = 0;
  let cut = 0;
  for (let i = 0; i < count; i++) {
    const v = node[i]!;
    offsets[i] = held;
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      const u = graph.targets[e]!;
      if (seen[u] !== seenNow) continue;
      const j = localOf[u]!;
      const weight = graph.edgeWeights[e]!;
      if (place[j] !== place[i]) cut += weight;
      targets[held] = j;
      weights[held++] = weight;
    }
  }
  offsets[count] = held;
  ground.cut = cut / 2;
}

/** Makes the part at one place of the group its last. */
export function putLast({ group, place, count }: GroupGraph, at: number): void {
  const last = group.length - 1;
  if (at === last) return;
  [group[at], group[last]] = [group[last]!, group[at]!];
  for (let i = 0; i < count; i++) {
    if (place[i] === at) place[i] = last;
    else if (place[i] === last) place[i] = at;
  }
}
