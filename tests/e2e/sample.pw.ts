/** A newcomer's first minutes: the sample opens editable, what the browser loads for it stays small, it improves and is kept. */
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  acceptProposal,
  balance,
  button,
  expect,
  figures,
  saved,
  settledFigures,
  territoryRows,
  test,
  tool,
  workspaceReady,
} from './app.ts';

const plan = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Plans', exact: true }).getByRole('button', { name, exact: true });

/** Counts what comes over the wire as code: kilobytes, compressed, of all that has been asked for by the time of the call. */
function measureScripts(page: Page): () => Promise<number> {
  let bytes = 0;
  const measured: Promise<void>[] = [];
  // What page and workers share comes over the wire once.
  const seen = new Set<string>();
  page.context().on('response', (response) => {
    const url = response.url();
    if (!/\.(m?js|css)$/.test(new URL(url).pathname) || seen.has(url)) return;
    seen.add(url);
    measured.push(
      response.body().then(
        (body) => {
          bytes += gzipSync(body, { level: 9 }).byteLength;
        },
        // A worker may end before its script is asked for; the static budget counts it.
        () => undefined,
      ),
    );
  });
  return async () => {
    await Promise.all(measured);
    return bytes / 1000;
  };
}

test('the sample is editable at once within the budget of scripts, improves, and comes back with both its plans', async ({
  page,
}) => {
  const scriptsKb = measureScripts(page);

  await test.step('the start screen offers three ways in', async () => {
    await page.goto('/');
    for (const name of ['Open sample', 'Import data', 'Open plan file']) await expect(button(page, name)).toBeVisible();
  });

  await test.step('it is editable at once, and its scripts fit the budget', async () => {
    const budget = JSON.parse(await readFile(join(import.meta.dirname, '../../scripts/size-budget.json'), 'utf8')) as {
      workspace: { maxGzipKb: number };
    };
    await button(page, 'Open sample').click();
    await workspaceReady(page);
    // At once: what waits for the first picture comes next.
    const loadedKb = await scriptsKb();
    await expect(territoryRows(page)).toHaveCount(12);
    await expect(tool(page, 'Brush')).toBeEnabled();
    await expect(button(page, 'Build territories')).toBeEnabled();
    expect(loadedKb).toBeGreaterThan(100);
    expect(loadedKb).toBeLessThanOrEqual(budget.workspace.maxGzipKb);
  });

  await test.step('a proposal that is discarded leaves no trace', async () => {
    const before = await balance(page).innerText();
    await button(page, 'Build territories').click();
    await expect(button(page, 'Accept proposal')).toBeEnabled({ timeout: 60_000 });
    await button(page, 'Discard proposal').click();
    await expect(button(page, 'Discard proposal')).toBeHidden();
    expect(await balance(page).innerText()).toBe(before);
    await expect(button(page, 'Undo')).toBeDisabled();
  });

  await test.step('rebalance improves it, and the figures say so', async () => {
    const before = await settledFigures(page);
    await button(page, 'Rebalance').click();
    await acceptProposal(page, 4);
    await expect.poll(() => figures(page)).not.toBe(before);
    await expect(balance(page)).toContainText('Every territory in one piece');
    await saved(page);
  });

  await test.step('two plans are kept and both come back; today cannot be painted', async () => {
    const after = await settledFigures(page);
    await expect(plan(page, 'Today')).toBeVisible();
    await page.reload();
    await workspaceReady(page);
    await expect(plan(page, 'Draft')).toHaveAttribute('aria-current', 'true');
    await expect.poll(() => figures(page)).toBe(after);
    await plan(page, 'Today').click();
    await expect(plan(page, 'Today')).toHaveAttribute('aria-current', 'true');
    await expect(territoryRows(page)).toHaveCount(12);
    await expect(tool(page, 'Brush')).toBeDisabled();
    // The draft is no copy of today any more: editing goes on in another one.
    await button(page, 'Edit by hand').click();
    await expect(plan(page, 'Draft 2')).toHaveAttribute('aria-current', 'true');
    await expect(tool(page, 'Brush')).toBeEnabled();
  });
});
