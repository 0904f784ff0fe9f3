/**
 * The ground a plan stands on: H3 cells as a dense table.
 *
 * A `CellIndex` is a position in that table, which is sorted by ascending H3 value. H3 ids are held as two
 * unsigned 32-bit halves; hexadecimal text exists only at the edges of the program.
 */

/** Dense position of a cell in its grid: 0 .. count-1, ascending in H3 value. */
export type CellIndex = number;

/** Compressed sparse rows: the neighbours of `i` are `targets[offsets[i] .. offsets[i + 1])`. */
export interface Csr {
  /** Length count + 1. */
  readonly offsets: Uint32Array;
  readonly targets: Uint32Array;
}

export interface Grid {
  /** H3 resolution of the grid's cells, 0-15. */
  readonly resolution: number;
  readonly count: number;
  /** Upper and lower halves of the H3 ids; ascending as 64-bit numbers. */
  readonly cellHi: Uint32Array;
  readonly cellLo: Uint32Array;
  /** lng, lat interleaved, degrees; length 2 * count. */
  readonly centers: Float64Array;
  /** Spherical area of each cell, square kilometres. */
  readonly areasKm2: Float64Array;
  /** Cells that share an edge, in ring order; symmetric; no bridges, no barriers. */
  readonly adjacency: Csr;
  /** Corners of cell i are `corners[2 * cornerOffsets[i] .. 2 * cornerOffsets[i + 1])`; length count + 1. */
  readonly cornerOffsets: Uint32Array;
  /** lng, lat interleaved, degrees, counter-clockwise seen from above. Unwrapped: no reduction at the antimeridian. */
  readonly corners: Float64Array;
  /**
   * Aligned with the corners: the cell on the other side of the edge from corner k to corner k + 1, or -1 at the
   * outside. A cell with distortion vertices (icosahedron edges) names the same neighbour on several edges.
   */
  readonly edgeNeighbours: Int32Array;
  /** Hash of resolution and cell table, hex; a saved plan names it. */
  readonly hash: string;
}

/** An undirected edge between two cells, `a < b`: a bridge to an island, or a barrier that cuts adjacency. */
export interface CellEdge {
  readonly a: CellIndex;
  readonly b: CellIndex;
}
