/** The alignment of today that comes with the sample: owners over a grid that it names by compacted cells. */
import * as v from 'valibot';
import { cellsCovering } from '../../core/grid/cell-relations.ts';
import type { Grid } from '../../core/grid/grid.ts';
import type { Territory } from '../../core/plan/plan.ts';
import { readError } from './read-error.ts';

const sampleDocument = v.object({
  note: v.string(),
  resolution: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(15)),
  gridHash: v.string(),
  territories: v.array(v.object({ id: v.string(), name: v.string(), rep: v.string() })),
  /** Owner and number of cells, in turn, over the ascending cells of the grid. */
  runs: v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff))),
  /** Cells of any resolution up to the grid's; together they cover the grid. */
  cells: v.array(v.string()),
});
export type SampleDocument = v.InferOutput<typeof sampleDocument>;

/** Throws ReadError when the document is not one of `today.json`'s shape. */
export function parseSample(json: unknown): SampleDocument {
  const parsed = v.safeParse(sampleDocument, json);
  if (parsed.success) return parsed.output;
  throw readError('The alignment of the example cannot be read', 'today.json', 'reload the page');
}

/** Ids of the grid's cells. */
export function sampleCells({ cells, resolution }: SampleDocument): string[] {
  return cells.flatMap((cell) => cellsCovering(cell, resolution));
}

/** Owner of each cell. Throws ReadError when the grid is another one than the alignment was drawn on. */
export function sampleOwners({ runs, gridHash }: SampleDocument, grid: Grid): Uint16Array<ArrayBuffer> {
  const owners = new Uint16Array(grid.count);
  let cell = 0;
  for (let i = 0; i + 1 < runs.length; i += 2) {
    owners.fill(runs[i]!, cell, cell + runs[i + 1]!);
    cell += runs[i + 1]!;
  }
  if (grid.hash === gridHash && cell === grid.count) return owners;
  throw readError('The alignment of the example was drawn on another grid', 'today.json', 'reload the page');
}

export function sampleTerritories({ territories }: SampleDocument): Territory[] {
  return territories.map(({ id, name, rep }, i) => ({
    code: i + 1,
    id,
    name,
    hue: i % 10,
    rep,
    region: '',
    targetShare: 1 / territories.length,
    capacity: 1,
    locked: false,
  }));
}
