import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { regionsFromTopology } from '../../io/read-regions.ts';
import { buildGrid } from './build-grid.ts';
import { cellUnits, createUnitWidener } from './cell-units.ts';
import { coverPolygons } from './cover.ts';
import { growUnits, regionOfCells } from './region-cells.ts';

const counties = regionsFromTopology(
  JSON.parse(readFileSync(new URL('../../../public/geo/us-counties.json', import.meta.url), 'utf8')),
);

function finish<T>(work: Generator<void, T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

test('every cell of a county is in it, and the coast that an outline leaves out joins the nearest one', () => {
  const wanted = counties.filter(({ name }) => /^(King|Kitsap|Snohomish), Washington$/.test(name));
  expect(wanted).toHaveLength(3);
  const grid = buildGrid(
    coverPolygons(
      wanted.flatMap(({ polygons }) => polygons),
      6,
    ),
  );
  const unitOfCell = finish(regionOfCells(grid, counties));
  const before = unitOfCell.slice();
  growUnits(grid, unitOfCell, 2);
  const names = new Set(Array.from(unitOfCell, (unit) => counties[unit]?.name));
  expect(names).toEqual(new Set(wanted.map(({ name }) => name)));
  before.forEach((unit, cell) => {
    if (unit >= 0) expect(unitOfCell[cell]).toBe(unit);
  });
  // King County has 5,980 km2 of land; a cell of resolution 6 here 31 to 33.
  const king = counties.findIndex(({ name }) => name === 'King, Washington');
  const area = grid.areasKm2.reduce((sum, km2, cell) => sum + (before[cell] === king ? km2 : 0), 0);
  expect(area).toBeGreaterThan(5600);
  expect(area).toBeLessThan(6400);
});

test('widening gives each unit out once and brings along what belongs to smaller units', () => {
  const large = cellUnits(Int32Array.of(0, 0, 1, 1, -1, 1), ['A', 'B']);
  const small = cellUnits(Int32Array.of(-1, 0, 0, -1, -1, 1), ['98101', '98102']);
  expect([...large.cells.offsets]).toEqual([0, 2, 5]);
  expect([...large.cells.targets]).toEqual([0, 1, 2, 3, 5]);
  const widener = createUnitWidener([large, small]);
  expect(widener.widen([0])).toEqual([0, 1, 2]);
  expect(widener.widen([1, 4])).toEqual([4]);
  widener.reset();
  expect(widener.widen([4])).toEqual([4]);
  expect(widener.widen([3])).toEqual([1, 2, 3, 5]);
});
