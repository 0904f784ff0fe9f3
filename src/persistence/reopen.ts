/** Opening what is on disk, for writing where no other tab does that; and what was open last, at the start. */
import { save } from '../store/save-store.ts';
import { workspace } from '../store/workspace-store.ts';
import type { PersistenceState } from './persistence-state.ts';
import { tryLock } from './project-lock.ts';
import { projectOfPlan } from './projects.ts';
import type { LastOpen } from './settings.ts';
import { readSetting } from './settings.ts';
import { openFromDisk } from './writing-right.ts';

const TRIES = 3;
const BETWEEN_TRIES_MS = 300;

/** Opens a project from disk. @throws Error with a sentence when it cannot be read; the right to write is then free */
export async function openWithLock(state: PersistenceState, projectId: string, planId: string | null): Promise<void> {
  const isHeld = state.lock !== null && workspace.getState().project?.id === projectId;
  const lock = isHeld ? state.lock : await tryLock(projectId);
  try {
    await openFromDisk(state, projectId, planId, lock);
    state.unopened = null;
  } catch (error) {
    if (lock !== state.lock) lock?.release();
    throw error;
  }
}

/**
 * Opens what was open last, or the project of the plan that is asked for. What may be a passing fault of a busy machine
 * (a read, the worker that builds the grid) is tried three times; then the save store says why nothing is open.
 */
export async function reopenLast(state: PersistenceState, planId: string | null): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      const last = await wantedOrLast(state, planId);
      if (last) await openWithLock(state, last.projectId, last.planId);
      return;
    } catch (error) {
      if (tries === TRIES) return fail(state, planId, error);
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS * tries));
    }
  }
}

async function wantedOrLast({ storage }: PersistenceState, planId: string | null): Promise<LastOpen | null> {
  const projectId = planId && (await projectOfPlan(storage, planId));
  return projectId ? { projectId, planId } : ((await readSetting(storage, 'last')) as LastOpen | null);
}

function fail(state: PersistenceState, planId: string | null, error: unknown): void {
  state.unopened = { planId };
  const reason = error instanceof Error ? error.message : String(error);
  save.setState({ state: 'error', message: `The project that was open last could not be opened. ${reason}` });
}
