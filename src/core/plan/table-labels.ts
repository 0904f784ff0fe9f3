/** Areas of accounts and cells out of tables that name H3 cells or ZIPs. */
import { parseH3 } from '../data/h3-value.ts';
import { zipCode } from '../data/zip-places.ts';
import { cellIdAt } from '../grid/cell-id.ts';
import { cellAtResolution, cellResolution } from '../grid/cell-relations.ts';
import { coverPoints } from '../grid/cover.ts';
import type { Grid } from '../grid/grid.ts';

/** A table of keys and areas as read: keys that repeat with another area keep the first. */
interface AreaTable {
  readonly areaOf: ReadonlyMap<string, string>;
  /** Keys that several areas claim. */
  readonly repeated: number;
  /** Rows whose key is none. */
  readonly invalid: number;
}

function areaTable(keys: readonly (string | null)[], areas: readonly string[]): AreaTable {
  const areaOf = new Map<string, string>();
  const repeated = new Set<string>();
  let invalid = 0;
  keys.forEach((key, row) => {
    const area = (areas[row] ?? '').trim();
    if (key === null) invalid += 1;
    if (key === null || area === '') return;
    const known = areaOf.get(key);
    if (known === undefined) areaOf.set(key, area);
    else if (known !== area) repeated.add(key);
  });
  return { areaOf, repeated: repeated.size, invalid };
}

export interface CellTable extends AreaTable {
  /** Resolutions of its cells, finest first. */
  readonly resolutions: readonly number[];
}

/** `ids` = H3 cells as written, of any resolutions. */
export function cellAreas(ids: readonly string[], areas: readonly string[]): CellTable {
  const table = areaTable(ids.map(parseH3), areas);
  const resolutions = [...new Set([...table.areaOf.keys()].map(cellResolution))].sort((a, b) => b - a);
  return { ...table, resolutions };
}

/** Area of each account: of the finest cell of the table that it stands in; blank where there is none. */
export function accountsByCells(
  { areaOf, resolutions }: CellTable,
  lat: ArrayLike<number>,
  lng: ArrayLike<number>,
): string[] {
  return Array.from({ length: lat.length }, (_, i) => {
    if (Number.isNaN(lat[i]!)) return '';
    for (const resolution of resolutions) {
      const [cell = ''] = coverPoints([lat[i]!], [lng[i]!], resolution);
      const area = areaOf.get(cell);
      if (area !== undefined) return area;
    }
    return '';
  });
}

/**
 * Area of each cell of a grid: its own, else that of most of its smaller cells in the table (then the first by name),
 * else that of the larger one it lies in; blank where there is none.
 */
export function cellsByCells({ areaOf, resolutions }: CellTable, grid: Grid): string[] {
  const votes = new Map<string, Map<string, number>>();
  for (const [cell, area] of areaOf) {
    if (cellResolution(cell) <= grid.resolution) continue;
    const parent = cellAtResolution(cell, grid.resolution);
    const counts = votes.get(parent) ?? new Map<string, number>();
    votes.set(parent, counts.set(area, (counts.get(area) ?? 0) + 1));
  }
  const coarser = resolutions.filter((resolution) => resolution < grid.resolution);
  return Array.from({ length: grid.count }, (_, index) => {
    const cell = cellIdAt(grid, index);
    const own = areaOf.get(cell);
    if (own !== undefined) return own;
    const most = [...(votes.get(cell) ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
    if (most !== undefined) return most;
    for (const resolution of coarser) {
      const area = areaOf.get(cellAtResolution(cell, resolution));
      if (area !== undefined) return area;
    }
    return '';
  });
}

/** `zips` = codes as written; those of five digits are the same with and without what follows. */
export function zipAreas(zips: readonly string[], areas: readonly string[]): AreaTable {
  return areaTable(zips.map(zipKey), areas);
}

/** Area of each account by its ZIP; blank where the table does not name it. */
export function accountsByZips({ areaOf }: AreaTable, zips: readonly string[]): string[] {
  return zips.map((zip) => areaOf.get(zipKey(zip) ?? '') ?? '');
}

function zipKey(text: string): string | null {
  const zip = zipCode(text);
  const key = zip < 0 ? text.trim() : String(zip);
  return key === '' ? null : key;
}
