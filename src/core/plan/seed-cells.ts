/** Cells that territories grow from: those of reps' homes. */
import { distanceKm } from '../geometry/sphere.ts';
import { cellAt } from '../grid/cell-at.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';

export interface SeedCell {
  readonly cell: CellIndex;
  /** From the home to the cell's centre where it is not the home's own cell, kilometres; 0 where it is. */
  readonly movedKm: number;
  /** Why it is not the home's own cell. */
  readonly why: 'own' | 'outside' | 'taken';
}

/**
 * One cell for each home (degrees), no cell twice: its own, or the nearest free one where the home is outside the grid
 * or shares its cell with an earlier home. Throws RangeError for more homes than cells.
 */
export function seedCells(grid: Grid, lat: ArrayLike<number>, lng: ArrayLike<number>): SeedCell[] {
  if (lat.length > grid.count) throw new RangeError(`${lat.length} homes do not fit into ${grid.count} cells.`);
  const taken = new Set<CellIndex>();
  return Array.from({ length: lat.length }, (_, home): SeedCell => {
    const own = cellAt(grid, lat[home]!, lng[home]!);
    if (own >= 0 && !taken.has(own)) {
      taken.add(own);
      return { cell: own, movedKm: 0, why: 'own' };
    }
    const nearest = nearestFree(grid, lat[home]!, lng[home]!, taken);
    taken.add(nearest.cell);
    return { cell: nearest.cell, movedKm: nearest.km, why: own < 0 ? 'outside' : 'taken' };
  });
}

function nearestFree({ centers, count }: Grid, lat: number, lng: number, taken: ReadonlySet<CellIndex>) {
  let nearest = { cell: -1, km: Infinity };
  for (let cell = 0; cell < count; cell++) {
    if (taken.has(cell)) continue;
    const km = distanceKm(lng, lat, centers[2 * cell]!, centers[2 * cell + 1]!);
    if (km < nearest.km) nearest = { cell, km };
  }
  return nearest;
}
