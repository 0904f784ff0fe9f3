/**
 * Corners of cells as vertex buffers. Float32 is too coarse for positions on the whole globe, so cells go in chunks
 * around a local origin, which the draw call folds into its matrix in float64.
 */
import type { Grid } from '../core/grid/grid.ts';
import { mercatorX, mercatorY } from './mercator.ts';

export const CHUNK_CELLS = 2048;
/** Nearly every cell has six corners; the rest (pentagons, cells on icosahedron edges) are drawn apart. */
export const HEX_CORNERS = 6;

export interface ChunkFrame {
  /** Origin of the chunk's positions, unit Mercator. */
  readonly originX: number;
  readonly originY: number;
  /** Bounds in unit Mercator: west, north, east, south. */
  readonly bounds: readonly [number, number, number, number];
}

/** Cells `firstCell .. firstCell + cellCount`; slot i holds six corners of cell firstCell + i, x and y interleaved. */
export interface HexChunk extends ChunkFrame {
  readonly firstCell: number;
  readonly cellCount: number;
  readonly positions: Float32Array;
}

/** Cells with other corner counts, triangulated as fans: each vertex names its cell. */
export interface OddChunk extends ChunkFrame {
  readonly positions: Float32Array;
  readonly cells: Uint32Array;
  readonly indices: Uint32Array;
}

export interface CellGeometry {
  readonly hexChunks: readonly HexChunk[];
  readonly oddChunks: readonly OddChunk[];
}

interface Box {
  west: number;
  north: number;
  east: number;
  south: number;
}

const emptyBox = (): Box => ({ west: Infinity, north: Infinity, east: -Infinity, south: -Infinity });

function growBox(box: Box, x: number, y: number): void {
  if (x < box.west) box.west = x;
  if (x > box.east) box.east = x;
  if (y < box.north) box.north = y;
  if (y > box.south) box.south = y;
}

const boundsOf = (box: Box): [number, number, number, number] => [box.west, box.north, box.east, box.south];

function cornerCount(grid: Grid, cell: number): number {
  return (grid.cornerOffsets[cell + 1] as number) - (grid.cornerOffsets[cell] as number);
}

/** Slots of cells that are not hexagons stay collapsed at the origin and draw nothing. */
function buildHexChunk(grid: Grid, firstCell: number): HexChunk {
  const cellCount = Math.min(CHUNK_CELLS, grid.count - firstCell);
  const originX = mercatorX(grid.centers[2 * firstCell] as number);
  const originY = mercatorY(grid.centers[2 * firstCell + 1] as number);
  const positions = new Float32Array(2 * HEX_CORNERS * cellCount);
  const box = emptyBox();
  for (let i = 0; i < cellCount; i++) {
    const cell = firstCell + i;
    if (cornerCount(grid, cell) !== HEX_CORNERS) continue;
    let at = 2 * (grid.cornerOffsets[cell] as number);
    let slot = 2 * HEX_CORNERS * i;
    for (let k = 0; k < HEX_CORNERS; k++) {
      const x = mercatorX(grid.corners[at++] as number);
      const y = mercatorY(grid.corners[at++] as number);
      growBox(box, x, y);
      positions[slot++] = x - originX;
      positions[slot++] = y - originY;
    }
  }
  return { firstCell, cellCount, positions, originX, originY, bounds: boundsOf(box) };
}

function buildOddChunk(grid: Grid, cells: readonly number[]): OddChunk {
  const first = cells[0] as number;
  const originX = mercatorX(grid.centers[2 * first] as number);
  const originY = mercatorY(grid.centers[2 * first + 1] as number);
  const positions: number[] = [];
  const names: number[] = [];
  const indices: number[] = [];
  const box = emptyBox();
  for (const cell of cells) {
    const base = names.length;
    const count = cornerCount(grid, cell);
    const start = grid.cornerOffsets[cell] as number;
    for (let k = 0; k < count; k++) {
      const x = mercatorX(grid.corners[2 * (start + k)] as number);
      const y = mercatorY(grid.corners[2 * (start + k) + 1] as number);
      growBox(box, x, y);
      positions.push(x - originX, y - originY);
      names.push(cell);
      if (k >= 2) indices.push(base, base + k - 1, base + k);
    }
  }
  return {
    positions: Float32Array.from(positions),
    cells: Uint32Array.from(names),
    indices: Uint32Array.from(indices),
    originX,
    originY,
    bounds: boundsOf(box),
  };
}

/** Kept for the maps of a comparison, which show the ground that the map before them showed. */
const geometryOfGrid = new WeakMap<Grid, CellGeometry>();

/** Vertex data of all cells of a grid, the same for every map of it: nobody may write to it. */
export function cellGeometry(grid: Grid): CellGeometry {
  const geometry = geometryOfGrid.get(grid) ?? buildCellGeometry(grid);
  geometryOfGrid.set(grid, geometry);
  return geometry;
}

/** Vertex data of all cells of a grid. About 0.3 us a corner. */
export function buildCellGeometry(grid: Grid): CellGeometry {
  const hexChunks: HexChunk[] = [];
  for (let first = 0; first < grid.count; first += CHUNK_CELLS) hexChunks.push(buildHexChunk(grid, first));
  const odd: number[] = [];
  for (let cell = 0; cell < grid.count; cell++) if (cornerCount(grid, cell) !== HEX_CORNERS) odd.push(cell);
  const oddChunks: OddChunk[] = [];
  // Cells on icosahedron edges lie far apart, so their chunks are small: precision falls with distance to the origin.
  for (let first = 0; first < odd.length; first += 64)
    oddChunks.push(buildOddChunk(grid, odd.slice(first, first + 64)));
  return { hexChunks, oddChunks };
}

/** Index buffer all hexagon chunks share: four triangles a cell, a fan from corner 0. */
export function hexIndices(cells: number = CHUNK_CELLS): Uint16Array {
  const indices = new Uint16Array(12 * cells);
  for (let cell = 0; cell < cells; cell++) {
    const base = HEX_CORNERS * cell;
    for (let k = 0; k < 4; k++) indices.set([base, base + k + 1, base + k + 2], 12 * cell + 3 * k);
  }
  return indices;
}

/**
 * Column-major matrix of a chunk's positions to clip space: `matrix` x translate(origin), in float64 until the end.
 * @param matrix unit Mercator to clip space, 16 numbers
 */
export function chunkMatrix(matrix: ArrayLike<number>, originX: number, originY: number, out: Float32Array): void {
  for (let i = 0; i < 12; i++) out[i] = matrix[i] as number;
  for (let row = 0; row < 4; row++) {
    out[12 + row] =
      (matrix[row] as number) * originX + (matrix[4 + row] as number) * originY + (matrix[12 + row] as number);
  }
}

/** True when a chunk shifted by whole worlds meets the view (both in unit Mercator). */
export function meetsView(
  bounds: readonly [number, number, number, number],
  worldShift: number,
  view: readonly [number, number, number, number],
): boolean {
  return (
    bounds[0] + worldShift <= view[2] &&
    bounds[2] + worldShift >= view[0] &&
    bounds[1] <= view[3] &&
    bounds[3] >= view[1]
  );
}
