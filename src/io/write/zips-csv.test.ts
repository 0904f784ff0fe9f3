/** ZIPs by territory: parts or one owner, and those that no account names. */
import { tableOf } from '../../core/data/test-table.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultChoices } from '../../core/data/default-choices.ts';
import { binAccounts } from '../../core/data/demand.ts';
import { guessColumns } from '../../core/data/guess-roles.ts';
import { makeDataset } from '../../core/data/make-accounts.ts';
import { zipPlacesOf } from '../../core/data/zip-places.ts';
import { buildGrid } from '../../core/grid/build-grid.ts';
import { bufferCells } from '../../core/grid/cover.ts';
import { createPlan, equalTerritories } from '../../core/plan/make-plan.ts';
import { writeZipsCsv } from './zips-csv.ts';

const places = zipPlacesOf(new Uint8Array(readFileSync(new URL('../../../public/geo/us-zips.bin', import.meta.url))));

/** Four accounts of two ZIPs in Seattle, one of which lies on both sides of the border at 122.33 west. */
function request() {
  const columns = {
    id: ['1', '2', '3', '4'],
    lat: ['47.61', '47.61', '47.61', '47.62'],
    lng: ['-122.34', '-122.32', '-122.32', '-122.35'],
    zip: ['98101', '98101', '98101-0001', '98121'],
    revenue: ['60', '30', '10', '5'],
  };
  const table = tableOf(columns);
  const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table), 2));
  const grid = buildGrid(bufferCells(dataset.accounts.lat, dataset.accounts.lng, 8, 5));
  const owners = Uint16Array.from({ length: grid.count }, (_, cell) => (grid.centers[2 * cell]! < -122.33 ? 1 : 2));
  const plan = createPlan({ id: 'p', name: 'Plan', grid, territories: equalTerritories(2), owners, bridges: [] });
  return { planName: 'Plan', dataset, grid, demand: binAccounts(grid, dataset), plan };
}

function rowsOf(bytes: Uint8Array): Record<string, string>[] {
  const [header = '', ...lines] = new TextDecoder().decode(bytes).trim().split('\n');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((value, at) => [header.split(',')[at] ?? '', value])),
  );
}

describe('ZIPs by territory', () => {
  it('give each territory its share of a ZIP that is cut', async () => {
    const rows = rowsOf(await writeZipsCsv(request()));
    expect(
      rows.map((row) => [row['zip'], row['territory_id'], row['accounts'], row['potential'], row['share']]),
    ).toEqual([
      ['98101', 'T01', '1', '60', String(60 / 90)],
      ['98101', 'T02', '1', '30', String(30 / 90)],
      ['98101-0001', 'T02', '1', '10', '1'],
      ['98121', 'T01', '1', '5', '1'],
    ]);
  });

  it('give a ZIP to who has most of it, and say what the other loses', async () => {
    const rows = rowsOf(await writeZipsCsv({ ...request(), zipOwners: 'one' }));
    expect(
      rows.map((row) => [
        row['zip'],
        row['territory_id'],
        row['potential'],
        row['lost_accounts'],
        row['lost_potential'],
      ]),
    ).toEqual([
      ['98101', 'T01', '90', '1', '30'],
      ['98101-0001', 'T02', '10', '0', '0'],
      ['98121', 'T01', '5', '0', '0'],
    ]);
  });

  it('list ZIPs of the ground without accounts, those of post-office boxes too, where their middle lies', async () => {
    const rows = rowsOf(await writeZipsCsv(request(), places));
    const zips = rows.map((row) => row['zip']);
    // 98111 is boxes only; 97201 is in Portland.
    expect([zips.includes('98111'), zips.includes('97201'), zips.filter((zip) => zip === '98101').length]).toEqual([
      true,
      false,
      2,
    ]);
    const shares = rows.filter((row) => row['zip'] === '98101').map((row) => [row['accounts'], row['share']]);
    expect(shares).toEqual([
      ['1', '0.6'],
      ['2', '0.4'],
    ]);
    const empty = rows.filter((row) => row['accounts'] === '0');
    expect(empty.length).toBeGreaterThan(10);
    for (const { potential, share, territory_id: owner } of empty) {
      expect([potential, share]).toEqual(['0', '1']);
      expect(owner).toMatch(/^T0[12]$/);
    }
    expect(zips).toEqual(zips.toSorted((a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)));
  });
});
