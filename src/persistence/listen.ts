/** The workspace is listened to: what is open is recorded, what is closed is written out and let go. */
import { metrics } from '../store/metrics-store.ts';
import type { ProposalState } from '../store/proposal-store.ts';
import { proposal } from '../store/proposal-store.ts';
import { savedView, view } from '../store/view-store.ts';
import type { WorkspaceState } from '../store/workspace-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { debounced } from './debounce.ts';
import type { PersistenceState } from './persistence-state.ts';
import { stopFollowing, stopRecording } from './persistence-state.ts';
import { askToPersist, holdPage, whenHidden } from './page-life.ts';
import { tryLock } from './project-lock.ts';
import type { Recorder } from './recorder.ts';
import { createRecorder } from './recorder.ts';
import type { LastOpen } from './settings.ts';
import { writeSetting } from './settings.ts';
import { holdLock } from './writing-right.ts';

/** What is searched for can be asked for again after a reload; decided or given up, it is forgotten. */
function saveSearch({ storage, settings }: PersistenceState, { search, planId, baseRevision }: ProposalState): void {
  const { project, readOnly } = workspace.getState();
  if (!project || readOnly) return;
  const pending = search && { planId, revision: baseRevision, search };
  settings.add(() => writeSetting(storage, `search:${project.id}`, pending));
}

/** A project that was opened from disk before listening began is picked up by the first round. */
export function listen(started: PersistenceState): () => void {
  const { storage, settings } = started;
  const saveView = debounced(300, () => settings.add(() => writeSetting(storage, 'view', savedView(view.getState()))));
  const summarise = debounced(800, () => {
    if (started.recorder) started.recorder.summarise(workspace.getState());
  });
  const stops = [
    workspace.subscribe((state, before) => followWorkspace(started, state, before)),
    workspace.subscribe((state, before) => {
      if (state.price !== before.price && state.project === before.project) started.recorder?.summarise(state);
    }),
    view.subscribe(saveView),
    proposal.subscribe((state, before) => {
      if (state.search !== before.search) saveSearch(started, state);
    }),
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
    if (before || project) keepLast(started, state);
  }
}

function keepLast({ settings, storage }: PersistenceState, { project, activePlanId }: WorkspaceState): void {
  const last: LastOpen | null = project && { projectId: project.id, planId: activePlanId };
  settings.add(() => writeSetting(storage, 'last', last));
}

function startRecording(started: PersistenceState, state: WorkspaceState): Recorder {
  // Before anything else of it is written.
  if (!started.session.isMarked) started.queue.add(() => started.session.mark());
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

/**
 * The database has lost the open project, which no other tab can have deleted while this one holds the right to write:
 * the browser has made its store anew. All of it is written again from memory.
 */
export function saveAnew(started: PersistenceState): void {
  const state = workspace.getState();
  if (!started.lock || !state.project || state.readOnly) return;
  started.queue.drop();
  stopRecording(started);
  started.loaded = null;
  // With everything else the mark has gone.
  started.queue.add(() => started.session.mark());
  started.recorder = startRecording(started, state);
  started.recorder.sync(state);
  keepLast(started, state);
}
