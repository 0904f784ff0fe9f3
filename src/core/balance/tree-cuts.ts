/** Where to cut a spanning tree into two or three parts: all single cuts, or all pairs of cuts, are priced. */
import { priceOfDeviation } from './pricing.ts';
import type { Random } from './random.ts';
import type { SearchState } from './search-state.ts';
import { anchorField, sumBorders, type TreeScratch } from './spanning-tree.ts';
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

/** The cheapest cuts met so far. Borders are summed when a pair is cheap enough without them: most trees have none. */
interface Cheapest {
  energy: number;
  u: number;
  v: number;
  bordered: boolean;
}

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

/** The cheapest cut into two parts by excess and border; null when anchored nodes or `limit` allow none. O(nodes). */
export function cheapestCut(state: SearchState, scratch: TreeScratch, limit: number): TreeCuts | null {
  const { anchors, ground } = scratch;
  const [first = 0, rest = 0] = ground.group;
  const best: Cheapest = { energy: limit, u: -1, v: -1, bordered: false };
  for (let u = 1; u < ground.count; u++) {
    if (anchors[u]! & anchorField(1) || (anchors[0]! - anchors[u]!) & anchorField(0)) continue;
    const alone = priceAt(state, scratch, first, u, -1, -1);
    if (alone >= best.energy) continue;
    offerCuts(scratch, best, alone + priceAt(state, scratch, rest, 0, u, -1), state.cutPrice, u, -1);
  }
  return best.u < 0 ? null : { u: best.u, v: -1, nameU: 0, nameV: 0 };
}

/**
 * The cheapest pair of cuts into three parts; which of the first two parts of the group is cut off first is left to
 * chance. Null when anchored nodes or `limit` allow none. O(nodes^2) at worst; subtrees that alone cost more than the
 * best pair are passed over.
 */
export function cheapestCuts(state: SearchState, scratch: TreeScratch, limit: number, random: Random): TreeCuts | null {
  const { size, anchors, alone } = scratch;
  const { group, count } = scratch.ground;
  const nameU = random.below(2);
  const nameV = 1 - nameU;
  const partU = group[nameU]!;
  const partV = group[nameV]!;
  const notU = ~anchorField(nameU);
  const notRest = ~anchorField(2);
  for (let i = 1; i < count; i++) alone[i] = priceAt(state, scratch, partV, i, -1, -1);
  const all = anchors[0]!;
  const best: Cheapest = { energy: limit, u: -1, v: -1, bordered: false };
  for (let u = 1; u < count; u++) {
    const within = anchors[u]!;
    const end = u + size[u]!;
    const outer = priceAt(state, scratch, group[2]!, 0, u, -1);
    if (outer < best.energy && ((all - within) & notRest) === 0) {
      for (let v = u + 1; v < end; v++) {
        const price = outer + alone[v]!;
        if (price >= best.energy || anchors[v]! & ~anchorField(nameV) || (within - anchors[v]!) & notU) continue;
        offerPair(state, scratch, best, price + priceAt(state, scratch, partU, u, v, -1), u, v);
      }
    }
    if (within & notU) continue;
    const inner = priceAt(state, scratch, partU, u, -1, -1);
    if (inner >= best.energy) continue;
    for (let v = end; v < count; v++) {
      const price = inner + alone[v]!;
      if (price >= best.energy || anchors[v]! & ~anchorField(nameV)) continue;
      if ((all - within - anchors[v]!) & notRest) continue;
      offerPair(state, scratch, best, price + priceAt(state, scratch, group[2]!, 0, u, v), u, v);
    }
  }
  return best.u < 0 ? null : { u: best.u, v: best.v, nameU, nameV };
}

function offerPair(
  state: SearchState,
  scratch: TreeScratch,
  best: Cheapest,
  price: number,
  u: number,
  v: number,
): void {
  offerCuts(scratch, best, price, BORDER_SHARE * state.cutPrice, u, v);
}

/** `price`: excess alone; `perBorder`: price of an edge of a subtree's border. */
function offerCuts(scratch: TreeScratch, best: Cheapest, price: number, perBorder: number, u: number, v: number): void {
  if (price >= best.energy) return;
  if (!best.bordered) sumBorders(scratch);
  best.bordered = true;
  const { border } = scratch;
  const energy = price + perBorder * (border[u]! + (v >= 0 ? border[v]! : 0));
  if (energy >= best.energy) return;
  best.energy = energy;
  best.u = u;
  best.v = v;
}

/** Names every position of the tree by its place in the group, into `scratch.label`. */
export function labelCuts({ label, size, ground }: TreeScratch, { u, v, nameU, nameV }: TreeCuts): void {
  label.fill(ground.group.length - 1, 0, ground.count);
  label.fill(nameU, u, u + size[u]!);
  if (v >= 0) label.fill(nameV, v, v + size[v]!);
}
