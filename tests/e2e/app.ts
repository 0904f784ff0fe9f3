/** What the browser tests share: a page that watches itself, and the app's controls by role and name. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Download, type Locator, type Page, expect, test as base } from '@playwright/test';

export const dataFile = (name: string) => join(import.meta.dirname, '..', 'fixtures', 'data', name);

/** Every test fails on a console error, an uncaught error, a failed request or a request to another origin. */
export const test = base.extend<{ watched: string[] }>({
  watched: [
    async ({ page, baseURL, serviceWorkers }, use) => {
      const complaints: string[] = [];
      // Refused with an error, as browsers refuse; Playwright's own block answers with nothing.
      if (serviceWorkers === 'block') {
        await page.context().addInitScript(() => {
          // Pages of other origins have none: what a browser shows instead of a host that does not answer.
          if (!('serviceWorker' in navigator)) return;
          navigator.serviceWorker.register = () => Promise.reject(new Error('No service worker in this test.'));
        });
      }
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
      page.on('request', (request) => {
        const url = request.url();
        const isOwn = url.startsWith(`${baseURL}/`) || url.startsWith('data:') || url.startsWith('blob:');
        if (!isOwn) complaints.push(`request off the origin: ${url}`);
      });
      page.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

export const button = (page: Page | Locator, name: string) => page.getByRole('button', { name, exact: true });
export const tool = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Tools', exact: true }).getByRole('radio', { name, exact: true });
export const territoryGrid = (page: Page) => page.getByRole('grid', { name: 'Territories', exact: true });
/** Rows of territories: row 0 is the header. */
export const territoryRows = (page: Page) =>
  territoryGrid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
export const balance = (page: Page) => page.getByRole('status', { name: 'Balance', exact: true });
export const saveState = (page: Page) => page.getByRole('status', { name: 'Save state', exact: true });

export async function openSample(page: Page): Promise<void> {
  await page.goto('/');
  await button(page, 'Open sample').click();
  await workspaceReady(page);
}

export async function workspaceReady(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Map', exact: true })).toBeVisible({ timeout: 60_000 });
  await expect(territoryGrid(page)).toBeVisible();
  await expect(balance(page)).toContainText('Revision', { timeout: 30_000 });
  await mapPainted(page);
}

/** The map's first picture is complete. */
export const mapPainted = (page: Page) =>
  expect(page.getByRole('region', { name: 'Map', exact: true }).locator('.map-canvas')).toHaveAttribute(
    'aria-busy',
    'false',
  );

export const saved = (page: Page) => expect(saveState(page)).toHaveText(/^Saved/, { timeout: 20_000 });

export async function textOfDownload(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8');
}

/** Exports by the dialog's button for a format; gives the download. */
export async function exportAs(page: Page, format: string): Promise<Download> {
  const dialog = page.getByRole('dialog');
  if (!(await dialog.isVisible())) await button(page, 'Export').click();
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await button(dialog, `Save ${format}`).click();
  return download;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point of the map by shares of its width and height, in the page's pixels. */
export async function onMap(page: Page, xShare: number, yShare: number): Promise<Point> {
  const box = await page.getByRole('region', { name: 'Map', exact: true }).boundingBox();
  if (!box) throw new Error('The map has no box on the page');
  return { x: box.x + box.width * xShare, y: box.y + box.height * yShare };
}

/** One gesture through the points, with steps between them as a hand makes them. */
export async function drag(page: Page, points: readonly Point[]): Promise<void> {
  const [first, ...rest] = points;
  if (!first) return;
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of rest) await page.mouse.move(x, y, { steps: 4 });
  await page.mouse.up();
}

export const nameOfRow = async (row: Locator) => (await row.getByRole('gridcell').first().innerText()).trim();

/** Name of the territory under a point, by selecting it; empty on land without one. */
export async function territoryAt(page: Page, point: Point): Promise<string> {
  await page.mouse.click(point.x, point.y);
  const selected = territoryRows(page).and(page.locator('[aria-selected="true"]'));
  return (await selected.count()) === 0 ? '' : nameOfRow(selected.first());
}

export interface Border {
  readonly from: Point;
  readonly to: Point;
  /** Of `from`. */
  readonly territory: string;
}

/**
 * Pairs of points close together in different territories: where borders are, along rows of the map, by Select. Each is
 * looked for when it is asked for, so whoever takes one may paint over it before the next.
 */
export async function* findBorders(page: Page): AsyncGenerator<Border, void> {
  await tool(page, 'Select').click();
  for (const yShare of [0.5, 0.42, 0.6]) {
    let before: { point: Point; territory: string } | null = null;
    for (let xShare = 0.2; xShare <= 0.75; xShare += 0.05) {
      const point = await onMap(page, xShare, yShare);
      const territory = await territoryAt(page, point);
      if (before && before.territory !== '' && territory !== '' && territory !== before.territory) {
        yield { from: before.point, to: point, territory: before.territory };
        await tool(page, 'Select').click();
        before = null;
      } else {
        before = { point, territory };
      }
    }
  }
}

/** The first of them. @throws {Error} where the whole map shows one territory */
export async function findBorder(page: Page): Promise<Border> {
  for await (const first of findBorders(page)) return first;
  throw new Error('No border between two territories was found on the map');
}

export const rowOf = (page: Page, territory: string) =>
  territoryRows(page).filter({ has: page.getByRole('gridcell', { name: territory, exact: true }) });

/** Selects a territory by its row and paints with the brush. */
export async function brush(page: Page, territory: string, points: readonly Point[]): Promise<void> {
  await rowOf(page, territory).click();
  await tool(page, 'Brush').click();
  await drag(page, points);
}

/** Gives the territory of a row what lies between two corners of the map (shares of its width and height). */
export async function lassoBox(page: Page, row: number, [left, top, right, bottom]: readonly number[]): Promise<void> {
  const before = await figures(page);
  await territoryRows(page).nth(row).click();
  await tool(page, 'Lasso').click();
  const corners = [
    [left!, top!],
    [right!, top!],
    [right!, bottom!],
    [left!, bottom!],
    [left!, top! + 0.01],
  ] as const;
  await drag(page, await Promise.all(corners.map(([x, y]) => onMap(page, x, y))));
  await expect.poll(() => figures(page)).not.toBe(before);
}

/** All figures on screen but the revision, which rises with every commit, undo too. */
export async function figures(page: Page): Promise<string> {
  const status = (await balance(page).innerText()).replace(/Revision \d[\d,]*\.\s*/, '');
  return `${await territoryGrid(page).innerText()}\n${status}`;
}

/** The figures once the worker's part of them has followed the last change. */
export async function settledFigures(page: Page): Promise<string> {
  let before = '';
  await expect
    .poll(
      async () => {
        const now = await figures(page);
        const same = now === before;
        before = now;
        return same;
      },
      { intervals: [700] },
    )
    .toBe(true);
  return before;
}

/** Picks a file in the import wizard that `Import data` opens. */
export async function chooseImport(page: Page, path: string): Promise<void> {
  await button(page, 'Import data').click();
  const chooser = page.waitForEvent('filechooser');
  await button(page, 'Choose file').click();
  await (await chooser).setFiles(path);
}

export const roleOf = (page: Page, column: string) =>
  page.getByRole('combobox', { name: `Role of ${column}`, exact: true });

export async function chooseRole(page: Page, column: string, role: string): Promise<void> {
  await roleOf(page, column).click();
  await page.getByRole('option', { name: role, exact: true }).click();
  await expect(roleOf(page, column)).toHaveText(role);
}

/** From the columns to the workspace with what the wizard proposes. */
export async function finishImport(page: Page): Promise<void> {
  const next = button(page, 'Continue');
  const create = button(page, 'Create project');
  await expect(next).toBeEnabled({ timeout: 30_000 });
  while (await next.isVisible()) {
    await expect(next).toBeEnabled({ timeout: 60_000 });
    await next.click();
  }
  await expect(create).toBeEnabled({ timeout: 60_000 });
  await create.click();
  await workspaceReady(page);
}

/** Waits until the search has a complete plan, lets it end or stops it after `seconds`, and accepts. */
export async function acceptProposal(page: Page, seconds: number): Promise<void> {
  const accept = button(page, 'Accept proposal');
  await expect(accept).toBeEnabled({ timeout: 60_000 });
  const stop = button(page, 'Stop');
  await stop.waitFor({ state: 'hidden', timeout: seconds * 1000 }).catch(() => stop.click());
  await expect(accept).toBeEnabled();
  await accept.click();
  await expect(accept).toBeHidden();
}

/** Asks for a rebalance and takes the first complete one; false where there is nothing to mend. */
export async function rebalanceOnce(page: Page): Promise<boolean> {
  const accept = button(page, 'Accept proposal');
  const stop = button(page, 'Stop');
  await button(page, 'Rebalance').click();
  await expect(async () => {
    const enabled = await accept.isEnabled({ timeout: 500 });
    expect(enabled || !(await stop.isVisible())).toBe(true);
  }).toPass({ timeout: 60_000, intervals: [100] });
  const found = await accept.isEnabled();
  if (await stop.isVisible()) await stop.click({ timeout: 2000 }).catch(() => undefined);
  await button(page, found ? 'Accept proposal' : 'Discard proposal').click();
  await expect(accept).toBeHidden();
  return found;
}
