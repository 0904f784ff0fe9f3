import { describe, expect, it } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { coverPoints } from '../grid/cover.ts';
import { binAccounts } from './demand.ts';
import { guessColumns } from './guess-roles.ts';
import { makeDataset } from './make-accounts.ts';
import { cellsOfSpread } from './spread-cells.ts';
import { spreadColumns } from './spread-columns.ts';
import { tableOf } from './test-table.ts';
import { parseArea, textOfArea } from './wkt-area.ts';

describe('areas as text', () => {
  it.each([
    ['POLYGON ((0 0,2 0,2 2,0 0))', 1, 1],
    ['SRID=4326;POLYGON Z ((0 0 5, 2 0 5, 2 2 5, 0 0 5))', 1, 1],
    ['MULTIPOLYGON(((0 0,1 0,1 1,0 0),(.2 .1,+.3 1e-1,.3 .2,.2 .1)),((5 5,6 5,6 6,5 5)))', 2, 3],
  ])('%s', (text, polygons, rings) => {
    const found = parseArea(text)!;
    expect([found.length, found.flat().length]).toEqual([polygons, rings]);
    expect(parseArea(textOfArea(found))).toEqual(found);
  });

  it.each(['', 'POINT (1 2)', 'POLYGON EMPTY', 'POLYGON ((0 0,1', 'POLYGON ((a b))', 'POLYGON ((0 0, 1e 1))'])(
    '%j is none',
    (text) => {
      expect(parseArea(text)).toBeNull();
    },
  );
});

describe('areas as demand', () => {
  const AREAS = ['POLYGON ((-122.6 47.4,-122.0 47.4,-122.0 47.8,-122.6 47.8,-122.6 47.4))', '', 'POLYGON ((0 0,1', ''];
  const table = tableOf({
    name: ['county', 'shop', 'broken', 'nowhere'],
    revenue: ['900', '50', '7', '3'],
    latitude: ['', '47.6', '', ''],
    longitude: ['', '-122.3', '', ''],
    geometry: AREAS,
  });

  it('are spread by area, points stand in their cell, what is broken is said', () => {
    const roles = guessColumns(table).map(({ role }) => role);
    expect(roles).toEqual(['name', 'potential', 'latitude', 'longitude', 'area']);
    const measures = [
      { key: 'potential', name: 'Potential', unit: { kind: 'count', symbol: '', scale: 1 }, formula: 'revenue' },
    ] as const;
    const { dataset, preview } = makeDataset(table, { roles, measures, workloadModel: null });
    expect(preview.rejectedByReason).toEqual({ 'missing-coordinate': 1, 'invalid-geometry': 1 });
    const { lat, lng } = dataset.accounts;
    const grid = buildGrid([...cellsOfSpread(spreadColumns(dataset), 7), ...coverPoints(lat, lng, 7)]);
    const demand = binAccounts(grid, dataset);
    const values = demand.areal[0]!;
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(950, 9);
    expect(values.filter((value) => value > 0).length).toBeGreaterThan(100);
    const inner = values.toSorted((a, b) => b - a);
    // All cells inside have nearly the same; the shop's has 50 more.
    expect(inner[0]! - inner[1]!).toBeCloseTo(50, 0);
  });
});
