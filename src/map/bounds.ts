/** What to show of the globe: bounds of cells, across the antimeridian where that is the shorter way. */
import type { Demand } from '../core/data/dataset.ts';
import type { Grid } from '../core/grid/grid.ts';

/** West, south, east, north in degrees; east may be above 180 when the cells lie across the antimeridian. */
export type GeoBounds = readonly [number, number, number, number];

/** Longitudes in one-degree bins; the widest run of empty ones is the gap the bounds leave out. */
function widestGap(filled: Uint8Array): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let run = 0;
  for (let i = 0; i < 720; i++) {
    run = filled[i % 360] === 0 ? run + 1 : 0;
    if (run > best.length && run <= 360) best = { start: i - run + 1, length: run };
  }
  return best;
}

/** Bounds of the cells' corners; null without cells. Linear in the number of cells. */
export function boundsOfCells(grid: Grid, cells: Iterable<number>): GeoBounds | null {
  const filled = new Uint8Array(360);
  const list: number[] = [];
  for (const cell of cells) {
    list.push(cell);
    filled[Math.floor((((grid.centers[2 * cell] as number) % 360) + 540) % 360)] = 1;
  }
  if (list.length === 0) return null;
  const gap = widestGap(filled);
  // Longitudes are read as lying east of the middle of the gap.
  const seam = gap.length === 0 ? -180 : ((gap.start + gap.length / 2) % 360) - 180;
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const cell of list) {
    const shift = 360 * Math.ceil((seam - (grid.centers[2 * cell] as number)) / 360);
    const end = 2 * (grid.cornerOffsets[cell + 1] as number);
    for (let at = 2 * (grid.cornerOffsets[cell] as number); at < end; at += 2) {
      const lng = (grid.corners[at] as number) + shift;
      const lat = grid.corners[at + 1] as number;
      if (lng < west) west = lng;
      if (lng > east) east = lng;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
  }
  return west > 180 ? [west - 360, south, east - 360, north] : [west, south, east, north];
}

/** Cells of one owner. */
export function* cellsOfOwner(owners: Uint16Array, code: number): Generator<number> {
  for (let cell = 0; cell < owners.length; cell++) if (owners[cell] === code) yield cell;
}

/** Cells that hold accounts or other demand; all of them where none does. */
export function* cellsWithDemand(grid: Grid, { accountsOfCell, cellValues }: Demand): Generator<number> {
  let any = false;
  for (let cell = 0; cell < grid.count; cell++) {
    const holds = accountsOfCell.offsets[cell + 1]! > accountsOfCell.offsets[cell]!;
    if (!holds && !cellValues.some((values) => values[cell]! > 0)) continue;
    any = true;
    yield cell;
  }
  if (!any) yield* allCells(grid);
}

export function* allCells(grid: Grid): Generator<number> {
  for (let cell = 0; cell < grid.count; cell++) yield cell;
}
