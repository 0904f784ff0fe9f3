/** Today's alignment out of a column: 45 station-management areas of German railway stations, rebalanced, exported. */
import { readFile } from 'node:fs/promises';
import {
  acceptProposal,
  button,
  chooseImport,
  chooseRole,
  dataFile,
  exportAs,
  expect,
  figures,
  finishImport,
  saved,
  settledFigures,
  territoryRows,
  test,
  textOfDownload,
} from './app.ts';
import {
  accountsComplaints,
  cellsComplaints,
  column,
  geojsonComplaints,
  ownershipComplaints,
  readTable,
  sumsComplaints,
  type TerritoryFile,
} from './exported.ts';

const FILE = dataFile('de_db_stations.csv');

test('45 areas of today are imported, rebalanced and exported', async ({ page }) => {
  test.setTimeout(300_000);
  const input = readTable(await readFile(FILE, 'utf8'));
  const weight = input.fields.indexOf('weight');
  await page.goto('/');

  await test.step('the areas become territories, each station in its own', async () => {
    await chooseImport(page, FILE);
    await chooseRole(page, 'weight', 'Potential');
    await chooseRole(page, 'station_management', 'Territory today');
    await finishImport(page);
    await expect(territoryRows(page)).toHaveCount(45);
    const accounts = readTable(await textOfDownload(await exportAs(page, 'Accounts, CSV')));
    const today = column(accounts, 'station_management');
    const wrong = column(accounts, 'hexwright_territory_name').filter((name, at) => name !== today[at]);
    expect(wrong).toEqual([]);
    await page.keyboard.press('Escape');
  });

  await test.step('rebalance and accept', async () => {
    const before = await settledFigures(page);
    await button(page, 'Rebalance').click();
    await acceptProposal(page, 8);
    await expect.poll(() => figures(page)).not.toBe(before);
    await saved(page);
  });

  await test.step('export, read back independently', async () => {
    const geojson = JSON.parse(await textOfDownload(await exportAs(page, 'Territories, GeoJSON'))) as TerritoryFile;
    const accounts = readTable(await textOfDownload(await exportAs(page, 'Accounts, CSV')));
    const cells = readTable(await textOfDownload(await exportAs(page, 'Cells, CSV')));
    expect(geojson.features).toHaveLength(45);
    expect(accountsComplaints(input, accounts)).toEqual([]);
    // Blank weights stay in as accounts and weigh nothing.
    expect(sumsComplaints(geojson, accounts, (row) => Number(row[weight]))).toEqual([]);
    expect(geojson.hexwright.totals['potential']?.total).toBeCloseTo(496_697.2, 3);
    expect(cellsComplaints(cells)).toEqual([]);
    expect(geojsonComplaints(geojson)).toEqual([]);
    expect(ownershipComplaints(accounts, cells)).toEqual([]);
  });
});
