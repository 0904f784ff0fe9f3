/** Recombination where a local repair needs it: around parts that are beyond their limits and small enough to be quick. */
import type { Random } from './random.ts';
import { recombineGroup } from './recombine.ts';
import { beyondParts, type LocalSearch } from './region.ts';
import type { SearchState } from './search-state.ts';

/** Most nodes of two and of three parts: pairs of cuts of a larger tree take long, so that those come up seldom. */
const MOST_OF_TWO = 800;
const MOST_OF_THREE = 300;
const THREE_CHANCE = 0.6;
/** Draws from a border before a part counts as without neighbours. */
const TRIES = 12;

/** Boundary nodes by part, as CSR. */
interface Borders {
  readonly start: Int32Array;
  readonly node: Int32Array;
}

/** Proposes `count` recombinations, now and then of `large` parts; mutates the state. */
export function recombineBeyond(local: LocalSearch, count: number, temperature: number, large: boolean): void {
  const { state, random } = local;
  const beyond = beyondParts(local);
  if (beyond.length === 0) return;
  let borders = bordersOf(state);
  for (let i = 0; i < count; i++) {
    const group = drawGroup(state, borders, beyond, large, random);
    if (!group) continue;
    group.push(...group.splice(random.below(group.length), 1));
    const root = drawNode(borders, group.at(-1)!, random);
    if (root < 0) continue;
    if (!recombineGroup(state, local.scratch, local.anchored, group, root, temperature, random)) continue;
    borders = bordersOf(state);
  }
}

function bordersOf({ boundary, boundaryCount, parts, targets }: SearchState): Borders {
  const start = new Int32Array(targets.partCount + 1);
  for (let i = 0; i < boundaryCount; i++) start[parts[boundary[i]!]! + 1]!++;
  for (let p = 0; p < targets.partCount; p++) start[p + 1]! += start[p]!;
  const next = start.slice();
  const node = new Int32Array(boundaryCount);
  for (let i = 0; i < boundaryCount; i++) node[next[parts[boundary[i]!]!]!++] = boundary[i]!;
  return { start, node };
}

function drawNode({ start, node }: Borders, part: number, random: Random): number {
  const count = start[part + 1]! - start[part]!;
  return count === 0 ? -1 : node[start[part]! + random.below(count)]!;
}

function drawGroup(
  state: SearchState,
  borders: Borders,
  beyond: readonly number[],
  large: boolean,
  random: Random,
): number[] | null {
  const p = beyond[random.below(beyond.length)]!;
  const q = drawNeighbour(state, borders, p, random);
  if (q < 0) return null;
  const group = [p, q];
  const size = state.nodeCounts[p]! + state.nodeCounts[q]!;
  if (size > MOST_OF_TWO && (!large || random.next() >= MOST_OF_TWO / size)) return null;
  if (random.next() >= THREE_CHANCE) return group;
  const r = drawNeighbour(state, borders, group[random.below(2)]!, random);
  if (r < 0 || group.includes(r)) return group;
  const share = MOST_OF_THREE / (size + state.nodeCounts[r]!);
  if (share >= 1 || (large && random.next() < share * share)) group.push(r);
  return group;
}

function drawNeighbour(state: SearchState, borders: Borders, part: number, random: Random): number {
  const { graph, parts, frozen } = state;
  for (let tries = 0; tries < TRIES; tries++) {
    const v = drawNode(borders, part, random);
    if (v < 0) return -1;
    const first = graph.offsets[v]!;
    const q = parts[graph.targets[first + random.below(graph.offsets[v + 1]! - first)]!]!;
    if (q !== part && !frozen[q]) return q;
  }
  return -1;
}
