/** First parts of a search's graph, on one of its levels. */
import type { Level } from './coarsen.ts';
import { growHeavyRegion } from './heavy-region.ts';
import { countNodes } from './mend.ts';
import { dealParts } from './recurse.ts';
import { nodeAt, type Search } from './search.ts';

const DIRECTIONS = 16;
/** Cut edges, in boundary lengths, that one part's worth of mismatch costs: a plan that starts even stays even. */
const MISMATCH_PRICE = 12;

/** Deals a level's free nodes to the unlocked parts; null when a part stays empty or a node stays out. */
export function dealGraph(search: Search, levels: readonly Level[], depth: number): Int32Array | null {
  const parts = dealNodes(search, levels, depth);
  const counts = countNodes(parts, search.targets.partCount);
  const complete = parts.every((p) => p >= 0) && counts.every((count, p) => count > 0 || search.frozen[p] === 1);
  return complete ? parts : null;
}

/**
 * As `dealGraph`, whatever comes out. Each heavy node starts as a part of its own (with the unlocked parts of largest
 * target, while two parts are left) that reaches out for what it lacks; small pieces that it cuts off go with it. The
 * rest is dealt to the others.
 */
export function dealNodes(search: Search, levels: readonly Level[], depth: number): Int32Array {
  const { frozen, targets, heavy } = search;
  const { graph } = levels[depth]!;
  const parts = graph.fixed.map((p) => (p >= 0 && frozen[p] ? p : -1));
  const open = Array.from({ length: targets.partCount }, (_, p) => p).filter((p) => !frozen[p]);
  for (const { node, measure } of heavy) {
    const v = nodeAt(node, levels, depth);
    if (open.length < 3 || parts[v]! >= 0) continue;
    const targetOf = (p: number): number => targets.target[p * targets.measureCount + measure]!;
    const part = open.reduce((a, b) => (targetOf(b) > targetOf(a) ? b : a));
    open.splice(open.indexOf(part), 1);
    parts[v] = part;
    closePockets(search, graph, parts, v);
    growHeavyRegion({ graph, targets, parts, part, node: v });
  }
  const price = MISMATCH_PRICE * search.boundaryLength;
  dealParts(
    graph,
    targets,
    open,
    parts,
    { directions: DIRECTIONS, price, polish: graph.count > 4 * open.length },
    search.random,
  );
  return parts;
}

/** Gives what node v alone separates from the largest free component to v's part; mutates `parts`. */
function closePockets(search: Search, graph: Level['graph'], parts: Int32Array, v: number): void {
  const seen = new Uint8Array(graph.count);
  const pieces: number[][] = [];
  for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
    const start = graph.targets[e]!;
    if (seen[start] || parts[start]! >= 0) continue;
    seen[start] = 1;
    const piece = [start];
    for (let head = 0; head < piece.length; head++) {
      const u = piece[head]!;
      for (let f = graph.offsets[u]!; f < graph.offsets[u + 1]!; f++) {
        const w = graph.targets[f]!;
        if (seen[w] || parts[w]! >= 0) continue;
        seen[w] = 1;
        piece.push(w);
      }
    }
    pieces.push(piece);
  }
  pieces.sort((a, b) => b.length - a.length);
  const small = graph.count / (4 * search.targets.partCount);
  for (const piece of pieces.slice(1)) if (piece.length < small) for (const u of piece) parts[u] = parts[v]!;
}
