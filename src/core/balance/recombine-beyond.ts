/** Recombination where a local repair needs it: around parts that are beyond their limits and small enough to be quick. */
import { addNeighbour, beginGroup, type GroupGraph, linkGroup } from './group-graph.ts';
import type { Random } from './random.ts';
import { nodeOf, recombineGroup } from './recombine.ts';
import { beyondParts, type LocalSearch } from './region.ts';
import type { SearchState } from './search-state.ts';

/** Most nodes of two and of three parts: pairs of cuts of a larger tree take long, so that those come up seldom. */
const MOST_OF_TWO = 800;
const MOST_OF_THREE = 300;
const THREE_CHANCE = 0.6;

/** Proposes `count` recombinations, now and then of `large` parts; mutates the state. */
export function recombineBeyond(local: LocalSearch, count: number, temperature: number, large: boolean): void {
  const { state, scratch, random } = local;
  const beyond = beyondParts(local);
  if (beyond.length === 0) return;
  for (let i = 0; i < count; i++) {
    const part = beyond[random.below(beyond.length)]!;
    if (!drawGroup(state, scratch.ground, part, large, random)) continue;
    recombineGroup(state, scratch, local.anchored, temperature, random);
  }
}

function drawGroup(state: SearchState, ground: GroupGraph, part: number, large: boolean, random: Random): boolean {
  const start = nodeOf(state, part, random);
  if (start < 0 || !beginGroup(state, ground, start)) return false;
  if (!addNeighbour(state, ground, true, random)) return false;
  if (ground.count > MOST_OF_TWO && (!large || random.next() >= MOST_OF_TWO / ground.count)) return false;
  if (random.next() < THREE_CHANCE) {
    const most = large ? MOST_OF_THREE / Math.sqrt(random.next()) : MOST_OF_THREE;
    addNeighbour(state, ground, true, random, most);
  }
  linkGroup(state, ground);
  return true;
}
