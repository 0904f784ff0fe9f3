import type { CellTable } from './cell-table.ts';

/** A grid in the making: the arrays of `Grid` while they are filled. */
export interface GridDraft extends CellTable {
  readonly count: number;
  readonly centers: Float64Array;
  readonly areasKm2: Float64Array;
  readonly cornerOffsets: Uint32Array;
  readonly corners: Float64Array;
  readonly edgeNeighbours: Int32Array;
}
