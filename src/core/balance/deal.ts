/** First parts of a search's graph, on one of its levels. */
import type { Level } from './coarsen.ts';
import { countNodes, mendParts } from './mend.ts';
import { nameByFixed } from './name-parts.ts';
import { dealParts } from './recurse.ts';
import type { Search } from './search.ts';

const DIRECTIONS = 16;
/** Cuts that are polished, of which the best is kept: for lumpy demand, and otherwise. */
const CANDIDATES_LUMPY = 4;
const CANDIDATES = 1;
/** Of so many parts none is polished: there a first plan would take a minute. */
const POLISHED_PARTS = 500;
/** Cut edges, in boundary lengths, that one part's worth of mismatch costs: a plan that starts even stays even. */
const MISMATCH_PRICE = 12;

/** Deals a level's free nodes to the unlocked parts; null when a part stays empty or a node stays out. */
export function dealGraph(search: Search, levels: readonly Level[], depth: number): Int32Array | null {
  const parts = dealNodes(search, levels, depth);
  return isComplete(search, parts) ? parts : null;
}

/** Whether every node has a part and every unlocked part a node. */
export function isComplete({ targets, frozen }: Search, parts: Int32Array): boolean {
  const counts = countNodes(parts, targets.partCount);
  return parts.every((p) => p >= 0) && counts.every((count, p) => count > 0 || frozen[p] === 1);
}

/** As `dealGraph`, whatever comes out. Parts with fixed nodes are grown anew around those that they did not get. */
export function dealNodes(search: Search, levels: readonly Level[], depth: number): Int32Array {
  const { frozen, targets } = search;
  const { graph } = levels[depth]!;
  const parts = graph.fixed.map((p) => (p >= 0 && frozen[p] ? p : -1));
  const open = Array.from({ length: targets.partCount }, (_, p) => p).filter((p) => !frozen[p]);
  const price = MISMATCH_PRICE * search.boundaryLength;
  const polished = search.lumpy && open.length <= POLISHED_PARTS && graph.count > 4 * open.length;
  const candidates = polished ? CANDIDATES_LUMPY : CANDIDATES;
  dealParts(graph, targets, open, parts, { directions: DIRECTIONS, price, candidates }, search.random);
  if (graph.fixed.some((p) => p >= 0 && !frozen[p])) {
    nameByFixed(graph, frozen, targets.partCount, parts);
    mendParts({ graph, targets, frozen, budget: Infinity }, parts);
  }
  return parts;
}
