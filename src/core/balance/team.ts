/**
 * One search by several threads in step with each other: all draw the same random numbers and hold the same plan, but
 * between two exchanges each works on parts of its own. Nodes never leave their region meanwhile, so what the members
 * have found fits together. Nothing depends on time: the same seed, steps and size of a team give the same plan.
 */
import type { Pause } from './pausable.ts';
import { partNeighbours } from './part-neighbours.ts';
import { createRandom, type Random } from './random.ts';
import type { WeightedGraph } from './weighted-graph.ts';

/** What a member hands over; which arrays, and of what, the searches agree on. */
export type TeamMessage = readonly (Int32Array | Float64Array)[];

export interface Team {
  readonly size: number;
  /** Which of them this one is, 0 .. size - 1. */
  readonly index: number;
  /** Hands over what this member has found since the last exchange; the arrays are copied. */
  send(message: TeamMessage): void;
  /** What all have sent, in their order; null while some have not. */
  receive(): readonly TeamMessage[] | null;
}

/** A member has at least so many parts to itself. */
const PARTS_EACH = 4;
/** Smaller graphs are searched in less time than an exchange takes. */
const LEAST_NODES = 3000;

/** Whether a problem of that size is worth sharing; seeds of their own do better for smaller ones. */
export function isWorthSharing(nodes: number, partCount: number, size: number): boolean {
  return nodes > LEAST_NODES && partCount >= PARTS_EACH * size;
}

/** The seed of a member that searches by itself, given that of the team. */
export function seedApart(seed: number, team: Team | null | undefined): number {
  return seed + (team?.index ?? 0);
}

/** Yields 'waiting' until all members have sent theirs. */
export function* exchange(team: Team, message: TeamMessage): Generator<Pause, readonly TeamMessage[], void> {
  team.send(message);
  for (;;) {
    const all = team.receive();
    if (all) return all;
    yield 'waiting';
  }
}

/** Random numbers of this member's own; takes the same numbers from `random` for every member. */
export function ownRandom(team: Team, random: Random): Random {
  const seeds = Array.from({ length: team.size }, () => random.below(0x1_0000_0000));
  return createRandom(seeds[team.index]!);
}

/**
 * Region 0 .. size - 1 of each part: balls of neighbours around parts drawn by chance, with about as many parts each.
 * `parts` = part of each node of the graph.
 */
export function drawRegions(
  graph: WeightedGraph,
  parts: Int32Array,
  partCount: number,
  size: number,
  random: Random,
): Uint8Array {
  const near = partNeighbours(graph, parts, partCount);
  const region = new Uint8Array(partCount).fill(size);
  let left = partCount;
  for (let r = 0; r < size; r++) {
    const most = left - Math.round(left / (size - r));
    const ball: number[] = [];
    const take = (p: number): void => {
      region[p] = r;
      ball.push(p);
      left--;
    };
    for (let head = 0; left > most; head++) {
      // A ball that has no neighbours left goes on elsewhere.
      if (head === ball.length) take(drawFree(region, size, random.below(left)));
      for (const q of near[ball[head]!]!) if (left > most && region[q] === size) take(q);
    }
  }
  return region;
}

/** The free part that has `skip` free ones before it. */
function drawFree(region: Uint8Array, free: number, skip: number): number {
  let before = skip;
  return region.findIndex((of) => of === free && before-- === 0);
}
