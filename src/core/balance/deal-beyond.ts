/** Parts that stay beyond their limits dealt anew together with neighbours, see tree-deal.ts. */
import { clusterLevels } from './clusters.ts';
import { liftThrough } from './coarsen.ts';
import { addPart, beginGroup } from './group-graph.ts';
import type { Random } from './random.ts';
import { nodeOf } from './recombine.ts';
import { closedParts, residual } from './regroup.ts';
import { stateFor } from './pricing.ts';
import { heavyExempt, offer, type Search } from './search.ts';
import { listBoundary, type SearchState } from './search-state.ts';
import { createTreeScratch, type TreeScratch } from './spanning-tree.ts';
import { isInside } from './targets.ts';
import { type Dealer, dealByTrees } from './tree-deal.ts';

/** Nodes of the graph it works on, for each part, at most. */
const NODES_PER_PART = 40;
/** Parts of a group: small ones come up more often, as a deal of theirs is found sooner. */
const LEAST = 3;
const SPREAD = 7;
/** Chance that a neighbour joins a group whether it makes up for what the group has too much of or not. */
const ANY_CHANCE = 0.35;
/** Nodes of trees that may be drawn for one group, and what looking for one counts at least. */
const PER_GROUP = 60_000;
const LOOKED_THROUGH = 1000;

/** What a border counts here of what it counts otherwise: what a deal has brought inside stays there. */
const CUT_SHARE = 0.05;

/**
 * Tries groups until all parts are within their limits or so many nodes of trees have been drawn, and offers what it
 * finds. Yields after each group.
 */
export function* dealBeyond(search: Search, allowance: number): Generator<void, void, void> {
  const { best, targets, random } = search;
  const levels = clusterLevels(search, NODES_PER_PART * targets.partCount, best.parts);
  const depth = levels.length - 1;
  const parts = liftThrough(best.parts, levels);
  const state = stateFor(search, levels[depth]!, parts, heavyExempt(search, parts, levels, depth));
  state.frozen.set(closedParts(search, best.parts));
  listBoundary(state);
  // Whatever is within its limits is well: nearer to the target would cost borders.
  state.low.set(targets.low);
  state.high.set(targets.high);
  state.cutPrice *= CUT_SHARE;
  const scratch = createTreeScratch(state);
  const dealer: Dealer = { state, scratch, anchored: new Uint8Array(state.graph.count), random, allowance: 0 };
  for (let left = allowance; left > 0; ) {
    const beyond = beyondParts(state);
    if (beyond.length === 0) return;
    // To look for a group costs something, too: or the allowance would last forever where no deal can be.
    left -= Math.max(LOOKED_THROUGH, state.boundaryCount);
    const given = Math.min(left, PER_GROUP);
    dealer.allowance = given;
    const part = beyond[random.below(beyond.length)]!;
    const size = LEAST + random.below(1 + random.below(SPREAD));
    if (!gatherGroup(state, scratch, part, size, random)) dealer.allowance = 0;
    else if (dealByTrees(dealer)) offer(search, state, levels, depth);
    left -= given - dealer.allowance;
    yield;
  }
}

function beyondParts({ targets, loads, frozen }: SearchState): number[] {
  const m = targets.measureCount;
  const beyond: number[] = [];
  for (let p = 0; p < targets.partCount; p++) {
    if (frozen[p]) continue;
    for (let k = p * m; k < p * m + m; k++) {
      if (isInside(targets, k, loads[k]!)) continue;
      beyond.push(p);
      break;
    }
  }
  return beyond;
}

/** A group around a part: neighbours that make up for what it has too much or too little of, now and then any. */
function gatherGroup(state: SearchState, { ground }: TreeScratch, part: number, size: number, random: Random): boolean {
  const start = nodeOf(state, part, random);
  if (start < 0 || !beginGroup(state, ground, start)) return false;
  while (ground.group.length < size && ground.near.length > 0) {
    if (!addPart(state, ground, drawNeighbour(state, ground, random))) return false;
  }
  return ground.group.length > 1;
}

function drawNeighbour(
  { loads, targets }: SearchState,
  { group, near }: TreeScratch['ground'],
  random: Random,
): number {
  if (random.next() < ANY_CHANCE) return near[random.below(near.length)]!;
  let found = -1;
  let least = Infinity;
  for (const p of near) {
    const rest = residual(loads, targets.target, targets.inverse, [...group, p], targets.measureCount);
    if (rest < least) [found, least] = [p, rest];
  }
  return found;
}
