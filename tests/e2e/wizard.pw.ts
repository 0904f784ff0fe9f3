/** What the wizard guessed about a file is corrected, and every figure follows; the study area is the user's. */
import { writeFile } from 'node:fs/promises';
import { writeXlsx } from 'hucre/xlsx';
import type { Page, TestInfo } from '@playwright/test';
import { button, chooseImport, chooseRole, expect, roleOf, territoryRows, test, workspaceReady } from './app.ts';

async function importText(page: Page, info: TestInfo, name: string, text: string | Uint8Array): Promise<void> {
  const path = info.outputPath(name);
  await writeFile(path, text);
  await page.goto('/');
  await chooseImport(page, path);
  await expect(button(page, 'Continue')).toBeVisible();
}

const reading = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

async function choose(page: Page, name: string, option: string): Promise<void> {
  await reading(page, name).click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await expect(reading(page, name)).toHaveText(option);
}

const totals = (page: Page, line: string) => page.getByRole('row').filter({ hasText: line });

test('decimal mark and header row are corrected, and a role given by hand stays', async ({ page }, info) => {
  await importText(page, info, 'marks.csv', 'key;lat;lng;sales\nA;52;13;1,234\nB;48;11;2,500\nC;51;7;3,750\n');
  await expect(totals(page, 'In file')).toContainText('7,484');
  await chooseRole(page, 'key', 'Name');
  await choose(page, 'Decimal', 'comma');
  await expect(totals(page, 'In file')).toContainText('7.48');
  await expect(roleOf(page, 'key')).toHaveText('Name');
  await choose(page, 'Header', 'none');
  await expect(roleOf(page, 'column_1')).toBeVisible();
  await expect(page.getByText('4 records', { exact: false }).first()).toBeVisible();
  await choose(page, 'Header', 'first row');
  await expect(totals(page, 'In file')).toContainText('3');
  // A further measure is carried along, and adds up beside the others.
  await button(page, 'Add measure').click();
  await page.getByLabel('Name', { exact: true }).fill('Twice');
  await page.getByLabel('Twice formula').fill('=sales * 2');
  await expect(totals(page, 'In file')).toContainText('14.97');
  await expect(page.getByRole('checkbox', { name: /^Balance/ })).toBeDisabled();
});

test('swapped columns are named, and put right by one button', async ({ page }, info) => {
  await importText(page, info, 'swapped.csv', 'id,lat,lng,sales\n1,-122.33,47.61,5\n2,-122.68,45.52,6\n');
  await expect(button(page, 'Continue')).toBeDisabled();
  await button(page, 'Swap latitude and longitude').click();
  await expect(roleOf(page, 'lat')).toHaveText('Longitude');
  await expect(page.getByText('Every row has a place')).toBeVisible();
  await expect(button(page, 'Continue')).toBeEnabled();
});

test('land that stays out of the study area is listed, comes in by a click, and a reload loses no answer', async ({
  page,
}, info) => {
  const rows = Array.from({ length: 400 }, (_, i) => `${i},${48 + (i % 20) / 5},${8 + Math.floor(i / 20) / 5},7`);
  await importText(page, info, 'germany.csv', `id,lat,lng,sales\n${rows.join('\n')}\nF,43.3,5.4,7\n`);
  // What stands far away is looked at before anything is decided.
  await button(page, 'Show on the map').click();
  await button(page, 'Next place').click();
  await expect(page.getByRole('status').filter({ hasText: '1 of 1' })).toContainText('1 account');
  await button(page, 'Whole map').click();
  // Today's territories out of a file of their own.
  const halves = Array.from({ length: 400 }, (_, i) => `${i},${i < 200 ? 'West' : 'East'}`);
  const today = { name: 'today.csv', mimeType: 'text/csv', buffer: Buffer.from(`id,area\n${halves.join('\n')}\n`) };
  await page.getByTestId('today-file').setInputFiles(today);
  await expect(page.getByText(/^2 territories.*today\.csv/)).toBeVisible();
  await button(page, 'Continue').click();
  const laidOut = page.getByRole('status').filter({ hasText: 'cells' });
  await expect(laidOut).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('3 accounts', { exact: true })).toBeVisible();
  await button(page, 'Include France').click();
  await expect(page.getByText('France, overseas')).toBeVisible({ timeout: 30_000 });
  await expect(button(page, 'Create project')).toBeEnabled({ timeout: 30_000 });
  // What is answered is written after a moment.
  await page.waitForTimeout(1000);
  await page.reload();
  await expect(page.getByText('The import of germany.csv did not come to its end.')).toBeVisible();
  await button(page, 'Go on').click();
  await expect(page.getByText('France, overseas')).toBeVisible({ timeout: 30_000 });
  await expect(button(page, 'Create project')).toBeEnabled({ timeout: 30_000 });
  // What the background task had in memory is read again when it dies.
  const worker = page.workers().find((one) => one.url().includes('data.worker'));
  await worker!.evaluate(() => self.close()).catch(() => undefined);
  await expect(page.getByText('A background task had stopped')).toBeVisible();
  await expect(page.getByText('France, overseas')).toBeVisible({ timeout: 30_000 });
  await button(page, 'Create project').click();
  await workspaceReady(page);
  await expect(territoryRows(page)).toHaveText([/^(East|West)/, /^(East|West)/]);
});

test('a sheet of a workbook is chosen', async ({ page }, info) => {
  const sheet = (name: string, sales: number) => ({
    name,
    rows: [
      ['id', 'lat', 'lng', 'sales'],
      ['007', 52.5, 13.4, sales],
      ['008', 48.1, 11.6, sales],
    ],
  });
  const book = await writeXlsx({ sheets: [sheet('This year', 10), sheet('Last year', 400)] });
  await importText(page, info, 'book.xlsx', book);
  await expect(totals(page, 'In file')).toContainText('20');
  await choose(page, 'Sheet', 'Last year');
  await expect(totals(page, 'In file')).toContainText('800');
  await expect(page.getByText('007', { exact: true })).toBeVisible();
});
