/** What the map costs in a real browser with software rendering: 210k cells on screen, and a brush at resolution 6. */
import { chromium, type Page } from '@playwright/test';
import { chromiumArgs, findChromium } from '../../scripts/browser.mjs';
import { serveHarness } from '../map/serve-harness.ts';

export const name = 'map';

interface Figure {
  figure: string;
  value: number;
  unit: string;
  budget?: number;
}

const READY_MS = 120_000;

async function openHarness(page: Page, url: string, query: string): Promise<void> {
  await page.goto(`${url}?${query}`);
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: READY_MS });
}

async function bigGrid(page: Page, url: string): Promise<Figure[]> {
  await openHarness(page, url, 'grid=big&closed');
  const cells = await page.evaluate(() => window.harness.grid.count);
  const paint = await page.evaluate(() => window.harness.figures.firstPaint(window.harness));
  const figures = await page.evaluate(() => window.harness.figures.recolour(window.harness, 9));
  const hit = await page.evaluate(() => window.harness.figures.hitTest(window.harness, 20_000));
  return [
    { figure: `first paint of ${cells} cells`, value: paint, unit: 'ms', budget: 1500 },
    { figure: 'owner write and repaint request, 1,000 cells', value: figures.writeThousand, unit: 'ms', budget: 0.5 },
    { figure: 'owner write and repaint request, all cells', value: figures.writeAll, unit: 'ms', budget: 3 },
    { figure: 'frame that recolours one cell', value: figures.frameOne, unit: 'ms' },
    { figure: 'frame that recolours all cells', value: figures.frameAll, unit: 'ms' },
    { figure: 'all against one', value: figures.frameAll / figures.frameOne, unit: 'x', budget: 1.5 },
    { figure: 'hit test', value: hit, unit: 'us', budget: 5 },
  ];
}

async function brush(page: Page, url: string): Promise<Figure[]> {
  await openHarness(page, url, 'grid=northwest');
  const step = await page.evaluate(() => window.harness.figures.brushStep(window.harness, 5, 400));
  await page.evaluate(() => window.harness.view.setState({ tool: 'brush', selectedTerritory: 3, brushRadius: 5 }));
  await page.mouse.move(300, 300);
  await page.mouse.down();
  for (let i = 0; i < 40; i++) await page.mouse.move(300 + 60 * Math.sin(i / 6), 300 + 4 * i);
  await page.mouse.up();
  const frames = await page.evaluate(() =>
    performance
      .getEntriesByName('hexwright:stroke-frame')
      .map(({ duration }) => duration)
      .toSorted((a, b) => a - b),
  );
  return [
    { figure: 'brush step, resolution 6, radius 5', value: step, unit: 'ms', budget: 1 },
    { figure: 'stroke frame, median', value: frames[frames.length >> 1] ?? NaN, unit: 'ms' },
    { figure: 'stroke frame, 95th percentile', value: frames[Math.floor(0.95 * frames.length)] ?? NaN, unit: 'ms' },
  ];
}

export async function run(): Promise<Figure[]> {
  const server = await serveHarness();
  const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumArgs] });
  try {
    const page = await browser.newPage({ viewport: { width: 780, height: 820 } });
    return [...(await bigGrid(page, server.url)), ...(await brush(page, server.url))];
  } finally {
    await browser.close();
    await server.close();
  }
}
