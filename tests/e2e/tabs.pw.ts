/** Two tabs on one project: one writes, the other follows, takes over when asked, and when the first one crashes. */
import type { Page } from '@playwright/test';
import {
  balance,
  button,
  expect,
  figures,
  lassoBox,
  openSample,
  saved,
  saveState,
  settledFigures,
  test,
  workspaceReady,
} from './app.ts';

/** Gives the first territory what lies in the middle of the map. */
const paint = (page: Page) => lassoBox(page, 0, [0.4, 0.4, 0.6, 0.6]);

test('a second tab follows live, takes over when asked and after a crash', async ({ page, context }) => {
  await openSample(page);
  await saved(page);
  const other = await context.newPage();
  await other.goto('/');
  await workspaceReady(other);
  await expect(saveState(other)).toHaveText(/^Not saved: Another tab is editing/);
  await expect(button(other, 'Edit here')).toBeVisible();

  await page.bringToFront();
  await paint(page);
  await saved(page);
  const painted = await settledFigures(page);
  await other.bringToFront();
  await expect.poll(() => figures(other)).toBe(painted);
  await expect(button(other, 'Undo')).toBeDisabled();

  await button(other, 'Edit here').click();
  await expect(saveState(other)).toHaveText(/^Saved/);
  await expect(button(other, 'Undo')).toBeEnabled();
  await button(other, 'Undo').click();
  await saved(other);
  const undone = await settledFigures(other);
  expect(undone).not.toBe(painted);
  await page.bringToFront();
  await expect(button(page, 'Edit here')).toBeVisible();
  await expect.poll(() => figures(page)).toBe(undone);

  // The writing tab's process dies; the other one takes its place.
  const crashed = other.waitForEvent('crash');
  await other.goto('chrome://crash').catch(() => undefined);
  await crashed;
  await expect(button(page, 'Edit here')).toBeHidden();
  await expect.poll(() => figures(page)).toBe(undone);
  await expect(balance(page)).toContainText('Revision 2');
  await button(page, 'Redo').click();
  await saved(page);
  await expect.poll(() => figures(page)).toBe(painted);
});

test('projects are renamed, listed in the menu and switched without losing anything', async ({ page }) => {
  // What is drawn before the tool's code has come waits for it.
  await page.route(/late-tools|sketch-modes/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  await openSample(page);
  await paint(page);
  const before = await settledFigures(page);
  const menu = () => page.getByRole('button', { name: /^Project / }).click();
  const line = (name: string) => page.getByRole('menuitem', { name, exact: true });
  await menu();
  await line('Rename project').click();
  await page.getByRole('textbox', { name: 'Project name', exact: true }).fill('Northwest');
  await button(page, 'Rename').click();
  await expect(button(page, 'Project Northwest')).toBeVisible();
  await menu();
  await line('All projects').click();
  await expect(page.getByRole('button', { name: /^Northwest/ })).toBeVisible();
  await button(page, 'Open sample').click();
  await workspaceReady(page);
  await menu();
  await line('Open Northwest').click();
  await expect(button(page, 'Project Northwest')).toBeVisible({ timeout: 20_000 });
  await workspaceReady(page);
  await expect.poll(() => figures(page)).toBe(before);
  await expect(button(page, 'Undo')).toBeEnabled();
});
