/**
 * Today's alignment out of a column: 45 station-management areas of German railway stations, rebalanced, exported; then held
 * against a second, free alternative as a manager does it, and decided.
 */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
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
  type Table,
  type TerritoryFile,
} from './exported.ts';

const FILE = dataFile('de_db_stations.csv');
const GROUP = 'Change, against Today';
/** Today stands before them. */
const PLACES = { a: 1, b: 2 } as const;

/** A figure of the comparison with all its digits: what stands behind the text of a cell. */
async function shown(page: Page, group: string, name: string, plan: keyof typeof PLACES): Promise<number> {
  const cell = page
    .getByRole('table', { name: 'Figures of the plans', exact: true })
    .getByRole('rowgroup')
    .filter({ has: page.getByRole('rowheader', { name: group, exact: true }) })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell')
    .nth(PLACES[plan])
    .locator('data');
  return Number(await cell.getAttribute('value'));
}

const close = (actual: number, wanted: number, what: string) =>
  expect(Math.abs(actual - wanted), `${what}: ${actual} on screen, ${wanted} from the files`).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(wanted)),
  );

const owners = (table: Table) => column(table, 'hexwright_territory_id');

/** What changes hands between two files of accounts, counted from nothing else. */
function changeOf(before: Table, after: Table) {
  const [from, to] = [owners(before), owners(after)];
  const weights = column(before, 'weight').map(Number);
  const moved = [...from.keys()].filter((at) => from[at] !== to[at]);
  const largest = [...from.keys()]
    .filter((at) => from[at] !== '')
    .toSorted((a, b) => weights[b]! - weights[a]! || a - b)
    .slice(0, 100);
  return {
    moved,
    accounts: moved.length,
    potential: moved.reduce((sum, at) => sum + weights[at]!, 0),
    losing: new Set(moved.map((at) => from[at]).filter((id) => id !== '')).size,
    kept: largest.filter((at) => from[at] === to[at]).length,
  };
}

/** Deviations of potential from equal shares over the territories of a file of accounts. */
function balanceOf(accounts: Table) {
  const weights = column(accounts, 'weight').map(Number);
  const loads = new Map<string, number>();
  owners(accounts).forEach((id, at) => loads.set(id, (loads.get(id) ?? 0) + weights[at]!));
  loads.delete('');
  const whole = [...loads.values()].reduce((sum, load) => sum + load, 0);
  const deviations = [...loads.values()].map((load) => (load / whole) * 45 - 1);
  while (deviations.length < 45) deviations.push(-1);
  return {
    max: Math.max(...deviations.map(Math.abs)),
    mean: deviations.reduce((sum, value) => sum + Math.abs(value), 0) / 45,
  };
}

async function checkFigures(page: Page, plan: 'a' | 'b', today: Table, accounts: Table): Promise<void> {
  const change = changeOf(today, accounts);
  const of = (name: string) => shown(page, GROUP, name, plan);
  await expect.poll(() => of('Accounts that change hands')).toBe(change.accounts);
  close(await of('Potential that changes hands'), change.potential, 'potential moved');
  expect(await of('Reps who lose accounts')).toBe(change.losing);
  expect(await of('Largest 100 accounts that stay')).toBe(change.kept);
  const { max, mean } = balanceOf(accounts);
  close(await shown(page, 'Balance of potential', 'Largest deviation', plan), max, 'largest deviation');
  close(await shown(page, 'Balance of potential', 'Mean deviation', plan), mean, 'mean deviation');
}

test('45 areas of today are imported, rebalanced and exported', async ({ page }) => {
  test.setTimeout(300_000);
  const input = readTable(await readFile(FILE, 'utf8'));
  const weight = input.fields.indexOf('weight');
  let baseline: Table = input;
  let few: Table = input;
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
    baseline = accounts;
    await page.keyboard.press('Escape');
  });

  await test.step('rebalance and accept', async () => {
    const before = await settledFigures(page);
    await button(page, 'Rebalance').click();
    await acceptProposal(page, 4);
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
    few = accounts;
    await page.keyboard.press('Escape');
  });

  await test.step('a second alternative, free to move as much as it takes', async () => {
    await button(page, 'New plan').click();
    const before = await settledFigures(page);
    await button(page, 'Limits of the change').click();
    const limits = page.getByRole('dialog', { name: 'Limits of the change', exact: true });
    await limits.getByRole('spinbutton', { name: 'At most, % of potential moved', exact: true }).fill('100');
    await limits.getByRole('spinbutton', { name: 'Tolerance, %', exact: true }).fill('10');
    await button(limits, 'Start').click();
    await acceptProposal(page, 5);
    await expect.poll(() => figures(page)).not.toBe(before);
  });

  await test.step('compared with today and each other: the figures are those of the files', async () => {
    const free = readTable(await textOfDownload(await exportAs(page, 'Accounts, CSV')));
    await page.keyboard.press('Escape');
    await button(page, 'Compare').click();
    await checkFigures(page, 'b', baseline, free);
    await checkFigures(page, 'a', baseline, few);
    const [a, b] = [changeOf(baseline, few), changeOf(baseline, free)];
    expect(a.potential).toBeLessThanOrEqual(0.1 * 496_697.2 + 1e-6);
    expect(b.potential).toBeGreaterThan(a.potential);
    // The list holds every station that moves, and says why.
    const list = page.getByRole('table', { name: 'Accounts that change hands', exact: true });
    await expect(list).toHaveAttribute('aria-rowcount', String(new Set([...a.moved, ...b.moved]).size + 1));
    await expect(list.getByRole('row').nth(1)).toContainText(/Rebalance, run [12]/);
  });

  await test.step('one state goes back to what it is today', async () => {
    const [ids, states] = [owners(baseline), column(baseline, 'federal_state')];
    const names = column(baseline, 'hexwright_territory_name');
    const isWhole = (name: string) => names.every((one, at) => one !== name || states[at] === 'Bayern');
    const bavarian = new Set(names.filter((name) => name !== '' && isWhole(name)));
    expect(bavarian.size).toBeGreaterThan(2);
    await button(page, 'Take over territories').click();
    const dialog = page.getByRole('dialog', { name: 'Take over territories', exact: true });
    for (const [side, plan] of [
      ['Into', 'Draft copy'],
      ['From', 'Today'],
    ] as const) {
      await dialog.getByRole('combobox', { name: side, exact: true }).click();
      await page.getByRole('option', { name: plan, exact: true }).click();
    }
    let taken = 0;
    for (const name of bavarian) {
      const box = dialog.getByRole('checkbox', { name, exact: true });
      if ((await box.count()) === 0) continue;
      await box.check();
      taken++;
    }
    await button(dialog, `Take over ${taken} territories`).click();
    const merged = readTable(await textOfDownload(await exportAs(page, 'Accounts, CSV')));
    await page.keyboard.press('Escape');
    const after = owners(merged);
    const stray = [...ids.keys()].filter((at) => bavarian.has(names[at]!) && after[at] !== ids[at]);
    expect(stray).toEqual([]);
    await checkFigures(page, 'b', baseline, merged);
  });

  await test.step('the decision leaves as one page with the same figures', async () => {
    const accounts = String(await shown(page, GROUP, 'Accounts that change hands', 'b'));
    await button(page, 'Decision page').click();
    await page.getByRole('textbox', { name: 'Why', exact: true }).fill('Bavaria stays as it is.');
    const download = page.waitForEvent('download');
    await button(page, 'Save page').click();
    const html = await textOfDownload(await download);
    expect(html).toContain('Bavaria stays as it is.');
    expect(html).not.toContain('<script');
    const row = /Accounts that change hands<\/th>(.*?)<\/tr>/.exec(html)?.[1] ?? '';
    const cells = [...row.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text!.replace(/<[^>]+>|\D/g, ''));
    expect(cells.at(-1)).toBe(accounts);
  });
});
