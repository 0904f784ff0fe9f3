/** A browser of its own on a profile of its own, that can be killed at any moment, and strokes made in its page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { chromiumArgs } from '../../scripts/browser.mjs';
import { proxyArgs } from '../off-origin.ts';
import { balance, tool } from './app.ts';

/** Mulberry32: the same seed gives the same strokes and moments. */
export function randomOf(seed: number): () => number {
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

export interface Session {
  readonly page: Page;
  /** Commits whose transaction is complete, as far as the page could tell before it died. */
  acknowledged(): number;
  kill(): Promise<void>;
}

/** A browser that was killed leaves its successor waiting now and then: such a one is ended and started once more. */
export async function openBrowser(profile: string, url: string): Promise<Session> {
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
    // Some systems' browsers begin with a page of their maker's.
    'about:blank',
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

export const revisionOf = async (page: Page) =>
  Number(/Revision ([\d,]+)/.exec(await balance(page).innerText())?.[1]?.replaceAll(',', ''));

/** Short brush strokes all over the map, made in the page so that many fit into a second. */
export async function startPainting(page: Page, seed: number, strokes: number): Promise<void> {
  await tool(page, 'Brush').click();
  // The list stands before the map; with its canvas it hears strokes.
  await page.locator('.maplibregl-canvas').waitFor({ timeout: 60_000 });
  await page.evaluate(
    ({ first, strokes: all }) => {
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
      stroke(all);
    },
    { first: seed, strokes },
  );
}
