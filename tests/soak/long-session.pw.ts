/**
 * A long session on the sample: 2,000 strokes, after every tenth a rebalance that is accepted. What the page holds in
 * memory and what a frame of a stroke costs are as they were after the first hundred.
 */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { at } from '../bench/quantile.ts';
import { heapBytes, measured, pageNow } from '../bench/app-page.ts';
import { expect, onMap, openSample, type Point, rebalanceOnce, saved, test, tool } from '../e2e/app.ts';
import { revisionOf } from '../e2e/killed-browser.ts';
import { seededRandom } from '../property/small-project.ts';

const EDITS = Number(process.env['HEXWRIGHT_EDITS'] ?? 2000);
const FIRST = 100;
const EDITS_A_REBALANCE = 10;
const SEED = Number(process.env['HEXWRIGHT_SEED'] ?? 1);
const MOST_GROWTH = 1.3;
/** A frame of a stroke varies with what else the machine does. */
const FRAME_SLACK_MS = 0.5;
const PAGE_BYTES = 4096;
/** Long enough to leave most territories. */
const STROKE_PX = 170;

test('after two thousand edits and two hundred rebalances memory and frames are as after the first hundred', async ({
  page,
}) => {
  test.setTimeout(3_600_000);
  await openSample(page);
  const session = await page.context().newCDPSession(page);
  const random = seededRandom(SEED);
  const worked = { edits: 0, rebalances: 0 };
  const work = async (edits: number): Promise<Seen> => {
    const from = await pageNow(page);
    while (worked.edits < edits) {
      worked.edits += await strokes(page, session, random, Math.min(EDITS_A_REBALANCE, edits - worked.edits));
      if (await rebalanceOnce(page)) worked.rebalances++;
    }
    await saved(page);
    return seen(page, session, from);
  };
  const first = await work(FIRST);
  if (EDITS > 2 * FIRST) await work(EDITS - FIRST);
  const last = await work(EDITS);
  const figures = { ...worked, first, last, heapGrowth: round(last.heapMb / first.heapMb) };
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
  expect(worked.rebalances).toBeGreaterThanOrEqual(EDITS / EDITS_A_REBALANCE);
  expect(figures.heapGrowth).toBeLessThanOrEqual(MOST_GROWTH);
  expect(last.frameMs).toBeLessThanOrEqual(first.frameMs + FRAME_SLACK_MS);
});

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Strokes from within territories over their borders; gives how many changed something. */
async function strokes(page: Page, session: CDPSession, random: () => number, count: number): Promise<number> {
  const before = await revisionOf(page);
  await tool(page, 'Brush').click();
  for (let stroke = 0; stroke < count; stroke++) {
    const from = await onMap(page, 0.3 + 0.4 * random(), 0.3 + 0.4 * random());
    const angle = 2 * Math.PI * random();
    const to: Point = { x: from.x + STROKE_PX * Math.cos(angle), y: from.y + STROKE_PX * Math.sin(angle) };
    await pickAndPaint(session, from, to);
  }
  // The line is up to date soon after the last commit.
  await page.waitForTimeout(600);
  return (await revisionOf(page)) - before;
}

const ALT = 1;
const MOVES = 4;
const MOVE_MS = 16;

/** Alt-click and drag by the clock, as a mouse sends them: waiting for the answer to each would take a frame each. */
async function pickAndPaint(session: CDPSession, from: Point, to: Point): Promise<void> {
  const sent: Promise<unknown>[] = [];
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', share: number, modifiers = 0) => {
    const spot = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    const buttons = type === 'mouseReleased' ? 0 : 1;
    sent.push(
      session.send('Input.dispatchMouseEvent', { type, ...spot, button: 'left', buttons, clickCount: 1, modifiers }),
    );
  };
  send('mousePressed', 0, ALT);
  send('mouseReleased', 0, ALT);
  send('mousePressed', 0);
  for (let move = 1; move <= MOVES; move++) {
    send('mouseMoved', move / MOVES);
    await new Promise((resolve) => setTimeout(resolve, MOVE_MS));
  }
  send('mouseReleased', 1);
  await Promise.all(sent);
}

interface Seen {
  /** What scripts of the page hold after a collection, array buffers included. */
  readonly heapMb: number;
  /** The whole process, workers and drawing included. */
  readonly processMb: number;
  readonly frameMs: number;
  readonly frame95Ms: number;
}

async function seen(page: Page, session: CDPSession, from: number): Promise<Seen> {
  const heapMb = round((await heapBytes(session)) / 1e6);
  const frames = await measured(page, 'stroke-frame', from);
  return {
    heapMb,
    processMb: await processMb(page),
    frameMs: round(at(frames, 0.5)),
    frame95Ms: round(at(frames, 0.95)),
  };
}

/** Resident memory of the largest renderer; 0 where the system does not say. */
async function processMb(page: Page): Promise<number> {
  const browser = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo = [] } = (await browser?.send('SystemInfo.getProcessInfo')) ?? {};
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      try {
        return Number(readFileSync(`/proc/${id}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
      } catch {
        return 0;
      }
    });
  return round(Math.max(0, ...sizes) / 1e6);
}
