/**
 * Whether a part stays in one piece when a node leaves it. Local first, as King, Jacobson and Sewell (2018, "The
 * geo-graph in practice") do for planar maps; a bounded search where the neighbourhood does not decide. Works on
 * any graph: nodes with up to 32 neighbours have the local test.
 */
import { MAX_LOCAL_DEGREE } from './link-masks.ts';
import type { SearchState } from './search-state.ts';

/**
 * True when the nodes of v's part next to v stay connected to one another without v, so that no piece is cut in two.
 * False also when the search gives up after `limit` nodes. A part's last node never may leave.
 */
export function mayLeave(state: SearchState, v: number, limit: number): boolean {
  const { graph, parts, links } = state;
  const p = parts[v]!;
  if (state.nodeCounts[p]! <= 1) return false;
  const start = graph.offsets[v]!;
  const degree = graph.offsets[v + 1]! - start;
  if (degree > MAX_LOCAL_DEGREE) return searchConnected(state, v, 0, limit);
  let same = 0;
  for (let slot = 0; slot < degree; slot++) if (parts[graph.targets[start + slot]!] === p) same |= 1 << slot;
  if ((same & (same - 1)) === 0) return true;
  let reached = same & -same;
  let frontier = reached;
  while (frontier !== 0) {
    const slot = 31 - Math.clz32(frontier & -frontier);
    frontier &= frontier - 1;
    const found = links[start + slot]! & same & ~reached;
    reached |= found;
    frontier |= found;
  }
  return reached === same || searchConnected(state, v, reached, limit);
}

/** Breadth-first search from one of v's neighbours in its part for all others; `reached` are slots known joined. */
function searchConnected(state: SearchState, v: number, reached: number, limit: number): boolean {
  const { graph, parts, seen, queue } = state;
  const now = (state.seenNow += 2);
  const wanted = now - 1;
  const p = parts[v]!;
  const start = graph.offsets[v]!;
  const end = graph.offsets[v + 1]!;
  let missing = 0;
  let tail = 0;
  seen[v] = now;
  for (let e = start; e < end; e++) {
    const u = graph.targets[e]!;
    if (parts[u] !== p) continue;
    const joined = end - start <= MAX_LOCAL_DEGREE && (reached & (1 << (e - start))) !== 0;
    if (joined || (reached === 0 && tail === 0)) {
      seen[u] = now;
      queue[tail++] = u;
    } else {
      seen[u] = wanted;
      missing++;
    }
  }
  for (let head = 0; head < tail && missing > 0 && head < limit; head++) {
    const u = queue[head]!;
    for (let e = graph.offsets[u]!, last = graph.offsets[u + 1]!; e < last; e++) {
      const w = graph.targets[e]!;
      const mark = seen[w]!;
      if (mark === now || parts[w] !== p) continue;
      if (mark === wanted) missing--;
      seen[w] = now;
      queue[tail++] = w;
    }
  }
  return missing === 0;
}
