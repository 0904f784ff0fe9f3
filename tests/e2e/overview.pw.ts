/** The plan at a glance: who is furthest off, what is behind a figure, and the way from today to a proposal. */
import { violations } from './axe.ts';
import { readTable } from './exported.ts';
import { balance, button, expect, openSample, rowOf, territoryRows, test, textOfDownload } from './app.ts';

const inspector = { name: 'Inspector', exact: true } as const;

test('the overview names five over and five under, and a figure opens the accounts behind it', async ({ page }) => {
  await openSample(page);
  const panel = page.getByRole('region', inspector);
  await expect(panel.getByRole('heading', { name: 'Furthest from target' })).toBeVisible();
  const over = panel.getByRole('button', { name: /\+\d+\.\d%$/ });
  const under = panel.getByRole('button', { name: /−\d+\.\d%$/ });
  await expect(over).toHaveCount(5);
  await expect(under).toHaveCount(5);
  await panel.getByRole('radio', { name: 'Workload', exact: true }).click();
  await expect(over.first()).toContainText('Snake River');

  await rowOf(page, 'Seattle').click();
  await expect(panel.getByRole('heading', { name: 'Seattle', exact: true })).toBeVisible();
  const accounts = panel.getByRole('button', { name: /^\d+ in \d+ cells$/ });
  const [count] = (await accounts.innerText()).split(' ');
  await accounts.click();
  await expect(page.getByRole('region', { name: 'Details', exact: true })).toContainText(`${count} accounts · $40.6B`);
  await button(page, 'Show all accounts').click();
  await expect(page.getByRole('region', { name: 'Details', exact: true })).toContainText('2,604 accounts · $358.0B');
  await button(page, 'Back to the whole plan').click();
  await expect(panel.getByRole('heading', { name: 'Furthest from target' })).toBeVisible();

  // Bars stand largest deviation first; a click on one selects its territory, and the Lorenz curve says the Gini.
  await page.getByRole('tab', { name: 'Charts', exact: true }).click();
  const bars = page.getByRole('img', { name: /^Bars of the deviation of each territory/ });
  const box = (await bars.boundingBox())!;
  await bars.click({ position: { x: box.width - 20, y: box.height / 2 } });
  await expect(panel.getByRole('heading', { name: 'Columbia Basin', exact: true })).toBeVisible();
  await page.getByRole('radio', { name: 'Lorenz', exact: true }).click();
  await expect(page.getByRole('img', { name: /^Lorenz curve of potential/ })).toContainText('Gini 0.112');

  // The table has the columns that one wants, and goes to a spreadsheet with figures in full.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('tab', { name: 'Table', exact: true }).click();
  await button(page, 'Columns').click();
  await page.getByRole('checkbox', { name: 'Perimeter, km' }).check();
  await page.keyboard.press('Escape');
  await button(page, 'Copy table').click();
  await expect(page.getByText('12 territories in 13 columns copied')).toBeVisible();
  const [head, first] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  expect(head?.split('\t')).toEqual(expect.arrayContaining(['Potential, $', 'Potential deviation', 'Perimeter, km']));
  expect(first?.split('\t').slice(0, 3)).toEqual(['Columbia Basin', 'Luis Herrera', '21270286000']);

  // The list is sorted and found in; territories that are selected together go into one region.
  await rowOf(page, 'Seattle').click();
  await rowOf(page, 'Eastside').click({ modifiers: ['Shift'] });
  await button(page, 'Edit territory').click();
  await page.getByRole('combobox', { name: 'Region, of all selected' }).fill('Puget Sound');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await button(page, 'Sort, filter and group').click();
  await page.getByRole('combobox', { name: 'Sort by' }).selectOption('off');
  await page.getByRole('checkbox', { name: 'Group by region' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('rowheader')).toHaveText(['Puget Sound2', 'No region10']);
  await expect(territoryRows(page).first()).toContainText('Seattle');
  await page.getByRole('searchbox', { name: 'Find a territory' }).fill('sound');
  await expect(territoryRows(page)).toHaveCount(2);
});

test('today leads to a proposal in its draft, and the accounts that change hands are downloaded', async ({ page }) => {
  // Without motion nothing is caught half faded.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openSample(page);
  const plan = (name: string) =>
    page.getByRole('navigation', { name: 'Plans', exact: true }).getByRole('button', { name, exact: true });
  await plan('Today').click();
  await expect(page.getByRole('heading', { name: 'What next' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Legend' })).toContainText('Deviation from target, potential');
  await expect(page.getByText('Health of today’s alignment')).toBeVisible();
  expect.soft(await violations(page)).toEqual([]);
  await button(page, 'Rebalance').click();
  await expect(plan('Draft')).toHaveAttribute('aria-current', 'true');
  await expect(button(page, 'Accept proposal')).toBeEnabled({ timeout: 60_000 });
  const stop = button(page, 'Stop');
  await stop.click();
  await page.getByRole('tab', { name: 'Accounts', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'From', exact: true })).toBeVisible();
  expect.soft(await violations(page, ['light', 'dark'])).toEqual([]);
  const wait = page.waitForEvent('download');
  await button(page, 'Download list').click();
  const table = readTable(await textOfDownload(await wait));
  expect(table.fields).toEqual(['account', 'from', 'to', 'potential', 'workload']);
  const moved = await page.getByRole('tab', { name: 'Accounts', exact: true }).locator('.badge').innerText();
  expect(`${table.rows.length} change hands`).toBe(moved.replace(',', ''));
  expect(new Set(table.rows.map(([account]) => account)).size).toBe(table.rows.length);
  await button(page, 'Discard proposal').click();
  await expect(balance(page)).toContainText('Revision 0');
  await expect(territoryRows(page)).toHaveCount(12);
});
