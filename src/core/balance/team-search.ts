/** Searches whose work the members of a team share, see team.ts: a cycle by regions, and tries of each. */
import { type CyclePlan, cycle } from './cycle.ts';
import type { Pause } from './pausable.ts';
import { subSearch } from './regroup.ts';
import { offerParts, reviewBest, type Search } from './search.ts';
import { drawRegions, exchange, ownRandom, type Team } from './team.ts';

/** A V-cycle around the best plan, each member in a region of its own; what all have found becomes the best plan. */
export function* sharedCycle(search: Search, team: Team, plan: CyclePlan): Generator<Pause, void, void> {
  const { targets, best, stress, random } = search;
  const region = drawRegions(search.graph, best.parts, targets.partCount, team.size, random);
  const groups = Array.from({ length: team.size }, (_, r) => partsOf(region, r));
  const own: Search = { ...regionSearch(search, groups[team.index]!), random: ownRandom(team, random) };
  reviewBest(own);
  yield* cycle(own, own.best.parts.slice(), plan);
  const all = yield* exchange(team, [own.best.parts, own.stress]);
  const next = new Int32Array(team.size);
  const parts = best.parts.map((p) => {
    const r = region[p]!;
    return groups[r]![all[r]![0]![next[r]!++]!]!;
  });
  const m = targets.measureCount;
  groups.forEach((group, r) => group.forEach((p, i) => stress.set(all[r]![1]!.subarray(i * m, i * m + m), p * m)));
  offerParts(search, parts);
}

function partsOf(region: Uint8Array, r: number): number[] {
  return Array.from(region.keys()).filter((p) => region[p] === r);
}

/** The search for some parts alone, with what is heavy, locked and dear in it. */
function regionSearch(search: Search, group: readonly number[]): Search {
  const { sub, nodes } = subSearch(search, group, search.best.parts);
  const m = search.targets.measureCount;
  const at = new Map(search.heavy.map(({ node }) => [node, -1]));
  nodes.forEach((v, i) => at.has(v) && at.set(v, i));
  return {
    ...sub,
    frozen: Uint8Array.from(group, (p) => search.frozen[p]!),
    heavy: search.heavy.flatMap((heavy) => {
      const node = at.get(heavy.node)!;
      return node < 0 ? [] : [{ ...heavy, node }];
    }),
    stress: Float64Array.from({ length: group.length * m }, (_, k) => {
      return search.stress[group[Math.floor(k / m)]! * m + (k % m)]!;
    }),
  };
}

/**
 * Each member does `work` on the best plan with random numbers of its own: groups of parts that were changed and do not
 * touch are all kept, of others the first. Mutates `search.best`.
 */
export function* sharedTries(
  search: Search,
  team: Team,
  work: (own: Search) => Generator<Pause, unknown, void>,
): Generator<Pause, void, void> {
  const { best, random } = search;
  const before = best.parts.slice();
  const own: Search = { ...search, random: ownRandom(team, random), best: { ...best, parts: before.slice() } };
  const first = random.below(team.size);
  yield* work(own);
  const all = yield* exchange(team, [own.best.parts]);
  const taken = new Set<number>();
  for (let i = 0; i < team.size; i++) {
    const [found] = all[(first + i) % team.size]! as [Int32Array];
    const touched = partsBetween(before, found);
    if ([...touched].some((p) => taken.has(p))) continue;
    touched.forEach((p) => taken.add(p));
    offerParts(
      search,
      best.parts.map((p, v) => (found[v] === before[v] ? p : found[v]!)),
    );
  }
}

/** Parts that gave or took nodes between two plans. */
function partsBetween(before: Int32Array, after: Int32Array): Set<number> {
  const touched = new Set<number>();
  before.forEach((p, v) => {
    if (after[v] !== p) touched.add(p).add(after[v]!);
  });
  return touched;
}
