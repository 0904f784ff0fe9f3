import { outlineOfCells } from '../geometry/outline.ts';
import type { MultiPolygon } from '../geometry/ring.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';
import type { TerritoryCode } from '../plan/plan.ts';
import { movedCells } from './moved-cells.ts';

/** Outlines of what each territory has in `after` that was another's in `before`; cells of nobody are left out. */
export function movedOutlines(
  grid: Grid,
  before: Uint16Array,
  after: Uint16Array,
): ReadonlyMap<TerritoryCode, MultiPolygon> {
  const cellsOf = new Map<TerritoryCode, CellIndex[]>();
  const { cells, codes } = movedCells(before, after);
  codes.forEach((code, i) => {
    if (code === 0) return;
    const own = cellsOf.get(code) ?? [];
    if (own.length === 0) cellsOf.set(code, own);
    own.push(cells[i]!);
  });
  return new Map([...cellsOf].map(([code, own]) => [code, outlineOfCells(grid, own)]));
}
