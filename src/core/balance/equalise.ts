/**
 * Evening out by small groups: two to six neighbouring parts are dealt anew so that each carries the same of every measure.
 * What one group passes on the next passes further, as in diffusive load balancing (Cybenko 1989): a surplus of
 * one measure against another travels along chains of parts, which no exchange between two neighbours achieves.
 */
import { annealDown, type CyclePlan, levelsOf } from './cycle.ts';
import { dealGraph } from './deal.ts';
import { closedParts, partNeighbours, subSearch } from './regroup.ts';
import { offerParts, type Search } from './search.ts';
import { createState, type SearchState } from './search-state.ts';

const EVEN: CyclePlan = {
  nodesPerPart: 250,
  leastNodes: 300,
  coarse: { from: 1.2, to: 0.2, rounds: 14, perBoundaryNode: 20 },
  hot: { from: 3, to: 0.15, rounds: 30, perBoundaryNode: 20 },
  middle: { from: 0.6, to: 0.2, rounds: 6, perBoundaryNode: 10 },
  fine: { from: 0.4, to: 0.12, rounds: 6, perBoundaryNode: 8 },
};
/** Corridors can be too narrow for two parts to share: wider groups find room. */
const ANOTHER_PART_CHANCE = 0.55;
const MOST_PARTS = 6;
/** Sums of squared deviations must fall by this to count. */
const GRAIN = 1e-7;

/** Evens out `parts` (of the search's graph) in place for `rounds` groups; improvements are offered as best. */
export function* equalise(search: Search, parts: Int32Array, rounds: number): Generator<void, void, void> {
  for (let round = 0; round < rounds && search.best.merit.excess > 0; round++) {
    const state = createState(search.graph, search.targets, parts.slice());
    const group = unevenGroup(search, state);
    if (group.length < 2) return;
    const { sub, nodes } = subSearch({ ...search, aimEven: true }, group, parts);
    const levels = levelsOf(sub, EVEN);
    const coarse = dealGraph(sub, levels, levels.length - 1);
    yield;
    if (!coarse) continue;
    const dealt = yield* annealDown(sub, levels, coarse, EVEN);
    const before = spread(state, group);
    for (let i = 0; i < nodes.length; i++) state.parts[nodes[i]!] = group[dealt[i]!]!;
    const after = createState(search.graph, search.targets, state.parts);
    if (spread(after, group) > before - GRAIN) continue;
    parts.set(state.parts);
    offerParts(search, parts);
  }
}

/** Summed squared deviations of a group's parts. */
function spread({ loads, targets }: SearchState, group: readonly number[]): number {
  const m = targets.measureCount;
  let sum = 0;
  for (const p of group) {
    for (let at = p * m; at < p * m + m; at++) sum += ((loads[at]! - targets.target[at]!) * targets.inverse[at]!) ** 2;
  }
  return sum;
}

/** Two neighbours that differ much, as chance has it, and often some more around them. */
function unevenGroup(search: Search, state: SearchState): number[] {
  const { targets, random } = search;
  const closed = closedParts(search, state.parts);
  const neighbours = partNeighbours(search.graph, state.parts, targets.partCount);
  const m = targets.measureCount;
  const deviation = (at: number): number => (state.loads[at]! - targets.target[at]!) * targets.inverse[at]!;
  const difference = (p: number, q: number): number => {
    let sum = 0;
    for (let c = 0; c < m; c++) sum += Math.abs(deviation(p * m + c) - deviation(q * m + c));
    return sum;
  };
  let best: number[] = [];
  let bestRating = -1;
  for (let p = 0; p < targets.partCount; p++) {
    for (const q of [...neighbours[p]!].sort((a, b) => a - b)) {
      if (q < p || closed[p] || closed[q]) continue;
      const rating = difference(p, q) * random.next();
      if (rating > bestRating) {
        bestRating = rating;
        best = [p, q];
      }
    }
  }
  if (best.length < 2) return best;
  while (best.length < MOST_PARTS && random.next() < ANOTHER_PART_CHANCE) {
    const around = new Set(best.flatMap((p) => [...neighbours[p]!]));
    const next = [...around].filter((p) => !closed[p] && !best.includes(p)).sort((a, b) => a - b);
    if (next.length === 0) break;
    best.push(next[random.below(next.length)]!);
  }
  return best;
}
