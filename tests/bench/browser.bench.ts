/**
 * Strokes on the lower 48 in the built app, in a real browser: 210,000 cells with the demand of real cities, in 10, 200 and
 * 2,000 territories. Drags of 3 s, 125 pointer events a second, on the whole country and from near by.
 */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { seededOwners, seededRandom } from '../property/small-project.ts';
import {
  type AppBrowser,
  devtools,
  heapBytes,
  type LongScript,
  measured,
  openAppBrowser,
  pageNow,
  settled,
} from './app-page.ts';
import { at } from './quantile.ts';
import { dealt, type Usa, usa, usaPlanFile } from './usa-plan.ts';

export const name = 'browser';

const RESOLUTION = 6;
const MAIN = 200;
const ALSO = [10, 2000];
const DRAGS = 6;
const DRAG_MS = 3000;
const EVENT_MS = 8;
const RADIUS = '5';
const STROKES = 200;
const STROKE_MS = 150;
/** A stroke that changes nothing is not answered. */
const UNANSWERED_MS = 1500;
const LONG_SCRIPT_MS = 50;

interface Figure {
  figure: string;
  value: number;
  unit: string;
  budget?: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Events go out by the clock, as a mouse sends them, whether or not the page has answered the last. */
async function drag(page: Page, ms: number, pathAt: (share: number) => Point): Promise<void> {
  const session = await devtools(page);
  const send = (type: 'mouseMoved' | 'mousePressed' | 'mouseReleased', share: number) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      ...pathAt(share),
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    });
  await page.mouse.move(pathAt(0).x, pathAt(0).y);
  await send('mousePressed', 0);
  const start = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let share = 0; share < 1; share = (performance.now() - start) / ms) {
    sent.push(send('mouseMoved', share));
    await new Promise((resolve) => setTimeout(resolve, EVENT_MS));
  }
  await Promise.all(sent);
  await send('mouseReleased', 1);
  await session.detach();
}

/** Takes up the territory under a point. */
async function pick(page: Page, { x, y }: Point): Promise<void> {
  await page.keyboard.down('Alt');
  await page.mouse.click(x, y);
  await page.keyboard.up('Alt');
}

async function mapBox(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.getByRole('region', { name: 'Map', exact: true }).boundingBox();
  if (!box) throw new Error('The map has no box on the page.');
  return box;
}

/** Nearer by wheel turns over a point. */
async function zoomIn(page: Page, { x, y }: Point): Promise<void> {
  await page.mouse.move(x, y);
  for (let turn = 0; turn < 8; turn++) {
    await page.mouse.wheel(0, -300);
    await page.waitForTimeout(150);
  }
  await page.waitForTimeout(2000);
}

/** After a stroke: its figures are there, and no frame of it is still to be told of. */
async function strokeAnswered(page: Page, from: number, timeout = 30_000): Promise<void> {
  await page.waitForFunction(
    (since) => performance.getEntriesByName('hexwright:stroke-metrics').some(({ startTime }) => startTime >= since),
    from,
    { timeout },
  );
}

interface Dragged {
  readonly frames: readonly number[];
  readonly scripts: readonly LongScript[];
  /** From the pointer let go to the worker's figures in the page's hands. */
  readonly answers: readonly number[];
  readonly followed: number;
  readonly late: number;
}

async function brushInHand(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Brush', exact: true }).click();
  await page.getByRole('slider', { name: 'Brush size', exact: true }).fill(RADIUS);
}

async function dragAll(page: Page): Promise<Dragged> {
  const box = await mapBox(page);
  const middle = { x: box.x + box.width * 0.6, y: box.y + box.height * 0.5 };
  const frames: number[] = [];
  const scripts: LongScript[] = [];
  const answers: number[] = [];
  let [followed, late] = [0, 0];
  await brushInHand(page);
  for (let turn = 0; turn < DRAGS; turn++) {
    // The first half over the whole country, the others from where cells can be told apart.
    if (turn === DRAGS / 2) await zoomIn(page, middle);
    const y = box.y + box.height * (0.35 + 0.06 * turn);
    const path = (share: number): Point => ({
      x: box.x + box.width * (0.4 + 0.35 * share),
      y: y + 25 * Math.sin(9 * share),
    });
    await pick(page, path(0));
    await page.waitForTimeout(500);
    await page.evaluate(() => Object.assign(window.bench, { scripts: [], followed: 0, late: 0 }));
    const from = await pageNow(page);
    await drag(page, DRAG_MS, path);
    await strokeAnswered(page, from);
    await page.waitForTimeout(400);
    frames.push(...(await measured(page, 'stroke-frame', from)));
    const seen = await page.evaluate((since) => {
      const { released, ...watch } = window.bench;
      const ends = performance
        .getEntriesByName('hexwright:stroke-metrics')
        .filter(({ startTime }) => startTime >= since)
        .map(({ startTime, duration }) => startTime + duration - released);
      return { ...watch, answer: Math.max(...ends), released };
    }, from);
    scripts.push(...seen.scripts.filter((script) => script.at >= from));
    answers.push(seen.answer);
    followed += seen.followed;
    late += seen.late;
  }
  frames.sort((a, b) => a - b);
  answers.sort((a, b) => a - b);
  return { frames, scripts, answers, followed, late };
}

function dragFigures(what: string, { frames, scripts, answers, followed, late }: Dragged, main: boolean): Figure[] {
  const long = scripts.filter(({ ms }) => ms > LONG_SCRIPT_MS);
  for (const { ms, what: which } of long) process.stdout.write(`${what}: ${Math.round(ms)} ms in ${which}\n`);
  const longest = Math.max(0, ...scripts.map(({ ms }) => ms));
  const budget = (limit: number) => ({ budget: limit });
  return [
    { figure: `${what}: pointer frames`, value: frames.length, unit: 'frames' },
    { figure: `${what}: script a pointer frame, median`, value: at(frames, 0.5), unit: 'ms', ...budget(2) },
    { figure: `${what}: script a pointer frame, 95 of 100`, value: at(frames, 0.95), unit: 'ms', ...budget(6) },
    { figure: `${what}: longest script of the app`, value: longest, unit: 'ms', ...budget(LONG_SCRIPT_MS) },
    { figure: `${what}: figures after the pointer is up, median`, value: at(answers, 0.5), unit: 'ms', ...budget(60) },
    ...(main
      ? [
          { figure: `${what}: frames in which the list followed`, value: followed, unit: 'frames' },
          { figure: `${what}: changes of the list in a later frame`, value: late, unit: 'changes', budget: 0 },
        ]
      : []),
  ];
}

/** Many short strokes, all undone: what they leave in memory, and whether every byte is as before. */
async function manyStrokes(page: Page, owners: Uint16Array): Promise<Figure[]> {
  const box = await mapBox(page);
  const session = await devtools(page);
  const painted = await page.getByRole('button', { name: 'Undo', exact: true }).isEnabled();
  if (painted) await undoAll(page);
  await brushInHand(page);
  // From where a short stroke leaves the territory that it begins in.
  await page.getByRole('button', { name: 'Fit to data', exact: true }).click();
  await page.waitForTimeout(2000);
  const before = await heapBytes(session);
  for (let stroke = 0; stroke < STROKES; stroke++) {
    const x = box.x + box.width * (0.4 + (0.35 * (stroke % 20)) / 20);
    const y = box.y + box.height * (0.3 + (0.4 * Math.floor(stroke / 20)) / 10);
    await pick(page, { x, y });
    const from = await pageNow(page);
    // Across the border of whoever is there, or nothing would change.
    await drag(page, STROKE_MS, (share) => ({ x: x + 60 * share, y: y + 20 * share }));
    await strokeAnswered(page, from, UNANSWERED_MS).catch(() => undefined);
  }
  await settled(page);
  const after = await heapBytes(session);
  const changed = await undoAll(page);
  const kept = await savedOwners(page);
  const differing = owners.reduce((count, owner, cell) => count + (kept[cell] === owner ? 0 : 1), 0);
  return [
    { figure: `${STROKES} strokes: those that changed something`, value: changed, unit: 'strokes' },
    { figure: `${STROKES} strokes: growth of the heap`, value: (after - before) / 1e6, unit: 'MB', budget: 20 },
    { figure: `${STROKES} strokes undone: cells that differ`, value: differing, unit: 'cells', budget: 0 },
  ];
}

async function undoAll(page: Page): Promise<number> {
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  let undone = 0;
  for (; await undo.isEnabled(); undone++) await undo.click();
  await settled(page);
  return undone;
}

/** Owners as the plan file has them that the app saves. */
async function savedOwners(page: Page): Promise<Uint16Array> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Save Plan file', exact: true }).click();
  const { plans } = readPlanFile(new Uint8Array(readFileSync(await (await download).path())));
  return plans[0]!.plan.layers[0]!;
}

async function sideBySide(app: AppBrowser, ground: Usa, territories: number): Promise<Figure[]> {
  const owners =
    territories === MAIN ? dealt(ground, MAIN, 10) : seededOwners(ground.grid, territories, seededRandom(territories));
  const page = await app.open(usaPlanFile(ground, { territories, owners }).bytes);
  const figures = dragFigures(`${territories} territories`, await dragAll(page), territories === MAIN);
  if (territories === MAIN) figures.push(...(await manyStrokes(page, owners)));
  await page.context().close();
  return figures;
}

export async function run(): Promise<Figure[]> {
  const ground = usa(RESOLUTION);
  const app = await openAppBrowser();
  try {
    const figures: Figure[] = [{ figure: 'cells', value: ground.grid.count, unit: 'cells' }];
    for (const territories of [MAIN, ...ALSO]) figures.push(...(await sideBySide(app, ground, territories)));
    return figures;
  } finally {
    await app.close();
  }
}
