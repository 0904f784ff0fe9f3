/**
 * `npm run picture`: the README's moving picture, docs/images/stroke.webp. On the real sample a brush takes cells over a
 * border, live rebalance proposes the repair, and one key accepts it.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { animatedWebp } from './animated-webp.mjs';
import { chromiumArgs, findChromium } from './browser.mjs';
import { serveDist } from './serve.mjs';
import { ensureBuilt, ensureInstalled, root } from './setup.mjs';

const VIEWPORT = { width: 1180, height: 760 };
const FRAME_MS = 90;
const STROKE_FRAMES = 13;
/** On the map, as shares of its width and height; the territory under the first point takes what lies on the way. */
const PATH = { from: [0.42, 0.4], to: [0.6, 0.33] };
const REPAIR_MS = 30_000;
const SETTLED_MS = 8000;
const QUALITY = 0.82;
const MOST_BYTES = 1_500_000;

async function play(page, shoot) {
  const radio = (name) => page.getByRole('radio', { name, exact: true });
  await page.getByRole('button', { name: 'Open sample', exact: true }).click();
  await page.getByRole('status', { name: 'Balance' }).getByText('Revision').waitFor({ timeout: 60_000 });
  await radio('Suggest').click();
  await radio('Brush').click();
  await page.getByRole('slider', { name: 'Brush size', exact: true }).fill('5');
  const box = await page.getByRole('region', { name: 'Map', exact: true }).boundingBox();
  const at = (share) => {
    const [x, y] = [0, 1].map((axis) => PATH.from[axis] + share * (PATH.to[axis] - PATH.from[axis]));
    return [box.x + box.width * x, box.y + box.height * y + 14 * Math.sin(5 * share)];
  };
  await page.keyboard.down('Alt');
  await page.mouse.click(...at(0));
  await page.keyboard.up('Alt');
  await page.waitForTimeout(2500);
  await page.mouse.move(...at(0));
  await page.waitForTimeout(300);
  await shoot(900);
  await page.mouse.down();
  for (let frame = 1; frame <= STROKE_FRAMES; frame++) {
    await page.mouse.move(...at(frame / STROKE_FRAMES), { steps: 2 });
    await shoot(FRAME_MS);
  }
  await page.mouse.up();
  await page.mouse.move(box.x + box.width * 0.5, 20);
  await shoot(500);
  await page.locator('button:enabled', { hasText: 'Accept' }).first().waitFor({ timeout: REPAIR_MS });
  // The first repair is made smaller for a while.
  await page.waitForTimeout(SETTLED_MS);
  await shoot(2600);
  await page.keyboard.press('a');
  await page.waitForTimeout(1500);
  await shoot(2200);
}

await ensureInstalled();
await ensureBuilt();
const server = await serveDist(0);
const { chromium } = await import('@playwright/test');
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs });
const page = await browser.newPage({ viewport: VIEWPORT, reducedMotion: 'reduce' });
await page.goto(`http://localhost:${server.port}/`);
const shots = [];
await play(page, async (ms) => void shots.push({ png: await page.screenshot(), ms }));
const blank = await browser.newPage();
const bytes = await animatedWebp(blank, shots, QUALITY);
await browser.close();
server.close();
if (bytes.length > MOST_BYTES) throw new Error(`The picture has ${bytes.length} bytes: take fewer frames.`);
const folder = join(root, 'docs', 'images');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'stroke.webp'), bytes);
process.stdout.write(`docs/images/stroke.webp: ${shots.length} frames, ${Math.round(bytes.length / 1000)} kB\n`);
