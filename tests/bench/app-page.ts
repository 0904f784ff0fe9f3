/** The built app in a browser with a plan file in it, and what benches ask of such a page. */
import { type Browser, type CDPSession, type Page, chromium } from '@playwright/test';
import { chromiumArgs } from '../../scripts/browser.mjs';
import { serveDist } from '../../scripts/serve.mjs';
import { ensureBuilt } from '../../scripts/setup.mjs';

const OPEN_MS = 180_000;

export interface AppBrowser {
  /** A page of its own, nothing stored, with a plan file open and painted. */
  open(planFile: Uint8Array): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the app when stale; HEXWRIGHT_DIST names another build. */
export async function openAppBrowser(): Promise<AppBrowser> {
  const elsewhere = process.env['HEXWRIGHT_DIST'];
  if (!elsewhere) await ensureBuilt();
  const server = await serveDist(0, elsewhere);
  const executablePath = process.env['CHROMIUM_PATH'];
  const browser: Browser = await chromium.launch({
    // Exact times, and a heap that can be asked for.
    args: [...chromiumArgs, '--enable-precise-memory-info'],
    ...(executablePath ? { executablePath } : {}),
  });
  return {
    async open(planFile) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.addInitScript(watchPage);
      await page.goto(`http://localhost:${server.port}/`);
      await page.getByRole('button', { name: 'Open plan file', exact: true }).waitFor();
      const file = { name: 'bench.hexwright', mimeType: 'application/octet-stream', buffer: Buffer.from(planFile) };
      await page.getByTestId('plan-file').setInputFiles(file);
      await settled(page, OPEN_MS);
      // Shaders are compiled after the first picture; nobody paints sooner.
      await page.waitForTimeout(3000);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}

/** Figures are up to date, the map is painted, everything is saved. */
export async function settled(page: Page, timeout = 60_000): Promise<void> {
  const status = (name: string) => page.getByRole('status', { name, exact: true });
  await status('Balance').getByText('Revision').waitFor({ timeout });
  await page.locator('.map-canvas[aria-busy=false]').first().waitFor({ timeout });
  await status('Save state')
    .getByText(/^Saved/)
    .waitFor({ timeout });
}

/** A script within a long frame. */
export interface LongScript {
  readonly ms: number;
  /** When it began, by the page's clock. */
  readonly at: number;
  readonly what: string;
}

export interface Watch {
  /** Of frames beyond 50 ms, the scripts of 5 ms and more. */
  readonly scripts: LongScript[];
  /** Frames beyond 50 ms, drawing included. */
  frames: number;
  /** When the pointer was last let go, before any handler of the app. */
  released: number;
  /** Frames in which the list changed along with the pointer, and changes of it outside of such a frame. */
  followed: number;
  late: number;
  /** When something was last pressed, and when the line of figures last changed. */
  pressed: number;
  said: number;
  /** Entries of a table from which sending them counts. */
  least: number;
  /** End of the frame that sent owners or shades of all cells to the graphics card, and when that had drawn them. */
  recoloured: number;
  drawn: number;
}

declare global {
  interface Window {
    bench: Watch;
  }
}

/** Runs in the page before any script of the app. */
function watchPage(): void {
  const watch: Watch = {
    scripts: [],
    frames: 0,
    released: 0,
    followed: 0,
    late: 0,
    pressed: 0,
    said: 0,
    // Most of a table: a patch of a few rows is no new colouring.
    least: 100_000,
    recoloured: 0,
    drawn: 0,
  };
  window.bench = watch;
  interface Timed {
    readonly startTime: number;
    readonly duration: number;
    readonly sourceURL: string;
    readonly sourceFunctionName: string;
    readonly invoker: string;
  }
  new PerformanceObserver((list) => {
    for (const frame of list.getEntries()) {
      watch.frames++;
      const { scripts } = frame as unknown as { readonly scripts: readonly Timed[] };
      for (const { startTime, duration, invoker, sourceURL, sourceFunctionName } of scripts) {
        const what = `${invoker} ${sourceURL.split('/').at(-1) ?? ''} ${sourceFunctionName}`;
        watch.scripts.push({ ms: duration, at: startTime, what });
      }
    }
  }).observe({ type: 'long-animation-frame', buffered: true });
  addEventListener('pointerdown', () => (down = true), true);
  addEventListener(
    'pointerup',
    () => {
      down = false;
      watch.released = performance.now();
    },
    true,
  );

  addEventListener('click', () => (watch.pressed = performance.now()), true);

  // A message posted as the pointer moves arrives after the frame that the move belongs to.
  let frame = 0;
  let changed = 0;
  let down = false;
  const channel = new MessageChannel();
  channel.port1.addEventListener('message', () => (frame = 0));
  channel.port1.start();
  addEventListener(
    'pointermove',
    () => {
      if (!down) return;
      frame = performance.now();
      channel.port2.postMessage(0);
    },
    true,
  );
  const hear = new MutationObserver((records) => {
    // The row under work alone: the worker's figures come to all of them after the stroke.
    const isRow = ({ target }: MutationRecord) =>
      (target instanceof Element ? target : target.parentElement)?.closest('[role=row][aria-selected=true]');
    const isStatus = ({ target }: MutationRecord) =>
      (target instanceof Element ? target : target.parentElement)?.closest('[role=status][aria-label=Balance]');
    if (records.some(isStatus)) watch.said = performance.now();
    if (!down || !records.some(isRow)) return;
    if (frame === 0) watch.late++;
    else if (frame !== changed) watch.followed++;
    changed = frame;
  });
  document.addEventListener('DOMContentLoaded', () =>
    hear.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true }),
  );

  const { prototype } = WebGL2RenderingContext;
  const upload = prototype.texSubImage2D as (...all: unknown[]) => void;
  const whenDrawn = (gl: WebGL2RenderingContext): void => {
    watch.recoloured = performance.now();
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
    const look = (): void => {
      if (fence && gl.clientWaitSync(fence, 0, 0) === gl.TIMEOUT_EXPIRED) setTimeout(look, 2);
      else watch.drawn = performance.now();
    };
    look();
  };
  prototype.texSubImage2D = function counted(this: WebGL2RenderingContext, ...all: unknown[]) {
    upload.apply(this, all);
    const [, , , , width, height, format] = all as number[];
    const isTable = format === this.RED_INTEGER || format === this.RG_INTEGER;
    if (!isTable || width! * height! < watch.least) return;
    // What is drawn with it follows in the same task; a message comes after that.
    const after = new MessageChannel();
    after.port1.addEventListener('message', () => whenDrawn(this), { once: true });
    after.port1.start();
    after.port2.postMessage(0);
  };
}

export const devtools = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

/** Bytes that the page holds after a collection: objects and array buffers. */
export async function heapBytes(session: CDPSession): Promise<number> {
  for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize, ...more } = await session.send('Runtime.getHeapUsage');
  return usedSize + ((more as { backingStorageSize?: number }).backingStorageSize ?? 0);
}

/** Durations of a User Timing measure that began at `from` or later, ascending, milliseconds. */
export async function measured(page: Page, measure: string, from = 0): Promise<number[]> {
  const asked = { measure, from };
  const durations = await page.evaluate((wanted) => {
    const all = performance.getEntriesByName(`hexwright:${wanted.measure}`, 'measure');
    return all.filter(({ startTime }) => startTime >= wanted.from).map(({ duration }) => duration);
  }, asked);
  return durations.sort((a, b) => a - b);
}

export const pageNow = (page: Page): Promise<number> => page.evaluate(() => performance.now());
