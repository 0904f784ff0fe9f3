/** The built app in a real browser (software graphics): what its own User Timing measures say in normal work. */
import { gzipSync } from 'node:zlib';
import { type Page, chromium } from '@playwright/test';
import { chromiumArgs } from '../../scripts/browser.mjs';
import { serveDist } from '../../scripts/serve.mjs';
import { ensureBuilt } from '../../scripts/setup.mjs';
import { measured } from './app-page.ts';
import { at } from './quantile.ts';

export const name = 'workspace';

const PORT = 5210;
const STROKES = 12;

const button = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true });
const region = (page: Page, label: string) => page.getByRole('region', { name: label, exact: true });

async function ready(page: Page): Promise<void> {
  await page.getByRole('status', { name: 'Balance' }).getByText('Revision').waitFor({ timeout: 60_000 });
}

async function paint(page: Page): Promise<void> {
  const box = await region(page, 'Map').boundingBox();
  if (!box) throw new Error('The map has no box on the page.');
  const rows = page.getByRole('grid', { name: 'Territories' }).locator('[role=row][data-code]');
  const count = await rows.count();
  for (let stroke = 0; stroke < STROKES; stroke++) {
    await rows.nth(stroke % count).click();
    await page.getByRole('radio', { name: 'Brush', exact: true }).click();
    const y = box.y + box.height * (0.3 + (0.4 * stroke) / STROKES);
    await page.mouse.move(box.x + box.width * 0.4, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, y + 30, { steps: 25 });
    await page.mouse.up();
    await page.waitForTimeout(700);
  }
}

export async function run() {
  await ensureBuilt();
  await serveDist(PORT);
  const executablePath = process.env['CHROMIUM_PATH'];
  const browser = await chromium.launch({ args: chromiumArgs, ...(executablePath ? { executablePath } : {}) });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  let scriptBytes = 0;
  const bodies: Promise<void>[] = [];
  // What page and workers share comes over the wire once.
  const seen = new Set<string>();
  page.context().on('response', (response) => {
    const url = response.url();
    if (!/\.(m?js|css)$/.test(new URL(url).pathname) || seen.has(url)) return;
    seen.add(url);
    const count = (body: Buffer) => void (scriptBytes += gzipSync(body, { level: 9 }).byteLength);
    bodies.push(response.body().then(count, () => undefined));
  });
  await page.goto(`http://localhost:${PORT}/`);
  await button(page, 'Open sample').waitFor();
  await Promise.all(bodies);
  const startKb = scriptBytes / 1000;

  const opening = performance.now();
  await button(page, 'Open sample').click();
  await ready(page);
  const sampleMs = performance.now() - opening;

  await paint(page);
  await Promise.all(bodies);
  const workspaceKb = scriptBytes / 1000;
  const frames = await measured(page, 'stroke-frame');
  const figures = await measured(page, 'stroke-metrics');
  const durable = await measured(page, 'commit-durable');
  await button(page, 'Rebalance').click();
  const accept = button(page, 'Accept proposal');
  await page.waitForFunction(() => performance.getEntriesByName('hexwright:first-proposal').length > 0, undefined, {
    timeout: 120_000,
  });
  const repair = at(await measured(page, 'first-proposal'), 0);
  await button(page, 'Discard proposal').click();
  await accept.waitFor({ state: 'hidden' });
  await button(page, 'Build territories').click();
  await page.waitForFunction(() => performance.getEntriesByName('hexwright:first-proposal').length > 1, undefined, {
    timeout: 120_000,
  });
  const builds = await page.evaluate(
    () => performance.getEntriesByName('hexwright:first-proposal', 'measure').at(-1)?.duration ?? Number.NaN,
  );
  await button(page, 'Discard proposal').click();
  await page
    .getByRole('status', { name: 'Save state' })
    .getByText(/^Saved/)
    .waitFor();
  await page.reload();
  await ready(page);
  const load = at(await measured(page, 'load-plan'), 0);
  await browser.close();
  return [
    { figure: 'scripts and styles of the start screen, loaded', value: startKb, unit: 'kB gz', budget: 250 },
    { figure: 'scripts and styles up to the sample editable, loaded', value: workspaceKb, unit: 'kB gz', budget: 900 },
    { figure: 'sample: click to figures on screen', value: sampleMs, unit: 'ms' },
    { figure: 'stroke frame, median', value: at(frames, 0.5), unit: 'ms' },
    { figure: 'stroke frame, 95th of 100', value: at(frames, 0.95), unit: 'ms' },
    { figure: 'figures of a stroke, median', value: at(figures, 0.5), unit: 'ms', budget: 500 },
    { figure: 'commit durable, median', value: at(durable, 0.5), unit: 'ms' },
    { figure: 'commit durable, 95th of 100', value: at(durable, 0.95), unit: 'ms' },
    { figure: 'rebalance after the strokes: first complete plan', value: repair, unit: 'ms' },
    { figure: 'build: first complete plan', value: builds, unit: 'ms' },
    { figure: 'reload: project and plans from the database', value: load, unit: 'ms' },
  ];
}
