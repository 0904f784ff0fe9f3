/**
 * Two tabs on one project, edited in turn; the one that writes crashes (its process ends) after every few edits, the
 * other takes its place, and a new one follows that. Nothing may be lost or there twice, and taking over is timed.
 */
import type { BrowserContext, Page } from '@playwright/test';
import {
  balance,
  button,
  expect,
  openSample,
  saved,
  territoryGrid,
  territoryRows,
  test,
  workspaceReady,
} from '../e2e/app.ts';
import { revisionOf } from '../e2e/killed-browser.ts';

const EDITS = Number(process.env['HEXWRIGHT_EDITS'] ?? 100);
const EDITS_PER_TURN = 10;

async function follow(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto('/');
  await workspaceReady(page);
  await expect(button(page, 'Edit here')).toBeVisible();
  return page;
}

async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  await page.goto('chrome://crash').catch(() => undefined);
  await crashed;
}

/** Milliseconds until the page that follows may write; noted in the page, which is not kept waiting by the test. */
async function watchTakeOver(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = globalThis as unknown as { tookOverAt: number };
    const look = () => {
      const isThere = [...document.querySelectorAll('button')].some((one) => one.textContent?.includes('Edit here'));
      if (isThere) setTimeout(look, 10);
      else seen.tookOverAt = Date.now();
    };
    look();
  });
  return () => page.evaluate(() => (globalThis as unknown as { tookOverAt: number }).tookOverAt);
}

test(`${EDITS} edits of two tabs in turn, the writer crashing, are all there once`, async ({ page, context }) => {
  test.setTimeout(120_000 + EDITS * 10_000);
  await openSample(page);
  await saved(page);
  const rows = await territoryRows(page).count();
  let writer = page;
  let other = await follow(context);
  const tookOverMs: number[] = [];
  for (let edits = 0; edits < EDITS; edits += EDITS_PER_TURN) {
    for (let edit = 0; edit < EDITS_PER_TURN; edit++) await button(writer, 'New territory').click();
    await saved(writer);
    expect(await revisionOf(writer)).toBe(edits + EDITS_PER_TURN);
    const tookOverAt = await watchTakeOver(other);
    const crashing = Date.now();
    await crash(writer);
    await expect(button(other, 'Edit here')).toBeHidden();
    tookOverMs.push((await tookOverAt()) - crashing);
    await expect(balance(other)).toContainText(`Revision ${edits + EDITS_PER_TURN}`);
    await writer.close();
    writer = other;
    other = await follow(context);
  }
  await writer.reload();
  await workspaceReady(writer);
  expect(await revisionOf(writer)).toBe(EDITS);
  // Each edit added one; its first row is the header.
  await expect(territoryGrid(writer)).toHaveAttribute('aria-rowcount', String(rows + EDITS + 1));
  const sorted = tookOverMs.sort((a, b) => a - b);
  const times = { least: sorted[0], middle: sorted[sorted.length >> 1], most: sorted.at(-1) };
  const kept = { edits: EDITS, crashes: sorted.length, lost: 0, twice: 0, tookOverMs: times };
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(kept) });
});
