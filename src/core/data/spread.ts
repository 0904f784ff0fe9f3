/** Records that are demand over cells: which cells each covers, and with what share of it. */
import { createAreaShares } from '../grid/area-shares.ts';
import { cellAt } from '../grid/cell-at.ts';
import { indexOfCell } from '../grid/cell-id.ts';
import { cellsCovering } from '../grid/cell-relations.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';
import { parseH3 } from './h3-value.ts';
import type { SpreadColumns } from './spread-columns.ts';
import { isBlankAt, textAt } from './text-column.ts';
import { parseArea } from './wkt-area.ts';

type Visit = (cell: CellIndex, share: number) => void;

/**
 * Calls `visit` with each cell of the grid that a record covers and its share; shares of a record sum to 1, unless it
 * lies outside the grid. Areas are apportioned by area, coarse H3 cells evenly, finer ones roll up.
 */
export function createSpread(grid: Grid, columns: SpreadColumns): (row: number, visit: Visit) => void {
  const { h3, area, lat, lng, reasons } = columns;
  const sharesOf = area === null ? null : createAreaShares(grid);
  return (row, visit) => {
    if (reasons[row] !== 0) return;
    if (area !== null && sharesOf !== null && !isBlankAt(area, row)) {
      const polygons = parseArea(textAt(area, row));
      const found = polygons === null ? null : sharesOf(polygons);
      if (found !== null) {
        found.cells.forEach((cell, i) => visit(cell, found.shares[i]!));
        return;
      }
    }
    const cells =
      h3 === null || isBlankAt(h3, row) ? standing(grid, lat[row]!, lng[row]!) : cellsInGrid(grid, textAt(h3, row));
    for (const cell of cells) visit(cell, 1 / cells.length);
  };
}

function standing(grid: Grid, lat: number, lng: number): CellIndex[] {
  const cell = cellAt(grid, lat, lng);
  return cell < 0 ? [] : [cell];
}

/** Cells of the grid that the H3 cell written in a text covers; none where it is no cell. */
function cellsInGrid(grid: Grid, text: string): CellIndex[] {
  const h3 = parseH3(text);
  if (h3 === null) return [];
  return cellsCovering(h3, grid.resolution)
    .map((cell) => indexOfCell(grid, cell))
    .filter((cell) => cell >= 0);
}
