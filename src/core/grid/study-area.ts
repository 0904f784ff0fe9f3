/**
 * The land a set of accounts calls for: whole states and countries, so that a new lead anywhere has an owner, without
 * what lies overseas and without countries that only stray accounts stand in. What stays out is named, never silent.
 */
import { EARTH_RADIUS_KM, toVector } from '../geometry/sphere.ts';
import { placesInRegions, type Region } from './regions.ts';

/** Land of a touched state or country that the study area goes without unless it is asked for. */
export interface LeftOutLand {
  /** To be named in `include`: the region's id, with `:overseas` for its far parts. */
  readonly id: string;
  readonly name: string;
  /** Far parts without accounts, or a country with next to no accounts. */
  readonly why: 'overseas' | 'few-accounts';
  /** Accounts in it: their cells belong to the grid all the same. */
  readonly accounts: number;
}

export interface StudyArea {
  /** Each with those of its polygons that belong to the area. */
  readonly regions: readonly Region[];
  readonly leftOut: readonly LeftOutLand[];
}

export interface AreaQuestion {
  /** Degrees; not finite = unplaced. */
  readonly lat: ArrayLike<number>;
  readonly lng: ArrayLike<number>;
  readonly potential: ArrayLike<number>;
  /** Ids of left-out land that is wanted after all. */
  readonly include?: readonly string[];
}

/** Parts belong together across this much water: Kaliningrad and Sarawak do, Guiana and the Canaries do not. */
const REACH_KM = 700;
/** Where one country holds this share of the accounts... */
const HOME_SHARE = 0.9;
/** ...others need this share of accounts or of potential to count. */
const STRAY_SHARE = 0.01;

export function studyAreaOf(regions: readonly Region[], question: AreaQuestion): StudyArea {
  const places = placesInRegions(regions, question.lat, question.lng);
  const strays = strayNations(regions, places.region, question.potential);
  const include = new Set(question.include);
  const area: Region[] = [];
  const leftOut: LeftOutLand[] = [];
  regions.forEach((region, r) => {
    const held = new Set<number>();
    let accounts = 0;
    places.region.forEach((own, i) => {
      if (own !== r) return;
      accounts += 1;
      held.add(places.part[i]!);
    });
    if (accounts === 0) return;
    const { id, name } = region;
    if (strays.has(nationOf(region)) && !include.has(id)) {
      leftOut.push({ id, name, why: 'few-accounts', accounts });
      return;
    }
    const near = nearParts(region.polygons, held);
    const overseas = overseasId(id);
    const whole = near.size === region.polygons.length;
    if (whole || include.has(overseas)) {
      area.push(region);
      return;
    }
    area.push({ ...region, polygons: region.polygons.filter((_, part) => near.has(part)) });
    leftOut.push({ id: overseas, name, why: 'overseas', accounts: 0 });
  });
  return { regions: area, leftOut: leftOut.toSorted((a, b) => b.accounts - a.accounts) };
}

/** What the far parts of a region are called in `include`. */
export function overseasId(region: string): string {
  return `${region}:overseas`;
}

/** The states of the USA are one country here: a state with one account of a national file is a state touched. */
function nationOf({ id, kind }: Region): string {
  return kind === 'state' ? 'US' : id;
}

/** Countries with next to nothing beside one that holds nearly all. */
function strayNations(
  regions: readonly Region[],
  regionOf: Int32Array,
  potential: ArrayLike<number>,
): ReadonlySet<string> {
  const nations = new Map<string, { accounts: number; potential: number }>();
  const total = { accounts: 0, potential: 0 };
  regionOf.forEach((r, i) => {
    const region = regions[r];
    if (region === undefined) return;
    const nation = nationOf(region);
    let sums = nations.get(nation);
    if (sums === undefined) nations.set(nation, (sums = { accounts: 0, potential: 0 }));
    const value = Math.max(0, potential[i] || 0);
    for (const sum of [sums, total]) {
      sum.accounts += 1;
      sum.potential += value;
    }
  });
  const strays = new Set<string>();
  const all = [...nations.values()];
  if (!all.some(({ accounts }) => accounts >= total.accounts * HOME_SHARE)) return strays;
  for (const [nation, sums] of nations) {
    const few = sums.accounts < total.accounts * STRAY_SHARE;
    if (few && sums.potential <= total.potential * STRAY_SHARE) strays.add(nation);
  }
  return strays;
}

interface Part {
  /** Unit vectors of the outer ring's positions. */
  readonly vectors: Float64Array;
  readonly centre: readonly [number, number, number];
  /** Chord from the centre to the farthest position. */
  readonly radius: number;
}

/** Parts that hold accounts and, from island to island, those within reach of a part that belongs. */
function nearParts(polygons: Region['polygons'], held: ReadonlySet<number>): ReadonlySet<number> {
  const near = new Set(held);
  if (near.size === polygons.length) return near;
  const parts = polygons.map(partOf);
  const queue = [...held];
  for (let part = queue.pop(); part !== undefined; part = queue.pop()) {
    for (let other = 0; other < parts.length; other++) {
      if (near.has(other) || !withinReach(parts[part]!, parts[other]!)) continue;
      near.add(other);
      queue.push(other);
    }
  }
  return near;
}

function partOf(polygon: Region['polygons'][number]): Part {
  const ring = polygon[0] ?? [];
  const vectors = new Float64Array(3 * ring.length);
  ring.forEach((point, i) => toVector(point[0] ?? 0, point[1] ?? 0, vectors, 3 * i));
  const centre: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < vectors.length; i++) centre[i % 3]! += vectors[i]! / Math.max(1, ring.length);
  let radius = 0;
  for (let i = 0; i < vectors.length; i += 3) radius = Math.max(radius, chord(vectors, i, centre, 0));
  return { vectors, centre, radius };
}

/** The straight line through the sphere, radius 1, that spans the reach. */
const REACH_CHORD = 2 * Math.sin(REACH_KM / EARTH_RADIUS_KM / 2);

/** Between positions, not edges: coasts have one every few kilometres. */
function withinReach(a: Part, b: Part): boolean {
  if (chord(a.centre, 0, b.centre, 0) > a.radius + b.radius + REACH_CHORD) return false;
  for (let i = 0; i < a.vectors.length; i += 3) {
    if (chord(a.vectors, i, b.centre, 0) > b.radius + REACH_CHORD) continue;
    for (let k = 0; k < b.vectors.length; k += 3) if (chord(a.vectors, i, b.vectors, k) <= REACH_CHORD) return true;
  }
  return false;
}

function chord(a: ArrayLike<number>, i: number, b: ArrayLike<number>, k: number): number {
  return Math.hypot(a[i]! - b[k]!, a[i + 1]! - b[k + 1]!, a[i + 2]! - b[k + 2]!);
}
