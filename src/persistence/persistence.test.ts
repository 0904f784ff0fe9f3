import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { planText, randomEdit } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { editOfCells } from '../core/edit/edit-of-cells.ts';
import { countLocked } from '../core/edit/locks.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { clonePlan } from '../core/plan/make-plan.ts';
import { historyBudget, isAway } from '../store/edit-shelf.ts';
import { notices } from '../store/notice-store.ts';
import { save } from '../store/save-store.ts';
import { restoreView, view } from '../store/view-store.ts';
import {
  addPlan,
  closeProject,
  openProject,
  replaceData,
  setBaseline,
  setPrice,
  workspace,
} from '../store/workspace-store.ts';
import { HexwrightDatabase } from './database.ts';
import { fakeLocks } from '../../tests/fake-locks.ts';
import {
  deleteAllData,
  deleteProject,
  everythingSaved,
  flushed,
  listProjects,
  noteBackup,
  openSavedPlan,
  openSavedProject,
  retrySaving,
  startPersistence,
} from './persistence.ts';

const memory = new IDBFactory();
let name = '';
let count = 0;
let stop = () => {};
const start = async () => {
  stop = await startPersistence({ buildGrid: async (cells) => buildGrid(cells), databaseName: name });
};

/** What a reload does: everything in memory is gone. */
async function reload(): Promise<void> {
  await flushed();
  stop();
  closeProject();
  await start();
}

function openSeeded(seed: number): void {
  const { project, plan } = smallProject(seed);
  const today = clonePlan(plan, `${plan.id}-today`, 'Today');
  openProject({
    project: { ...project, baselineId: today.id },
    plans: [
      { plan: today, frozen: true, history: [], revision: 0 },
      { plan, frozen: false, history: [], revision: 0 },
    ],
  });
}

function commitSome(seed: number, commits: number): void {
  const { random, project } = smallProject(seed);
  const store = workspace.getState().planStore!;
  for (let done = 0; done < commits; ) {
    const edit = randomEdit(store.plan, project.dataset.accounts.count, random);
    if (countLocked(store.plan, edit) > 0) continue;
    store.commit(edit, { kind: 'brush' });
    done++;
  }
}

beforeEach(async () => {
  Dexie.dependencies.indexedDB = memory;
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  name = `test-${count++}`;
  await start();
});
afterEach(() => {
  stop();
  closeProject();
});

describe('persistence', () => {
  it('a history beyond its memory is in the journal, and undone to its beginning, also after a reload', async () => {
    const usual = historyBudget.bytes;
    historyBudget.bytes = 600;
    try {
      openSeeded(41);
      const begun = planText(workspace.getState().planStore!.plan);
      commitSome(41, 12);
      await flushed();
      commitSome(42, 1);
      expect(workspace.getState().planStore!.commits.filter(isAway).length).toBeGreaterThan(5);
      await reload();
      const store = workspace.getState().planStore!;
      expect(store.commits.filter(isAway).length).toBeGreaterThan(5);
      expect(store.history).toHaveLength(13);
      while (store.canUndo) {
        await store.fetch('undo');
        store.undo();
        await flushed();
      }
      expect(planText(store.plan)).toBe(begun);
    } finally {
      historyBudget.bytes = usual;
    }
  });

  it('keeps which plan is the baseline, what a change of hands costs, and which plans can be edited apart from that', async () => {
    openSeeded(4);
    const { project, planStore } = workspace.getState();
    const chunks = async () => {
      const db = await new HexwrightDatabase(name, 'relaxed').open();
      const rows = await (db as HexwrightDatabase).chunks.toArray();
      db.close();
      return rows;
    };
    await flushed();
    const data = await chunks();
    setBaseline(planStore!.plan.id);
    setPrice({ rate: 0.132 });
    await reload();
    await openSavedProject(project!.id);
    const now = workspace.getState();
    expect(now.project!.baselineId).toBe(planStore!.plan.id);
    expect(now.baseline!.frozen).toBe(true);
    expect(now.price).toEqual({ rate: 0.132, of: null });
    expect(await chunks()).toEqual(data);
    setBaseline(project!.baselineId);
    expect(workspace.getState().planStores.get(planStore!.plan.id)!.frozen).toBe(false);
    expect(workspace.getState().baseline!.frozen).toBe(true);
  });

  it('keeps figures that were made anew, with every plan and its history', async () => {
    openSeeded(5);
    commitSome(15, 3);
    await flushed();
    const { project } = workspace.getState();
    const values = project!.dataset.accounts.values.map((column) => column.map((value) => value * 2));
    const { accounts } = project!.dataset;
    replaceData({ ...project!, dataset: { ...project!.dataset, accounts: { ...accounts, values } } });
    const undoable = workspace.getState().planStore!.history.length;
    commitSome(16, 2);
    const text = planText(workspace.getState().planStore!.plan);
    await reload();
    const after = workspace.getState();
    expect(after.project!.dataset.accounts.values).toEqual(values);
    expect(planText(after.planStore!.plan)).toBe(text);
    expect(after.planStore!.history).toHaveLength(undoable + 2);
  });

  it('brings project, plans, owners, records and undo back after a reload', async () => {
    openSeeded(1);
    const first = planText(workspace.getState().planStore!.plan);
    commitSome(11, 90);
    workspace.getState().planStore!.undo();
    const before = workspace.getState();
    const text = planText(before.planStore!.plan);
    const { revision } = before.planStore!;
    await reload();
    const { project, planStore, baseline, plans } = workspace.getState();
    expect(project).toEqual(before.project);
    expect(planText(planStore!.plan)).toBe(text);
    expect(planStore!.revision).toBe(revision);
    expect(baseline!.frozen).toBe(true);
    expect(plans).toEqual(before.plans);
    expect(planStore!.canRedo).toBe(true);
    while (planStore!.canUndo) planStore!.undo();
    expect(planText(planStore!.plan)).toBe(first);
    expect(save.getState().state).toBe('saving');
    await flushed();
    expect(save.getState().state).toBe('saved');
  });

  it('keeps two plans and reopens the one that was in hand', async () => {
    openSeeded(2);
    const { planStore } = workspace.getState();
    addPlan(clonePlan(planStore!.plan, 'second', 'Second'));
    commitSome(3, 3);
    await reload();
    expect(workspace.getState().activePlanId).toBe('second');
    expect(workspace.getState().plans.map((plan) => plan.name)).toEqual(['Today', 'Draft', 'Second']);
    expect(workspace.getState().planStore!.revision).toBe(3);
  });

  it('finds the project of a plan, and reopens what an address asks for before what was open last', async () => {
    openSeeded(6);
    const first = workspace.getState();
    await flushed();
    openSeeded(7);
    await flushed();
    expect(await openSavedPlan('nobody')).toBe(false);
    expect(await openSavedPlan(first.activePlanId!)).toBe(true);
    expect(workspace.getState().project!.id).toBe(first.project!.id);
    const baseline = first.project!.baselineId;
    await openSavedProject('project-7');
    await flushed();
    stop();
    closeProject();
    stop = await startPersistence({
      buildGrid: async (cells) => buildGrid(cells),
      databaseName: name,
      planId: baseline,
    });
    expect(workspace.getState()).toMatchObject({ activePlanId: baseline, project: { id: first.project!.id } });
  });

  it('lists projects, opens another one and deletes', async () => {
    openSeeded(4);
    await flushed();
    openSeeded(5);
    await flushed();
    expect((await listProjects()).map(({ id }) => id).sort()).toEqual(['project-4', 'project-5']);
    await openSavedProject('project-4');
    expect(workspace.getState().project!.id).toBe('project-4');
    const takeBack = await deleteProject('project-4');
    expect(workspace.getState().project).toBeNull();
    expect((await listProjects()).map(({ id }) => id)).toEqual(['project-5']);
    await expect(openSavedProject('project-4')).rejects.toThrow(/no longer stored/);
    await takeBack();
    await expect(takeBack()).rejects.toThrow(/in this browser again/);
    await openSavedProject('project-4');
    expect(workspace.getState().project!.id).toBe('project-4');
  });

  it('deletes every row of a project and of everything, and brings all of them back', async () => {
    openSeeded(40);
    commitSome(41, 3);
    await flushed();
    openSeeded(42);
    commitSome(43, 70);
    const text = planText(workspace.getState().planStore!.plan);
    noteBackup();
    await flushed();
    const db = new HexwrightDatabase(name, 'relaxed');
    const rows = async () => {
      const tables = await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const));
      return Object.fromEntries(tables.filter(([, found]) => found.length > 0));
    };
    closeProject();
    await flushed();
    const all = await rows();
    expect(Object.keys(all).sort()).toEqual([
      'blocks',
      'checkpoints',
      'chunks',
      'journal',
      'plans',
      'projects',
      'settings',
    ]);
    const takeOneBack = await deleteProject('project-42');
    expect(JSON.stringify(await rows())).not.toMatch(/(project|plan)-42/);
    expect(JSON.stringify(await rows())).toMatch(/plan-40/);
    const takeAllBack = await deleteAllData();
    expect(await rows()).toEqual({});
    await takeAllBack();
    await takeOneBack();
    expect(await rows()).toEqual(all);
    await openSavedProject('project-42');
    expect(planText(workspace.getState().planStore!.plan)).toBe(text);
    db.close();
  });

  it('deletes what a full disk kept from being written, and the old project that makes room', async () => {
    vi.stubGlobal('navigator', { locks: fakeLocks() });
    openSeeded(44);
    await flushed();
    openSeeded(45);
    await flushed();
    const full = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    commitSome(46, 2);
    await expect.poll(() => save.getState().state).toBe('error');
    await deleteProject('project-44');
    expect(save.getState().state).toBe('error');
    const takeBack = await deleteProject('project-45');
    expect(save.getState().state).toBe('saved');
    expect(await listProjects()).toEqual([]);
    full.mockRestore();
    await takeBack();
    await openSavedProject('project-45');
    expect(workspace.getState().planStore!.revision).toBe(0);
    vi.unstubAllGlobals();
  });

  it('starts at the start screen after the project was closed', async () => {
    openSeeded(6);
    await flushed();
    closeProject();
    await reload();
    expect(workspace.getState().project).toBeNull();
  });

  it('writes a checkpoint within about a second of a commit, and at once when the page is hidden or goes', async () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    stop();
    vi.stubGlobal('document', page);
    const going = new EventTarget();
    vi.stubGlobal('addEventListener', going.addEventListener.bind(going));
    vi.stubGlobal('removeEventListener', going.removeEventListener.bind(going));
    await start();
    openSeeded(30);
    const db = new HexwrightDatabase(name, 'relaxed');
    const newest = async () => (await checkpointsOf(db, 'plan-30'))[0]!.revision;
    commitSome(31, 3);
    await flushed();
    expect(await newest()).toBe(0);
    await expect.poll(newest, { timeout: 3000 }).toBe(3);
    commitSome(32, 2);
    page.dispatchEvent(new Event('visibilitychange'));
    await flushed();
    expect(await newest()).toBe(3);
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    await flushed();
    expect(await newest()).toBe(5);
    commitSome(33, 1);
    going.dispatchEvent(new Event('pagehide'));
    await flushed();
    expect(await newest()).toBe(6);
    expect(await checkpointsOf(db, 'plan-30')).toHaveLength(3);
    db.close();
    stop();
    stop = () => {};
    vi.unstubAllGlobals();
  });

  it('leaves a stroke under the pointer out of the checkpoint', async () => {
    openSeeded(34);
    commitSome(35, 3);
    await flushed();
    const store = workspace.getState().planStore!;
    const text = planText(store.plan);
    const stroke = store.beginStroke(0, { kind: 'erase' });
    expect(stroke.extend(Uint32Array.from(store.owners.keys()), store.owners.length).changed).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    stop();
    closeProject();
    await start();
    expect(planText(workspace.getState().planStore!.plan)).toBe(text);
  });

  it('falls back to an older checkpoint when newer ones are damaged, and says so', async () => {
    openSeeded(7);
    const db = new HexwrightDatabase(name, 'relaxed');
    for (const seed of [8, 9, 10]) {
      commitSome(seed, 64);
      await flushed();
    }
    const text = planText(workspace.getState().planStore!.plan);
    const ring = await checkpointsOf(db, 'plan-7');
    expect(ring.map(({ revision }) => revision)).toEqual([192, 128, 64]);
    for (const row of ring.slice(0, 2)) {
      await db.checkpoints.put({
        ...row,
        bytes: row.bytes.map((byte, i) => (i === row.bytes.length >> 1 ? byte ^ 1 : byte)),
      });
    }
    db.close();
    notices.setState({ latest: null });
    await reload();
    expect(planText(workspace.getState().planStore!.plan)).toBe(text);
    expect(notices.getState().latest).toEqual({ kind: 'plans-recovered', plans: [{ name: 'Draft', lost: 0 }] });
  });

  it('refuses to write over what another tab has written, and says so', async () => {
    openSeeded(9);
    await flushed();
    const db = new HexwrightDatabase(name, 'relaxed');
    await db.plans.update('plan-9', { revision: 5 });
    commitSome(1, 1);
    await expect.poll(() => save.getState().state).toBe('error');
    expect(save.getState().message).toMatch(/revision 5/);
    await db.plans.update('plan-9', { revision: 0 });
    db.close();
    retrySaving();
    await flushed();
    expect(save.getState().state).toBe('saved');
  });

  it('cuts a large commit into rows of at most 48 KiB', async () => {
    openSeeded(10);
    const store = workspace.getState().planStore!;
    const detail = 'x'.repeat(200_000);
    store.commit(editOfCells(store.owners, [0, 1, 2, 3], 1), { kind: 'build', detail });
    await flushed();
    const db = new HexwrightDatabase(name, 'relaxed');
    const rows = await db.journal.toArray();
    db.close();
    expect(rows.length).toBeGreaterThan(3);
    expect(Math.max(...rows.map((row) => row.bytes.length))).toBeLessThanOrEqual(48 * 1024);
    await reload();
    expect(workspace.getState().planStore!.history.at(-1)?.label.detail).toBe(detail);
  });

  it('keeps view settings', async () => {
    view.setState({ brushRadius: 7, theme: 'dark', panelSizes: { left: 300 } });
    await new Promise((resolve) => setTimeout(resolve, 400));
    await flushed();
    restoreView({ brushRadius: 1, theme: 'light' });
    await reload();
    expect(view.getState()).toMatchObject({ brushRadius: 7, theme: 'dark', panelSizes: { left: 300 } });
  });

  it('stops replaying at a gap in the journal and goes on from there', async () => {
    openSeeded(12);
    commitSome(13, 5);
    await flushed();
    const db = new HexwrightDatabase(name, 'relaxed');
    await db.journal.delete(['plan-12', 3, 0]);
    await reload();
    expect(workspace.getState().planStore!.revision).toBe(2);
    expect(notices.getState().latest).toEqual({ kind: 'plans-recovered', plans: [{ name: 'Draft', lost: 3 }] });
    commitSome(14, 1);
    await flushed();
    expect((await db.plans.get('plan-12'))?.revision).toBe(3);
    expect(save.getState().state).toBe('saved');
    db.close();
  });

  it('only shows a project that another tab writes, and takes over when that tab lets go', async () => {
    const locks = fakeLocks();
    vi.stubGlobal('navigator', { locks });
    openSeeded(15);
    commitSome(16, 2);
    await flushed();
    closeProject();
    await flushed();
    await expect.poll(() => [...locks.held.keys()].some((lock) => lock.includes(':project:'))).toBe(false);
    const letGo = locks.takeFromOtherTab('hexwright:project:project-15');
    await openSavedProject('project-15');
    expect(workspace.getState()).toMatchObject({ readOnly: true });
    expect(save.getState()).toMatchObject({ state: 'read-only' });
    expect(workspace.getState().planStore!.frozen).toBe(true);
    letGo();
    await expect.poll(() => workspace.getState().readOnly).toBe(false);
    commitSome(17, 1);
    await flushed();
    expect(save.getState().state).toBe('saved');
    vi.unstubAllGlobals();
  });

  it('opens a connection again that the browser has closed, and loses nothing', async () => {
    openSeeded(20);
    await flushed();
    const transaction = vi.spyOn(HexwrightDatabase.prototype, 'transaction');
    commitSome(21, 1);
    await flushed();
    const [db] = transaction.mock.contexts as HexwrightDatabase[];
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    db!.backendDB().close();
    commitSome(22, 3);
    await flushed();
    expect(save.getState().state).toBe('saved');
    warned.mockRestore();
    transaction.mockRestore();
    await reload();
    expect(workspace.getState().planStore!.revision).toBe(4);
  });

  it('refuses data of a newer build without touching it, and keeps the work in memory', async () => {
    openSeeded(23);
    commitSome(24, 1);
    await flushed();
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const newer = await openRaw(name, 990);
    const before = await rowsOf(newer);
    commitSome(25, 2);
    await expect.poll(() => save.getState().state).toBe('error');
    expect(save.getState().message).toMatch(/newer version of Hexwright.*reload.*save a plan file/s);
    expect(workspace.getState().planStore!.revision).toBe(3);
    stop();
    await start();
    expect(save.getState()).toMatchObject({ state: 'error', message: expect.stringMatching(/newer version/) });
    expect(await rowsOf(newer)).toEqual(before);
    newer.close();
    warned.mockRestore();
  });

  it('a full disk is said within a second, nothing is dropped, and saving goes on when there is room', async () => {
    openSeeded(26);
    await flushed();
    const full = vi.spyOn(HexwrightDatabase.prototype, 'transaction').mockImplementation(() => {
      // As Chromium reports it.
      throw Object.assign(new Error('aborted'), { name: 'AbortError', inner: { name: 'QuotaExceededError' } });
    });
    const from = performance.now();
    commitSome(27, 5);
    await expect.poll(() => save.getState().state, { interval: 10 }).toBe('error');
    expect(performance.now() - from).toBeLessThan(1000);
    expect(save.getState().message).toMatch(/no room left/);
    await expect(openSavedProject('project-26')).rejects.toThrow(/not saved yet/);
    await expect(everythingSaved()).rejects.toThrow(/not saved yet/);
    full.mockRestore();
    await flushed();
    await everythingSaved();
    expect(save.getState().state).toBe('saved');
    await reload();
    expect(workspace.getState().planStore!.revision).toBe(5);
  });
});

/** First rows of the ring, newest first. */
async function checkpointsOf(db: HexwrightDatabase, planId: string) {
  const rows = await db.checkpoints.toArray();
  return rows.filter((row) => row.planId === planId && row.part === 0).sort((a, b) => b.revision - a.revision);
}

function openRaw(databaseName: string, version: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = memory.open(databaseName, version);
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error('The database could not be opened.')));
  });
}

function rowsOf(db: IDBDatabase): Promise<unknown[]> {
  return new Promise((resolve) => {
    const request = db.transaction('journal').objectStore('journal').getAll();
    request.addEventListener('success', () => resolve(request.result));
  });
}
