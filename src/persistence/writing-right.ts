/** Which tab writes: opening for writing or looking, following the writer, taking over and handing over. */
import { planName } from '../core/plan/make-plan.ts';
import { notices } from '../store/notice-store.ts';
import { save } from '../store/save-store.ts';
import { recordTiming } from '../store/timing.ts';
import { openProject, setReadOnly, workspace } from '../store/workspace-store.ts';
import { createFollower } from './follower.ts';
import type { PersistenceState } from './persistence-state.ts';
import { stopFollowing, stopRecording } from './persistence-state.ts';
import { oneWrite } from './one-write.ts';
import type { ProjectLock } from './project-lock.ts';
import { stealLock, waitForLock } from './project-lock.ts';
import type { LoadedProject } from './projects.ts';
import { loadProjectRows, trimPlan } from './projects.ts';
import type { TabMessage } from './tabs.ts';

const READ_ONLY = 'Another tab is editing this project: this one follows it.';
/** How long a tab that is asked to hand over may take before the right is taken from it. */
const HAND_OVER_MS = 3000;
const RETRY_MS = 1000;

/** Opens a project from disk; to look at only where `lock` is null. @throws Error with a sentence when it cannot be read */
export async function openFromDisk(
  state: PersistenceState,
  projectId: string,
  planId: string | null,
  lock: ProjectLock | null,
): Promise<void> {
  const start = performance.now();
  const loaded = await loadProjectRows(state.storage, projectId, state.buildGrid, knownData(state));
  if (lock) await makeReady(state, loaded);
  state.known = loaded;
  state.loaded = { projectId, saved: new Map(loaded.plans.map((plan) => [plan.plan.id, plan])) };
  // The same project again (taken over from another tab) must be seen as a change by every listener.
  if (workspace.getState().project?.id === projectId) stopRecording(state);
  stopFollowing(state);
  openProject({ ...loaded, activePlanId: planId, readOnly: lock === null });
  if (lock) tellRecovered(loaded);
  if (lock) {
    holdLock(state, projectId, lock);
    save.setState({ state: 'saved', at: Date.now(), message: '' });
  } else look(state, projectId);
  recordTiming('hexwright:load-plan', start);
}

/** Before the first write. A disk without room for the mark can be read all the same; that is tried again then. */
function makeReady({ storage: { databases }, session }: PersistenceState, { plans }: LoadedProject): Promise<void> {
  return oneWrite(databases, async () => {
    for (const { plan, revision } of plans) await trimPlan(databases.relaxed, plan.id, revision);
    if (!session.isMarked) await session.mark().catch(() => undefined);
  });
}

/** What was damaged is never passed over in silence. */
function tellRecovered({ plans }: LoadedProject): void {
  const recovered = plans
    .filter(({ isFallback, lost }) => isFallback || lost > 0)
    .map(({ plan, lost }) => ({ name: planName(plan), lost }));
  if (recovered.length > 0) notices.setState({ latest: { kind: 'plans-recovered', plans: recovered } });
}

/** What was read before is still what the open project shows, but for its name. */
function knownData({ known }: PersistenceState): PersistenceState['known'] {
  const { project } = workspace.getState();
  return known && project?.dataset === known.project.dataset ? { ...known, project } : known;
}

/** From here on this tab writes, until it lets go or another takes the right by force. */
export function holdLock(state: PersistenceState, projectId: string, lock: ProjectLock): void {
  state.lock = lock;
  void lock.lost.then(() => {
    if (state.lock !== lock || state.stopped) return;
    state.lock = null;
    const unsaved = state.queue.pending;
    state.queue.drop();
    stopRecording(state);
    setReadOnly(true);
    if (unsaved === 0) return look(state, projectId);
    const message = `Another tab has taken this project over before everything here was saved. Save a plan file to keep this version, or reload to see that tab's.`;
    save.setState({ state: 'error', message });
  });
}

/** Follows the writing tab, and takes its place when it is closed or crashes. */
function look(state: PersistenceState, projectId: string): void {
  save.setState({ state: 'read-only', message: READ_ONLY });
  const isOpen = () => workspace.getState().project?.id === projectId && workspace.getState().readOnly;
  const reload = async () => {
    if (isOpen()) await openFromDisk(state, projectId, workspace.getState().activePlanId, null);
  };
  state.follower = createFollower(state.storage, projectId, reload, (error) => {
    save.setState({ state: 'read-only', message: error instanceof Error ? error.message : String(error) });
  });
  const waiting = new AbortController();
  state.waiting = waiting;
  void waitForLock(projectId, waiting.signal).then(async (lock) => {
    if (!lock) return;
    if (state.waiting === waiting) state.waiting = null;
    if (state.stopped || !isOpen()) return lock.release();
    await takeUp(state, projectId, lock);
  });
}

async function takeUp(state: PersistenceState, projectId: string, lock: ProjectLock): Promise<void> {
  try {
    await openFromDisk(state, projectId, workspace.getState().activePlanId, lock);
  } catch (error) {
    lock.release();
    save.setState({ state: 'read-only', message: error instanceof Error ? error.message : String(error) });
    // The disk may be readable again in a moment; until then this tab goes on looking.
    setTimeout(() => {
      const { project, readOnly } = workspace.getState();
      if (!state.stopped && project?.id === projectId && readOnly && state.waiting === null) look(state, projectId);
    }, RETRY_MS);
  }
}

/** Asks the writing tab for the right to write, and takes it when no answer comes. */
export async function takeOver(state: PersistenceState): Promise<void> {
  const { project, readOnly } = workspace.getState();
  if (!project || !readOnly) return;
  state.tabs.tell({ kind: 'hand-over', projectId: project.id });
  const isWaiting = () => state.waiting !== null && workspace.getState().project?.id === project.id;
  for (let waited = 0; waited < HAND_OVER_MS && isWaiting(); waited += 50) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (!isWaiting()) return;
  stopFollowing(state);
  const lock = await stealLock(project.id);
  if (lock) await takeUp(state, project.id, lock);
}

/** Another tab tells something. */
export function hearTab(state: PersistenceState, message: TabMessage): void {
  state.follower?.hear(message);
  if (message.kind === 'hand-over') void handOver(state, message.projectId);
}

/** Everything goes to disk first; what cannot be written stays with this tab, and so does the right to write. */
async function handOver(state: PersistenceState, projectId: string): Promise<void> {
  const { lock } = state;
  if (!lock || workspace.getState().project?.id !== projectId) return;
  workspace.getState().planStore?.stroke?.end();
  while (state.queue.pending > 0) if (!(await state.queue.settled())) return;
  if (state.lock !== lock || workspace.getState().project?.id !== projectId) return;
  state.lock = null;
  stopRecording(state);
  setReadOnly(true);
  lock.release();
  look(state, projectId);
}
