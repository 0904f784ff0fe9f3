/** Live rebalance by the hand: a repair that is suggested and accepted by a key, and one that comes with its stroke. */
import {
  type Border,
  balance,
  brush,
  button,
  expect,
  figures,
  findBorders,
  openSample,
  settledFigures,
  test,
} from './app.ts';

const mode = (page: Parameters<typeof openSample>[0], name: string) =>
  page.getByRole('radiogroup', { name: 'Live rebalance', exact: true }).getByRole('radio', { name, exact: true });

test('a repair is suggested, accepted by a key, and applied with the stroke', async ({ page }) => {
  await openSample(page);
  await expect(mode(page, 'Off')).toBeChecked();
  const border = await ruralBorder(page);
  await mode(page, 'Suggest').click();
  const before = await settledFigures(page);
  await page.getByRole('radio', { name: 'Brush', exact: true }).click();
  await page.getByRole('slider', { name: 'Brush size', exact: true }).fill('8');
  const accept = button(page, 'Accept proposal');
  await expect(accept).toBeDisabled();
  await brush(page, border.territory, [border.from, border.to]);

  await test.step('suggested with its price; one key puts it into the plan, two undos take both away', async () => {
    await expect(accept).toBeEnabled({ timeout: 20_000 });
    const bar = page.getByRole('region', { name: 'Proposal', exact: true });
    await expect(bar.getByRole('status')).toHaveText(/\d cells?, .*max deviation [\d.]+% → [\d.]+%/);
    const painted = await revisionOf(page);
    await page.keyboard.press('a');
    await expect(accept).toBeDisabled();
    await expect.poll(() => revisionOf(page)).toBe(painted + 1);
    await button(page, 'Undo').click();
    await button(page, 'Undo').click();
    await expect.poll(() => figures(page), { timeout: 15_000 }).toBe(before);
  });

  await test.step('applied with the stroke: one undo takes both', async () => {
    await page.keyboard.press('q');
    await expect(mode(page, 'Automatic')).toBeChecked();
    const revision = await revisionOf(page);
    await brush(page, border.territory, [border.from, border.to]);
    await expect.poll(() => revisionOf(page), { timeout: 20_000 }).toBe(revision + 2);
    await button(page, 'Undo').click();
    await expect.poll(() => revisionOf(page)).toBe(revision + 3);
    expect(await settledFigures(page)).toContain(before.split('\n')[0]!);
    await mode(page, 'Off').click();
    await expect.poll(() => figures(page), { timeout: 15_000 }).toBe(before);
  });
});

/** A stroke of this size across a border in a city takes more than its territory may carry: no repair could keep it. */
async function ruralBorder(page: Parameters<typeof openSample>[0]): Promise<Border> {
  const wide = new Set(['Columbia Basin', 'Inland Northwest', 'Southern Oregon', 'Snake River']);
  for await (const border of findBorders(page)) if (wide.has(border.territory)) return border;
  throw new Error('No border of a wide territory was found on the map');
}

async function revisionOf(page: Parameters<typeof openSample>[0]): Promise<number> {
  const said = await balance(page).innerText();
  return Number((/Revision ([\d,]+)/.exec(said)?.[1] ?? '-1').replaceAll(',', ''));
}
