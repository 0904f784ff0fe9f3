/** The inside of the running persistence, shared by its parts. */
import type { KnownData, Storage } from './projects.ts';
import type { BuildGrid } from './project-data.ts';
import type { Follower } from './follower.ts';
import type { ProjectLock } from './project-lock.ts';
import type { Recorder, SavedPlan } from './recorder.ts';
import type { Session } from './store-log.ts';
import type { Tabs } from './tabs.ts';
import type { WriteQueue } from './write-queue.ts';

export interface PersistenceState {
  readonly storage: Storage;
  readonly queue: WriteQueue;
  /** Settings are kept apart: they say nothing about whether the plan is saved. */
  readonly settings: WriteQueue;
  readonly tabs: Tabs;
  readonly buildGrid: BuildGrid;
  readonly session: Session;
  recorder: Recorder | null;
  lock: ProjectLock | null;
  /** A project that was closed while not all of it was on disk. */
  leaving: { readonly projectId: string; readonly lock: ProjectLock } | null;
  /** Ends the wait for another tab's lock. */
  waiting: AbortController | null;
  /** Takes over what the writing tab commits, while this one only looks. */
  follower: Follower | null;
  /** Slots of the project being opened from disk, so that it is not taken for a new one. */
  loaded: { readonly projectId: string; readonly saved: ReadonlyMap<string, SavedPlan> } | null;
  /** Data of the project that was read last. */
  known: KnownData | null;
  /** What was open last could not be opened: the plan that was asked for with it, so that it can be tried again. */
  unopened: { readonly planId: string | null } | null;
  stopped: boolean;
}

export function stopRecording(state: PersistenceState): void {
  state.recorder?.stop();
  state.recorder = null;
}

export function stopFollowing(state: PersistenceState): void {
  state.waiting?.abort();
  state.waiting = null;
  state.follower?.stop();
  state.follower = null;
}
