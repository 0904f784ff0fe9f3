/** Every tool by pointer, and by keyboard alone: one page, one step a tool, each taken back. */
import type { Page } from '@playwright/test';
import {
  type Point,
  balance,
  brush,
  button,
  drag,
  expect,
  findBorder,
  nameOfRow,
  onMap,
  openSample,
  rowOf,
  territoryAt,
  territoryGrid,
  territoryRows,
  test,
  tool,
} from './app.ts';

const inspector = (page: Page) => page.getByRole('region', { name: 'Inspector', exact: true });
const canvas = (page: Page) => page.getByRole('region', { name: 'Map canvas', exact: true });
const notInOnePiece = (page: Page) => balance(page).filter({ hasText: 'not in one piece' });

/** What the list of territories says: it follows at once, without any worker. */
const figures = (page: Page) => territoryGrid(page).innerText();

/** Runs a change and takes it back: the figures differ, then are the same again. */
async function changes(page: Page, before: string, change: () => Promise<unknown>): Promise<void> {
  await change();
  await expect.poll(() => figures(page)).not.toBe(before);
  await expect(button(page, 'Undo')).toBeEnabled();
  await button(page, 'Undo').click();
  await expect.poll(() => figures(page)).toBe(before);
}

const along = async (page: Page, shares: readonly (readonly [number, number])[]): Promise<Point[]> =>
  Promise.all(shares.map(([x, y]) => onMap(page, x, y)));

/** A sketch is taken by the drawing library, which comes with the first use of its tool. */
async function choose(page: Page, name: string): Promise<void> {
  await tool(page, name).click();
  await sketchReady(page);
}

/** The drawing library has come, and has had time to take its place over the map. */
async function sketchReady(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('sketch-modes')),
  );
  await page.waitForTimeout(700);
}

test('every tool by pointer', async ({ page }) => {
  test.slow();
  await openSample(page);
  const { from, to, territory } = await findBorder(page);
  const other = await territoryAt(page, to);
  await rowOf(page, territory).click();
  const before = await figures(page);

  await test.step('Escape abandons the stroke in hand', async () => {
    await tool(page, 'Brush').click();
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 4 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(button(page, 'Undo')).toBeDisabled();
    await expect.poll(() => figures(page)).toBe(before);
  });

  await test.step('a lasso takes all it encloses', async () => {
    await tool(page, 'Lasso').click();
    const corners = await along(page, [
      [0.35, 0.35],
      [0.65, 0.35],
      [0.65, 0.65],
      [0.35, 0.65],
      [0.35, 0.36],
    ]);
    await changes(page, before, () => drag(page, corners));
  });

  await test.step('rectangle, and Escape gives one up', async () => {
    await choose(page, 'Rectangle');
    const corners = await along(page, [
      [0.4, 0.35],
      [0.6, 0.6],
    ]);
    await changes(page, before, () => drag(page, corners));
    await page.mouse.move(corners[0]!.x, corners[0]!.y);
    await page.mouse.down();
    await page.mouse.move(corners[1]!.x, corners[1]!.y, { steps: 4 });
    await expect(page.locator('.readout')).toContainText('→');
    await expect(page.locator('.bar-ghost').first()).toBeAttached();
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(page.locator('.readout')).toHaveCount(0);
    await expect.poll(() => figures(page)).toBe(before);
  });

  await test.step('circle', async () => {
    await choose(page, 'Circle');
    await changes(page, before, async () =>
      drag(
        page,
        await along(page, [
          [0.5, 0.5],
          [0.65, 0.65],
        ]),
      ),
    );
  });

  await test.step('polygon', async () => {
    await choose(page, 'Polygon');
    const corners = await along(page, [
      [0.4, 0.35],
      [0.62, 0.4],
      [0.6, 0.62],
      [0.4, 0.35],
    ]);
    await changes(page, before, async () => {
      for (const { x, y } of corners) {
        await page.mouse.move(x, y, { steps: 4 });
        await page.mouse.click(x, y);
      }
    });
  });

  await test.step('fill', async () => {
    await tool(page, 'Fill').click();
    await changes(page, before, () => page.mouse.click(to.x, to.y));
  });

  await test.step('a brush of one cell and Fill take a whole county where the rules say so', async () => {
    const rules = page.getByRole('button', { name: /^Rules/ });
    const snapTo = async (name: string) => {
      await rules.click();
      await page.getByRole('radio', { name, exact: true }).click();
      await page.keyboard.press('Escape');
    };
    await snapTo('Counties');
    await expect
      .poll(async () => {
        await page.mouse.move(to.x + 1, to.y);
        await page.mouse.move(to.x, to.y);
        return canvas(page).evaluate(({ style }) => style.cursor);
      })
      .toBe('cell');
    await changes(page, before, () => page.mouse.click(to.x, to.y));
    await tool(page, 'Brush').click();
    const size = page.getByRole('slider', { name: 'Brush size', exact: true });
    const usual = await size.inputValue();
    await size.fill('0');
    await page.mouse.move(to.x, to.y);
    await page.mouse.down();
    // A county of three states is 20 cells of resolution 6 or more.
    await expect(page.locator('.readout')).toContainText(/(\d,)?\d\d+ cells/);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect.poll(() => figures(page)).toBe(before);
    await size.fill(usual);
    // And areas that the user brings along, kept with the plan: one step of undo.
    const ring = (w: number, e: number) => [
      [w, 40],
      [e, 40],
      [e, 50],
      [w, 50],
      [w, 40],
    ];
    const area = (name: string, w: number, e: number) => ({
      type: 'Feature',
      properties: { name },
      geometry: { type: 'Polygon', coordinates: [ring(w, e)] },
    });
    const features = [area('West', -125, -119), area('East', -119, -110)];
    const buffer = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
    await rules.click();
    await page
      .getByTestId('areas-file')
      .setInputFiles({ name: 'Bezirke.geojson', mimeType: 'application/json', buffer });
    await expect(page.getByRole('combobox', { name: 'Areas to take whole' })).toHaveValue('file Bezirke');
    await page.keyboard.press('Escape');
    await page.mouse.move(to.x, to.y);
    await page.mouse.down();
    await expect(page.locator('.readout')).toContainText(/\d,\d{3} cells/);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await snapTo('Cells');
    await button(page, 'Undo').click();
    await expect.poll(() => figures(page)).toBe(before);
  });

  await test.step('ZIPs that borders cut are listed with their money, and one is made whole', async () => {
    const rules = page.getByRole('button', { name: /^Rules/ });
    const keep = page.getByRole('checkbox', { name: 'Keep ZIPs whole, in builds too' });
    await rules.click();
    await keep.check();
    await page.keyboard.press('Escape');
    await page.getByRole('tab', { name: 'Problems', exact: true }).click();
    await expect(page.getByText(/^\d+ ZIPs cut by borders: \$/)).toBeVisible();
    await changes(page, before, () => button(page, 'Make whole').first().click());
    await button(page, 'Undo').click();
    await expect(page.getByText(/ZIPs cut by borders/)).toHaveCount(0);
    await button(page, 'Close details').click();
  });

  await test.step('merge by click, and of those selected in the list', async () => {
    const count = await territoryRows(page).count();
    await tool(page, 'Merge').click();
    await changes(page, before, async () => {
      await page.mouse.click(to.x, to.y);
      await expect(territoryRows(page)).toHaveCount(count - 1);
    });
    await rowOf(page, territory).click();
    await rowOf(page, other).click({ modifiers: ['Shift'] });
    await changes(page, before, () => button(inspector(page), `Merge into ${territory}`).click());
  });

  await test.step('territories dealt anew, one added, one closed: proposals, each one step', async () => {
    const count = await territoryRows(page).count();
    const accepted = async () => {
      await button(page, 'Accept proposal').click();
      await expect(button(page, 'Accept proposal')).toHaveCount(0);
    };
    await rowOf(page, territory).click();
    await rowOf(page, other).click({ modifiers: ['Shift'] });
    await changes(page, before, async () => {
      await button(inspector(page), 'Re-deal selected territories').click();
      await expect(inspector(page).getByText(/^Only .* change: merged and dealt anew/)).toBeVisible();
      await accepted();
    });
    await rowOf(page, territory).click();
    await changes(page, before, async () => {
      await page.keyboard.press('Shift+N');
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Between');
      await button(page, 'Propose').click();
      await accepted();
      await expect(rowOf(page, 'Between')).toHaveCount(1);
      await expect(territoryRows(page)).toHaveCount(count + 1);
    });
    await changes(page, before, async () => {
      await page.keyboard.press('Shift+X');
      await button(page, 'Propose').click();
      await accepted();
      await expect(rowOf(page, territory)).toHaveCount(0);
    });
  });

  await test.step('split', async () => {
    await rowOf(page, territory).click();
    const count = await territoryRows(page).count();
    await choose(page, 'Split');
    await changes(page, before, async () => {
      await drag(
        page,
        await along(page, [
          [0.1, from.y > 0 ? 0.5 : 0.4],
          [0.95, 0.52],
        ]),
      );
      await expect(territoryRows(page)).toHaveCount(count + 1);
    });
  });

  await test.step('barrier and bridge change what hangs together', async () => {
    await rowOf(page, territory).click();
    await choose(page, 'Barrier');
    await drag(
      page,
      await along(page, [
        [0.1, 0.5],
        [0.95, 0.52],
      ]),
    );
    await expect(notInOnePiece(page)).toHaveCount(1);
    await button(page, 'Undo').click();
    await expect(notInOnePiece(page)).toHaveCount(0);
    await tool(page, 'Bridge').click();
    const bridges = page.getByText(/\d+ bridges?$/);
    const known = await bridges.innerText();
    await drag(page, [from, to]);
    await expect(bridges).not.toHaveText(known);
    await button(page, 'Undo').click();
    await expect(bridges).toHaveText(known);
  });

  await test.step('a box of cells becomes a territory', async () => {
    await tool(page, 'Select').click();
    await page.keyboard.down('Shift');
    await drag(
      page,
      await along(page, [
        [0.45, 0.45],
        [0.55, 0.55],
      ]),
    );
    await page.keyboard.up('Shift');
    await changes(page, before, () => button(inspector(page), 'New territory from these').click());
    await page.keyboard.press('Escape');
  });

  await test.step('rules: nothing from others, and no cutting off', async () => {
    await rowOf(page, territory).click();
    await tool(page, 'Brush').click();
    await button(page, 'Rules').click();
    await page.getByRole('combobox', { name: 'Take cells from', exact: true }).selectOption('unassigned land only');
    await page.keyboard.press('Escape');
    await drag(page, [from, to]);
    await expect.poll(() => figures(page)).toBe(before);
    await button(page, 'Rules, 1 set').click();
    await page.getByRole('combobox', { name: 'Take cells from', exact: true }).selectOption('anybody');
    await page.getByRole('radio', { name: 'Refuse', exact: true }).click();
    await page.keyboard.press('Escape');
    await choose(page, 'Rectangle');
    // A strip from edge to edge leaves something behind on both sides of it.
    await drag(
      page,
      await along(page, [
        [0.09, 0.48],
        [0.98, 0.53],
      ]),
    );
    await expect(page.getByText(/^Not done: /)).toBeVisible();
    await expect.poll(() => figures(page)).toBe(before);
    await button(page, 'Rules, 1 set').click();
    await page.getByRole('radio', { name: 'Say so', exact: true }).click();
    await page.keyboard.press('Escape');
  });

  await test.step('accounts move without their cells, and show a badge', async () => {
    await page.getByRole('tab', { name: 'Accounts', exact: true }).click();
    const first = page.getByRole('table', { name: 'Accounts', exact: true }).getByRole('row').nth(1);
    await changes(page, before, async () => {
      await first.getByRole('checkbox').click();
      const home = (await first.innerText()).includes(other) ? territory : other;
      await page.getByRole('combobox', { name: 'Move to', exact: true }).selectOption(home);
      await button(page, 'Move accounts').click();
      await expect(first).toContainText('moved');
      await expect(first).toContainText(home);
    });
    await button(page, 'Close details').click();
  });

  await test.step('a locked territory keeps its cells', async () => {
    const cells = inspector(page).getByText(/ in [\d,]+ cells?$/);
    const lock = page.getByRole('checkbox', { name: `Lock ${territory}`, exact: true });
    await rowOf(page, territory).click();
    const held = await cells.innerText();
    await lock.click();
    await brush(page, other, [to, from]);
    await rowOf(page, territory).click();
    await expect(cells).toHaveText(held);
    await lock.click();
    await brush(page, other, [to, from]);
    await rowOf(page, territory).click();
    await expect(cells).not.toHaveText(held);
  });

  await test.step('the history names its steps and jumps', async () => {
    await rowOf(page, territory).click();
    await tool(page, 'Brush').click();
    await drag(page, [from, to]);
    await drag(page, [from, { x: from.x, y: from.y + 60 }]);
    await button(page, 'History').click();
    const steps = page.getByRole('list', { name: 'History', exact: true }).getByRole('button');
    await expect(steps.filter({ hasText: new RegExp(`Brush: [\\d,]+ cells? to ${territory}`) }).first()).toBeVisible();
    await steps.last().click();
    await page.keyboard.press('Escape');
    await expect(button(page, 'Undo')).toBeDisabled();
    await expect.poll(() => figures(page)).toBe(before);
    await button(page, 'History').click();
    await steps.first().click();
    await expect(button(page, 'Redo')).toBeDisabled();
    await expect(button(page, 'Undo')).toBeEnabled();
  });
});

test('every tool by keyboard', async ({ page }) => {
  test.slow();
  await openSample(page);
  const place = page.locator('.cursor-status');
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const times = (key: string, count: number) => Array.from({ length: count }, () => key);
  const names = await Promise.all((await territoryRows(page).all()).map(nameOfRow));
  const before = await figures(page);

  await canvas(page).focus();
  await press('Enter');
  await expect(place).toContainText('account');
  // Whoever is not here paints.
  const owner = (await place.innerText()).split('.')[0] ?? '';
  const painter = names.find((name) => name !== owner) ?? '';
  await rowOf(page, painter).focus();
  const onCanvas = async (key: string) => {
    await press(key);
    if ('rclp'.includes(key)) await sketchReady(page);
    await canvas(page).focus();
    await press('Enter');
    await page.waitForTimeout(300);
  };

  await test.step('the brush paints where the cursor stands', async () => {
    await press('b', ']', ']');
    await changes(page, before, async () => {
      await onCanvas('b');
      await press(...times('Shift+ArrowRight', 2), 'Enter');
      await expect(place).toContainText(painter);
    });
  });

  await test.step('fill', async () => {
    await changes(page, before, async () => {
      await onCanvas('f');
      await press('Enter');
    });
  });

  for (const [name, key] of [
    ['rectangle', 'r'],
    ['circle', 'c'],
  ] as const) {
    await test.step(name, async () => {
      await changes(page, before, async () => {
        await onCanvas(key);
        await press('Enter', ...times('Shift+ArrowRight', 4), ...times('Shift+ArrowDown', 3), 'Enter');
      });
    });
  }

  await test.step('lasso', async () => {
    await changes(page, before, async () => {
      await onCanvas('l');
      await press('Enter', ...times('Shift+ArrowRight', 4), ...times('Shift+ArrowDown', 4));
      await press(...times('Shift+ArrowLeft', 4), 'Enter');
    });
  });

  await test.step('polygon: the last corner twice closes it', async () => {
    await changes(page, before, async () => {
      await onCanvas('p');
      await press('Enter', ...times('Shift+ArrowRight', 4), 'Enter', ...times('Shift+ArrowDown', 4), 'Enter', 'Enter');
    });
  });

  await test.step('erase, and Escape gives a stroke up', async () => {
    await changes(page, before, async () => {
      await onCanvas('e');
      await press(...times('Shift+ArrowRight', 2), 'Enter');
    });
    await onCanvas('e');
    await press('Shift+ArrowRight', 'Escape');
    await expect.poll(() => figures(page)).toBe(before);
    await expect(button(page, 'Undo')).toBeDisabled();
  });

  await test.step('Shift+L locks a cell, and once more unlocks it', async () => {
    await onCanvas('v');
    await press('Shift+L');
    await expect(place).toContainText('locked cell');
    await press('Shift+L');
    await expect(place).not.toContainText('locked cell');
  });

  await test.step('? shows the keys; shortcuts of one key can be turned off', async () => {
    await rowOf(page, painter).focus();
    await press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard', exact: true });
    await expect(dialog).toContainText('Rectangle');
    await dialog.getByRole('checkbox').click();
    await press('Escape', 'e');
    await expect(tool(page, 'Erase')).not.toBeChecked();
    await press('Control+k');
    await page.keyboard.type('shortcuts of a single');
    await expect(page.getByRole('option')).toHaveText(['Turn shortcuts of a single key on']);
    await press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await rowOf(page, painter).focus();
    // The palette runs a command once the focus is back, which a key pressed at once may precede.
    await expect(async () => {
      await press('e');
      await expect(tool(page, 'Erase')).toBeChecked({ timeout: 500 });
    }).toPass();
  });
});
