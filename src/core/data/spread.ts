/** Records that are demand over cells: which cells each covers, and with what share of it. */
import { createAreaShares } from '../grid/area-shares.ts';
import { cellAt } from '../grid/cell-at.ts';
import { indexOfCell } from '../grid/cell-id.ts';
import { cellsCovering } from '../grid/cell-relations.ts';
import { coverPolygons } from '../grid/cover.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';
import type { Dataset, TextColumn } from './dataset.ts';
import { parseH3 } from './h3-value.ts';
import { isBlankAt, textAt } from './text-column.ts';
import { parseArea } from './wkt-area.ts';

/** Where records say what they cover; arrays and columns are as long as there are records. */
export interface SpreadColumns {
  readonly h3: TextColumn | null;
  readonly area: TextColumn | null;
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  /** 0 = placed. */
  readonly reasons: Uint8Array;
}

export function spreadColumns({
  source,
  roles,
  accounts,
}: Pick<Dataset, 'source' | 'roles' | 'accounts'>): SpreadColumns {
  const { lat, lng, reasons } = accounts;
  const column = (role: 'h3' | 'area') => source.columns[roles.indexOf(role)] ?? null;
  return { h3: column('h3'), area: column('area'), lat, lng, reasons };
}

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

/** Cells of `resolution` that spread records need in their grid beside those that they stand in. May hold repeated ids. */
export function cellsOfSpread({ h3, area, reasons }: SpreadColumns, resolution: number): string[] {
  const cells = new Set<string>();
  for (let row = 0; row < reasons.length; row++) {
    if (reasons[row] !== 0) continue;
    const cell = h3 === null ? null : parseH3(textAt(h3, row));
    if (cell !== null) for (const covering of cellsCovering(cell, resolution)) cells.add(covering);
    const polygons = area === null ? null : parseArea(textAt(area, row));
    if (polygons !== null) for (const covered of coverPolygons(polygons, resolution)) cells.add(covered);
  }
  return [...cells];
}
