/**
 * The browser is killed (SIGKILL, all its processes) at random moments while strokes go on. What the database had
 * acknowledged must be there afterwards, the project whole, and its history good for undoing everything.
 * HEXWRIGHT_KILLS and HEXWRIGHT_SEED set the number of kills and the seed of the moments.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { chromiumArgs } from '../../scripts/browser.mjs';
import { proxyArgs } from '../off-origin.ts';
import { balance, button, figures, saved, settledFigures, territoryRows, tool, workspaceReady } from './app.ts';

const KILLS = Number(process.env['HEXWRIGHT_KILLS'] ?? 10);
const SEED = Number(process.env['HEXWRIGHT_SEED'] ?? 20_261_122);
const STROKES_PER_ROUND = 30;
/** Moments of the kill, after the first acknowledgement: the strokes of a round take about as long. */
const MOMENT_MS = 600;

/** Mulberry32: the same seed gives the same strokes and moments. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** For a browser to answer after its start. */
const CONNECT_MS = 25_000;

interface Session {
  readonly page: Page;
  /** Commits whose transaction is complete, as far as the page could tell before it died. */
  acknowledged(): number;
  kill(): Promise<void>;
}

/** A browser that was killed leaves its successor waiting now and then: such a one is ended and started once more. */
async function openBrowser(profile: string, url: string): Promise<Session> {
  const child = await startChromium(profile);
  const endpoint = await endpointOf(child);
  const browser = await chromium.connectOverCDP(endpoint, { timeout: CONNECT_MS }).catch(() => null);
  if (browser) return openPage(child, browser, url);
  await killAll(child, null);
  const next = await startChromium(profile);
  return openPage(next, await chromium.connectOverCDP(await endpointOf(next)), url);
}

async function startChromium(profile: string): Promise<ChildProcess> {
  await Promise.all(
    ['SingletonLock', 'SingletonCookie', 'SingletonSocket'].map((name) => rm(join(profile, name), { force: true })),
  );
  const args = [
    ...chromiumArgs,
    ...proxyArgs(process.env['HEXWRIGHT_PROXY_PORT'] ?? ''),
    '--headless=new',
    '--remote-debugging-port=0',
    '--window-size=1024,700',
    // A quarter of the pixels: what is drawn is not looked at here.
    '--force-device-scale-factor=0.5',
    '--no-default-browser-check',
    `--user-data-dir=${profile}`,
  ];
  // A group of its own, so that one signal ends every process of it.
  return spawn(process.env['CHROMIUM_PATH'] ?? '', args, {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

async function openPage(child: ChildProcess, browser: Browser, url: string): Promise<Session> {
  const page = await browser.contexts()[0]!.newPage();
  let acknowledged = 0;
  await page.exposeBinding('tellAcknowledged', (_, count: number) => {
    acknowledged += count;
  });
  await page.addInitScript(() => {
    const tell = (globalThis as unknown as { tellAcknowledged: (count: number) => void }).tellAcknowledged;
    new PerformanceObserver((list) => {
      const durable = list.getEntriesByName('hexwright:commit-durable').length;
      if (durable > 0) tell(durable);
    }).observe({ entryTypes: ['measure'] });
  });
  await page.goto(url);
  return { page, acknowledged: () => acknowledged, kill: () => killAll(child, browser) };
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const found = /DevTools listening on (ws:\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${text.slice(-500)}`)));
  });
}

async function killAll(child: ChildProcess, browser: Browser | null): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.on('exit', resolve));
  process.kill(-child.pid!, 'SIGKILL');
  await gone;
  await browser?.close().catch(() => undefined);
}

const revisionOf = async (page: Page) =>
  Number(/Revision ([\d,]+)/.exec(await balance(page).innerText())?.[1]?.replaceAll(',', ''));

/** Short brush strokes all over the map, made in the page so that many fit into a second. */
async function startPainting(page: Page, seed: number): Promise<void> {
  await tool(page, 'Brush').click();
  await page.evaluate(
    ({ first, strokes }) => {
      const map = document.querySelector('.maplibregl-canvas')!;
      const box = map.getBoundingClientRect();
      const rows = document.querySelectorAll<HTMLElement>('[role="grid"][aria-label="Territories"] [role="row"]');
      let state = first;
      const random = () => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 4_294_967_296;
      };
      const send = (type: string, x: number, y: number) => {
        const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height };
        const buttons = type === 'pointerup' ? 0 : 1;
        const pressed = type === 'pointermove' ? -1 : 0;
        map.dispatchEvent(new PointerEvent(type, { ...at, bubbles: true, pointerId: 1, button: pressed, buttons }));
      };
      const stroke = (left: number) => {
        rows[1 + Math.floor(random() * Math.min(6, rows.length - 1))]?.click();
        const [x, y] = [0.25 + 0.5 * random(), 0.3 + 0.4 * random()];
        send('pointerdown', x, y);
        send('pointermove', x + 0.05 * random(), y + 0.05 * random());
        send('pointerup', x, y);
        if (left > 1) setTimeout(stroke, 5 + 25 * random(), left - 1);
      };
      stroke(strokes);
    },
    { first: seed, strokes: STROKES_PER_ROUND },
  );
}

/** The start screen in its place says why it is there. */
async function projectOpen(page: Page, where: string): Promise<void> {
  const start = button(page, 'Open sample');
  await expect(territoryRows(page).first().or(start), where).toBeVisible({ timeout: 90_000 });
  expect(await start.isVisible().then((is) => (is ? page.locator('main').innerText() : '')), where).toBe('');
}

test(`${KILLS} kills during strokes lose nothing that was acknowledged`, async ({ baseURL }) => {
  test.setTimeout(60_000 + KILLS * 40_000);
  const random = randomOf(SEED);
  const profile = await mkdtemp(join(tmpdir(), 'hexwright-kill-'));
  let session = await openBrowser(profile, baseURL!);
  try {
    await button(session.page, 'Open sample').click();
    await workspaceReady(session.page);
    await saved(session.page);
    const untouched = await settledFigures(session.page);
    let known = 0;
    let acknowledgedInAll = 0;
    for (let round = 1; round <= KILLS; round++) {
      const where = `seed ${SEED}, kill ${round}`;
      await startPainting(session.page, Math.floor(random() * 2 ** 32));
      // Not before something is on disk; then at any moment of those that follow.
      await expect.poll(() => session.acknowledged(), { timeout: 20_000, intervals: [20] }).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, MOMENT_MS * random()));
      const acknowledged = session.acknowledged();
      await session.kill();
      acknowledgedInAll += acknowledged;

      session = await openBrowser(profile, baseURL!);
      await projectOpen(session.page, where);
      await expect(balance(session.page), where).toContainText('Revision', { timeout: 30_000 });
      await saved(session.page);
      const revision = await revisionOf(session.page);
      expect(revision, where).toBeGreaterThanOrEqual(known + acknowledged);
      expect(revision, where).toBeLessThanOrEqual(known + STROKES_PER_ROUND);
      known = revision;
    }
    expect(acknowledgedInAll).toBeGreaterThanOrEqual(KILLS);
    test.info().annotations.push({ type: 'strokes', description: `${known} kept, ${acknowledgedInAll} acknowledged` });
    const undo = button(session.page, 'Undo');
    for (let left = known; left > 0; left--) await session.page.keyboard.press('Control+Z');
    await expect(undo).toBeDisabled();
    await expect.poll(() => figures(session.page)).toBe(untouched);
  } finally {
    await session.kill();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});
