import { cellsCovering } from '../grid/cell-relations.ts';
import { coverPolygons } from '../grid/cover.ts';
import { parseH3 } from './h3-value.ts';
import type { SpreadColumns } from './spread-columns.ts';
import { textAt } from './text-column.ts';
import { parseArea } from './wkt-area.ts';

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
