/**
 * `npm run screenshots [-- FOLDER]`: start, import, today, workspace and proposal at 1440x900 and 1024x700, light and
 * dark, into FOLDER (tests/results/screenshots), and the README's picture into docs/images.
 */
import { copyFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromiumArgs, findChromium } from './browser.mjs';
import { serveDist } from './serve.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

const PORT = 5209;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];
const folder = resolve(process.argv[2] ?? join(root, 'tests', 'results', 'screenshots'));
const readmePicture = join(root, 'docs', 'images', 'workspace.png');

const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Tiles, labels and workers settle; nothing on the page says when the last frame is drawn. */
const settled = (page) => page.waitForTimeout(2500);

async function takeAll(page, shoot) {
  await page.goto(`http://localhost:${PORT}/`);
  await button(page, 'Open sample').waitFor();
  await shoot('start');

  await button(page, 'Import data').click();
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Choose file').click();
  await (await chooser).setFiles(join(root, 'public', 'sample', 'us_fdic_branches_pnw_2023.csv'));
  await page.locator('button:enabled', { hasText: 'Continue' }).waitFor();
  await shoot('import');
  await button(page, 'Continue').click();
  await page.locator('button:enabled', { hasText: 'Create project' }).waitFor({ timeout: 60_000 });
  await shoot('ground');
  await button(page, 'Close').click();

  await button(page, 'Open sample').click();
  await page.getByRole('status', { name: 'Balance' }).getByText('Revision').waitFor({ timeout: 60_000 });
  await settled(page);
  const plans = page.getByRole('navigation', { name: 'Plans' });
  await button(plans, 'Today').click();
  await shoot('today');
  await button(plans, 'Draft').click();

  const rows = page.getByRole('grid', { name: 'Territories' }).getByRole('row');
  await rows.nth(3).click();
  await shoot('workspace');

  await button(page, 'Rebalance').click();
  await page.locator('button:enabled', { hasText: 'Accept' }).waitFor({ timeout: 60_000 });
  await settled(page);
  await shoot('proposal');
}

await ensureInstalled();
await ensureBuilt();
await mkdir(folder, { recursive: true });
await mkdir(join(root, 'docs', 'images'), { recursive: true });
await serveDist(PORT);
const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs });
for (const viewport of SIZES) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport, colorScheme });
    const page = await context.newPage();
    await takeAll(page, async (name) => {
      await settled(page);
      const path = join(folder, `${name}-${viewport.width}x${viewport.height}-${colorScheme}.png`);
      await page.screenshot({ path });
      process.stdout.write(`${path}\n`);
    });
    await context.close();
  }
}
await copyFile(join(folder, 'workspace-1440x900-light.png'), readmePicture);
await browser.close();
// The server would keep the process alive.
process.exit(0);
