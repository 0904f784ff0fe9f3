/** The screens of the main job are free of what a machine finds, light and dark; today and a proposal are looked at in overview.pw.ts. */
import { smallTargets, violations } from './axe.ts';
import { button, chooseImport, dataFile, expect, openSample, saved, test } from './app.ts';

test('start, import, workspace and menu, light and dark', async ({ page }) => {
  // Without motion nothing is caught half faded.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  await expect(button(page, 'Open sample')).toBeVisible();
  expect.soft(await violations(page, ['light', 'dark'])).toEqual([]);
  await chooseImport(page, dataFile('us_fdic_branches_pnw_2023.csv'));
  await expect(button(page, 'Continue')).toBeEnabled({ timeout: 30_000 });
  expect.soft(await violations(page)).toEqual([]);
  expect.soft(await smallTargets(page)).toEqual([]);
  await button(page, 'Close').click();
  await openSample(page);
  expect.soft(await violations(page, ['light', 'dark'])).toEqual([]);
  for (const tab of [/^Table/, /^Accounts/, /^Problems/]) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('tabpanel').first()).toBeVisible();
    expect.soft(await smallTargets(page)).toEqual([]);
  }
  await saved(page);
  await button(page, 'Project PNW branch banking').click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect.soft(await violations(page)).toEqual([]);
});
