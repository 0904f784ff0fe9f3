import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { planText, randomEdit } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { countLocked } from '../core/edit/locks.ts';
import { buildGrid } from '../core/grid/build-grid.ts';
import { clonePlan } from '../core/plan/make-plan.ts';
import { fakeLocks } from '../../tests/fake-locks.ts';

/** A tab: modules of its own, database, channel and locks of the browser. */
async function openTab(databaseName: string) {
  vi.resetModules();
  const persistence = await import('./persistence.ts');
  const { addPlan, closeProject, openProject, renameProject, workspace } = await import('../store/workspace-store.ts');
  const { save } = await import('../store/save-store.ts');
  const stop = await persistence.startPersistence({ buildGrid: async (cells) => buildGrid(cells), databaseName });
  const plan = () => workspace.getState().planStore!;
  return {
    ...persistence,
    addPlan,
    closeProject,
    openProject,
    renameOpen: renameProject,
    state: () => workspace.getState(),
    saveState: () => save.getState(),
    plan,
    text: () => planText(plan().plan),
    edit: (count: number, seed: number) => {
      const { random, project } = smallProject(seed);
      for (let done = 0; done < count; ) {
        const edit = randomEdit(plan().plan, project.dataset.accounts.count, random);
        if (countLocked(plan().plan, edit) > 0) continue;
        plan().commit(edit, { kind: 'brush' });
        done++;
      }
    },
    stop,
  };
}

const PROJECT_LOCK = 'hexwright:project:project-1';
let name = '';
let count = 0;
let locks = fakeLocks();
const open: Awaited<ReturnType<typeof openTab>>[] = [];
async function tab() {
  const made = await openTab(name);
  open.push(made);
  return made;
}

beforeEach(() => {
  Dexie.dependencies.indexedDB = new IDBFactory();
  Dexie.dependencies.IDBKeyRange = IDBKeyRange;
  locks = fakeLocks();
  vi.stubGlobal('navigator', { locks });
  name = `tabs-${count++}`;
});
afterEach(() => {
  for (const { stop } of open.splice(0)) stop();
  vi.unstubAllGlobals();
});

async function writerAndReader() {
  const writer = await tab();
  const { project, plan } = smallProject(1);
  writer.openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  await writer.flushed();
  const reader = await tab();
  expect(reader.state()).toMatchObject({ readOnly: true });
  return { writer, reader };
}

describe('two tabs', () => {
  it('the one that looks follows every commit, undo, new plan and name of the other', async () => {
    const { writer, reader } = await writerAndReader();
    writer.edit(20, 2);
    writer.plan().undo();
    await expect.poll(() => reader.plan().revision).toBe(21);
    expect(reader.text()).toBe(writer.text());
    expect(reader.plan().history).toHaveLength(19);
    expect(reader.plan().totals.loads).toEqual(writer.plan().totals.loads);
    writer.addPlan(clonePlan(writer.plan().plan, 'second', 'Second'));
    await expect.poll(() => reader.state().plans.map((plan) => plan.name)).toEqual(['Draft', 'Second']);
    writer.renameOpen('Renamed');
    await expect.poll(() => reader.state().project!.name).toBe('Renamed');
    expect(reader.state().activePlanId).toBe('plan-1');
    expect(reader.saveState()).toMatchObject({ state: 'read-only' });
    expect(() => reader.renameOpen('No')).toThrow(/only look/);
    await expect(reader.renameProject('project-1', 'No')).rejects.toThrow(/only look/);
  });

  it('hand the right to write back and forth; fifty edits in each, none lost, none twice', async () => {
    const { writer, reader } = await writerAndReader();
    const both = [writer, reader] as const;
    let commits = 0;
    for (let turn = 0; turn < 10; turn++) {
      const [here, there] = turn % 2 === 0 ? both : ([reader, writer] as const);
      here.edit(10, turn + 20);
      commits += 10;
      await there.editHere();
      await expect.poll(() => there.state().readOnly).toBe(false);
      expect(here.state().readOnly).toBe(true);
      expect(there.plan().revision).toBe(commits);
      expect(there.text()).toBe(here.text());
    }
    await writer.flushed();
    const { commits: journal } = writer.plan();
    expect(journal.map(({ revision }) => revision)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });

  it('the other takes over within a second when the writing one crashes, with everything that was saved', async () => {
    const { writer, reader } = await writerAndReader();
    writer.edit(8, 3);
    await writer.flushed();
    const text = writer.text();
    writer.stop();
    const crashed = performance.now();
    locks.free(PROJECT_LOCK);
    await expect.poll(() => reader.state().readOnly, { timeout: 1000, interval: 10 }).toBe(false);
    expect(performance.now() - crashed).toBeLessThan(1000);
    expect(reader.text()).toBe(text);
    reader.edit(2, 4);
    await reader.flushed();
    expect(reader.saveState()).toMatchObject({ state: 'saved' });
    while (reader.plan().canUndo) reader.plan().undo();
    expect(reader.text()).toBe(planText(smallProject(1).plan));
  });

  it('a tab that does not answer loses the right, and says what it could not save', async () => {
    const { writer, reader } = await writerAndReader();
    writer.edit(2, 5);
    await writer.flushed();
    // Its database is stuck: nothing more gets to disk, so it does not hand over.
    const stuck = vi.spyOn(Dexie.prototype, 'transaction').mockImplementation(() => {
      throw new Error('stuck');
    });
    writer.edit(1, 6);
    await expect.poll(() => writer.saveState().state).toBe('error');
    const asked = reader.editHere();
    await expect.poll(() => writer.state().readOnly, { timeout: 5000 }).toBe(true);
    stuck.mockRestore();
    await asked;
    await expect.poll(() => reader.state().readOnly, { timeout: 5000 }).toBe(false);
    expect(writer.saveState()).toMatchObject({
      state: 'error',
      message: expect.stringMatching(/taken this project over/),
    });
    expect(writer.plan().revision).toBe(3);
    expect(reader.plan().revision).toBe(2);
    reader.edit(1, 7);
    await reader.flushed();
    expect(reader.saveState()).toMatchObject({ state: 'saved' });
  });

  it('a project that another tab has open is neither deleted nor renamed from the start screen', async () => {
    const { writer, reader } = await writerAndReader();
    reader.closeProject();
    await expect(reader.renameProject('project-1', 'Other')).rejects.toThrow(/close it there/);
    await expect(reader.deleteProject('project-1')).rejects.toThrow(/close it there/);
    writer.closeProject();
    await writer.flushed();
    await reader.renameProject('project-1', 'Other');
    expect((await writer.listProjects()).map((project) => project.name)).toEqual(['Other']);
    await writer.openSavedProject('project-1');
    expect(writer.state().project!.name).toBe('Other');
  });
});
