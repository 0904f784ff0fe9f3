/** What keeps the last project from being opened is tried again, then said; nothing empty is shown as if all were well. */
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeLocks } from '../../tests/fake-locks.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { save } from '../store/save-store.ts';
import { closeProject, openProject, workspace } from '../store/workspace-store.ts';
import { HexwrightDatabase } from './database.ts';
import {
  deleteProject,
  flushed,
  listProjects,
  openSavedProject,
  projectsLost,
  retrySaving,
  startPersistence,
} from './persistence.ts';
import type { BuildGrid } from './project-data.ts';

const build: BuildGrid = async (cells) => buildGrid(cells);
let name = '';
let count = 0;
let stop = () => {};
const start = async (buildGridOf = build) => {
  stop = await startPersistence({ buildGrid: buildGridOf, databaseName: name });
};
const openSmall = (seed: number) => {
  const { project, plan } = smallProject(seed);
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
};

/** A project is on disk and open no more, as after the browser was closed. */
async function saveAndLeave(): Promise<void> {
  await start();
  openSmall(1);
  await flushed();
  stop();
  closeProject();
}

/** The browser refuses to open the database `times` times. */
function refuseToOpen(times: number) {
  const open = Dexie.prototype.open;
  let left = times;
  return vi.spyOn(Dexie.prototype, 'open').mockImplementation(function (this: Dexie) {
    if (left-- > 0) return Dexie.Promise.reject(new Error('Internal error opening backing store'));
    return open.call(this);
  });
}

beforeEach(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  name = `opening-${count++}`;
});
afterEach(() => {
  stop();
  closeProject();
  vi.unstubAllGlobals();
});

describe('opening what was open last', () => {
  it('is tried three times when the worker that builds the grid dies', async () => {
    await saveAndLeave();
    let calls = 0;
    await start((cells) => (++calls < 3 ? Promise.reject(new Error('A background task has stopped')) : build(cells)));
    expect(workspace.getState()).toMatchObject({ project: { id: 'project-1' }, readOnly: false });
    expect(save.getState().state).toBe('saved');
  });

  it('is said when it does not work, and works later, for writing', async () => {
    await saveAndLeave();
    let isBroken = true;
    await start((cells) => (isBroken ? Promise.reject(new Error('A background task has stopped')) : build(cells)));
    expect(workspace.getState().project).toBeNull();
    expect(save.getState()).toMatchObject({
      state: 'error',
      message: expect.stringMatching(/last could not be opened/),
    });
    expect(await listProjects()).toHaveLength(1);
    // The right to write is free again: from the list it would not open otherwise.
    await expect(openSavedProject('project-1')).rejects.toThrow(/background task/);
    isBroken = false;
    retrySaving();
    await expect.poll(() => workspace.getState().project?.id).toBe('project-1');
    expect(workspace.getState().readOnly).toBe(false);
    expect(save.getState().state).toBe('saved');
  });

  it('waits for a database that cannot be opened at first', async () => {
    await saveAndLeave();
    const refused = refuseToOpen(2);
    await start();
    refused.mockRestore();
    expect(workspace.getState().project?.id).toBe('project-1');
  });

  it('is said when the database stays closed, and what was made meanwhile is saved once it opens', async () => {
    await saveAndLeave();
    const refused = refuseToOpen(3);
    await start();
    expect(save.getState()).toMatchObject({
      state: 'error',
      message: expect.stringMatching(/cannot be read.*backing/),
    });
    openSmall(2);
    retrySaving();
    await expect.poll(() => save.getState().state).toBe('saved');
    refused.mockRestore();
    await flushed();
    expect(workspace.getState().project?.id).toBe('project-2');
    expect((await listProjects()).map(({ id }) => id).sort()).toEqual(['project-1', 'project-2']);
  });

  it('a project whose line in the list is damaged stays in the list, and opens', async () => {
    await saveAndLeave();
    const db = new HexwrightDatabase(name, 'relaxed');
    await db.projects.update('project-1', { bytes: new Uint8Array(3) });
    db.close();
    await start();
    expect(await listProjects()).toMatchObject([{ id: 'project-1', name: 'Project with a damaged entry' }]);
    expect(workspace.getState().project?.id).toBe('project-1');
  });

  it('a database that the browser has made anew, empty, is not taken for one that never held anything', async () => {
    const kept = new Map<string, string>();
    vi.stubGlobal('localStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    });
    await saveAndLeave();
    await start();
    expect(await projectsLost()).toBe(0);
    openSmall(2);
    await flushed();
    await (await deleteProject('project-2'))();
    await deleteProject('project-1');
    stop();
    closeProject();
    Dexie.dependencies.indexedDB = new IDBFactory();
    await start();
    expect(await projectsLost()).toBe(1);
    expect(await projectsLost()).toBe(0);
  });

  it('an open project that the browser has lost is written again from memory, whole', async () => {
    await start();
    openSmall(3);
    const store = workspace.getState().planStore!;
    const erase = (cells: number[]) => {
      store.beginStroke(0, { kind: 'erase' }).extend(cells, cells.length);
      store.stroke!.end();
    };
    erase([0, 1]);
    await flushed();
    const db = new HexwrightDatabase(name, 'relaxed');
    for (const table of db.tables) await table.clear();
    db.close();
    erase([2, 3]);
    await flushed();
    expect(save.getState().state).toBe('saved');
    stop();
    closeProject();
    await start();
    expect(workspace.getState().project?.id).toBe('project-3');
    expect(workspace.getState().planStore).toMatchObject({ revision: 2, canUndo: true });
  });

  it('a connection that the browser closes over a fault is opened again before anything more is written', async () => {
    await start();
    openSmall(4);
    await flushed();
    const opened = vi.spyOn(Dexie.prototype, 'open');
    const transaction = vi.spyOn(HexwrightDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new Error('The transaction was aborted');
    });
    const { planStore } = workspace.getState();
    planStore!.beginStroke(0, { kind: 'erase' }).extend([0, 1], 2);
    planStore!.stroke!.end();
    await expect.poll(() => save.getState().state, { interval: 10 }).toBe('error');
    expect(opened).not.toHaveBeenCalled();
    await expect.poll(() => save.getState().state).toBe('saved');
    expect(opened).toHaveBeenCalledTimes(2);
    transaction.mockRestore();
    opened.mockRestore();
  });
});
