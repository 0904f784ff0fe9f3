/** Makes an assignment complete, in one piece a part, and without empty parts, as far as the graph allows. */
import { connectFixed } from './connect-fixed.ts';
import { createHeap, heapPop, heapPush } from './heap.ts';
import type { PartTargets } from './targets.ts';
import type { WeightedGraph } from './weighted-graph.ts';

/** Every `Search` is one. */
export interface MendContext {
  readonly graph: WeightedGraph;
  readonly targets: PartTargets;
  /** 1 = the part neither gains nor loses. */
  readonly frozen: Uint8Array;
  /** Upper limit on the budgetCost of nodes away from home; stray pieces beyond it stay. */
  readonly budget: number;
}

const MEND_ROUNDS = 12;

/** Completes and joins `parts` in place: stray pieces go to neighbours, gaps are grown over, empty parts seeded. */
export function mendParts(context: MendContext, parts: Int32Array): void {
  const { graph } = context;
  for (let v = 0; v < graph.count; v++) if (graph.fixed[v]! >= 0) parts[v] = graph.fixed[v]!;
  connectFixed(graph, parts, context.frozen);
  // Growing over gaps can bring a piece that touched nobody into touch with another part.
  for (let round = 0; round < MEND_ROUNDS; round++) {
    const strays = releaseStrays(context, parts);
    const open = parts.includes(-1);
    growInto(context, parts);
    if (strays === 0 && !open) break;
  }
  placeRest(context, parts);
  seedEmptyParts(context, parts);
}

/**
 * Sets all but one piece of every unfrozen part to -1 and returns how many nodes that were. The piece with fixed
 * nodes is kept, then the one with the highest home cost, then the largest. Pieces with fixed nodes and pieces that
 * touch no other unfrozen part stay.
 */
export function releaseStrays(context: MendContext, parts: Int32Array): number {
  const { graph, frozen, targets } = context;
  const pieces = listPieces(graph, parts);
  const best = new Int32Array(targets.partCount).fill(-1);
  pieces.forEach((piece, i) => {
    const at = best[piece.part]!;
    if (at < 0 || comparePieces(piece, pieces[at]!) > 0) best[piece.part] = i;
  });
  const strays = pieces.filter(
    (piece, i) =>
      best[piece.part] !== i && !frozen[piece.part] && piece.fixed === 0 && touchesOther(context, parts, piece),
  );
  let released = 0;
  let spent = spentOn(graph, parts);
  for (const piece of strays.sort((a, b) => a.cost - b.cost)) {
    if (piece.budgetCost > 0 && spent + piece.budgetCost > context.budget) continue;
    spent += piece.budgetCost;
    for (const v of piece.nodes) parts[v] = -1;
    released += piece.nodes.length;
  }
  return released;
}

export function spentOn(graph: WeightedGraph, parts: Int32Array): number {
  let spent = 0;
  for (let v = 0; v < graph.count; v++) {
    if (graph.home[v]! >= 0 && parts[v] !== graph.home[v]) spent += graph.budgetCost[v]!;
  }
  return spent;
}

export interface Piece {
  readonly part: number;
  readonly nodes: Int32Array;
  readonly fixed: number;
  readonly cost: number;
  readonly budgetCost: number;
  readonly cells: number;
}

function comparePieces(a: Piece, b: Piece): number {
  return a.fixed - b.fixed || a.cost - b.cost || a.cells - b.cells;
}

/** Connected pieces of the assigned nodes. */
export function listPieces(graph: WeightedGraph, parts: Int32Array): Piece[] {
  const seen = new Uint8Array(graph.count);
  const queue = new Int32Array(graph.count);
  const pieces: Piece[] = [];
  for (let start = 0; start < graph.count; start++) {
    const part = parts[start]!;
    if (seen[start] || part < 0) continue;
    let tail = 0;
    queue[tail++] = start;
    seen[start] = 1;
    let fixed = 0;
    let cost = 0;
    let budgetCost = 0;
    let cells = 0;
    for (let head = 0; head < tail; head++) {
      const v = queue[head]!;
      if (graph.fixed[v]! >= 0) fixed++;
      if (graph.home[v] === part) {
        cost += graph.moveCost[v]!;
        budgetCost += graph.budgetCost[v]!;
      }
      cells += graph.sizes[v]!;
      for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
        const u = graph.targets[e]!;
        if (seen[u] || parts[u] !== part) continue;
        seen[u] = 1;
        queue[tail++] = u;
      }
    }
    pieces.push({ part, nodes: queue.slice(0, tail), fixed, cost, budgetCost, cells });
  }
  return pieces;
}

function touchesOther({ graph, frozen }: MendContext, parts: Int32Array, piece: Piece): boolean {
  for (const v of piece.nodes) {
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const q = parts[graph.targets[e]!]!;
      if (q >= 0 && q !== piece.part && !frozen[q]) return true;
    }
  }
  return false;
}

/** Grows unfrozen parts over adjacent nodes of part -1, the part with most room first; mutates `parts`. */
export function growInto(context: MendContext, parts: Int32Array): void {
  const { graph, targets, frozen } = context;
  const m = targets.measureCount;
  const loads = targets.baseLoad.slice();
  let open = 0;
  for (let v = 0; v < graph.count; v++) {
    const p = parts[v]!;
    if (p < 0) open++;
    else for (let c = 0; c < m; c++) loads[p * m + c]! += graph.values[v * m + c]!;
  }
  if (open === 0) return;
  const fullness = (p: number): number => {
    let most = 0;
    for (let c = 0; c < m; c++) most = Math.max(most, loads[p * m + c]! * targets.inverse[p * m + c]!);
    return most;
  };
  const heap = createHeap(graph.targets.length + 1);
  const entries: number[] = [];
  const offer = (v: number): void => {
    const p = parts[v]!;
    if (frozen[p]) return;
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (parts[u]! >= 0) continue;
      heapPush(heap, entries.length, fullness(p));
      entries.push(u, p);
    }
  };
  for (let v = 0; v < graph.count; v++) if (parts[v]! >= 0) offer(v);
  while (heap.size > 0) {
    const at = heapPop(heap);
    const u = entries[at]!;
    if (parts[u]! >= 0) continue;
    const p = entries[at + 1]!;
    parts[u] = p;
    for (let c = 0; c < m; c++) loads[p * m + c]! += graph.values[u * m + c]!;
    offer(u);
  }
}

/** Nodes no part can reach: whole components go to the first part without a node, then to the one with most room. */
function placeRest(context: MendContext, parts: Int32Array): void {
  const { graph, targets, frozen } = context;
  if (!parts.includes(-1)) return;
  const marks = Int32Array.from(parts, (p) => (p < 0 ? 0 : -1));
  const counts = countNodes(parts, targets.partCount);
  const m = targets.measureCount;
  const loads = targets.baseLoad.slice();
  const add = (v: number, p: number): void => {
    for (let c = 0; c < m; c++) loads[p * m + c]! += graph.values[v * m + c]!;
  };
  for (let v = 0; v < graph.count; v++) if (parts[v]! >= 0) add(v, parts[v]!);
  const open = [...counts.keys()].filter((p) => !frozen[p]);
  const candidates = open.length > 0 ? open : [...counts.keys()];
  const room = (p: number): number => {
    let sum = counts[p] === 0 ? 1e9 : 0;
    for (let c = 0; c < m; c++) sum += 1 - loads[p * m + c]! * targets.inverse[p * m + c]!;
    return sum;
  };
  for (const piece of listPieces({ ...graph }, marks)) {
    const p = candidates.reduce((a, b) => (room(b) > room(a) ? b : a));
    for (const v of piece.nodes) {
      parts[v] = p;
      counts[p]!++;
      add(v, p);
    }
  }
}

/** Gives every empty unfrozen part one node: of the fullest part, one whose loss leaves that part in one piece. */
function seedEmptyParts(context: MendContext, parts: Int32Array): void {
  const { graph, targets, frozen } = context;
  const counts = countNodes(parts, targets.partCount);
  const m = targets.measureCount;
  for (let p = 0; p < targets.partCount; p++) {
    if (counts[p]! > 0 || frozen[p]) continue;
    const loads = new Float64Array(targets.partCount);
    for (let v = 0; v < graph.count; v++) {
      const q = parts[v]!;
      for (let c = 0; c < m; c++) loads[q]! += graph.values[v * m + c]! * targets.inverse[q * m + c]!;
    }
    const donors = [...loads.keys()].filter((q) => counts[q]! > 1 && !frozen[q]);
    donors.sort((a, b) => loads[b]! - loads[a]! || counts[b]! - counts[a]!);
    const v = donors.reduce((found, q) => (found >= 0 ? found : lastReached(graph, parts, q)), -1);
    if (v < 0) return;
    counts[parts[v]!]!--;
    counts[p] = 1;
    parts[v] = p;
  }
}

/** A free node of part q that a breadth-first search reaches late: the part stays in one piece without it. */
function lastReached(graph: WeightedGraph, parts: Int32Array, q: number): number {
  const start = parts.indexOf(q);
  const seen = new Set([start]);
  const queue = [start];
  const leaves = new Set([start]);
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!;
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (parts[u] !== q || seen.has(u)) continue;
      seen.add(u);
      leaves.delete(v);
      leaves.add(u);
      queue.push(u);
    }
  }
  for (let i = queue.length - 1; i > 0; i--) if (leaves.has(queue[i]!) && graph.fixed[queue[i]!]! < 0) return queue[i]!;
  return -1;
}

export function countNodes(parts: Int32Array, partCount: number): Int32Array {
  const counts = new Int32Array(partCount);
  for (const p of parts) if (p >= 0) counts[p]!++;
  return counts;
}
