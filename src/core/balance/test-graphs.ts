/** Small graphs for the engine's specs. */
import type { BalanceProblem } from './problem.ts';

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
