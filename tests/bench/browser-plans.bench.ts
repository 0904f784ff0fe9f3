/**
 * What managers wait for in the built app, in a real browser: six plans of the lower 48 at resolution 6 in 200 territories,
 * with 100,000 accounts. Another plan in hand, five plans compared, the change map.
 */
import type { Page } from '@playwright/test';
import { openAppBrowser, settled } from './app-page.ts';
import { quantile } from './quantile.ts';
import { dealt, usa, usaPlanFile } from './usa-plan.ts';

export const name = 'browser-plans';

const RESOLUTION = 6;
const TERRITORIES = 200;
const VARIANTS = 5;
const ACCOUNTS = 100_000;
const TURNS = 7;

interface Waited {
  /** From the press to the figures on screen. */
  readonly figures: number;
  /** To the end of the frame that sends all cells to be drawn, and to the end of drawing them. */
  readonly map: number;
  readonly drawn: number;
}

const button = (page: Page, label: string) => page.getByRole('button', { name: label, exact: true });

/** Presses, and waits until figures and map have followed. */
async function press(page: Page, act: () => Promise<unknown>): Promise<Waited> {
  await page.evaluate(() => Object.assign(window.bench, { pressed: 0, said: 0, recoloured: 0, drawn: 0 }));
  await act();
  await page.waitForFunction(() => window.bench.drawn > 0, undefined, { timeout: 60_000 });
  await settled(page);
  // The last change of the line counts: the figures of the worker come after those of the page.
  await page.waitForTimeout(1000);
  const { pressed, said, recoloured, drawn } = await page.evaluate(() => window.bench);
  return { figures: said - pressed, map: recoloured - pressed, drawn: drawn - pressed };
}

async function switches(page: Page): Promise<Waited[]> {
  const plans = page.getByRole('navigation', { name: 'Plans', exact: true });
  const waited: Waited[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    waited.push(await press(page, () => button(page, `Variant ${1 + ((turn + 1) % VARIANTS)}`).click()));
    await plans.waitFor();
  }
  return waited;
}

/** Ids of the plans, as addresses have them. */
async function idsOf(page: Page): Promise<string[]> {
  const ids: string[] = [];
  for (const plan of ['First', ...Array.from({ length: VARIANTS }, (_, i) => `Variant ${i + 1}`)]) {
    await button(page, plan).click();
    await page.waitForTimeout(500);
    ids.push(/#\/plan\/(\w+)/.exec(page.url())?.[1] ?? '');
  }
  return ids;
}

/** Goes to an address and waits until a number of plans have new figures in the table. */
function compared(page: Page, hash: string, plans: number): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        let awaited = false;
        const watch = new MutationObserver(() => {
          const figures = document.querySelector('.compare-side .figures');
          const busy = figures?.getAttribute('aria-busy') !== 'false';
          const heads = figures?.querySelectorAll('thead th.num .head-name').length ?? 0;
          awaited ||= busy;
          if (!awaited || busy || heads < wanted.plans) return;
          watch.disconnect();
          resolve(performance.now() - start);
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true });
        location.hash = wanted.hash;
      }),
    { hash, plans },
  );
}

async function comparisons(page: Page): Promise<{ opened: number; five: number; change: Waited[] }> {
  const [first = '', a = '', b = '', ...more] = await idsOf(page);
  const against = (base: string, ...also: string[]) =>
    `#/compare/${a}/${b}?mode=side&against=${base}&with=${also.join()}`;
  const opened = await compared(page, against(first, ...more.slice(0, 2)), 5);
  await page.waitForTimeout(5000);
  // Every figure anew, against another plan.
  const five = await compared(page, against(more[2]!, ...more.slice(0, 2)), 5);
  await page.waitForTimeout(3000);
  const change: Waited[] = [];
  for (let turn = 0; turn < 2; turn++) {
    change.push(await mapShown(page, 'Change map'));
    await mapShown(page, 'Side by side');
  }
  return { opened, five, change };
}

/** Another way of drawing a comparison: from the press to the first picture. */
async function mapShown(page: Page, mode: string): Promise<Waited> {
  // Where the map stands already, it is sent what differs alone.
  await page.evaluate(() => Object.assign(window.bench, { pressed: 0, recoloured: 0, drawn: 0, least: 1 }));
  await page.getByRole('radio', { name: mode, exact: true }).click();
  await page.waitForFunction(() => window.bench.drawn > 0, undefined, { timeout: 60_000 });
  await page.waitForTimeout(3000);
  const { pressed, recoloured, drawn } = await page.evaluate(() => window.bench);
  return { figures: Number.NaN, map: recoloured - pressed, drawn: drawn - pressed };
}

/** Cells by what has changed against the baseline, in the workspace. */
async function changeColours(page: Page): Promise<Waited[]> {
  const waited: Waited[] = [];
  const choose = async (label: RegExp) => {
    await page.getByRole('combobox', { name: 'Colour by', exact: true }).click();
    await page.evaluate(() => Object.assign(window.bench, { pressed: 0, recoloured: 0, drawn: 0 }));
    await page.getByRole('option', { name: label }).click();
    await page.waitForTimeout(1500);
  };
  for (let turn = 0; turn < TURNS; turn++) {
    await choose(/^Change/);
    const { pressed, recoloured, drawn } = await page.evaluate(() => window.bench);
    waited.push({ figures: Number.NaN, map: recoloured - pressed, drawn: drawn - pressed });
    await choose(/^Territory$/);
    // Another plan: shades that are known already are not sent again.
    await press(page, () => button(page, `Variant ${1 + (turn % VARIANTS)}`).click());
  }
  return waited;
}

export async function run() {
  const ground = usa(RESOLUTION);
  const owners = dealt(ground, TERRITORIES, 10);
  const { bytes } = usaPlanFile(ground, {
    territories: TERRITORIES,
    owners,
    variants: VARIANTS,
    accounts: ACCOUNTS,
  });
  const app = await openAppBrowser();
  try {
    const page = await app.open(bytes);
    const shown = await switches(page);
    const colours = await changeColours(page);
    const { opened, five, change } = await comparisons(page);
    const of = (waited: readonly Waited[], what: keyof Waited) =>
      quantile(
        waited.map((one) => one[what]),
        0.5,
      );
    return [
      { figure: 'cells', value: ground.grid.count, unit: 'cells' },
      { figure: 'another plan: figures shown', value: of(shown, 'figures'), unit: 'ms', budget: 150 },
      { figure: 'another plan: map recoloured', value: of(shown, 'map'), unit: 'ms', budget: 150 },
      { figure: 'another plan: drawn by software graphics', value: of(shown, 'drawn'), unit: 'ms' },
      { figure: 'coloured by change against the baseline', value: of(colours, 'map'), unit: 'ms', budget: 200 },
      { figure: 'five plans compared anew, their figures on screen', value: five, unit: 'ms', budget: 300 },
      { figure: 'a comparison of five plans opened, with two further maps', value: opened, unit: 'ms' },
      { figure: 'change map of two plans', value: of(change, 'map'), unit: 'ms', budget: 200 },
      { figure: 'change map, drawn by software graphics', value: of(change, 'drawn'), unit: 'ms' },
    ];
  } finally {
    await app.close();
  }
}
