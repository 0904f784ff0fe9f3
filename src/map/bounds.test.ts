import { gridDisk, latLngToCell } from 'h3-js';
import { expect, test } from 'vitest';
import { buildGrid } from '../core/grid/build-grid.ts';
import { allCells, boundsOfCells, cellsOfOwner, cellsWithDemand } from './bounds.ts';

const widthAround = (lat: number, lng: number) => {
  const grid = buildGrid(gridDisk(latLngToCell(lat, lng, 4), 6));
  return boundsOfCells(grid, allCells(grid)) as [number, number, number, number];
};

test('bounds hold all corners, and stay narrow across the antimeridian', () => {
  const [west, south, east, north] = widthAround(47, -120);
  expect(west).toBeLessThan(-120);
  expect(east).toBeGreaterThan(-120);
  expect(south).toBeLessThan(47);
  expect(north).toBeGreaterThan(47);
  for (const lng of [179.9, -179.9, 180, 0]) {
    const [from, , to] = widthAround(10, lng);
    expect(to - from).toBeLessThan(10);
  }
});

test('cells of one owner, and nothing for none', () => {
  const owners = Uint16Array.of(2, 1, 2);
  expect([...cellsOfOwner(owners, 2)]).toEqual([0, 2]);
  const grid = buildGrid(gridDisk(latLngToCell(47, -120, 4), 1));
  expect(boundsOfCells(grid, [])).toBeNull();
});

test('cells with demand, and all where none has any', () => {
  const grid = buildGrid(gridDisk(latLngToCell(47, -120, 4), 1));
  const demandOf = (cell: number) => {
    const values = new Float64Array(grid.count);
    if (cell >= 0) values[cell] = 2;
    const accountsOfCell = { offsets: new Uint32Array(grid.count + 1), targets: new Uint32Array(0) };
    return { measures: [], accountCell: new Int32Array(0), accountsOfCell, areal: [], cellValues: [values] };
  };
  expect([...cellsWithDemand(grid, demandOf(3))]).toEqual([3]);
  expect([...cellsWithDemand(grid, demandOf(-1))]).toHaveLength(grid.count);
});
