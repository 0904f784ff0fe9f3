import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import { editOfCells } from '../../core/edit/edit-of-cells.ts';
import { chosenFile } from '../../persistence/persistence.ts';
import { save } from '../../store/save-store.ts';
import { closeProject, openProject, workspace } from '../../store/workspace-store.ts';
import { allowAutosave, autosave, followAutosave } from './autosave.ts';

vi.mock('../../engine/actions.ts', () => ({
  savePlanFile: async () => ({ bytes: Uint8Array.of(workspace.getState().planStore!.revision) }),
}));
vi.mock('../../persistence/persistence.ts', () => ({
  chosenFile: vi.fn<() => Promise<FileSystemFileHandle | null>>(),
  noteBackup: () => {},
}));

/** A file of the browser's: whole or not at all. */
function fileOf(permission: PermissionState) {
  const file = {
    name: 'kept.hexwright',
    isFull: false,
    holds: null as number | null,
    writes: 0,
    queryPermission: async () => permission,
    requestPermission: async () => 'granted' as const,
    createWritable: async () => {
      let given: number | null = null;
      return {
        write: async ([revision]: Uint8Array) => {
          if (file.isFull) throw new DOMException('no room', 'QuotaExceededError');
          given = revision ?? null;
        },
        abort: async () => {
          given = null;
        },
        close: async () => {
          file.holds = given;
          file.writes++;
        },
      };
    },
  };
  vi.mocked(chosenFile).mockResolvedValue(file as unknown as FileSystemFileHandle);
  return file;
}

/** A change, and what the database says about it. */
async function change(cell: number): Promise<void> {
  const store = workspace.getState().planStore!;
  store.commit(editOfCells(store.owners, [cell], store.owners[cell] === 1 ? 2 : 1), { kind: 'brush' });
  await databaseSays();
}
async function databaseSays(): Promise<void> {
  save.setState({ state: 'saving' });
  save.setState({ state: 'saved' });
  await vi.advanceTimersByTimeAsync(5000);
}

let stop = () => {};
async function follow(seed: number): Promise<void> {
  const { project, plan } = smallProject(seed, { radius: 2, accounts: 5 });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  stop = followAutosave(project.id);
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  stop();
  closeProject();
  vi.useRealTimers();
});

it('writes after a change, and not again while nothing changes', async () => {
  const file = fileOf('granted');
  await follow(1);
  await change(0);
  expect(file).toMatchObject({ holds: 1, writes: 1 });
  await databaseSays();
  expect(file.writes).toBe(1);
});

it('leaves a stroke in hand alone, and writes when it has ended', async () => {
  const file = fileOf('granted');
  await follow(2);
  const stroke = workspace.getState().planStore!.beginStroke(0, { kind: 'erase' });
  stroke.extend([0, 1], 2);
  await databaseSays();
  expect(file.writes).toBe(0);
  stroke.end();
  await vi.advanceTimersByTimeAsync(5000);
  expect(file.holds).toBe(1);
});

it('a write that fails leaves the file as it was, and the next change is written', async () => {
  const file = fileOf('granted');
  await follow(3);
  await change(0);
  file.isFull = true;
  await change(1);
  expect(file).toMatchObject({ holds: 1, writes: 1 });
  file.isFull = false;
  await change(2);
  expect(file.holds).toBe(3);
});

it('waits for permission after a reload where the browser wants to be asked', async () => {
  const file = fileOf('prompt');
  await follow(4);
  await change(0);
  expect(autosave.getState().status).toBe('paused');
  expect(file.writes).toBe(0);
  await allowAutosave();
  expect(file.holds).toBe(1);
});
