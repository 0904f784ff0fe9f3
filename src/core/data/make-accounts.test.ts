import { tableOf } from './test-table.ts';
import { describe, expect, it } from 'vitest';
import type { ColumnRole, SourceTable } from './dataset.ts';
import { defaultChoices } from './default-choices.ts';
import { guessColumns } from './guess-roles.ts';
import { inspectTable } from './inspect.ts';
import { makeDataset } from './make-accounts.ts';
import { textColumnOf } from './text-column.ts';

const choicesOf = (table: SourceTable) => defaultChoices(table, guessColumns(table), 2);
const codes = (table: SourceTable): Record<string, number> =>
  Object.fromEntries(inspectTable(table, 0).warnings.map(({ code, count }) => [code, count]));

const MESSY = tableOf(
  {
    id: ['1', '2', '3', '4', '5', '6', '7', '8'],
    lat: ['47.6', '', 'north', '91', '0', '+45.5', '48', '-090.00'],
    lng: ['-122.3', '-122', '-120', '-122', '0', '-122.6', '', '179.9'],
    revenue: ['10', '20', '30', '40', '50', '60', '70', ''],
  },
  [6],
);

describe('makeDataset', () => {
  const { dataset, preview } = makeDataset(MESSY, choicesOf(MESSY));

  it('gives each record a place or the first reason that applies', () => {
    expect(preview.rejected).toEqual([
      { row: 2, reason: 'missing-coordinate', column: 'lat', value: '' },
      { row: 3, reason: 'coordinate-not-a-number', column: 'lat', value: 'north' },
      { row: 4, reason: 'coordinate-out-of-range', column: 'lat', value: '91' },
      { row: 5, reason: 'null-island', column: 'lat', value: '0' },
      { row: 6, reason: 'wrong-number-of-fields', value: '2 of 4' },
      { row: 7, reason: 'missing-coordinate', column: 'lng', value: '' },
    ]);
    expect(preview.rejectedByReason).toEqual({
      'wrong-number-of-fields': 1,
      'missing-coordinate': 2,
      'coordinate-not-a-number': 1,
      'coordinate-out-of-range': 1,
      'null-island': 1,
    });
    expect([...dataset.accounts.reasons].map((reason) => reason === 0)).toEqual([true, ...Array(6).fill(false), true]);
    expect(preview.extent).toEqual([-122.3, -90, 179.9, 47.6]);
  });

  it('gives an extent across the antimeridian where accounts stand on both sides of it', () => {
    const fiji = tableOf({ lat: ['-17', '-16.8', '-18'], lng: ['178.4', '-179.9', '177.5'] });
    expect(makeDataset(fiji, choicesOf(fiji)).preview.extent).toEqual([177.5, -18, -179.9, -16.8]);
    const guam = tableOf({ lat: ['40', '13.4'], lng: ['-122', '144.8'] });
    expect(makeDataset(guam, choicesOf(guam)).preview.extent).toEqual([-122, 13.4, 144.8, 40]);
  });

  it('reconciles in records and in every measure', () => {
    const { reconciliation } = preview;
    expect(reconciliation).toMatchObject({ read: 8, placed: 2, unplaced: 6 });
    expect(reconciliation.sums[0]).toEqual({ key: 'potential', read: 280, placed: 10, unplaced: 270, house: 0 });
    const hours = reconciliation.sums[1]!;
    expect(hours.placed + hours.unplaced).toBeCloseTo(hours.read, 9);
    expect(hours.unplaced).toBeGreaterThan(0);
  });

  it('says the same on the command line', () => {
    const report = inspectTable(MESSY, 1);
    expect(report.rows).toEqual({ read: 8, accepted: 2, unplaced: 6, rejected: 6 });
    expect(report.sums['revenue']).toBe(10);
    expect(report.rejectedSums['revenue']).toBe(270);
    expect(report.sample).toEqual([{ id: '1', lat: '47.6', lng: '-122.3', revenue: '10' }]);
    expect(report.columns[0]).toEqual({ name: 'id', type: 'text', role: 'id' });
  });

  it('takes formulas for measures and names what is wrong with one', () => {
    const choices = choicesOf(MESSY);
    const [potential, workload] = choices.measures as [
      (typeof choices.measures)[number],
      (typeof choices.measures)[number],
    ];
    const with2 = { ...choices, measures: [{ ...potential, formula: '=revenue*2' }, workload] };
    expect(makeDataset(MESSY, with2).preview.reconciliation.sums[0]?.read).toBe(560);
    const bad = { ...choices, measures: [{ ...potential, formula: '=turnover' }, workload] };
    expect(() => makeDataset(MESSY, bad)).toThrow('no column turnover');
  });
});

describe('warnings', () => {
  it('points out swapped, projected, repeated, blank, double and far-off records', () => {
    const near = Array.from({ length: 60 }, (_, i) => [`${48 + i / 50}`, `${9 + i / 40}`] as const);
    const rows = [...near, ['9.9', '148.1'], ['48', '9'], ['148.1', '48.2'], ['565123', '5934000']] as const;
    const table = tableOf({
      id: rows.map((_, i) => (i === 5 ? '4' : `${i}`)),
      lat: rows.map(([lat]) => lat),
      lng: rows.map(([, lng]) => lng),
      weight: rows.map((_, i) => (i < 3 ? '' : `${i}`)),
    });
    expect(codes(table)).toEqual({
      'projected-coordinates': 1,
      'swapped-coordinates': 1,
      outliers: 1,
      'repeated-coordinates': 1,
      'blank-values': 3,
      'duplicate-ids': 1,
    });
  });

  it('says where coordinates are missing altogether, and still reports', () => {
    const report = inspectTable(tableOf({ id: ['1', '2'], revenue: ['5', '6'] }), 5);
    expect(report.warnings).toMatchObject([{ code: 'no-coordinates', count: 2 }]);
    expect(report.rows).toMatchObject({ read: 2, accepted: 0, rejected: 2 });
    expect(report.rejectedSums['revenue']).toBe(11);
    expect(report.extent).toBeNull();
  });

  it('treats __proto__ as a name like any other', () => {
    const table = tableOf({ id: ['1'], lat: ['1.5'], lng: ['2.5'] });
    const odd = { ...table, columns: [...table.columns, textColumnOf('__proto__', ['7'])] };
    const report = JSON.parse(JSON.stringify(inspectTable(odd, 1))) as { sums: Record<string, number> };
    expect(Object.getOwnPropertyDescriptor(report.sums, '__proto__')?.value).toBe(7);
  });
});

describe('guessColumns', () => {
  const rolesOf = (columns: Record<string, string[]>): ColumnRole[] =>
    guessColumns(tableOf(columns)).map(({ role }) => role);
  const lat = ['47.61', '45.52'];
  const lng = ['-122.33', '-122.68'];

  it.each([
    [
      { SIMS_LATITUDE: lat, SIMS_LONGITUDE: lng, DEPSUMBR: ['1', '2'], UNINUMBR: ['9', '8'], NAMEBR: ['a', 'b'] },
      'latitude longitude potential id name',
    ],
    [
      { Breitengrad: lat, Längengrad: lng, Umsatz: ['5', '6'], Kundennummer: ['1', '2'] },
      'latitude longitude potential id',
    ],
    [{ latitud: lat, longitud: lng, ventas: ['5', '6'], nombre: ['a', 'b'] }, 'latitude longitude potential name'],
    [
      { X: lng, Y: lat, Account_Owner: ['Ann', 'Bob'], 'Current Territory': ['N', 'S'] },
      'longitude latitude rep territory',
    ],
    [
      { 'GPS Lat': lat, 'GPS Lon': lng, 'Workload (h)': ['5', '6'], PLZ: ['01067', '99999'] },
      'latitude longitude workload zip',
    ],
    [{ hex_id: ['86283082fffffff', '862830807ffffff'], population: ['5', '6'] }, 'h3 potential'],
    [{ cell: ['604189641255419903', '604189371209351167'], value: ['5', '6'] }, 'h3 potential'],
  ] as const)('%j', (columns, roles) => {
    expect(rolesOf(columns as unknown as Record<string, string[]>).join(' ')).toBe(roles);
  });

  it('says why, and whether it is certain', () => {
    const [first] = guessColumns(tableOf({ latitude: lat, longitude: lng }));
    expect(first).toMatchObject({ certain: true, why: 'the name latitude says so, values from 45.52 to 47.61' });
  });
});
