import { latLngToCell } from 'h3-js';
import { indexOfCell } from './cell-id.ts';
import type { CellIndex, Grid } from './grid.ts';

/** The grid's cell at a place (degrees), or -1 where the grid has none or the place is not finite. */
export function cellAt(grid: Grid, lat: number, lng: number): CellIndex {
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) return -1;
  return indexOfCell(grid, latLngToCell(lat, lng, grid.resolution));
}
