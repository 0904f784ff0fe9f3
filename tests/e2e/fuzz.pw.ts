/**
 * Random sequences of what people do with a project in two tabs, workers dying in between, against a model: of each plan
 * its revision, what the list shows, the owner of every cell, and what can be undone and redone. Three short ones;
 * `npm run soak -- fuzz` runs long ones. A seed that failed goes to PINNED.
 */
import { createHash } from 'node:crypto';
import type { Page } from '@playwright/test';
import fc from 'fast-check';
import { seededRandom } from '../property/small-project.ts';
import {
  button,
  drag,
  expect,
  exportAs,
  onMap,
  openSample,
  rebalanceOnce,
  saved,
  saveState,
  territoryGrid,
  territoryRows,
  test,
  textOfDownload,
  tool,
  workspaceReady,
} from './app.ts';
import { revisionOf } from './killed-browser.ts';

const IS_SOAK = process.env['HEXWRIGHT_SOAK'] === '1';
const SEQUENCES = Number(process.env['HEXWRIGHT_SEQUENCES'] ?? 3);
const SEED = Number(process.env['HEXWRIGHT_SEED'] ?? 3238);
const PINNED: readonly number[] = [];

type Command = (typeof COMMANDS)[number];
const COMMANDS = ['edit', 'undo', 'redo', 'accept', 'fork', 'plan', 'close', 'reload', 'kill', 'tab'] as const;
const WEIGHTS: Readonly<Partial<Record<Command, number>>> = { edit: 6, undo: 3, redo: 2 };
const commands = fc.array(
  fc.oneof(...COMMANDS.map((command) => ({ weight: WEIGHTS[command] ?? 1, arbitrary: fc.constant(command) }))),
  IS_SOAK ? { minLength: 12, maxLength: 24, size: 'max' } : { minLength: 5, maxLength: 6, size: 'max' },
);
const sequenceOf = (seed: number): readonly Command[] => ['edit', ...fc.sample(commands, { seed, numRuns: 1 })[0]!];

/** Around these the owner of every cell is compared. */
const EXACT: readonly Command[] = IS_SOAK ? ['undo', 'redo', 'close', 'reload', 'tab'] : ['reload'];
const MOST_PLANS = 5;
/** A worker that stops more often within a minute is not started again. */
const MOST_KILLS = 2;

interface Content {
  readonly list: string;
  /** Over all cells with their owners; null = not asked for yet. */
  cells: string | null;
}

interface PlanModel {
  readonly name: string;
  revision: number;
  now: Content;
  readonly undo: Content[];
  readonly redo: Content[];
}

interface Tab {
  readonly page: Page;
  plan: PlanModel;
  kills: number;
}

interface World {
  writer: Tab;
  /** Follows. */
  other: Tab | null;
  readonly plans: PlanModel[];
  /** Today's plan is in no model: it cannot be edited. */
  readonly fixedPlans: number;
  readonly random: () => number;
  readonly openPage: () => Promise<Page>;
  readonly count: Record<Command, number>;
}

const planTabs = (page: Page) => page.getByRole('navigation', { name: 'Plans', exact: true });
const planNames = (page: Page) => planTabs(page).locator('.plan-tab > button:first-child');
const planInHand = async (page: Page) => (await planTabs(page).locator('[aria-current="true"]').innerText()).trim();
const listText = (page: Page) => territoryGrid(page).innerText();
const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;

async function cellsOf(page: Page): Promise<string> {
  const text = await textOfDownload(await exportAs(page, 'Cells, CSV'));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  // Owners alone: the rest of a row belongs to the accounts.
  const owners = text.split('\n').map((line) => line.split(',').slice(0, 2).join());
  return createHash('sha256').update(owners.join('\n')).digest('hex');
}

/** Whether a commit has come of it, by what the database has acknowledged: many a stroke changes nothing. */
async function mayCommit({ page, plan }: Tab, work: () => Promise<unknown>): Promise<void> {
  const commits = () => page.evaluate(() => performance.getEntriesByName('hexwright:commit-durable').length);
  const before = await commits();
  await work();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  await saved(page);
  if ((await commits()) === before) return;
  plan.undo.push(plan.now);
  plan.redo.length = 0;
  plan.revision++;
  await expect.poll(() => revisionOf(page)).toBe(plan.revision);
  plan.now = { list: await listText(page), cells: null };
}

async function step(way: 'undo' | 'redo', { writer: { page, plan } }: World): Promise<void> {
  const control = button(page, way === 'undo' ? 'Undo' : 'Redo');
  const next = plan[way].pop();
  if (next === undefined) return expect(control).toBeDisabled();
  await control.click();
  plan[way === 'undo' ? 'redo' : 'undo'].push(plan.now);
  plan.now = next;
  plan.revision++;
}

async function closeProject(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Project / }).click();
  await page.getByRole('menuitem', { name: 'All projects', exact: true }).click();
}

/** The writing tab has let go: the other one writes now, by itself. */
async function swapped(world: World): Promise<void> {
  const { writer, other } = world;
  if (other === null) return;
  await expect(button(writer.page, 'Edit here')).toBeVisible();
  await other.page.bringToFront();
  await expect(button(other.page, 'Edit here')).toBeHidden();
  world.writer = other;
  world.other = writer;
}

/** @param expected where it must be the same plan as before */
async function arrived({ plans }: World, tab: Tab, expected: PlanModel | null): Promise<void> {
  await workspaceReady(tab.page);
  const name = await planInHand(tab.page);
  if (expected) expect(name).toBe(expected.name);
  tab.plan = plans.find((plan) => plan.name === name)!;
  expect(tab.plan, `a plan called ${name}`).toBeDefined();
}

const ACT: Readonly<Record<Command, (world: World) => Promise<unknown>>> = {
  edit: ({ writer, random }) =>
    mayCommit(writer, async () => {
      const { page } = writer;
      await territoryRows(page)
        .nth(Math.floor(8 * random()))
        .click();
      await tool(page, 'Brush').click();
      const from = await onMap(page, 0.3 + 0.4 * random(), 0.3 + 0.4 * random());
      await drag(page, [from, { x: from.x + 160 * random() - 80, y: from.y + 160 * random() - 80 }]);
    }),
  undo: (world) => step('undo', world),
  redo: (world) => step('redo', world),
  accept: ({ writer }) => mayCommit(writer, () => rebalanceOnce(writer.page)),
  fork: async ({ writer, plans, fixedPlans }) => {
    if (plans.length + fixedPlans >= MOST_PLANS) return;
    await button(writer.page, 'New plan').click();
    await expect(planNames(writer.page)).toHaveCount(plans.length + fixedPlans + 1);
    writer.plan = { name: await planInHand(writer.page), revision: 0, now: writer.plan.now, undo: [], redo: [] };
    expect(plans.map(({ name }) => name)).not.toContain(writer.plan.name);
    plans.push(writer.plan);
  },
  plan: async ({ writer, plans, random }) => {
    writer.plan = pick(plans, random);
    await planTabs(writer.page).getByRole('button', { name: writer.plan.name, exact: true }).click();
  },
  close: async (world) => {
    const { writer } = world;
    await closeProject(writer.page);
    // The newest is the first.
    await writer.page
      .getByRole('button', { name: /^PNW branch banking/ })
      .first()
      .click();
    await arrived(world, writer, null);
    await swapped(world);
  },
  reload: async (world) => {
    const { writer } = world;
    await writer.page.reload();
    writer.kills = 0;
    await arrived(world, writer, writer.plan);
    await swapped(world);
  },
  kill: async ({ writer, random }) => {
    const running = writer.page.workers().filter((worker) => /(?:metrics|balance)\.worker/.test(worker.url()));
    if (running.length === 0 || writer.kills === MOST_KILLS) return;
    writer.kills++;
    // From within, as the browser does when memory is short: no event tells the page.
    await pick(running, random)
      .evaluate(() => self.close())
      .catch(() => undefined);
  },
  tab: async (world) => {
    const { writer } = world;
    if (world.other === null) {
      world.other = { page: await world.openPage(), plan: writer.plan, kills: 0 };
      await world.other.page.goto('/');
      await arrived(world, world.other, null);
    }
    const { page } = world.other;
    await page.bringToFront();
    await button(page, 'Edit here').click();
    await expect(saveState(page)).toHaveText(/^Saved/);
    [world.writer, world.other] = [world.other, writer];
  },
};

async function compareCells({ page, plan }: Tab, where: string): Promise<void> {
  const found = await cellsOf(page);
  expect(found, `owners of the cells, ${where}`).toBe((plan.now.cells ??= found));
}

async function verify({ writer: { page, plan }, plans, fixedPlans }: World, where: string): Promise<void> {
  await expect.poll(() => revisionOf(page), where).toBe(plan.revision);
  await expect.poll(() => listText(page), where).toBe(plan.now.list);
  expect(await planInHand(page), where).toBe(plan.name);
  await expect(planNames(page), where).toHaveCount(plans.length + fixedPlans);
  for (const [name, left] of [
    ['Undo', plan.undo],
    ['Redo', plan.redo],
  ] as const) {
    expect(await button(page, name).isEnabled(), `${name}, ${where}`).toBe(left.length > 0);
  }
  await expect(saveState(page), where).toHaveText(/^Saved/);
}

async function act(world: World, command: Command, where: string): Promise<void> {
  const exact = EXACT.includes(command);
  if (exact) await compareCells(world.writer, where);
  await ACT[command](world);
  world.count[command]++;
  await verify(world, where);
  if (exact) await compareCells(world.writer, where);
}

/** The tab that only looks has come as far. */
async function followed({ writer, other }: World, where: string): Promise<void> {
  if (!other) return;
  await other.page.bringToFront();
  await expect.poll(() => listText(other.page), where).toBe(other.plan.now.list);
  await writer.page.bringToFront();
}

async function freshSample(page: Page): Promise<PlanModel> {
  if (await button(page, 'Open sample').isVisible()) {
    await button(page, 'Open sample').click();
    await workspaceReady(page);
  } else await openSample(page);
  await saved(page);
  await expect.poll(() => revisionOf(page)).toBe(0);
  const now = { list: await listText(page), cells: null };
  return { name: await planInHand(page), revision: 0, now, undo: [], redo: [] };
}

async function begin(
  tab: Pick<Tab, 'page' | 'kills'>,
  rest: Pick<World, 'random' | 'openPage' | 'count'>,
): Promise<World> {
  const plan = await freshSample(tab.page);
  const fixedPlans = (await planNames(tab.page).count()) - 1;
  return { ...rest, writer: { ...tab, plan }, other: null, plans: [plan], fixedPlans };
}

/** The way back to the start screen, so that the next sequence begins with a project of its own. */
async function leave({ writer, other }: World): Promise<void> {
  await other?.page.close();
  await closeProject(writer.page);
  await expect(button(writer.page, 'Open sample')).toBeVisible();
}

test(`${SEQUENCES} random sequences in two tabs end where a model does`, async ({ page, context, watched }) => {
  test.setTimeout(60_000 + SEQUENCES * 20 * 15_000);
  const count = Object.fromEntries(COMMANDS.map((command) => [command, 0])) as World['count'];
  const openPage = async () => {
    const opened = await context.newPage();
    opened.on('pageerror', ({ message }) => watched.push(`uncaught in the other tab: ${message}`));
    return opened;
  };
  let world: World | null = null;
  for (const seed of [...PINNED, ...Array.from({ length: SEQUENCES }, (_, at) => SEED + at)]) {
    const random = seededRandom(seed);
    // In a soak each begins with a project of its own; short ones go on with what the one before has left.
    if (world && IS_SOAK) await leave(world);
    const mine: World =
      world && !IS_SOAK
        ? { ...world, random }
        : await begin(world?.writer ?? { page, kills: 0 }, { random, openPage, count });
    world = mine;
    const sequence = sequenceOf(seed);
    for (const [at, command] of sequence.entries()) {
      const where = `seed ${seed}, ${at + 1} of ${sequence.join(' ')}`;
      await test.step(where, () => act(mine, command, where));
    }
    await followed(mine, `the other tab, seed ${seed}`);
  }
  test.info().annotations.push({ type: 'figures', description: JSON.stringify({ sequences: SEQUENCES, ...count }) });
});
