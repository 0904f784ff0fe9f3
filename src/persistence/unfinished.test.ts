/** What a reload interrupts: an import on its way, a search that was not decided. */
import { IDBFactory, IDBKeyRange, IDBObjectStore } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeLocks } from '../../tests/fake-locks.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { NO_PROPOSAL, proposal } from '../store/proposal-store.ts';
import { closeProject, openProject, workspace } from '../store/workspace-store.ts';
import { HexwrightDatabase } from './database.ts';
import {
  deleteProject,
  flushed,
  keepImport,
  openUnfinishedImport,
  pendingSearch,
  startPersistence,
  unfinishedImport,
} from './persistence.ts';

let name = '';
let count = 0;
let stop = () => {};
const start = async () => {
  stop = await startPersistence({ buildGrid: async (cells) => buildGrid(cells), databaseName: name });
};
/** The page goes: the browser frees its locks. */
async function reload(): Promise<void> {
  await flushed();
  stop();
  closeProject();
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  await start();
}
const chunkKeys = async () => {
  const db = new HexwrightDatabase(name, 'relaxed');
  const keys = await db.chunks.toCollection().primaryKeys();
  db.close();
  return keys.map(([key]) => key);
};

beforeEach(async () => {
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  vi.stubGlobal('navigator', { locks: fakeLocks() });
  name = `unfinished-${count++}`;
  await start();
});
afterEach(() => {
  stop();
  closeProject();
  proposal.setState(NO_PROPOSAL);
  vi.unstubAllGlobals();
});

describe('an import that a reload interrupts', () => {
  const bytes = new Uint8Array(2_500_000).map((_, at) => at % 251);
  const file = () => new File([bytes], 'accounts <b>.csv', { type: 'text/csv', lastModified: 7 });

  it('is offered again with its file, byte for byte, and the newest answers', async () => {
    const keeper = keepImport()!;
    keeper.keep(file(), { step: 'columns' });
    keeper.keep(file(), { step: 'columns', name: 'first' });
    await flushed();
    expect(await unfinishedImport(), 'not while a tab is at it').toBeNull();
    keeper.keep(file(), { step: 'ground', name: 'second' });
    await reload();
    const found = await unfinishedImport();
    expect(found).toMatchObject({ name: 'accounts <b>.csv' });
    const kept = await openUnfinishedImport(found!.id);
    expect(kept.answers).toEqual({ step: 'ground', name: 'second' });
    expect(kept.file).toMatchObject({ name: 'accounts <b>.csv', type: 'text/csv', lastModified: 7 });
    expect(Buffer.compare(new Uint8Array(await kept.file.arrayBuffer()), bytes)).toBe(0);
  });

  it("brings the file of today's territories back, too, and the last one chosen", async () => {
    const keeper = keepImport()!;
    const main = file();
    const areas = (text: string) => new File([text], 'areas.geojson', { type: 'application/geo+json' });
    keeper.keep(main, { step: 'columns' }, areas('x'.repeat(1_200_000)));
    keeper.keep(main, { step: 'ground' }, areas('{}'));
    await reload();
    const kept = await openUnfinishedImport((await unfinishedImport())!.id);
    expect(kept.answers).toEqual({ step: 'ground' });
    expect(kept.file.size).toBe(bytes.length);
    expect([kept.today?.name, await kept.today?.text()]).toEqual(['areas.geojson', '{}']);
    keepImport()!.keep(main, {});
    await reload();
    expect((await openUnfinishedImport((await unfinishedImport())!.id)).today).toBeNull();
    expect(new Set(await chunkKeys()).size, 'the other copies are gone').toBe(1);
  });

  it('that there is no room to copy is given up, and nothing waits for it', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    });
    const keeper = keepImport()!;
    keeper.keep(file(), {});
    await flushed();
    expect(put).toHaveBeenCalled();
    put.mockRestore();
    await reload();
    expect(await unfinishedImport()).toBeNull();
    expect(await chunkKeys()).toEqual([]);
  });

  it('leaves nothing behind once it is made or given up, or another has begun', async () => {
    const keeper = keepImport()!;
    keeper.keep(file(), {}, new File(['{}'], 'areas.geojson'));
    await reload();
    const other = keepImport()!;
    other.keep(new File(['a,b'], 'other.csv'), {});
    await flushed();
    expect(new Set(await chunkKeys()).size).toBe(1);
    other.end();
    await reload();
    expect(await unfinishedImport()).toBeNull();
    expect(await chunkKeys()).toEqual([]);
  });

  it('is not offered as whole when a part of the file is missing', async () => {
    keepImport()!.keep(file(), {});
    await reload();
    const db = new HexwrightDatabase(name, 'relaxed');
    await db.chunks.delete((await db.chunks.toCollection().primaryKeys())[1]!);
    db.close();
    const found = await unfinishedImport();
    await expect(openUnfinishedImport(found!.id)).rejects.toThrow(/no longer whole.*choose the file again/);
  });
});

describe('a search that was not decided', () => {
  const search = {
    objective: 'repair' as const,
    territories: null,
    seed: 7,
    tolerance: 0.05,
    maxDisruption: 0.1,
    lockedCodes: [3],
    kept: [{ account: 1, territory: 2, cell: 3 }],
  };
  const openSmall = () => {
    const { project, plan } = smallProject(1);
    openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
    return plan.id;
  };

  it('is there after a reload as it was asked for, until it is decided', async () => {
    const planId = openSmall();
    proposal.setState({ ...NO_PROPOSAL, status: 'running', planId, search });
    await reload();
    expect(await pendingSearch()).toEqual({ planId, revision: 0, search });
    proposal.setState(NO_PROPOSAL);
    await reload();
    expect(await pendingSearch()).toBeNull();
  });

  it('is not offered for a plan that has changed since, and goes with its project', async () => {
    const planId = openSmall();
    proposal.setState({ ...NO_PROPOSAL, status: 'complete', planId, search });
    await flushed();
    workspace.getState().planStore!.beginStroke(0, { kind: 'erase' }).extend([0, 1], 2);
    workspace.getState().planStore!.stroke!.end();
    await reload();
    expect(workspace.getState().planStore!.revision).toBe(1);
    expect(await pendingSearch()).toBeNull();
    await deleteProject('project-1');
    const db = new HexwrightDatabase(name, 'relaxed');
    expect(await db.settings.get('search:project-1')).toBeUndefined();
    db.close();
  });
});
