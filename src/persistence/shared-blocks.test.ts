/** What a copy of a plan costs on disk, and that a damaged row of what it shares costs nobody anything. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { planText } from '../../tests/property/edits.ts';
import { seededOwners, seededRandom, smallProject } from '../../tests/property/small-project.ts';
import { editOfCells } from '../core/edit/edit-of-cells.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { clonePlan, createPlan, equalTerritories } from '../core/plan/make-plan.ts';
import { notices } from '../store/notice-store.ts';
import { addPlan, closeProject, openPlan, openProject, removePlan, workspace } from '../store/workspace-store.ts';
import { HexwrightDatabase } from './database.ts';
import { flushed, startPersistence } from './persistence.ts';

const memory = new IDBFactory();
let name = '';
let count = 0;
let stop = () => {};
let db: HexwrightDatabase;

async function start(): Promise<void> {
  stop = await startPersistence({ buildGrid: async (cells) => buildGrid(cells), databaseName: name });
}

async function reload(): Promise<void> {
  await flushed();
  stop();
  closeProject();
  notices.setState({ latest: null });
  await start();
}

const store = () => workspace.getState().planStore!;
const texts = () => [...workspace.getState().planStores.values()].map(({ plan }) => planText(plan));

/** Bytes of everything that plans have on disk. */
async function planBytes(): Promise<number> {
  await flushed();
  const rows = [...(await db.blocks.toArray()), ...(await db.checkpoints.toArray())];
  return rows.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** One flipped bit. */
async function damage(slot: number, id: number): Promise<void> {
  const row = (await db.blocks.toArray()).find((one) => one.slot === slot && one.id === id)!;
  await db.blocks.put({
    ...row,
    bytes: row.bytes.map((byte, at) => (at === row.bytes.length >> 1 ? byte ^ 16 : byte)),
  });
}

/** A stroke over `cells` cells. */
function stroke(from: number, cells: number, code: number): void {
  const changed = Array.from({ length: cells }, (_, at) => from + at);
  store().commit(editOfCells(store().owners, changed, code), { kind: 'redeal' });
}

/** As many commits as make a checkpoint at once. */
function checkpointAfter(from: number, cells: number): void {
  for (let turn = 0; turn < 64; turn++) stroke(from, cells, 3 + (turn % 2));
}

beforeEach(async () => {
  Dexie.dependencies.indexedDB = memory;
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  name = `shared-${count++}`;
  await start();
  db = new HexwrightDatabase(name, 'relaxed');
  const { project } = smallProject(61, { radius: 70, territories: 20 });
  const { grid } = project;
  const owners = seededOwners(grid, 20, seededRandom(61));
  const plan = createPlan({ id: 'draft', name: 'Draft', grid, territories: equalTerritories(20), owners, bridges: [] });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  await flushed();
});
afterEach(() => {
  db.close();
  stop();
  closeProject();
});

it('a copy costs what differs, and goes without a trace', async () => {
  const alone = await planBytes();
  addPlan(clonePlan(store().plan, 'copy', 'Copy of Draft'));
  const forked = (await planBytes()) - alone;
  // Two checkpoints of it: a head each, and the piece with its name.
  expect(forked).toBeLessThan(1200);
  expect(forked).toBeLessThan(alone / 15);
  checkpointAfter(4096 * 2 + 10, 20);
  // A third checkpoint, where there was none of any plan yet; the next plan that comes to it shares it.
  const drawn = (await planBytes()) - alone - forked;
  expect(drawn).toBeLessThan(0.6 * alone);
  openPlan('draft');
  checkpointAfter(4096 * 2 + 10, 20);
  expect((await planBytes()) - alone - forked - drawn).toBeLessThan(600);
  removePlan('copy');
  await reload();
  expect(workspace.getState().plans.map((plan) => plan.name)).toEqual(['Draft']);
  const used = (await db.checkpoints.toArray()).flatMap(({ slot, blocks }) => blocks!.map((id) => `${slot} ${id}`));
  expect((await db.blocks.toArray()).map(({ slot, id }) => `${slot} ${id}`).sort()).toEqual([...new Set(used)].sort());
});

it('the original goes, its copy stays whole', async () => {
  addPlan(clonePlan(store().plan, 'copy', 'Copy'));
  const text = planText(store().plan);
  removePlan('draft');
  await reload();
  expect(texts()).toEqual([text]);
});

it('a damaged row that plans share costs none of them anything; it is said, and not shared any more', async () => {
  addPlan(clonePlan(store().plan, 'copy', 'Copy'));
  stroke(10, 30, 2);
  const before = texts();
  await reload();
  const [shared] = (await db.checkpoints.toArray()).filter(({ planId, part }) => planId === 'draft' && part === 0);
  for (const id of shared!.blocks!.slice(0, 3)) await damage(shared!.slot, id);
  await reload();
  expect(texts()).toEqual(before);
  expect(notices.getState().latest?.kind).toBe('plans-recovered');
  // A third copy, made of what was damaged and is whole in memory, does not rest on the damaged rows.
  openPlan('draft');
  addPlan(clonePlan(store().plan, 'third', 'Third'));
  await flushed();
  const damaged = new Set(shared!.blocks!.slice(0, 3));
  const third = (await db.checkpoints.toArray()).filter(({ planId }) => planId === 'third');
  expect(third).toHaveLength(2);
  for (const { slot, blocks } of third) {
    if (slot === shared!.slot) expect(blocks!.some((id) => damaged.has(id))).toBe(false);
  }
  const all = texts();
  await reload();
  expect(texts()).toEqual(all);
});
