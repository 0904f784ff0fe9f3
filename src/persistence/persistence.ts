/** Keeps the workspace on disk and brings it back: the one listener that writes. */
import type { ProjectSummary } from '../store/contract.ts';
import type { AskedSearch } from '../store/proposal-store.ts';
import { save } from '../store/save-store.ts';
import { restoreView } from '../store/view-store.ts';
import { closeProject, renameProject as renameOpenProject, workspace } from '../store/workspace-store.ts';
import { plainCodec } from './codec.ts';
import { closeDatabases, DATABASE_NAME, NewerDataError, openDatabases } from './database.ts';
import { deleteEverything, deleteOne, type TakeBack } from './deletions.ts';
import { isGone } from './journal.ts';
import { listen, saveAnew } from './listen.ts';
import { oneWrite } from './one-write.ts';
import { whenLeft } from './page-life.ts';
import type { BuildGrid } from './project-data.ts';
import type { PersistenceState } from './persistence-state.ts';
import { alone } from './project-lock.ts';
import type { Storage } from './projects.ts';
import { countLost, listProjectRows, projectOfPlan, renameProjectRow } from './projects.ts';
import { openWithLock, reopenLast } from './reopen.ts';
import { readFileChoice, readSetting, writeFileChoice, writeSetting } from './settings.ts';
import { beginSession, createFaultGuard } from './store-log.ts';
import { openTabs } from './tabs.ts';
import type { ImportKeeper, OpenedImport, UnfinishedImport } from './unfinished-import.ts';
import { createImportKeeper, findUnfinished, openUnfinished } from './unfinished-import.ts';
import { createWriteQueue, reasonOf, sentenceOf } from './write-queue.ts';
import { hearTab, takeOver } from './writing-right.ts';

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

/** Tries to get at the database again; null once that is done, and before anybody has asked for it. */
let connect: (() => Promise<void>) | null = null;
const CONNECT_AGAIN_MS = 10_000;

/**
 * Opens the database, restores view settings and the project that was open last, and records everything from now on.
 * Never rejects: without storage the app works in memory, the save store says so, and it is tried again; what has been
 * made by then is saved. Gives the function that ends it.
 */
export async function startPersistence(options: PersistenceOptions): Promise<() => void> {
  let end = () => {};
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let trying: Promise<void> | null = null;
  const tryOnce = async (reopen: boolean) => {
    clearTimeout(timer);
    try {
      const databases = await openDatabases(options.databaseName);
      if (stopped) return closeDatabases(databases);
      connect = null;
      end = await begin({ databases, codec: plainCodec }, { ...options, reopen });
    } catch (error) {
      save.setState({ state: 'error', message: notReadable(error) });
      if (!stopped && !(error instanceof NewerDataError))
        timer = setTimeout(() => void attempt(false), CONNECT_AGAIN_MS);
    } finally {
      trying = null;
    }
  };
  const attempt = (reopen: boolean) => (trying ??= tryOnce(reopen));
  connect = () => attempt(options.reopen !== false);
  await connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    end();
  };
}

function notReadable(error: unknown): string {
  if (error instanceof NewerDataError) return sentenceOf(error);
  return `What is kept in this browser cannot be read (${reasonOf(error)}). It is tried again; until then nothing is saved here: save a plan file of what you make.`;
}

async function begin(storage: Storage, options: PersistenceOptions): Promise<() => void> {
  const session = await beginSession(storage.databases);
  const guard = createFaultGuard(storage.databases);
  const inTurn = (write: () => Promise<void>) => oneWrite(storage.databases, write);
  const faults = { ...guard, failed: (error: unknown) => (isGone(error) ? saveAnew(started) : guard.failed(error)) };
  const started: PersistenceState = {
    storage,
    queue: createWriteQueue(
      (state) => {
        save.setState(state);
        // What gets through for one gets through for the other.
        if (state.state === 'saved') started.settings.retry();
      },
      faults,
      inTurn,
    ),
    settings: createWriteQueue(() => {}, guard, inTurn),
    tabs: openTabs(options.databaseName ?? DATABASE_NAME, (message) => hearTab(started, message)),
    buildGrid: options.buildGrid,
    recorder: null,
    lock: null,
    leaving: null,
    waiting: null,
    follower: null,
    loaded: null,
    known: null,
    unopened: null,
    session,
    stopped: false,
  };
  active = started;
  save.setState({ state: 'saved', message: '' });
  // How things were looked at is no reason to open nothing.
  const saved = await readSetting(storage, 'view').catch(() => null);
  // With storage that came back later, what is on screen stays as it is.
  if (workspace.getState().project === null) {
    if (typeof saved === 'object' && saved !== null) restoreView(saved as Record<string, unknown>);
    if (options.reopen !== false) await reopenLast(started, options.planId ?? null);
  }
  const stop = listen(started);
  const stopLeaving = whenLeft(session.end);
  return () => {
    stop();
    stopLeaving();
    guard.stop();
    session.end();
    if (active === started) active = null;
  };
}

/** Projects that this browser has lost since it was last looked; told once. */
export async function projectsLost(): Promise<number> {
  return active ? countLost(active.storage) : 0;
}

/** Saved projects, newest first. */
export async function listProjects(): Promise<ProjectSummary[]> {
  return active ? listProjectRows(active.storage) : [];
}

/** Opens a saved project; read-only while another tab writes it. @throws Error with a sentence when it cannot be read. */
export async function openSavedProject(projectId: string, planId: string | null = null): Promise<void> {
  if (!active) throw new Error('This browser gives no storage: there are no saved projects.');
  await savedOrThrow(active);
  await openWithLock(active, projectId, planId);
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
  await alone([projectId], () => oneWrite(storage.databases, () => renameProjectRow(storage, projectId, name)));
}

/** Asks the tab that edits the open project to hand it over, and takes it when there is no answer. */
export async function editHere(): Promise<void> {
  if (active) await takeOver(active);
}

/** A search of the open project that was not decided when the page went. */
export interface PendingSearch {
  readonly planId: string;
  /** Revision that the search started from. */
  readonly revision: number;
  readonly search: AskedSearch;
}

/** null when there is none, or the plan has changed since. */
export async function pendingSearch(): Promise<PendingSearch | null> {
  const { project, planStores, readOnly } = workspace.getState();
  if (!active || !project || readOnly) return null;
  const found = (await readSetting(active.storage, `search:${project.id}`)) as PendingSearch | null;
  return found && planStores.get(found.planId)?.revision === found.revision ? found : null;
}

/** Keeps an import that begins until it ends; null without storage. */
export function keepImport(): ImportKeeper | null {
  return active && createImportKeeper(active);
}

/** An import that a reload or a crash has ended; null when there is none. */
export async function unfinishedImport(): Promise<UnfinishedImport | null> {
  return active && findUnfinished(active);
}

/** @throws Error with a sentence when it is there no more */
export async function openUnfinishedImport(id: string): Promise<OpenedImport> {
  if (!active) throw new Error('This browser gives no storage: choose the file again.');
  return openUnfinished(active, id);
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
  const saved = active && project ? await readSetting(active.storage, `backup:${project.id}`).catch(() => null) : null;
  return {
    persisted: (await navigator.storage?.persisted?.().catch(() => null)) ?? null,
    usage: estimate?.usage ?? null,
    quota: estimate?.quota ?? null,
    lastBackup: typeof saved === 'number' ? saved : null,
  };
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
  if (!active) return;
  const { storage } = active;
  await oneWrite(storage.databases, () => writeFileChoice(storage, projectId, file));
}

/** Tries again now what has failed: to get at the database, to open what was open last, to save. */
export function retrySaving(): void {
  if (connect) void connect();
  else if (active?.unopened && workspace.getState().project === null) void reopenLast(active, active.unopened.planId);
  else active?.queue.retry();
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

/** Before something else is opened: what is not on disk would be in no project. */
async function savedOrThrow({ queue }: PersistenceState): Promise<void> {
  if (await queue.settled()) return;
  throw new Error('The last changes are not saved yet: save a plan file first, or make room in this browser.');
}
