/**
 * Hues dealt anew where a change of borders brought two alike together: as few territories as possible change, everything
 * else keeps the colour that people know it by.
 */
import type { Edit, RecordsDiff } from '../edit/edit.ts';
import type { Grid } from '../grid/grid.ts';
import type { Plan, RecordKey, Territory, TerritoryCode } from '../plan/plan.ts';
import {
  bestHue,
  type CodePair,
  colourTerritories,
  hueDistance,
  huesAround,
  territoryNeighbours,
} from './colouring.ts';

/** Neighbours lie at least this far apart: 100 x OKLab distance, the worst of both themes, of normal and deuteranopic sight. */
export const CLEAR_NEIGHBOURS = 12;
const HUES = 10;
/** Choices looked at for the smallest set; beyond it the best found so far is taken. */
const SEARCH_LIMIT = 20_000;
const ROUNDS = 4;
/** Less than one territory in a thousand: a preference that never makes more territories change. */
export const SLIGHTLY = 0.001;
/** Costs more than any number of other territories. */
const HELD = 1e6;

/** True when two neighbours in these hues are hard to tell apart. */
export function areAlike(hueA: number, hueB: number): boolean {
  return hueDistance(hueA, hueB, HUES) < CLEAR_NEIGHBOURS;
}

/**
 * New hues for the cheapest set of codes whose change leaves no two neighbours alike; codes that keep theirs are left
 * out. Where a code has so many neighbours that no hue is clear of all, only equal ones are avoided.
 * @param hueOf present hue of every code
 * @param costOf what changing a code costs (1 each when absent); the sum is made smallest
 */
export function clearedHues(
  pairs: readonly CodePair[],
  hueOf: ReadonlyMap<TerritoryCode, number>,
  costOf: (code: TerritoryCode) => number = () => 1,
): Map<TerritoryCode, number> {
  const known = pairs.filter(([a, b]) => a !== b && hueOf.has(a) && hueOf.has(b));
  const conflicts = known.filter(([a, b]) => areAlike(hueOf.get(a)!, hueOf.get(b)!));
  if (conflicts.length === 0) return new Map();
  const neighbours = neighboursOf(known);
  const held = new Set<TerritoryCode>();
  let best: Dealt | null = null;
  // A hub with neighbours in every hue cannot be the one to change: held, it leaves the change to its neighbours.
  for (let round = 0; round < ROUNDS; round++) {
    const chosen = cheapestCover(conflicts, (code) => (held.has(code) ? HELD : costOf(code)));
    const dealt = deal(chosen, neighbours, hueOf);
    if (!best || dealt.equal < best.equal || (dealt.equal === best.equal && dealt.alike.length < best.alike.length)) {
      best = dealt;
    }
    const stuck = dealt.alike.filter((code) => !held.has(code));
    if (stuck.length === 0) break;
    for (const code of stuck) held.add(code);
  }
  if (best && best.equal === 0) return changedOnly(best.hues, hueOf);
  return changedOnly(colourTerritories(known, hueOf.keys()), hueOf);
}

interface Dealt {
  readonly hues: ReadonlyMap<TerritoryCode, number>;
  /** Dealt codes that are still like a neighbour. */
  readonly alike: readonly TerritoryCode[];
  /** Of those, how many share a neighbour's very hue. */
  readonly equal: number;
}

/** Hues for the chosen codes, those with fewest hues left first; all others keep theirs. */
function deal(
  chosen: ReadonlySet<TerritoryCode>,
  neighbours: ReadonlyMap<TerritoryCode, ReadonlySet<TerritoryCode>>,
  hueOf: ReadonlyMap<TerritoryCode, number>,
): Dealt {
  const hues = new Map([...hueOf].filter(([code]) => !chosen.has(code)));
  const uses = new Array<number>(HUES).fill(0);
  for (const hue of hues.values()) uses[hue % HUES]!++;
  const around = (code: TerritoryCode) => huesAround(code, neighbours, hues);
  const left = new Set(chosen);
  const alike: TerritoryCode[] = [];
  let equal = 0;
  while (left.size > 0) {
    const next = [...left].reduce((a, b) => (new Set(around(b).near).size > new Set(around(a).near).size ? b : a));
    left.delete(next);
    const { near, beyond } = around(next);
    const hue = bestHue({ near, beyond, uses }, undefined);
    hues.set(next, hue);
    uses[hue]!++;
    if (near.some((other) => areAlike(hue, other))) alike.push(next);
    if (near.includes(hue)) equal++;
  }
  return { hues, alike, equal };
}

function neighboursOf(pairs: readonly CodePair[]): Map<TerritoryCode, Set<TerritoryCode>> {
  const neighbours = new Map<TerritoryCode, Set<TerritoryCode>>();
  for (const [a, b] of pairs) {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  }
  return neighbours;
}

/**
 * Cheapest set of codes that touches every conflict (weighted vertex cover), by branching on the code in most
 * conflicts: it changes, or all that are like it do. The first descent is the greedy cover.
 */
function cheapestCover(conflicts: readonly CodePair[], costOf: (code: TerritoryCode) => number): Set<TerritoryCode> {
  let best: { readonly cost: number; readonly codes: readonly TerritoryCode[] } = { cost: Infinity, codes: [] };
  let looked = 0;
  const branch = (left: readonly CodePair[], codes: readonly TerritoryCode[], cost: number): void => {
    if (cost >= best.cost || (++looked > SEARCH_LIMIT && best.cost < Infinity)) return;
    if (left.length === 0) {
      best = { cost, codes };
      return;
    }
    const neighbours = neighboursOf(left);
    const [code, like] = [...neighbours].reduce((a, b) => (worth(b) > worth(a) ? b : a));
    const without = (gone: ReadonlySet<TerritoryCode>) => left.filter(([a, b]) => !gone.has(a) && !gone.has(b));
    branch(without(new Set([code])), [...codes, code], cost + costOf(code));
    const others = [...like].reduce((sum, other) => sum + costOf(other), 0);
    branch(without(like), [...codes, ...like], cost + others);
  };
  const worth = ([code, like]: readonly [TerritoryCode, ReadonlySet<TerritoryCode>]) => like.size / costOf(code);
  branch(conflicts, [], 0);
  return new Set(best.codes);
}

function changedOnly(
  hues: ReadonlyMap<TerritoryCode, number>,
  before: ReadonlyMap<TerritoryCode, number>,
): Map<TerritoryCode, number> {
  return new Map([...hues].filter(([code, hue]) => before.get(code) !== hue));
}

/** The territories with hues that tell neighbours apart; those that need no other hue are the same objects. */
export function withClearHues(
  grid: Grid,
  owners: Uint16Array,
  territories: readonly Territory[],
  costOf?: (code: TerritoryCode) => number,
): Territory[] {
  const highest = territories.reduce((max, { code }) => Math.max(max, code), 0);
  const hueOf = new Map(territories.map(({ code, hue }) => [code, hue]));
  const changed = clearedHues(territoryNeighbours(grid, owners, highest + 1), hueOf, costOf);
  return territories.map((territory) => {
    const hue = changed.get(territory.code);
    return hue === undefined ? territory : { ...territory, hue };
  });
}

/** Records of the territories of a plan that are other than in the plan; none where nothing changed. */
export function territoryChanges(plan: Plan, territories: readonly Territory[]): RecordsDiff {
  const changes = new Map<RecordKey, { before: Territory; after: Territory }>();
  for (const after of territories) {
    const before = plan.records.territory.get(after.code);
    if (before && before !== after) changes.set(after.code, { before, after });
  }
  return changes.size === 0 ? {} : { territory: changes };
}

/**
 * What a change by hand asks for in colours: pairs that were no neighbours before `edit` and are alike in hue are told
 * apart. Pairs that were alike before stay as somebody left them. Of two, the one without cells before changes, and one
 * that gained cells stays: the eye is on it. Looks at the changed cells alone, unless one of them finds such a pair.
 * @param plan with `edit` in it
 */
export function huesAfter(grid: Grid, plan: Plan, edit: Edit): RecordsDiff {
  const patches = edit.patches.filter(({ layer }) => layer === 0);
  if (patches.length === 0) return {};
  const owners = plan.layers[0]!;
  const hueOf = new Map<TerritoryCode, number>();
  for (const { code, hue } of plan.records.territory.values()) hueOf.set(code, hue);
  const met = alikeAt(
    grid,
    owners,
    hueOf,
    patches.flatMap(({ cells }) => [...cells]),
  );
  if (met.size === 0) return {};
  const before = owners.slice();
  for (const { cells, before: owner } of [...patches].reverse())
    cells.forEach((cell, i) => before.set([owner[i]!], cell));
  const codes = codeCountOf(hueOf);
  const wanted = flagsOf([...met.values()].flat(), codes);
  for (const [a, b] of territoryNeighbours(grid, before, codes, wanted)) met.delete(pairKey(a, b));
  if (met.size === 0) return {};
  return recoloured(grid, plan, hueOf, { patches, before, conflicts: [...met.values()] });
}

interface Change {
  readonly patches: Edit['patches'];
  /** Owners before the edit. */
  readonly before: Uint16Array;
  readonly conflicts: readonly CodePair[];
}

function recoloured(
  grid: Grid,
  plan: Plan,
  hueOf: ReadonlyMap<TerritoryCode, number>,
  { patches, before, conflicts }: Change,
): RecordsDiff {
  const gained = new Set(patches.flatMap(({ after }) => [...new Set(after)]));
  const had = new Uint8Array(2 ** 16);
  for (const owner of before) had[owner] = 1;
  const costOf = (code: TerritoryCode) => (had[code] === 0 ? 1 - SLIGHTLY : gained.has(code) ? 1 + SLIGHTLY : 1);
  const chosen = cheapestCover(conflicts, costOf);
  // A hue is chosen by those around it and around these: nobody else is looked for.
  const codes = codeCountOf(hueOf);
  const owners = plan.layers[0]!;
  const around = territoryNeighbours(grid, owners, codes, flagsOf(chosen, codes)).flat();
  const pairs = territoryNeighbours(grid, owners, codes, flagsOf([...chosen, ...around], codes));
  const { hues } = deal(chosen, neighboursOf(pairs), hueOf);
  const territories = [...chosen].map((code) => {
    const territory = plan.records.territory.get(code)!;
    const hue = hues.get(code)!;
    return hue === territory.hue ? territory : { ...territory, hue };
  });
  return territoryChanges(plan, territories);
}

const codeCountOf = (hueOf: ReadonlyMap<TerritoryCode, number>): number =>
  [...hueOf.keys()].reduce((most, code) => Math.max(most, code), 0) + 1;

function flagsOf(codes: Iterable<TerritoryCode>, codeCount: number): Uint8Array {
  const flags = new Uint8Array(codeCount);
  for (const code of codes) flags[code] = 1;
  return flags;
}

/** Pairs of territories alike in hue that meet at one of the cells, by their key. */
function alikeAt(
  { adjacency: { offsets, targets } }: Grid,
  owners: Uint16Array,
  hueOf: ReadonlyMap<TerritoryCode, number>,
  cells: readonly number[],
): Map<number, CodePair> {
  const met = new Map<number, CodePair>();
  for (const cell of cells) {
    const own = owners[cell]!;
    const hue = hueOf.get(own);
    if (hue === undefined) continue;
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
      const other = owners[targets[k]!]!;
      if (other === own || other === 0) continue;
      const otherHue = hueOf.get(other);
      if (otherHue !== undefined && areAlike(hue, otherHue)) met.set(pairKey(own, other), [own, other]);
    }
  }
  return met;
}

function pairKey(a: TerritoryCode, b: TerritoryCode): number {
  return Math.min(a, b) * 65_536 + Math.max(a, b);
}
