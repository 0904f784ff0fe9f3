/** Areas by tables of cells and of ZIPs. */
import { describe, expect, it } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { cellIdAt } from '../grid/cell-id.ts';
import { cellAtResolution, cellCenter, cellsCovering } from '../grid/cell-relations.ts';
import { coverPoints } from '../grid/cover.ts';
import { accountsByCells, accountsByZips, cellAreas, cellsByCells, zipAreas } from './table-labels.ts';

const [home = ''] = coverPoints([47.6], [-122.3], 7);
const parent = cellAtResolution(home, 6);
const siblings = cellsCovering(parent, 7);
const other = siblings.find((cell) => cell !== home) ?? '';
const grid = buildGrid(siblings);
const areaAt = (labels: readonly string[], cell: string) =>
  labels[siblings.map((_, i) => cellIdAt(grid, i)).indexOf(cell)];

describe('a table of cells', () => {
  it('gives cells their own area, and the larger one they lie in where they have none', () => {
    const labels = cellsByCells(cellAreas([home, parent], ['North', 'South']), grid);
    expect([areaAt(labels, home), areaAt(labels, other)]).toEqual(['North', 'South']);
  });

  it('gives a cell the area of most of its smaller ones', () => {
    const children = cellsCovering(other, 8);
    const table = cellAreas(
      children,
      children.map((_, i) => (i < 3 ? 'A' : 'B')),
    );
    const labels = cellsByCells(table, grid);
    expect([areaAt(labels, other), areaAt(labels, home)]).toEqual(['B', '']);
  });

  it('gives accounts the area of the finest cell that they stand in', () => {
    const [lat, lng] = cellCenter(home);
    const [farLat, farLng] = cellCenter(other);
    const table = cellAreas([parent, BigInt(`0x${home}`).toString()], ['South', 'North']);
    expect(accountsByCells(table, [lat, farLat, Number.NaN, 0], [lng, farLng, Number.NaN, 0])).toEqual([
      'North',
      'South',
      '',
      '',
    ]);
  });

  it('keeps the first of two areas, and counts what is no cell', () => {
    const table = cellAreas([home, home, home, 'nonsense', other], ['A', 'B', 'A', 'A', '']);
    expect([table.areaOf.get(home), table.repeated, table.invalid, table.areaOf.size]).toEqual(['A', 1, 1, 1]);
  });
});

describe('a table of ZIPs', () => {
  it('names accounts with and without what follows five digits, and codes of other countries as they are', () => {
    const areas = zipAreas(['98101', '2138', 'SW1A 1AA', ''], ['West', 'East', 'London', 'None']);
    expect(accountsByZips(areas, ['98101-0001', '02138', 'SW1A 1AA', '97201', ''])).toEqual([
      'West',
      'East',
      'London',
      '',
      '',
    ]);
    expect([areas.repeated, areas.invalid]).toEqual([0, 1]);
  });
});
