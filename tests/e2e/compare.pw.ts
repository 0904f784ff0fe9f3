/** What a manager does: copies a plan, compares, reads who changes hands, takes a territory over, and comes back by its address. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { button, expect, lassoBox, openSample, saved, territoryRows, test, textOfDownload } from './app.ts';
import { violations } from './axe.ts';
import { column, readTable } from './exported.ts';

const table = (page: Page) => page.getByRole('table', { name: 'Figures of the plans', exact: true });
const row = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) });
/** Today, A, B, and B less A. */
const cell = (page: Page, name: string, at: number) => row(page, name).getByRole('cell').nth(at).locator('.value');
const movedInB = (page: Page) => cell(page, 'Accounts that change hands', 2);

test('plans are compared, one takes over from the other, and the address leads back', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openSample(page);
  await button(page, 'New plan').click();
  await lassoBox(page, 2, [0.45, 0.42, 0.6, 0.58]);
  await button(page, 'Compare').click();

  // A is the draft as it was, B its copy: what was drawn is what changes hands.
  await expect(movedInB(page)).not.toHaveText('0');
  await expect(cell(page, 'Accounts that change hands', 1)).toHaveText('0');
  const moved = Number((await movedInB(page).innerText()).replace(/\D/g, ''));
  const download = page.waitForEvent('download');
  await button(page, 'Download change list').click();
  const list = readTable(await textOfDownload(await download));
  const from = column(list, 'from');
  expect(column(list, 'to_a')).toEqual(from);
  expect(new Set(column(list, 'reason_b').filter((reason) => reason !== ''))).toEqual(new Set(['Lasso']));
  expect(column(list, 'to_b').filter((id, at) => id !== from[at])).toHaveLength(moved);
  await expect(page.getByRole('img', { name: /^Deviation of each territory by plan/ })).toBeVisible();
  // Charts leave as pictures that stand by themselves: no variables of the page.
  const savedAs = async (format: string) => {
    const picture = page.waitForEvent('download');
    await button(page, `Save chart as ${format}`).click();
    return readFile(await (await picture).path());
  };
  const svg = (await savedAs('SVG')).toString('utf8');
  expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).not.toMatch(/(fill|stroke)="var\(/);
  expect((await savedAs('PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('radio', { name: 'Reps', exact: true }).click();
  await expect(page.getByRole('table', { name: 'Reps and what they keep', exact: true })).toBeVisible();
  // No rate is assumed; the user's own makes a price of what moves.
  await expect(row(page, 'Sales lost a year, at 10.0%')).toBeHidden();
  await page.getByRole('textbox', { name: 'Loss rate', exact: true }).fill('10');
  const potential = Number(await cell(page, 'Potential that changes hands', 2).getAttribute('value'));
  await expect(cell(page, 'Sales lost a year, at 10.0%', 2)).toHaveAttribute('value', String(potential * 0.1));

  // By its address the same view comes back.
  await page.getByRole('radio', { name: 'Swipe', exact: true }).click();
  await expect(page).toHaveURL(/#\/compare\/\w+\/\w+\?mode=swipe$/);
  await saved(page);
  await page.reload();
  await expect(page.getByRole('slider', { name: 'Swipe', exact: true })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Loss rate', exact: true })).toHaveValue('10');
  await expect(movedInB(page)).toHaveText(String(moved));

  // What was drawn is taken back from A, and undone.
  await page.getByRole('radio', { name: 'Change map', exact: true }).click();
  const map = await page.getByRole('group', { name: 'Change map from Draft to Draft copy', exact: true }).boundingBox();
  await expect(
    page
      .getByRole('group', { name: /^Change map/ })
      .locator('canvas')
      .first(),
  ).toBeVisible();
  const take = button(page, 'Take from A into B');
  await expect(async () => {
    await page.mouse.click(map!.x + map!.width * 0.5, map!.y + map!.height * 0.5);
    await expect(take).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await take.click();
  await expect(movedInB(page)).not.toHaveText(String(moved));
  await button(page.getByRole('banner'), 'Undo').click();
  await expect(movedInB(page)).toHaveText(String(moved));
  await page.goBack();
  await expect(territoryRows(page).first()).toBeVisible();
  await expect(page).toHaveURL(/#\/plan\/\w+$/);
});
