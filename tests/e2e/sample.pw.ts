/** A newcomer's first minute: the sample opens editable, improves, and what the browser loads for it stays small. */
import { gzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  acceptProposal,
  balance,
  brush,
  button,
  drag,
  expect,
  figures,
  findBorder,
  nameOfRow,
  onMap,
  openSample,
  rowOf,
  settledFigures,
  saved,
  territoryRows,
  test,
  tool,
  workspaceReady,
} from './app.ts';

test('the start screen offers three ways in, and no more than it needs', async ({ page }) => {
  await page.goto('/');
  for (const name of ['Open sample', 'Import data', 'Open plan file']) await expect(button(page, name)).toBeVisible();
});

test('the sample is editable at once, and its scripts fit the budget', async ({ page }) => {
  const budget = JSON.parse(await readFile(join(import.meta.dirname, '../../scripts/size-budget.json'), 'utf8')) as {
    workspace: { maxGzipKb: number };
  };
  let bytes = 0;
  const measured: Promise<void>[] = [];
  // What page and workers share comes over the wire once.
  const seen = new Set<string>();
  page.context().on('response', (response) => {
    const url = response.url();
    if (!/\.(m?js|css)$/.test(new URL(url).pathname) || seen.has(url)) return;
    seen.add(url);
    measured.push(
      response.body().then(
        (body) => {
          bytes += gzipSync(body, { level: 9 }).byteLength;
        },
        // A worker may end before its script is asked for; the static budget counts it.
        () => undefined,
      ),
    );
  });
  await openSample(page);
  await expect(territoryRows(page)).toHaveCount(12);
  await expect(tool(page, 'Brush')).toBeEnabled();
  await expect(button(page, 'Build territories')).toBeEnabled();
  await Promise.all(measured);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes / 1000).toBeLessThanOrEqual(budget.workspace.maxGzipKb);
});

test('rebalance improves the sample, and the figures say so', async ({ page }) => {
  await openSample(page);
  const before = await settledFigures(page);
  await button(page, 'Rebalance').click();
  await acceptProposal(page, 8);
  await expect.poll(() => figures(page)).not.toBe(before);
  await expect(balance(page)).toContainText('Every territory in one piece');
  await saved(page);
});

test('a proposal that is discarded leaves no trace', async ({ page }) => {
  await openSample(page);
  const before = await balance(page).innerText();
  await button(page, 'Build territories').click();
  await expect(button(page, 'Accept proposal')).toBeEnabled({ timeout: 60_000 });
  await button(page, 'Discard proposal').click();
  await expect(button(page, 'Discard proposal')).toBeHidden();
  expect(await balance(page).innerText()).toBe(before);
  await expect(button(page, 'Undo')).toBeDisabled();
});

test('Escape abandons the stroke in hand; a locked territory keeps its cells', async ({ page }) => {
  await openSample(page);
  const { from, to, territory } = await findBorder(page);
  const before = await settledFigures(page);
  await rowOf(page, territory).click();
  await tool(page, 'Brush').click();
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(button(page, 'Undo')).toBeDisabled();
  await expect.poll(() => figures(page)).toBe(before);

  const cells = page.getByRole('region', { name: 'Inspector', exact: true }).getByText(/ in [\d,]+ cells?$/);
  await rowOf(page, territory).click();
  const held = await cells.innerText();
  await page.getByRole('checkbox', { name: `Lock ${territory}`, exact: true }).click();
  const names = await Promise.all((await territoryRows(page).all()).map(nameOfRow));
  await brush(page, names.find((name) => name !== territory) ?? '', [to, from]);
  await rowOf(page, territory).click();
  await expect(cells).toHaveText(held);

  await page.getByRole('checkbox', { name: `Lock ${territory}`, exact: true }).click();
  await brush(page, names.find((name) => name !== territory) ?? '', [to, from]);
  await rowOf(page, territory).click();
  await expect(cells).not.toHaveText(held);
});

test('a lasso gives a territory all it encloses', async ({ page }) => {
  await openSample(page);
  const { territory } = await findBorder(page);
  await rowOf(page, territory).click();
  const before = await settledFigures(page);
  await tool(page, 'Lasso').click();
  const corners = [
    [0.35, 0.35],
    [0.65, 0.35],
    [0.65, 0.65],
    [0.35, 0.65],
    [0.35, 0.36],
  ] as const;
  await drag(page, await Promise.all(corners.map(([x, y]) => onMap(page, x, y))));
  await expect.poll(() => figures(page)).not.toBe(before);
  await button(page, 'Undo').click();
  await expect.poll(() => figures(page)).toBe(before);
});

test('two plans are kept and both come back; today cannot be painted', async ({ page }) => {
  await openSample(page);
  await saved(page);
  const plan = (name: string) =>
    page.getByRole('navigation', { name: 'Plans', exact: true }).getByRole('button', { name, exact: true });
  await expect(plan('Today')).toBeVisible();
  await page.reload();
  await workspaceReady(page);
  await expect(plan('Draft')).toHaveAttribute('aria-current', 'true');
  await plan('Today').click();
  await expect(plan('Today')).toHaveAttribute('aria-current', 'true');
  await expect(territoryRows(page)).toHaveCount(12);
  await expect(tool(page, 'Brush')).toBeDisabled();
  await button(page, 'Edit by hand').click();
  await expect(plan('Draft')).toHaveAttribute('aria-current', 'true');
  await expect(tool(page, 'Brush')).toBeEnabled();
});
