/** After an improper end everything moves to a store of its own; wherever the power goes on the way, nothing is lost. */
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browserWithPower } from '../../tests/power.ts';
import { planText } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { closeProject, openProject, workspace } from '../store/workspace-store.ts';
import { flushed, startPersistence } from './persistence.ts';

/** A soak tries every step. */
const STRIDE = process.env['CRASH_RUNS'] ? 1 : 3;
let browser: ReturnType<typeof browserWithPower>;
const start = () => startPersistence({ buildGrid: async (cells) => buildGrid(cells), databaseName: 'moving' });
const quiet = async () => {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
};

function erase(cells: readonly number[]): void {
  const store = workspace.getState().planStore!;
  store.beginStroke(0, { kind: 'erase' }).extend([...cells], cells.length);
  store.stroke!.end();
}

/** The browser is gone; what its page still does reaches nobody. */
async function kill(): Promise<void> {
  browser.cutAfter(0);
  await quiet();
  closeProject();
  browser.powerOn();
}

const namesIn = async (factory: IDBFactory) =>
  (await factory.databases()).map(({ name }) => name ?? '').sort((a, b) => a.localeCompare(b));

beforeEach(() => {
  browser = browserWithPower();
});
afterEach(async () => {
  await kill();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the place of the database', () => {
  it('stays where it is after a proper end', async () => {
    const stop = await start();
    openSmall();
    await flushed();
    stop();
    closeProject();
    await quiet();
    await start();
    expect(workspace.getState().project?.id).toBe('project-6');
    expect([...browser.buckets.keys()]).toEqual([]);
  });

  it('is another after each kill, with everything that was saved, and nothing stays behind', async () => {
    await start();
    openSmall();
    for (const round of [1, 2, 3]) {
      erase([round, round + 10]);
      await flushed();
      const text = planText(workspace.getState().planStore!.plan);
      await kill();
      await start();
      expect(planText(workspace.getState().planStore!.plan)).toBe(text);
      expect(workspace.getState().planStore).toMatchObject({ revision: round, canUndo: true });
      expect([...browser.buckets.keys()]).toEqual([`moving-${round}`]);
    }
    expect(await namesIn(browser.buckets.get('moving-3')!)).toEqual(['moving', 'moving-whole']);
    // What older builds find is newer than they are, and empty.
    expect(await namesIn(browser.usual)).toEqual(['moving', 'moving-moved']);
    const left = await new Dexie('moving').open();
    expect(left.verno).toBeGreaterThanOrEqual(4);
    for (const table of left.tables) expect(await table.count()).toBe(0);
    left.close();
  });

  it('loses nothing at whichever step of a move the power goes', { timeout: 120_000 }, async () => {
    await start();
    openSmall();
    erase([1, 2]);
    await flushed();
    const text = planText(workspace.getState().planStore!.plan);
    await kill();
    let isThrough = false;
    let step = 0;
    for (; !isThrough; step += STRIDE) {
      browser.cutAfter(step);
      void start();
      await vi.waitUntil(() => browser.wasOff || workspace.getState().project !== null);
      isThrough = !browser.wasOff;
      await kill();
      await start();
      expect(workspace.getState().project?.id, `power cut before step ${step}`).toBe('project-6');
      expect(planText(workspace.getState().planStore!.plan)).toBe(text);
      expect([...browser.buckets.keys()]).toHaveLength(1);
      await kill();
    }
    expect(step).toBeGreaterThan(20);
  });
});

function openSmall(): void {
  const { project, plan } = smallProject(6, { radius: 3, accounts: 20 });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
}
