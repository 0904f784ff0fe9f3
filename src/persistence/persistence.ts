/** Keeps the workspace on disk and brings it back: the one listener that writes. */
import type { ProjectSummary } from '../store/contract.ts';
import { metrics } from '../store/metrics-store.ts';
import { save } from '../store/save-store.ts';
import { recordTiming } from '../store/timing.ts';
import { restoreView, savedView, view } from '../store/view-store.ts';
import type { WorkspaceState } from '../store/workspace-store.ts';
import { closeProject, openProject, workspace } from '../store/workspace-store.ts';
import { plainCodec } from './codec.ts';
import { openDatabases } from './database.ts';
import { debounced } from './debounce.ts';
import type { BuildGrid } from './project-data.ts';
import type { ProjectLock } from './project-lock.ts';
import { tryLock, waitForLock } from './project-lock.ts';
import type { LoadedProject, Storage } from './projects.ts';
import { deleteProjectRows, listProjectRows, loadProjectRows, trimPlan } from './projects.ts';
import type { Recorder, SavedPlan } from './recorder.ts';
import { createRecorder } from './recorder.ts';
import type { LastOpen } from './settings.ts';
import { readSetting, writeSetting } from './settings.ts';
import type { WriteQueue } from './write-queue.ts';
import { createWriteQueue, sentenceOf } from './write-queue.ts';

export interface PersistenceOptions {
  /** Builds grids of loaded projects; in a worker, so that the page stays responsive. */
  readonly buildGrid: BuildGrid;
  readonly databaseName?: string;
  /** Reopen what was open last; true when absent. */
  readonly reopen?: boolean;
}

interface Persistence {
  readonly storage: Storage;
  readonly queue: WriteQueue;
  /** Settings are kept apart: they say nothing about whether the plan is saved. */
  readonly settings: WriteQueue;
  readonly buildGrid: BuildGrid;
  recorder: Recorder | null;
  lock: ProjectLock | null;
  /** Ends the wait for another tab's lock. */
  waiting: AbortController | null;
  /** Slots of the project being opened from disk, so that it is not taken for a new one. */
  loaded: { readonly projectId: string; readonly saved: ReadonlyMap<string, SavedPlan> } | null;
}

let active: Persistence | null = null;

const READ_ONLY = 'Another tab is editing this project: this one only shows it until that tab is closed.';

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
  const started: Persistence = {
    storage,
    queue: createWriteQueue((state) => save.setState(state)),
    settings: createWriteQueue(() => {}),
    buildGrid: options.buildGrid,
    recorder: null,
    lock: null,
    waiting: null,
    loaded: null,
  };
  active = started;
  const saved = await readSetting(storage, 'view');
  if (typeof saved === 'object' && saved !== null) restoreView(saved as Record<string, unknown>);
  if (options.reopen !== false) await reopenLast(started);
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
  await started.queue.drained();
  const lock = holdsLock(started, projectId) ? started.lock : await tryLock(projectId);
  try {
    await openLoaded(started, projectId, planId, lock);
  } catch (error) {
    if (lock !== started.lock) lock?.release();
    throw error;
  }
}

/** Deletes a project for good; the open one is closed first. */
export async function deleteProject(projectId: string): Promise<void> {
  if (!active) return;
  if (workspace.getState().project?.id === projectId) closeProject();
  await active.queue.drained();
  await deleteProjectRows(active.storage, projectId);
}

/** Tries a failed save again now. */
export function retrySaving(): void {
  active?.queue.retry();
}

/** Resolves when everything so far is on disk. */
export async function flushed(): Promise<void> {
  await active?.queue.drained();
  await active?.settings.drained();
}

function holdsLock(started: Persistence, projectId: string): boolean {
  return started.lock !== null && workspace.getState().project?.id === projectId;
}

async function reopenLast(started: Persistence): Promise<void> {
  const last = (await readSetting(started.storage, 'last')) as LastOpen | null;
  if (!last) return;
  try {
    await openLoaded(started, last.projectId, last.planId, await tryLock(last.projectId));
  } catch (error) {
    save.setState({ state: 'error', message: error instanceof Error ? error.message : String(error) });
  }
}

async function openLoaded(
  started: Persistence,
  projectId: string,
  planId: string | null,
  lock: ProjectLock | null,
): Promise<void> {
  const start = performance.now();
  const loaded = await loadProjectRows(started.storage, projectId, started.buildGrid);
  if (lock)
    for (const { plan, revision } of loaded.plans) await trimPlan(started.storage.databases.relaxed, plan.id, revision);
  const readOnly = lock === null;
  started.loaded = { projectId, saved: new Map(loaded.plans.map((plan) => [plan.plan.id, plan])) };
  show(started, loaded, planId, readOnly);
  started.lock = lock;
  if (readOnly) takeOverLater(started, projectId);
  recordTiming('hexwright:load-plan', start);
}

function show(started: Persistence, loaded: LoadedProject, planId: string | null, readOnly: boolean): void {
  // The same project again (taken over from another tab) must be seen as a change by every listener.
  if (workspace.getState().project?.id === loaded.project.id) stopRecording(started);
  openProject({ ...loaded, activePlanId: planId, readOnly });
  save.setState(
    readOnly ? { state: 'read-only', message: READ_ONLY } : { state: 'saved', at: Date.now(), message: '' },
  );
}

/** When the other tab lets go, what it saved is loaded and this tab may write. */
function takeOverLater(started: Persistence, projectId: string): void {
  const waiting = new AbortController();
  started.waiting = waiting;
  void waitForLock(projectId, waiting.signal).then(async (lock) => {
    const state = workspace.getState();
    if (!lock) return;
    if (started !== active || state.project?.id !== projectId || !state.readOnly) return lock.release();
    await openLoaded(started, projectId, state.activePlanId, lock);
  });
}

/** A project that was opened from disk before listening began is picked up by the first round. */
function listen(started: Persistence): () => void {
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
  return () => {
    for (const stop of stops) stop();
    stopRecording(started);
    started.lock?.release();
    started.waiting?.abort();
    if (active === started) active = null;
  };
}

function followWorkspace(started: Persistence, state: WorkspaceState, before: WorkspaceState | null): void {
  const { project, readOnly, activePlanId } = state;
  if (started.recorder && started.recorder.projectId !== project?.id) stopRecording(started);
  if (before?.project && before.project.id !== project?.id) {
    started.waiting?.abort();
    releaseWhenWritten(started);
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

function startRecording(started: Persistence, state: WorkspaceState): Recorder {
  const project = state.project!;
  const known = started.loaded?.projectId === project.id ? started.loaded.saved : null;
  if (!known) {
    void tryLock(project.id).then((lock) => {
      started.lock = lock;
    });
  }
  return createRecorder({ storage: started.storage, queue: started.queue, project, saved: known ?? new Map() });
}

function stopRecording(started: Persistence): void {
  started.recorder?.stop();
  started.recorder = null;
}

/** Another tab may write the project only after this one has written all of it. */
function releaseWhenWritten(started: Persistence): void {
  const { lock } = started;
  started.lock = null;
  if (lock) void started.queue.drained().then(() => lock.release());
}
