/** What a machine can check of WCAG 2.2 AA on the screens of the main job, light and dark. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { button, chooseImport, dataFile, expect, openSample, test } from './app.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`start, import and workspace, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto('/');
    await expect(button(page, 'Open sample')).toBeVisible();
    expect.soft(await violations(page)).toEqual([]);
    await chooseImport(page, dataFile('us_fdic_branches_pnw_2023.csv'));
    await expect(button(page, 'Continue')).toBeEnabled({ timeout: 30_000 });
    expect.soft(await violations(page)).toEqual([]);
    await button(page, 'Close').click();
    await openSample(page);
    expect.soft(await violations(page)).toEqual([]);
  });
}
