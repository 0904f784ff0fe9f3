/** Keeps the workspace on disk and brings it back: the one listener that writes. */
import type { ProjectSummary } from '../store/contract.ts';
import { metrics } from '../store/metrics-store.ts';
import { save } from '../store/save-store.ts';
import { restoreView, savedView, view } from '../store/view-store.ts';
import type { WorkspaceState } from '../store/workspace-store.ts';
import { closeProject, renameProject as renameOpenProject, workspace } from '../store/workspace-store.ts';
import { plainCodec } from './codec.ts';
import { DATABASE_NAME, openDatabases } from './database.ts';
import { debounced } from './debounce.ts';
import { deleteEverything, deleteOne, type TakeBack } from './deletions.ts';
import { holdPage, whenHidden } from './page-life.ts';
import type { BuildGrid } from './project-data.ts';
import type { PersistenceState } from './persistence-state.ts';
import { stopFollowing, stopRecording } from './persistence-state.ts';
import { alone, tryLock } from './project-lock.ts';
import type { Storage } from './projects.ts';
import { listProjectRows, projectOfPlan, renameProjectRow } from './projects.ts';
import type { Recorder } from './recorder.ts';
import { createRecorder } from './recorder.ts';
import type { LastOpen } from './settings.ts';
import { readFileChoice, readSetting, writeFileChoice, writeSetting } from './settings.ts';
import { openTabs } from './tabs.ts';
import { createWriteQueue, sentenceOf } from './write-queue.ts';
import { hearTab, holdLock, openFromDisk, takeOver } from './writing-right.ts';

export interface PersistenceOptions {
  /** Builds grids of loaded projects; in a worker, so that the page stays responsive. */
  readonly buildGrid: BuildGrid;
  readonly databaseName?: string;
  /** Reopen what was open last; true when absent. */
  readonly reopen?: boolean;
  /** The plan to reopen instead, with its project, where it is kept here. */
  readonly planId?: string | null;
}

let active: PersistenceState | null = null;

/**
 * Opens the database, restores view settings and the project that was open last, and records everything from now on.
 * Never rejects: without storage the app works in memory and the save store says so. Gives the function that ends it.
 */
export async function startPersistence(options: PersistenceOptions): Promise<() => void> {
  let storage: Storage;
  try {
    storage = { databases: await openDatabases(options.databaseName), codec: plainCodec };
  } catch (error) {
    save.setState({ state: 'error', message: sentenceOf(error) });
    return () => {};
  }
  const started: PersistenceState = {
    storage,
    queue: createWriteQueue((state) => {
      save.setState(state);
      // What gets through for one gets through for the other.
      if (state.state === 'saved') started.settings.retry();
    }),
    settings: createWriteQueue(() => {}),
    tabs: openTabs(options.databaseName ?? DATABASE_NAME, (message) => hearTab(started, message)),
    buildGrid: options.buildGrid,
    recorder: null,
    lock: null,
    leaving: null,
    waiting: null,
    follower: null,
    loaded: null,
    known: null,
    stopped: false,
  };
  active = started;
  const saved = await readSetting(storage, 'view');
  if (typeof saved === 'object' && saved !== null) restoreView(saved as Record<string, unknown>);
  if (options.reopen !== false) await reopenLast(started, options.planId ?? null);
  return listen(started);
}

/** Saved projects, newest first. */
export async function listProjects(): Promise<ProjectSummary[]> {
  return active ? listProjectRows(active.storage) : [];
}

/** Opens a saved project; read-only while another tab writes it. @throws Error with a sentence when it cannot be read. */
export async function openSavedProject(projectId: string, planId: string | null = null): Promise<void> {
  if (!active) throw new Error('This browser gives no storage: there are no saved projects.');
  const started = active;
  await savedOrThrow(started);
  const lock = holdsLock(started, projectId) ? started.lock : await tryLock(projectId);
  try {
    await openFromDisk(started, projectId, planId, lock);
  } catch (error) {
    if (lock !== started.lock) lock?.release();
    throw error;
  }
}

/** Opens the project of a saved plan, with that plan in hand; false when no project here has it. Rejects as above. */
export async function openSavedPlan(planId: string): Promise<boolean> {
  const projectId = active && (await projectOfPlan(active.storage, planId));
  if (!projectId) return false;
  await openSavedProject(projectId, planId);
  return true;
}

/** Deletes a project for good; the open one is closed first. @throws Error while another tab has it open */
export async function deleteProject(projectId: string): Promise<TakeBack> {
  if (workspace.getState().project?.id === projectId) closeProject();
  return active ? deleteOne(active, projectId) : async () => {};
}

/** Deletes every project and setting for good. @throws Error, and deletes nothing, while another tab has one open */
export async function deleteAllData(): Promise<TakeBack> {
  closeProject();
  return active ? deleteEverything(active) : async () => {};
}

/** Gives a project another name, the open one or any other. @throws Error while another tab has it open */
export async function renameProject(projectId: string, name: string): Promise<void> {
  if (workspace.getState().project?.id === projectId) return renameOpenProject(name);
  if (!active) return;
  const { storage } = active;
  await alone([projectId], () => renameProjectRow(storage, projectId, name));
}

/** Asks the tab that edits the open project to hand it over, and takes it when there is no answer. */
export async function editHere(): Promise<void> {
  if (active) await takeOver(active);
}

/** How safe what is kept here is. */
export interface StorageFacts {
  /** The browser has promised not to clear it by itself; null = it does not say. */
  readonly persisted: boolean | null;
  /** Bytes in use, and how many there may be; null = it does not say. */
  readonly usage: number | null;
  readonly quota: number | null;
  /** When the open project was last saved to a plan file, milliseconds since the epoch; null = never. */
  readonly lastBackup: number | null;
}

export async function storageFacts(): Promise<StorageFacts> {
  const { project } = workspace.getState();
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  const saved = active && project ? await readSetting(active.storage, `backup:${project.id}`) : null;
  return {
    persisted: (await navigator.storage?.persisted?.().catch(() => null)) ?? null,
    usage: estimate?.usage ?? null,
    quota: estimate?.quota ?? null,
    lastBackup: typeof saved === 'number' ? saved : null,
  };
}

/** Asks the browser not to clear what is kept here; some ask the user. True when it promises. */
export async function askToPersist(): Promise<boolean> {
  return (await globalThis.navigator?.storage?.persist?.().catch(() => false)) ?? false;
}

/** The open project has just been saved to a plan file. */
export function noteBackup(): void {
  const { project } = workspace.getState();
  if (!active || !project) return;
  const { storage, settings } = active;
  const now = Date.now();
  settings.add(() => writeSetting(storage, `backup:${project.id}`, now));
}

/** The file that the project saves itself to, where one was chosen. */
export async function chosenFile(projectId: string): Promise<FileSystemFileHandle | null> {
  return active ? readFileChoice(active.storage, projectId) : null;
}

export async function chooseFile(projectId: string, file: FileSystemFileHandle | null): Promise<void> {
  if (active) await writeFileChoice(active.storage, projectId, file);
}

/** Tries a failed save again now. */
export function retrySaving(): void {
  active?.queue.retry();
}

/** Before the page is loaded anew. @throws Error with a sentence while something is in memory only */
export async function everythingSaved(): Promise<void> {
  const { project, planStore } = workspace.getState();
  planStore?.stroke?.end();
  if (active) await savedOrThrow(active);
  const { state, message } = save.getState();
  if (project && state === 'error') throw new Error(message);
}

/** Resolves when everything so far is on disk. */
export async function flushed(): Promise<void> {
  await active?.queue.drained();
  await active?.settings.drained();
}

function holdsLock(started: PersistenceState, projectId: string): boolean {
  return started.lock !== null && workspace.getState().project?.id === projectId;
}

async function reopenLast(started: PersistenceState, planId: string | null): Promise<void> {
  const wantedId = planId && (await projectOfPlan(started.storage, planId));
  const wanted: LastOpen | null = wantedId ? { projectId: wantedId, planId } : null;
  const last = wanted ?? ((await readSetting(started.storage, 'last')) as LastOpen | null);
  if (!last) return;
  try {
    await openFromDisk(started, last.projectId, last.planId, await tryLock(last.projectId));
  } catch (error) {
    save.setState({ state: 'error', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Before something else is opened: what is not on disk would be in no project. */
async function savedOrThrow({ queue }: PersistenceState): Promise<void> {
  if (await queue.settled()) return;
  throw new Error('The last changes are not saved yet: save a plan file first, or make room in this browser.');
}

/** A project that was opened from disk before listening began is picked up by the first round. */
function listen(started: PersistenceState): () => void {
  const { storage, settings } = started;
  const saveView = debounced(300, () => settings.add(() => writeSetting(storage, 'view', savedView(view.getState()))));
  const summarise = debounced(800, () => {
    if (started.recorder) started.recorder.summarise(workspace.getState());
  });
  const stops = [
    workspace.subscribe((state, before) => followWorkspace(started, state, before)),
    view.subscribe(saveView),
    metrics.subscribe(({ figures }, before) => {
      if (figures !== before.figures && figures) summarise();
    }),
  ];
  followWorkspace(started, workspace.getState(), null);
  const stopHolding = holdPage(started.queue);
  const stopHiding = whenHidden(() => started.recorder?.checkpoint());
  return () => {
    stopHolding();
    stopHiding();
    for (const stop of stops) stop();
    started.stopped = true;
    stopRecording(started);
    stopFollowing(started);
    started.tabs.close();
    started.lock?.release();
    if (active === started) active = null;
  };
}

function followWorkspace(started: PersistenceState, state: WorkspaceState, before: WorkspaceState | null): void {
  const { project, readOnly, activePlanId } = state;
  if (started.recorder && started.recorder.projectId !== project?.id) {
    started.recorder.checkpoint();
    stopRecording(started);
  }
  if (before?.project && before.project.id !== project?.id) {
    stopFollowing(started);
    releaseWhenWritten(started, before.project.id);
  }
  if (project && !readOnly) {
    started.recorder ??= startRecording(started, state);
    started.recorder.replaceData(state);
    started.recorder.sync(state);
  }
  if (!before || before.project !== project || before.activePlanId !== activePlanId) {
    if (!before && !project) return;
    const last: LastOpen | null = project && { projectId: project.id, planId: activePlanId };
    started.settings.add(() => writeSetting(started.storage, 'last', last));
  }
}

function startRecording(started: PersistenceState, state: WorkspaceState): Recorder {
  const project = state.project!;
  const known = started.loaded?.projectId === project.id ? started.loaded.saved : null;
  if (!known) {
    // The first moment at which there is something to lose.
    void askToPersist();
    void tryLock(project.id).then((lock) => {
      if (!lock) return;
      if (workspace.getState().project?.id === project.id) holdLock(started, project.id, lock);
      else lock.release();
    });
  }
  const { storage, queue, tabs } = started;
  return createRecorder({ storage, queue, tabs, project, saved: known ?? new Map() });
}

/** Another tab may write the project only after this one has written all of it. */
function releaseWhenWritten(started: PersistenceState, projectId: string): void {
  const { lock } = started;
  started.lock = null;
  if (!lock) return;
  const leaving = { projectId, lock };
  started.leaving = leaving;
  void started.queue.drained().then(() => {
    lock.release();
    if (started.leaving === leaving) started.leaving = null;
  });
}
