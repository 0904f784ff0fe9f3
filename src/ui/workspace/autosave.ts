/**
 * Writes the plan file of the open project to a file that the user has chosen, some seconds after the last change.
 * The browser swaps the whole file in when it is complete: a crash leaves the one before. Asks for permission again after
 * a reload where the browser wants that.
 */
import { createStore } from 'zustand/vanilla';
import { savePlanFile } from '../../engine/actions.ts';
import { chooseFile, chosenFile, noteBackup } from '../../persistence/persistence.ts';
import { save } from '../../store/save-store.ts';
import { workspace } from '../../store/workspace-store.ts';
import { sentenceOf } from '../errors.ts';
import { showError, showOffer } from '../kit/toasts.tsx';
import { messages } from '../messages.ts';

const words = messages.storage;
const AFTER_CHANGE_MS = 4000;

/** Not in the type library yet: https://wicg.github.io/file-system-access/ */
interface Permissions {
  queryPermission?(options: { readonly mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(options: { readonly mode: 'readwrite' }): Promise<PermissionState>;
}
interface Picker {
  showSaveFilePicker?(options: unknown): Promise<FileSystemFileHandle>;
}

export interface Autosave {
  /** `paused`: the browser wants to be asked again. */
  readonly status: 'off' | 'on' | 'paused';
  readonly file: FileSystemFileHandle | null;
  /** When it was last written in this session, milliseconds since the epoch. */
  readonly at: number | null;
}

const OFF: Autosave = { status: 'off', file: null, at: null };
export const autosave = createStore<Autosave>(() => OFF);

export const canAutosave = () => (globalThis as Picker).showSaveFilePicker !== undefined;

/** Asks for a file and writes the open project to it at once. Does nothing when the choice is given up. */
export async function startAutosave(): Promise<void> {
  const { project } = workspace.getState();
  if (!project) return;
  const file = await pickFile(project.name);
  if (file === null) return;
  await chooseFile(project.id, file);
  autosave.setState({ status: 'on', file, at: null });
  await write();
}

async function pickFile(name: string): Promise<FileSystemFileHandle | null> {
  try {
    const types = [{ description: words.planFiles, accept: { 'application/zip': ['.hexwright'] } }];
    const found = await (globalThis as Picker).showSaveFilePicker?.({ suggestedName: `${name}.hexwright`, types });
    return found ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    throw error;
  }
}

/** Needs a click behind it, as the browser asks its user. */
export async function allowAutosave(): Promise<void> {
  const { file } = autosave.getState();
  const answer = await (file as Permissions | null)?.requestPermission?.({ mode: 'readwrite' });
  if (answer !== 'granted') return;
  autosave.setState({ status: 'on' });
  await write();
}

export async function stopAutosave(): Promise<void> {
  const { project } = workspace.getState();
  autosave.setState(OFF);
  if (project) await chooseFile(project.id, null);
}

let writing = false;
/** What the file holds. */
let written = '';

/** Changes with everything that a plan file holds. */
function stateOfProject(): string {
  const { project, planStores } = workspace.getState();
  const plans = [...planStores].map(([id, { revision, frozen }]) => [id, revision, frozen]);
  return JSON.stringify([project?.id, project?.name, project?.baselineId, plans]);
}

async function write(): Promise<void> {
  const { status, file } = autosave.getState();
  if (status !== 'on' || file === null || writing) return;
  writing = true;
  try {
    const now = stateOfProject();
    const { bytes } = await savePlanFile();
    const target = await file.createWritable();
    await target.write(bytes as Uint8Array<ArrayBuffer>).catch(async (error: unknown) => {
      await target.abort();
      throw error;
    });
    await target.close();
    if (autosave.getState().file !== file) return;
    written = now;
    autosave.setState({ at: Date.now() });
    noteBackup();
  } catch (error) {
    showError(words.autosaveFailed(file.name, sentenceOf(error).replace(/\.$/, '')));
  } finally {
    writing = false;
  }
}

/** Follows the open project until the function that it gives is called. */
export function followAutosave(projectId: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;
  const later = () => {
    clearTimeout(timer);
    if (autosave.getState().status === 'on' && stateOfProject() !== written) timer = setTimeout(soon, AFTER_CHANGE_MS);
  };
  // A stroke in hand is not ended for this.
  const soon = () => (isDrawing() ? later() : void write());
  void restore(projectId, () => gone);
  const unlisten = save.subscribe(({ state }, before) => {
    if (state === 'saved' && before.state !== 'saved') later();
  });
  return () => {
    gone = true;
    clearTimeout(timer);
    unlisten();
    autosave.setState(OFF);
  };
}

const isDrawing = () => [...workspace.getState().planStores.values()].some(({ stroke }) => stroke !== null);

async function restore(projectId: string, isGone: () => boolean): Promise<void> {
  const file = await chosenFile(projectId).catch(() => null);
  if (file === null || isGone() || workspace.getState().readOnly) return;
  const answer = (await (file as Permissions).queryPermission?.({ mode: 'readwrite' })) ?? 'granted';
  if (isGone() || autosave.getState().file !== null) return;
  autosave.setState({ status: answer === 'granted' ? 'on' : 'paused', file, at: null });
  if (answer === 'granted') return;
  const run = () => void allowAutosave().catch((error: unknown) => showError(sentenceOf(error)));
  showOffer(words.autosaveAsks(file.name), { label: words.autosaveAllow, run });
}
