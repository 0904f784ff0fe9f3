/** ZIPs as places, against the coordinates that the FDIC gives its branches. */
import { tableOf } from './test-table.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { SourceTable } from './dataset.ts';
import { guessColumns } from './guess-roles.ts';
import { inspectTable } from './inspect.ts';
import { makeDataset } from './make-accounts.ts';
import { placedBy } from './place-records.ts';
import { textAt } from './text-column.ts';
import { zipCode, zipPlacesOf } from './zip-places.ts';

const bytes = readFileSync(new URL('../../../public/geo/us-zips.bin', import.meta.url));
const zips = zipPlacesOf(new Uint8Array(bytes));

const rolesOf = (table: SourceTable) => guessColumns(table).map(({ role }) => role);
const reasonsOf = (table: SourceTable) =>
  inspectTable(table, 0, { zips }).rejected.map(({ row, reason, column, value }) => [row, reason, column, value]);

describe('ZIP codes', () => {
  it('lie within 5 km of nine tenths of the bank branches, none missing', () => {
    const path = new URL('../../../public/sample/us_fdic_branches_pnw_2023.csv', import.meta.url);
    const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
    const names = header.split(',');
    // Coordinates and the ZIP hold no comma, and stand in front of or behind every quoted field.
    const rows = lines.map(
      (line) => line.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [],
    );
    const column = (name: string) => rows.map((row) => row[names.indexOf(name)] ?? '');
    const table = tableOf({ id: column('UNINUMBR'), ZIPBR: column('ZIPBR') });
    const { dataset } = makeDataset(table, { roles: rolesOf(table), measures: [], workloadModel: null }, zips);
    const { lat, lng, reasons } = dataset.accounts;
    expect([rows.length, reasons.some((reason) => reason !== 0)]).toEqual([2604, false]);
    const [truth, across] = [column('SIMS_LATITUDE').map(Number), column('SIMS_LONGITUDE').map(Number)];
    const km = rows.map(
      (_, i) => Math.hypot(lat[i]! - truth[i]!, (lng[i]! - across[i]!) * Math.cos((truth[i]! * Math.PI) / 180)) * 111.2,
    );
    expect(km.filter((distance) => distance <= 5).length / km.length).toBeGreaterThan(0.9);
    expect(dataset.attribution.join()).toContain('GeoNames');
  });

  it('are five digits, whatever follows and whatever a spreadsheet cut off', () => {
    expect(['98101', '98101-1234', '981011234', ' 02138 ', '2138', '501', '98101.0'].map(zipCode)).toEqual([
      98101, 98101, 98101, 2138, 2138, 501, 98101,
    ]);
    expect(['', 'K1A 0B1', '12', '123456', 'SW1A 1AA'].map(zipCode)).toEqual([-1, -1, -1, -1, -1]);
  });

  it('place what has no coordinates, and name those that are not known', () => {
    const table = tableOf({
      account: ['A', 'B', 'C', 'D', 'E'],
      zip: ['98101', '98101-1234', '2138', '99999', ''],
      revenue: ['1', '2', '3', '4', '5'],
    });
    const report = inspectTable(table, 1, { zips });
    expect(report.rows).toEqual({ read: 5, accepted: 3, unplaced: 2, rejected: 2 });
    expect(reasonsOf(table)).toEqual([
      [4, 'unknown-zip', 'zip', '99999'],
      [5, 'missing-coordinate', 'zip', ''],
    ]);
    expect(report.warnings.map(({ code, count }) => [code, count])).toEqual([['placed-by-zip', 3]]);
    expect([report.sums['revenue'], report.rejectedSums['revenue']]).toEqual([6, 9]);
  });

  it('leave other countries alone', () => {
    const german = tableOf({ id: ['1', '2', '3', '4'], PLZ: ['10115', '80331', '50667', '20095'] });
    expect(inspectTable(german, 0, { zips }).rows.accepted).toBe(0);
    const codes = Array.from({ length: 400 }, (_, i) => String(1000 + i * 220).padStart(5, '0'));
    expect(
      inspectTable(tableOf({ id: codes.map((_, i) => `k${i}`), postal_code: codes }), 0, { zips }).rows.accepted,
    ).toBe(0);
    const mixed = tableOf({ id: ['1', '2', '3'], zip: ['98101', '10115', '10001'], country: ['US', 'Germany', ''] });
    expect(reasonsOf(mixed)).toEqual([[2, 'unknown-zip', 'zip', '10115']]);
  });

  it('stand in for blank coordinates only when asked, or when all of them are blank', () => {
    const table = tableOf({ id: ['1', '2'], lat: ['47.6', ''], lng: ['-122.3', ''], zip: ['98101', '98103'] });
    const choices = { roles: rolesOf(table), measures: [], workloadModel: null };
    expect([...makeDataset(table, choices, zips).dataset.accounts.reasons]).toEqual([0, 2]);
    const { dataset } = makeDataset(table, { ...choices, blanksByZip: true }, zips);
    expect([placedBy(dataset, 0), placedBy(dataset, 1)]).toEqual(['coordinates', 'zip']);
    const blank = tableOf({ id: ['1'], lat: [''], lng: [''], zip: ['98101'] });
    const made = makeDataset(
      blank,
      { roles: ['id', 'latitude', 'longitude', 'zip'], measures: [], workloadModel: null },
      zips,
    );
    expect(placedBy(made.dataset, 0)).toBe('zip');
    expect(textAt(blank.columns[3]!, 0)).toBe('98101');
  });

  it('of a damaged table are refused', () => {
    expect(() => zipPlacesOf(new Uint8Array(bytes.subarray(0, 20_000)))).toThrow(/damaged/);
  });
});
