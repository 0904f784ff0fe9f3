/** What a machine can check of WCAG 2.2 AA on the screens of the main job, light and dark. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { button, chooseImport, dataFile, expect, openSample, saved, test } from './app.ts';

type Theme = 'light' | 'dark';

/** Each with the theme it was found in. */
async function violations(page: Page, themes: readonly Theme[] = ['light']): Promise<string[]> {
  // Figures that are being made anew are dimmed on purpose.
  await expect(page.locator('.figures.stale')).toHaveCount(0);
  const found: string[] = [];
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    const result = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    for (const { id, nodes } of result.violations) {
      found.push(...nodes.map((node) => `${colorScheme}, ${id}: ${node.target.join(' ')} ${node.failureSummary}`));
    }
  }
  return found;
}

test('start, import, workspace, menu, today and proposal, light and dark', async ({ page }) => {
  // Without motion nothing is caught half faded.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/');
  await expect(button(page, 'Open sample')).toBeVisible();
  expect.soft(await violations(page, ['light', 'dark'])).toEqual([]);
  await chooseImport(page, dataFile('us_fdic_branches_pnw_2023.csv'));
  await expect(button(page, 'Continue')).toBeEnabled({ timeout: 30_000 });
  expect.soft(await violations(page)).toEqual([]);
  await button(page, 'Close').click();
  await openSample(page);
  expect.soft(await violations(page, ['light', 'dark'])).toEqual([]);
  await saved(page);
  await button(page, 'Project PNW branch banking').click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect.soft(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await button(page, 'Today').click();
  await expect(page.getByText('Health of today’s alignment')).toBeVisible();
  expect.soft(await violations(page)).toEqual([]);
  // Asks for a draft and a proposal of it; the list of what changes hands is read with it.
  await button(page, 'Rebalance').click();
  await expect(button(page, 'Accept proposal')).toBeEnabled({ timeout: 60_000 });
  await page.getByRole('tab', { name: 'Accounts', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'From', exact: true })).toBeVisible();
  expect.soft(await violations(page, ['light', 'dark'])).toEqual([]);
});
