/** The main job on 2,604 real bank branches: from the file to three exported files, read back independently. */
import { readFile } from 'node:fs/promises';
import {
  acceptProposal,
  balance,
  brush,
  button,
  chooseImport,
  dataFile,
  exportAs,
  expect,
  figures,
  findBorders,
  finishImport,
  roleOf,
  saved,
  settledFigures,
  territoryRows,
  test,
  textOfDownload,
  workspaceReady,
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

const FILE = dataFile('us_fdic_branches_pnw_2023.csv');
/** Sum of DEPSUMBR over the whole file, in thousands of US$. */
const DEPOSITS = 357_996_026;

test('from the file to the exported plan', async ({ page }) => {
  test.setTimeout(300_000);
  const input = readTable(await readFile(FILE, 'utf8'));
  await page.goto('/');

  await test.step('import, with roles guessed and the ground proposed', async () => {
    await chooseImport(page, FILE);
    await expect(roleOf(page, 'SIMS_LATITUDE')).toHaveText('Latitude');
    await expect(roleOf(page, 'SIMS_LONGITUDE')).toHaveText('Longitude');
    await expect(roleOf(page, 'UNINUMBR')).toHaveText('Account id');
    await expect(roleOf(page, 'DEPSUMBR')).toHaveText('Potential');
    await finishImport(page);
  });

  await test.step('build twelve territories and accept', async () => {
    await button(page, 'Build territories').click();
    await acceptProposal(page, 4);
    await expect(territoryRows(page)).toHaveCount(12);
    await saved(page);
  });

  await test.step('a brush stroke moves the figures; undo and redo take it back and give it again', async () => {
    // Many borders run through land without accounts, where a stroke changes no figure.
    for await (const { from, to, territory } of findBorders(page)) {
      const before = await settledFigures(page);
      const beyond = { x: to.x + (to.x - from.x) * 0.6, y: to.y };
      await brush(page, territory, [from, to, beyond]);
      const after = await settledFigures(page);
      if (after === before) continue;
      await button(page, 'Undo').click();
      await expect.poll(() => figures(page)).toBe(before);
      await button(page, 'Redo').click();
      await expect.poll(() => figures(page)).toBe(after);
      return;
    }
    throw new Error('No stroke over a border changed a figure');
  });

  await test.step('rebalance, accept, one undo step', async () => {
    const before = await settledFigures(page);
    await button(page, 'Rebalance').click();
    await acceptProposal(page, 4);
    await expect.poll(() => figures(page)).not.toBe(before);
    const after = await settledFigures(page);
    await button(page, 'Undo').click();
    await expect.poll(() => figures(page)).toBe(before);
    await button(page, 'Redo').click();
    await expect.poll(() => figures(page)).toBe(after);
    await saved(page);
  });

  await test.step('reload: everything is still there', async () => {
    const status = await settledFigures(page);
    await page.reload();
    await workspaceReady(page);
    await expect.poll(() => figures(page)).toBe(status);
    await expect(button(page, 'Undo')).toBeEnabled();
    await expect(balance(page)).toContainText('Every territory in one piece');
  });

  await test.step('export, read back independently', async () => {
    const geojson = JSON.parse(await textOfDownload(await exportAs(page, 'Territories, GeoJSON'))) as TerritoryFile;
    const accounts = readTable(await textOfDownload(await exportAs(page, 'Accounts, CSV')));
    const cells = readTable(await textOfDownload(await exportAs(page, 'Cells, CSV')));
    const at = input.fields.indexOf('DEPSUMBR');
    const scale = Number(geojson.hexwright.totals['potential']?.total) / DEPOSITS;
    expect([1, 1000]).toContain(Math.round(scale * 1e6) / 1e6);
    expect(geojson.features).toHaveLength(12);
    expect(accountsComplaints(input, accounts)).toEqual([]);
    expect(sumsComplaints(geojson, accounts, (row) => Number(row[at]) * Math.round(scale))).toEqual([]);
    expect(cellsComplaints(cells)).toEqual([]);
    expect(geojsonComplaints(geojson)).toEqual([]);
    expect(ownershipComplaints(accounts, cells)).toEqual([]);
    expect(column(cells, 'territory_id').filter((id) => id === '')).toHaveLength(0);
  });
});
