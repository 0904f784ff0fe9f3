/** The app after its first load: without a network, and when a newer version has come. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serveDist } from '../../scripts/serve.mjs';
import { writeServiceWorker } from '../../scripts/service-worker.ts';
import { distFolder } from '../../scripts/setup.mjs';
import { button, expect, saved, saveState, territoryRows, test, workspaceReady } from './app.ts';

test.use({ serviceWorkers: 'allow' });

/** A build of this test's own, of which it can put out another version. */
const site = test.extend<{ site: { readonly folder: string; readonly url: string } }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names out of a pattern
  site: async ({}, provide, info) => {
    const folder = info.outputPath('site');
    await cp(distFolder, folder, { recursive: true });
    const { port, close } = await serveDist(0, folder);
    await provide({ folder, url: `http://localhost:${port}` });
    close();
  },
  baseURL: ({ site: { url } }, provide) => provide(url),
});

async function putOutAnother(folder: string): Promise<void> {
  const path = join(folder, 'index.html');
  await writeFile(path, (await readFile(path, 'utf8')).replace('<html', '<html data-version="2"'));
  await writeServiceWorker(folder);
}

/** What a full disk does to a write; a quota that is lowered later is noticed by the browser after some time only. */
async function failToWrite(page: Page, fails: boolean): Promise<void> {
  await page.evaluate((nowFails) => {
    const store = IDBObjectStore.prototype as IDBObjectStore & { written?: IDBObjectStore['add'] };
    store.written ??= store.add;
    store.add = nowFails
      ? () => {
          throw new DOMException('The disk is full.', 'QuotaExceededError');
        }
      : store.written;
  }, fails);
}

site(
  'works without a network, and takes a newer version only when asked and all is saved',
  async ({ page, context, site: { folder } }) => {
    await page.goto('/');
    await page.evaluate(() => navigator.serviceWorker.ready);
    const devtools = await context.newCDPSession(page);
    await context.setOffline(true);
    await button(page, 'Open sample').click();
    await workspaceReady(page);
    await saved(page);
    await page.reload();
    await workspaceReady(page);
    await context.setOffline(false);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // The one thing in the way of installing is the test's own kind of window.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);

    await putOutAnother(folder);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const offer = page.getByRole('status').filter({ hasText: 'A new version of Hexwright is ready' });
    await expect(offer).toBeVisible();
    await failToWrite(page, true);
    await button(page, 'New territory').click();
    await expect(saveState(page)).toHaveText(/^Not saved/);
    await button(offer, 'Reload').click();
    await expect(page.getByRole('alert').filter({ hasText: 'not saved yet' })).toBeVisible();
    await expect(page.locator('html')).not.toHaveAttribute('data-version');
    await failToWrite(page, false);
    await saved(page);
    await button(offer, 'Reload').click();
    await expect(page.locator('html')).toHaveAttribute('data-version', '2');
    await workspaceReady(page);
    await expect(territoryRows(page)).toHaveCount(13);
  },
);
