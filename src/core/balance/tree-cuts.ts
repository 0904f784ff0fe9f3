/** Where to cut a spanning tree into two or three parts: all single cuts, or all pairs of cuts, are priced. */
import { priceOfDeviation } from './pricing.ts';
import type { Random } from './random.ts';
import type { SearchState } from './search-state.ts';
import { anchorField, type TreeScratch } from './spanning-tree.ts';
import { deviationOf } from './targets.ts';

/** Subtrees cut off, by position, and the places in the group of the parts they become. The rest is the last part. */
export interface TreeCuts {
  readonly u: number;
  /** -1 = one cut. May lie within the subtree at `u`: it is cut out of it. */
  readonly v: number;
  readonly nameU: number;
  readonly nameV: number;
}

/** Two borders of a pair of cuts share edges, so that their sum is too much by about this. */
const BORDER_SHARE = 0.8;

/** Priced excess of part p if it carried the loads at one position less those at two others (-1 = none). */
export function priceAt(
  state: SearchState,
  { load }: TreeScratch,
  p: number,
  at: number,
  less: number,
  andLess: number,
): number {
  const { targets } = state;
  const m = targets.measureCount;
  let sum = 0;
  for (let c = 0; c < m; c++) {
    const k = p * m + c;
    let carried = load[at * m + c]! + targets.baseLoad[k]!;
    if (less >= 0) carried -= load[less * m + c]!;
    if (andLess >= 0) carried -= load[andLess * m + c]!;
    sum += priceOfDeviation(state, k, deviationOf(targets, k, carried));
  }
  return sum;
}

/** The cheapest cut into two parts by excess and border; null when anchored nodes allow none. O(nodes). */
export function cheapestCut(
  state: SearchState,
  scratch: TreeScratch,
  group: readonly number[],
  count: number,
): TreeCuts | null {
  const { anchors, border } = scratch;
  const [first, rest] = group as readonly [number, number];
  let best = Infinity;
  let bestU = -1;
  for (let u = 1; u < count; u++) {
    if (anchors[u]! & anchorField(1) || (anchors[0]! - anchors[u]!) & anchorField(0)) continue;
    const energy =
      state.cutPrice * border[u]! + priceAt(state, scratch, first, u, -1, -1) + priceAt(state, scratch, rest, 0, u, -1);
    if (energy < best) {
      best = energy;
      bestU = u;
    }
  }
  return bestU < 0 ? null : { u: bestU, v: -1, nameU: 0, nameV: 0 };
}

/**
 * The cheapest pair of cuts into three parts; which of the first two parts of the group is cut off first is left to
 * chance. O(nodes^2) at worst; subtrees that alone cost more than the best pair are passed over.
 */
export function cheapestCuts(
  state: SearchState,
  scratch: TreeScratch,
  group: readonly number[],
  count: number,
  random: Random,
): TreeCuts | null {
  const { size, anchors, border, alone } = scratch;
  const share = BORDER_SHARE * state.cutPrice;
  const nameU = random.below(2);
  const nameV = 1 - nameU;
  const partU = group[nameU]!;
  const rest = group[2]!;
  const notU = ~anchorField(nameU);
  const notV = ~anchorField(nameV);
  const notRest = ~anchorField(2);
  for (let i = 1; i < count; i++) {
    alone[2 * i] = priceAt(state, scratch, partU, i, -1, -1) + share * border[i]!;
    alone[2 * i + 1] = priceAt(state, scratch, group[nameV]!, i, -1, -1) + share * border[i]!;
  }
  const all = anchors[0]!;
  let best = Infinity;
  let bestU = -1;
  let bestV = -1;
  for (let u = 1; u < count; u++) {
    const within = anchors[u]!;
    const end = u + size[u]!;
    const outer = priceAt(state, scratch, rest, 0, u, -1) + share * border[u]!;
    if (outer < best && ((all - within) & notRest) === 0) {
      for (let v = u + 1; v < end; v++) {
        const price = outer + alone[2 * v + 1]!;
        if (price >= best || anchors[v]! & notV || (within - anchors[v]!) & notU) continue;
        const energy = price + priceAt(state, scratch, partU, u, v, -1);
        if (energy >= best) continue;
        best = energy;
        bestU = u;
        bestV = v;
      }
    }
    if (alone[2 * u]! >= best || within & notU) continue;
    for (let v = end; v < count; v++) {
      const price = alone[2 * u]! + alone[2 * v + 1]!;
      if (price >= best || anchors[v]! & notV || (all - within - anchors[v]!) & notRest) continue;
      const energy = price + priceAt(state, scratch, rest, 0, u, v);
      if (energy >= best) continue;
      best = energy;
      bestU = u;
      bestV = v;
    }
  }
  return bestU < 0 ? null : { u: bestU, v: bestV, nameU, nameV };
}

/** Names every position of the tree by its place in the group, into `scratch.label`. */
export function labelCuts({ label, size }: TreeScratch, group: readonly number[], count: number, cuts: TreeCuts): void {
  label.fill(group.length - 1, 0, count);
  label.fill(cuts.nameU, cuts.u, cuts.u + size[cuts.u]!);
  if (cuts.v >= 0) label.fill(cuts.nameV, cuts.v, cuts.v + size[cuts.v]!);
}
