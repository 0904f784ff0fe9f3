/** Hues for territories, so that neighbours never look alike. */
import type { Grid } from '../grid/grid.ts';

/** Two territory codes that share a border, lower first. */
export type CodePair = readonly [a: number, b: number];

/**
 * How far the ten territory hues of the design lie apart: 100 x OKLab distance, the smallest of light and dark theme,
 * of normal and of deuteranopic sight.
 */
const HUE_DISTANCES: readonly (readonly number[])[] = [
  [0, 8, 33, 18, 31, 17, 12, 20, 24, 31],
  [8, 0, 28, 12, 29, 18, 18, 28, 29, 33],
  [33, 28, 0, 16, 9, 18, 34, 45, 33, 24],
  [18, 12, 16, 0, 18, 9, 20, 35, 28, 25],
  [31, 29, 9, 18, 0, 13, 28, 41, 25, 13],
  [17, 18, 18, 9, 13, 0, 16, 28, 17, 15],
  [12, 18, 34, 20, 28, 16, 0, 13, 13, 24],
  [20, 28, 45, 35, 41, 28, 13, 0, 18, 32],
  [24, 29, 33, 28, 25, 17, 13, 18, 0, 16],
  [31, 33, 24, 25, 13, 15, 24, 32, 16, 0],
];
/** Hues farther apart than this are told apart without effort; beyond it, hues used seldom are preferred. */
const CLEAR_DISTANCE = 16;
const POLISH_ROUNDS = 3;

/** Up to here a byte a pair of codes is little memory, 16 MB. */
const MATRIX_CODES = 4096;

/**
 * Pairs of territories whose cells share an edge; ascending; unassigned cells and codes from `codeCount` on left out.
 * @param wanted 1 by code of those of whose pairs it is asked; absent = all
 */
export function territoryNeighbours(
  grid: Pick<Grid, 'count' | 'adjacency'>,
  owners: Uint16Array,
  codeCount: number,
  wanted: Uint8Array | null = null,
): CodePair[] {
  const { offsets, targets } = grid.adjacency;
  const keys: number[] = [];
  // A border has many edges: whether its pair is known already is asked for each of them.
  const matrix = wanted === null && codeCount <= MATRIX_CODES ? new Uint8Array(codeCount * codeCount) : null;
  const known = new Set<number>();
  for (let cell = 0; cell < grid.count; cell++) {
    const a = owners[cell]!;
    if (a === 0 || a >= codeCount || (wanted !== null && wanted[a] !== 1)) continue;
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
      const b = owners[targets[k]!]!;
      // Of all territories each pair is met from both sides; of some, perhaps from one alone.
      if (b === a || b === 0 || b >= codeCount || (wanted === null && b < a)) continue;
      const key = a < b ? a * 65536 + b : b * 65536 + a;
      if (matrix === null) {
        if (known.has(key)) continue;
        known.add(key);
      } else {
        const at = a < b ? a * codeCount + b : b * codeCount + a;
        if (matrix[at] === 1) continue;
        matrix[at] = 1;
      }
      keys.push(key);
    }
  }
  return keys.sort((x, y) => x - y).map((key): CodePair => [Math.floor(key / 65536), key % 65536]);
}

/**
 * A hue, 0 .. hues-1, for every code. Codes are coloured in reverse order of elimination by smallest degree (Matula and
 * Beck 1983): on a planar map each then meets at most five neighbours that have a hue, so with six hues or more
 * neighbours always differ. Among free hues the one farthest from the neighbours' is taken. On a graph that is too
 * dense for that (territories in many pieces) the farthest hue is repeated as seldom as possible.
 */
export function colourTerritories(
  neighbourPairs: Iterable<CodePair>,
  codes: Iterable<number>,
  hues = 10,
): Map<number, number> {
  const neighbours = new Map<number, Set<number>>();
  for (const code of codes) neighbours.set(code, new Set());
  for (const [a, b] of neighbourPairs) {
    if (a === b || !neighbours.has(a) || !neighbours.has(b)) continue;
    neighbours.get(a)!.add(b);
    neighbours.get(b)!.add(a);
  }
  const hueOf = new Map<number, number>();
  const uses = new Array<number>(hues).fill(0);
  const order = smallestLast(neighbours);
  for (let round = 0; round <= POLISH_ROUNDS; round++) {
    for (const code of order) {
      const before = hueOf.get(code);
      if (before !== undefined) uses[before]!--;
      const hue = bestHue({ ...huesAround(code, neighbours, hueOf), uses }, before);
      hueOf.set(code, hue);
      uses[hue]!++;
    }
  }
  return new Map([...neighbours.keys()].map((code) => [code, hueOf.get(code)!]));
}

/** Hues of a code's neighbours, and of theirs. */
export function huesAround(
  code: number,
  neighbours: ReadonlyMap<number, ReadonlySet<number>>,
  hueOf: ReadonlyMap<number, number>,
): Pick<HueChoice, 'near' | 'beyond'> {
  const near: number[] = [];
  const beyond = new Set<number>();
  for (const neighbour of neighbours.get(code) ?? []) {
    const hue = hueOf.get(neighbour);
    if (hue !== undefined) near.push(hue);
    for (const second of neighbours.get(neighbour) ?? []) {
      const other = second === code ? undefined : hueOf.get(second);
      if (other !== undefined) beyond.add(other);
    }
  }
  return { near, beyond };
}

/** Codes so that each has few neighbours among those before it. */
function smallestLast(neighbours: ReadonlyMap<number, ReadonlySet<number>>): number[] {
  const degree = new Map([...neighbours].map(([code, set]) => [code, set.size]));
  const buckets: Set<number>[] = [];
  const put = (code: number, d: number) => {
    while (buckets.length <= d) buckets.push(new Set());
    buckets[d]!.add(code);
  };
  for (const [code, d] of degree) put(code, d);
  const order: number[] = [];
  for (let d = 0; d < buckets.length; ) {
    const code = buckets[d]!.values().next().value;
    if (code === undefined) {
      d++;
      continue;
    }
    buckets[d]!.delete(code);
    degree.delete(code);
    order.push(code);
    for (const neighbour of neighbours.get(code)!) {
      const known = degree.get(neighbour);
      if (known === undefined) continue;
      buckets[known]!.delete(neighbour);
      degree.set(neighbour, known - 1);
      put(neighbour, known - 1);
      d = Math.min(d, known - 1);
    }
  }
  return order.reverse();
}

export interface HueChoice {
  /** Hues of the neighbours. */
  readonly near: readonly number[];
  /** Hues of the neighbours' neighbours: two in one hue with a strip between them are easily taken for one. */
  readonly beyond: ReadonlySet<number>;
  /** How often each hue is used. */
  readonly uses: readonly number[];
}

/** The hue farthest from the neighbours'; of equals one that no second neighbour has, then the one used least. */
export function bestHue({ near, beyond, uses }: HueChoice, before: number | undefined): number {
  let best = before ?? 0;
  let bestScore = Number.NEGATIVE_INFINITY;
  const often = Math.max(...uses) + 1;
  for (let hue = 0; hue < uses.length; hue++) {
    let nearest = Number.POSITIVE_INFINITY;
    let clashes = 0;
    for (const other of near) {
      if (other === hue) clashes++;
      nearest = Math.min(nearest, hueDistance(hue, other, uses.length));
    }
    const spared = (beyond.has(hue) ? 0.5 : 0) + (0.4 * uses[hue]!) / often;
    const score = -1e6 * clashes + Math.min(nearest, CLEAR_DISTANCE) - spared;
    // On a tie the hue stays: rounds must come to rest.
    if (score > bestScore || (score === bestScore && hue === before)) {
      best = hue;
      bestScore = score;
    }
  }
  return best;
}

/** 100 x OKLab distance of two hues of the design; of another number of hues, how far apart they are counted. */
export function hueDistance(a: number, b: number, hues: number): number {
  const known = hues <= HUE_DISTANCES.length ? HUE_DISTANCES[a]?.[b] : undefined;
  if (known !== undefined) return known;
  const apart = Math.abs(a - b);
  return (100 * Math.min(apart, hues - apart)) / hues;
}
