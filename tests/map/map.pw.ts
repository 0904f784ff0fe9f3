/** The map in a real browser: what is on screen is read back from the frame it was drawn in. */
import { expect, type Page, test } from '@playwright/test';
import { type HarnessServer, serveHarness } from './serve-harness.ts';

let server: HarnessServer;
let page: Page;
const complaints: string[] = [];

async function openHarness(query: string): Promise<void> {
  await page.goto(`${server.url}?${query}`);
  await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 90_000 });
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  server = await serveHarness();
  page = await browser.newPage({ viewport: { width: 800, height: 700 } });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) complaints.push(message.text());
  });
  await openHarness('grid=small');
});
test.beforeEach(async () => {
  complaints.length = 0;
  await page.evaluate(() => window.harness.reset());
});
test.afterEach(() => {
  expect(complaints).toEqual([]);
});
test.afterAll(async () => {
  await page.close();
  await server.close();
});

const near = (seen: readonly number[], expected: readonly number[], slack = 6): boolean =>
  expected.every((value, i) => Math.abs(value - (seen[i] ?? NaN)) <= slack);

/** Hue over ground at the light theme's 44%. */
const over = (hue: readonly number[], ground: readonly number[], alpha = 0.44): number[] =>
  hue.map((value, i) => value * alpha + (ground[i] as number) * (1 - alpha));

const LAND = [0xf7, 0xf6, 0xf2];
const HUE_OF_1 = [0xfa, 0xb7, 0x00];
const HUE_OF_2 = [0x9e, 0x17, 0x4d];

/** Where cells are on screen, and an edge between the two territories. */
function places() {
  return page.evaluate(() => {
    const { harness } = window;
    const { grid } = harness;
    const owners = harness.planStore()?.owners as Uint16Array;
    const inner = (code: number): number =>
      owners.findIndex((owner, cell) => {
        const { offsets, targets } = grid.adjacency;
        const ring = targets.slice(offsets[cell], offsets[cell + 1]);
        return owner === code && ring.length === 6 && ring.every((other) => owners[other] === code);
      });
    const west = inner(1);
    const east = inner(2);
    const onEdge = owners.findIndex(
      (owner, cell) =>
        owner === 1 &&
        grid.edgeNeighbours
          .slice(grid.cornerOffsets[cell], grid.cornerOffsets[cell + 1])
          .some((other) => other >= 0 && owners[other] === 2),
    );
    const corner = grid.cornerOffsets[onEdge] as number;
    const k = grid.edgeNeighbours
      .slice(corner, grid.cornerOffsets[onEdge + 1])
      .findIndex((other) => other >= 0 && owners[other] === 2);
    const count = (grid.cornerOffsets[onEdge + 1] as number) - corner;
    const at = (i: number) => {
      const from = 2 * (corner + (i % count));
      return harness.mapView.map.project([grid.corners[from] as number, grid.corners[from + 1] as number]);
    };
    const [a, b] = [at(k), at(k + 1)];
    return {
      west: { cell: west, ...harness.at(west) },
      east: { cell: east, ...harness.at(east) },
      edge: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 },
    };
  });
}

const pixelAt = ({ x, y }: { x: number; y: number }): Promise<number[]> =>
  page.evaluate((point) => window.harness.pixel(point.x, point.y), { x, y });

/** The colour a point comes to, once frames have gone by. */
const settles = (point: { x: number; y: number }, colour: readonly number[], slack = 6) =>
  expect.poll(async () => near(await pixelAt(point), colour, slack), { timeout: 60_000 }).toBe(true);

test.describe('what is drawn', () => {
  test('cells carry the hue of their owner and let the ground through', async () => {
    const { west, east, edge } = await places();
    await settles(west, over(HUE_OF_1, LAND));
    await settles(east, over(HUE_OF_2, LAND));
    // The border is a dark line: darker than either side.
    const [red = 255] = await pixelAt(edge);
    expect(red).toBeLessThan(120);
    // Outside the grid nothing is drawn over the land.
    await settles({ x: 12, y: 12 }, LAND, 14);
    await expect(page.getByRole('region', { name: 'Map canvas' })).toBeVisible();
    // With more territories than hues those of one hue differ by a pattern: lines as on no plain fill.
    await page.evaluate(() => {
      const store = window.harness.planStore();
      const [first, second] = [1, 2].map((code) => store?.plan.records.territory.get(code));
      if (!store || !first || !second)
        throw new Error('the plan has two territories on this ground, and ten elsewhere');
      const territory = new Map([[2, { before: second, after: { ...second, hue: first.hue } }]]);
      store.commit({ patches: [], records: { territory } }, { kind: 'territory' });
    });
    const column = ({ x, y }: { x: number; y: number }) =>
      Promise.all(Array.from({ length: 8 }, (_, i) => pixelAt({ x, y: y - 4 + i })));
    const isPlain = (pixel: number[]) => near(pixel, over(HUE_OF_1, LAND));
    await expect.poll(async () => (await column(east)).some(isPlain), { timeout: 60_000 }).toBe(true);
    expect((await column(east)).filter((pixel) => near(pixel, over(HUE_OF_1, LAND, 0.72), 16)).length).toBeGreaterThan(
      0,
    );
    expect((await column(west)).every(isPlain)).toBe(true);
  });

  test('a commit recolours a cell, and undo brings the first colour back', async () => {
    const { west } = await places();
    await settles(west, over(HUE_OF_1, LAND));
    await page.evaluate((cell) => {
      const store = window.harness.planStore();
      const stroke = store?.beginStroke(2, { kind: 'brush' });
      stroke?.extend([cell]);
      stroke?.end();
    }, west.cell);
    const [red, green] = await pixelAt(west);
    expect(green).toBeLessThan(over(HUE_OF_1, LAND)[1]! - 40);
    expect(red).toBeGreaterThan(150);
    await page.evaluate(() => window.harness.planStore()?.undo());
    await settles(west, over(HUE_OF_1, LAND));
  });

  test('selection is an ink line on a casing; deviation and dark theme change the fill', async () => {
    const { west, edge } = await places();
    await page.evaluate(() => window.harness.view.setState({ selectedTerritory: 1 }));
    await settles(edge, [0x11, 0x12, 0x14], 24);
    await page.evaluate(() => window.harness.view.setState({ selectedTerritory: null, colourBy: 'deviation' }));
    // Without demand nothing deviates: the neutral step at 60%.
    await settles(west, over([0xe7, 0xe7, 0xe4], LAND, 0.6));
    await page.evaluate(() => {
      window.harness.view.setState({ colourBy: 'territory' });
      document.documentElement.dataset['theme'] = 'dark';
    });
    await settles(west, over([0xff, 0xc3, 0x18], [0x20, 0x22, 0x26], 0.42));
  });

  test('a proposal is hatched over the old fill and leaves the plan alone', async () => {
    const { west } = await places();
    await settles(west, over(HUE_OF_1, LAND));
    await page.evaluate(() => {
      const { grid, plan, proposal, planStore } = window.harness;
      const cells = Uint32Array.from({ length: grid.count }, (_, i) => i).filter((i) => planStore()?.owners[i] === 1);
      const codes = new Uint16Array(cells.length).fill(2);
      proposal.setState({ status: 'complete', planId: plan().id, cells, codes });
    });
    const line = Array.from({ length: 16 }, (_, i) => [west.x - 8 + i, west.y] as const);
    const seen = await page.evaluate((points) => window.harness.pixels(points), line);
    const old = over(HUE_OF_1, LAND);
    expect(seen.some((colour) => near(colour, old))).toBe(true);
    expect(seen.some(([, green = 255]) => green < (old[1] ?? 0) - 60)).toBe(true);
    // A click on a hatched cell of a live repair names who would get it, and chooses nothing.
    await page.evaluate(() => window.harness.proposal.setState({ live: true }));
    await page.mouse.click(west.x, west.y);
    const clicked = await page.evaluate(() => window.harness.view.getState());
    expect([clicked.clickedProposed, clicked.selectedTerritory]).toEqual([2, null]);
    await page.mouse.move(20, 600);
    await page.evaluate(() =>
      window.harness.proposal.setState({ status: 'idle', cells: new Uint32Array(0), codes: new Uint16Array(0) }),
    );
    await settles(west, old);
  });

  test('a click on a circle of accounts comes nearer until it falls apart, and lists those at one place', async () => {
    const { west } = await places();
    const zoom = () => page.evaluate(() => window.harness.mapView.map.getZoom());
    await page.evaluate((x) => {
      const { mapView, project, view, workspace } = window.harness;
      const at = mapView.map.unproject([x.x, x.y]);
      const lat = Float64Array.of(at.lat, at.lat, at.lat, at.lat, at.lat);
      const lng = Float64Array.of(at.lng, at.lng, at.lng, at.lng + 0.02, at.lng + 0.02);
      const accounts = { ...project.dataset.accounts, count: 5, lat, lng, reasons: new Uint8Array(5) };
      workspace.setState({ project: { ...project, dataset: { ...project.dataset, accounts } } });
      view.setState({ colourBy: 'accounts' });
    }, west);
    await page.evaluate(() => window.harness.frame());
    const before = await zoom();
    await page.mouse.click(west.x, west.y);
    await expect.poll(zoom).toBeGreaterThan(before + 1.9);
    await page.waitForFunction(() => !window.harness.mapView.map.isMoving());
    await page.evaluate(() => window.harness.frame());
    expect(await page.evaluate(() => window.harness.view.getState().clickedAccounts)).toBeNull();
    const place = await page.evaluate(() => {
      const { mapView, workspace } = window.harness;
      const { lat, lng } = workspace.getState().project!.dataset.accounts;
      return mapView.map.project([lng[0]!, lat[0]!]);
    });
    const nearby = await zoom();
    const listed = () => page.evaluate(() => [...(window.harness.view.getState().clickedAccounts ?? [])]);
    // It makes way for the territory's name by the width of a circle at most, up or down.
    for (const off of [0, -16, 16, -32, 32, -44, 44]) {
      if ((await listed()).length === 0) await page.mouse.click(place.x, place.y + off);
    }
    expect(await listed()).toEqual([0, 1, 2]);
    expect(await zoom()).toBe(nearby);
  });

  test('cells are shaded by what they hold, and by whether they are as in the baseline', async () => {
    const { west, east } = await places();
    const none = over([0x74, 0x77, 0x7e], LAND, 0.16);
    await page.evaluate((cell) => {
      const { project, view } = window.harness;
      const [values] = project.demand.cellValues;
      values?.fill(0);
      if (values) values[cell] = 5;
      view.setState({ colourBy: 'measure', colourMeasure: project.dataset.measures[0]?.key ?? '' });
    }, west.cell);
    await settles(west, over([0x07, 0x41, 0x3e], LAND, 0.82));
    await settles(east, none);
    await page.evaluate((cell) => {
      const { project, planStore, view, workspace } = window.harness;
      project.demand.cellValues[0]?.fill(0);
      const store = planStore()!;
      workspace.setState({ baseline: { ...store, plan: store.plan, owners: store.owners.slice() } });
      view.setState({ colourBy: 'change' });
      const stroke = store.beginStroke(2, { kind: 'brush' });
      stroke.extend([cell]);
      stroke.end();
    }, west.cell);
    await settles(west, over(HUE_OF_2, LAND, 0.72));
    await settles(east, none);
    await page.evaluate(() => {
      window.harness.planStore()?.undo();
    });
    await settles(west, none);
  });

  test('everything comes back after the graphics context was lost, a stroke in hand included', async () => {
    const { west, east } = await places();
    await settles(west, over(HUE_OF_1, LAND));
    await page.evaluate(() => window.harness.view.setState({ tool: 'brush', selectedTerritory: 3, brushRadius: 0 }));
    await page.mouse.move(east.x, east.y);
    await page.mouse.down();
    await page.evaluate(async () => {
      const { map } = window.harness.mapView;
      const gl = map.getCanvas().getContext('webgl2') as WebGL2RenderingContext;
      const extension = gl.getExtension('WEBGL_lose_context') as WEBGL_lose_context;
      const back = new Promise((resolve) => map.once('webglcontextrestored', resolve));
      extension.loseContext();
      await new Promise((resolve) => setTimeout(resolve, 100));
      extension.restoreContext();
      await back;
    });
    await page.mouse.move(west.x, west.y, { steps: 6 });
    await page.mouse.up();
    const stroke = await state();
    expect(stroke.revision).toBe(1);
    expect(stroke.counts[3]).toBeGreaterThan(2);
    await page.evaluate(() => window.harness.planStore()?.undo());
    await page.mouse.move(20, 600);
    await settles(west, over(HUE_OF_1, LAND));
    await page.evaluate(() => window.harness.view.setState({ tool: 'brush', selectedTerritory: 2, brushRadius: 0 }));
    await page.mouse.click(west.x, west.y);
    await page.mouse.move(20, 600);
    const [, green = 0] = await pixelAt(west);
    expect(green).toBeLessThan(over(HUE_OF_1, LAND)[1]! - 40);
  });
});

/** Revision, undo and number of cells of each owner. */
const state = () =>
  page.evaluate(() => {
    const store = window.harness.planStore();
    const counts: Record<number, number> = {};
    for (const owner of store?.owners ?? []) counts[owner] = (counts[owner] ?? 0) + 1;
    return { revision: store?.revision, canUndo: store?.canUndo, counts, owners: [...(store?.owners ?? [])].join() };
  });

const choose = (tool: 'select' | 'brush' | 'erase' | 'lasso' | 'pick', territory: number | null, radius = 0) =>
  page.evaluate(
    ([name, code, rings]) => window.harness.view.setState({ tool: name, selectedTerritory: code, brushRadius: rings }),
    [tool, territory, radius] as const,
  );

test.describe('tools', () => {
  test('a fast drag paints without gaps and is one undo', async () => {
    const before = await state();
    await choose('brush', 3);
    await page.mouse.move(250, 330);
    await page.mouse.down();
    await page.mouse.move(560, 370, { steps: 1 });
    await page.mouse.up();
    const after = await state();
    expect(after.revision).toBe((before.revision ?? 0) + 1);
    expect(after.counts[3]).toBeGreaterThan(4);
    const pieces = await page.evaluate(() => {
      const { grid } = window.harness;
      const owners = window.harness.planStore()?.owners as Uint16Array;
      const painted = new Set([...owners.keys()].filter((cell) => owners[cell] === 3));
      let count = 0;
      while (painted.size > 0) {
        count++;
        const queue = [painted.values().next().value as number];
        painted.delete(queue[0] as number);
        for (const cell of queue) {
          const { offsets, targets } = grid.adjacency;
          for (const other of targets.slice(offsets[cell], offsets[cell + 1]))
            if (painted.delete(other)) queue.push(other);
        }
      }
      return count;
    });
    expect(pieces).toBe(1);
    await page.evaluate(() => window.harness.planStore()?.undo());
    expect((await state()).owners).toBe(before.owners);
    const frames = await page.evaluate(() => performance.getEntriesByName('hexwright:stroke-frame').length);
    expect(frames).toBeGreaterThan(0);
  });

  test('Escape gives a stroke up without a trace; the readout tells both sides meanwhile', async () => {
    const before = await state();
    await choose('brush', 2, 1);
    const { west } = await places();
    await page.mouse.move(west.x, west.y);
    await page.mouse.down();
    await page.mouse.move(west.x + 30, west.y + 10, { steps: 4 });
    const readout = await page.evaluate(() => window.harness.mapView.readout.getState());
    expect(readout?.territory).toBe(2);
    expect(readout?.cells).toBeGreaterThan(6);
    expect(readout?.sides.map(({ code }) => code)).toEqual([2, 1]);
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => window.harness.mapView.readout.getState())).toBeNull();
    await page.mouse.up();
    const after = await state();
    expect(after).toEqual(before);
  });

  test('Erase unassigns, Pick and Alt-click choose, Select clears', async () => {
    const { west, east } = await places();
    await choose('erase', 2);
    await page.mouse.click(west.x, west.y);
    expect((await state()).counts[0]).toBe(1);
    await choose('pick', null);
    await page.mouse.click(east.x, east.y);
    const picked = await page.evaluate(() => window.harness.view.getState());
    expect([picked.selectedTerritory, picked.tool]).toEqual([2, 'brush']);
    await page.keyboard.down('Alt');
    await page.mouse.click(west.x + 60, west.y);
    await page.keyboard.up('Alt');
    expect(await page.evaluate(() => window.harness.view.getState().selectedTerritory)).toBe(1);
    await choose('select', 1);
    await page.mouse.click(8, 8);
    expect(await page.evaluate(() => window.harness.view.getState().selectedTerritory)).toBeNull();
  });

  test('locked ground is refused and shown as such', async () => {
    const before = await state();
    await page.evaluate(() => {
      const store = window.harness.planStore();
      const territory = store?.plan.records.territory.get(1);
      if (!store || !territory) return;
      const change = { before: territory, after: { ...territory, locked: true } };
      store.commit({ patches: [], records: { territory: new Map([[1, change]]) } }, { kind: 'lock' });
    });
    const { west } = await places();
    await choose('brush', 2, 1);
    await page.mouse.move(west.x, west.y);
    expect(await page.evaluate(() => window.harness.mapView.map.getCanvas().style.cursor)).toBe('not-allowed');
    await page.mouse.down();
    const readout = await page.evaluate(() => window.harness.mapView.readout.getState());
    expect(readout?.notice).toBe('locked');
    await page.mouse.up();
    expect((await state()).owners).toBe(before.owners);
  });

  test('Lasso gives what it encloses to the selected territory in one commit', async () => {
    const before = await state();
    await choose('lasso', 3);
    await page.waitForTimeout(1500);
    const corners = [
      [340, 290],
      [460, 290],
      [460, 410],
      [340, 410],
      [340, 296],
    ] as const;
    await page.mouse.move(340, 290);
    await page.mouse.down();
    for (const [x, y] of corners.slice(1)) await page.mouse.move(x, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await state()).revision).toBe((before.revision ?? 0) + 1);
    expect((await state()).counts[3]).toBeGreaterThan(5);
    await page.evaluate(() => window.harness.planStore()?.undo());
    expect((await state()).owners).toBe(before.owners);
    await choose('select', null);
  });

  test('Space, the middle button and the wheel move the map, not the plan', async () => {
    const before = await state();
    await choose('brush', 2, 2);
    const centre = () => page.evaluate(() => window.harness.mapView.map.getCenter().lng);
    const from = await centre();
    await page.mouse.move(400, 350);
    await page.keyboard.down('Space');
    await page.mouse.down();
    await page.mouse.move(460, 350, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Space');
    const then = await centre();
    expect(then).toBeLessThan(from);
    await page.mouse.down({ button: 'middle' });
    await page.mouse.move(400, 350, { steps: 3 });
    await page.mouse.up({ button: 'middle' });
    expect(await centre()).toBeCloseTo(from, 6);
    const zoom = () => page.evaluate(() => window.harness.mapView.map.getZoom());
    const closeness = await zoom();
    await page.mouse.wheel(0, -240);
    await expect.poll(zoom).toBeGreaterThan(closeness);
    expect(await state()).toEqual(before);
  });
});

test.describe('touch', () => {
  test('one finger paints, a second one gives the stroke up and pans with it', async () => {
    const fingers = await page.context().newCDPSession(page);
    const touch = async (type: string, points: readonly (readonly [number, number])[]) => {
      const touchPoints = points.map(([x, y], id) => ({ x, y, id }));
      await fingers.send('Input.dispatchTouchEvent', { type: type as 'touchStart', touchPoints });
    };
    const before = await state();
    await choose('brush', 3);
    await touch('touchStart', [[300, 340]]);
    for (let x = 320; x <= 460; x += 20) await touch('touchMove', [[x, 345]]);
    await touch('touchEnd', []);
    const painted = await state();
    expect(painted.revision).toBe((before.revision ?? 0) + 1);
    expect(painted.counts[3]).toBeGreaterThan(3);
    await page.evaluate(() => window.harness.planStore()?.undo());

    const rest = await state();
    const centre = () => page.evaluate(() => window.harness.mapView.map.getCenter().lng);
    const from = await centre();
    await touch('touchStart', [[300, 340]]);
    await touch('touchMove', [[320, 340]]);
    const two = (x: number) =>
      [
        [x, 340],
        [x + 120, 340],
      ] as const;
    await touch('touchStart', two(320));
    expect(await page.evaluate(() => window.harness.planStore()?.stroke ?? null)).toBeNull();
    for (let x = 340; x <= 420; x += 20) await touch('touchMove', two(x));
    await touch('touchEnd', []);
    expect(await centre()).toBeLessThan(from);
    expect(await state()).toEqual(rest);
  });
});

test.describe('labels', () => {
  test('labels never overlap, and territories come before places', async () => {
    await openHarness('grid=northwest');
    for (const zoom of [5, 6, 7, 8]) {
      // In braces: what is returned is copied out of the page, and a map is much to copy.
      await page.evaluate((to) => {
        window.harness.mapView.map.jumpTo({ center: [-121.9, 46.9], zoom: to });
      }, zoom);
      await page.evaluate(() => window.harness.pixel(1, 1));
      const boxes = await page.evaluate(() =>
        window.harness.mapView.labels.placed().map(({ left, top, request }) => ({
          key: request.key,
          left,
          top,
          right: left + request.width,
          bottom: top + request.height,
        })),
      );
      expect(boxes.some(({ key }) => key.startsWith('t'))).toBe(true);
      boxes.forEach((a, i) => {
        for (const b of boxes.slice(i + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          expect(apart, `${a.key} and ${b.key} at zoom ${zoom}`).toBe(true);
        }
      });
    }
  });
});
