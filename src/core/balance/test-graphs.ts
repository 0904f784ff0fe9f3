/** Small graphs for the engine's specs. */
import type { BalanceProblem } from './problem.ts';
import { createRandom, type Random } from './random.ts';

export interface EdgeListProblem {
  readonly cells: number;
  readonly edges: readonly (readonly [number, number])[];
  readonly parts: number;
  /** One array a measure. */
  readonly values: readonly (readonly number[])[];
  readonly tolerance?: number;
}

/** A problem with equal targets and no base loads. */
export function problemOf({ cells, edges, parts, values, tolerance = 0.05 }: EdgeListProblem): BalanceProblem {
  const rows = Array.from({ length: cells }, () => new Set<number>());
  for (const [a, b] of edges) {
    if (a === b) continue;
    rows[a]!.add(b);
    rows[b]!.add(a);
  }
  const offsets = new Uint32Array(cells + 1);
  rows.forEach((row, i) => {
    offsets[i + 1] = offsets[i]! + row.size;
  });
  return {
    graph: { offsets, targets: Uint32Array.from(rows.flatMap((row) => [...row])) },
    parts,
    measures: values.map((v, m) => ({ key: `measure ${m}`, values: Float64Array.from(v), tolerance, weight: 1 })),
    targetShares: values.map(() => new Float64Array(parts).fill(1 / parts)),
    baseLoad: values.map(() => new Float64Array(parts)),
  };
}

/** Edges of a lattice of hexagons in rows, odd rows shifted by half a cell. */
export function hexEdges(width: number, height: number): [number, number][] {
  const edges: [number, number][] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const v = y * width + x;
      if (x + 1 < width) edges.push([v, v + 1]);
      if (y + 1 === height) continue;
      edges.push([v, v + width]);
      const slanted = y % 2 === 0 ? x - 1 : x + 1;
      if (slanted >= 0 && slanted < width) edges.push([v, (y + 1) * width + slanted]);
    }
  }
  return edges;
}

const TRACT_GROUND = { width: 90, height: 60 };

/**
 * A planar graph like one of census tracts: small in two towns, large between them; 1,500 to 6,500 inhabitants each,
 * who are the one measure.
 */
export function tractProblem(seed: number, tracts: number, parts: number, tolerance: number): BalanceProblem {
  const { width, height } = TRACT_GROUND;
  const random = createRandom(seed);
  const ground = hexEdges(width, height);
  const near: number[][] = Array.from({ length: width * height }, () => []);
  for (const [a, b] of ground) {
    near[a]!.push(b);
    near[b]!.push(a);
  }
  const tract = growTracts(near, tracts, random);
  const edges = ground.map(([a, b]) => [tract[a]!, tract[b]!] as const);
  const people = Array.from({ length: tracts }, () => {
    return Math.round(1500 + (5000 * (random.next() + random.next() + random.next())) / 3);
  });
  return problemOf({ cells: tracts, edges, parts, values: [people], tolerance });
}

function growTracts(near: readonly number[][], tracts: number, random: Random): Int32Array {
  const { width, height } = TRACT_GROUND;
  const tract = new Int32Array(near.length).fill(-1);
  const growing: number[] = [];
  while (growing.length < tracts) {
    const v = random.below(near.length);
    const away = [0.3 * width, 0.75 * width].map((x, i) =>
      Math.hypot((v % width) - x, Math.floor(v / width) - [0.4 * height, 0.65 * height][i]!),
    );
    if (tract[v]! >= 0 || random.next() > Math.exp(-Math.min(...away) / 18) + 0.12) continue;
    tract[v] = growing.length;
    growing.push(v);
  }
  while (growing.length > 0) {
    const i = random.below(growing.length);
    const free = near[growing[i]!]!.filter((u) => tract[u]! < 0);
    if (free.length === 0) {
      growing[i] = growing.at(-1)!;
      growing.pop();
      continue;
    }
    const u = free[random.below(free.length)]!;
    tract[u] = tract[growing[i]!]!;
    growing.push(u);
  }
  return tract;
}
