/** Deleting projects, all or one, while no tab writes them. */
import { save } from '../store/save-store.ts';
import { putBackRows, takeAllRows, takeProjectRows, type TakenRows } from './deleted-rows.ts';
import { oneWrite } from './one-write.ts';
import type { PersistenceState } from './persistence-state.ts';
import { alone } from './project-lock.ts';
import { listProjectRows } from './projects.ts';
import { eraseTraces } from './store-log.ts';
import { witnessAlso, witnessGone } from './witness.ts';

/** Takes a deletion back; possible until the page is closed, after which nothing is left. */
export type TakeBack = () => Promise<void>;

/** @throws Error while another tab has it open */
export function deleteOne(state: PersistenceState, projectId: string): Promise<TakeBack> {
  return deleteRows(state, [projectId], () => takeProjectRows(state.storage.databases.strict, projectId));
}

/** @throws Error, and deletes nothing, while another tab has a project open */
export async function deleteEverything(state: PersistenceState): Promise<TakeBack> {
  const ids = (await listProjectRows(state.storage)).map(({ id }) => id);
  // Closed before any of it could be written.
  const { leaving } = state;
  if (leaving && !ids.includes(leaving.projectId)) ids.push(leaving.projectId);
  return deleteRows(state, ids, () => takeAllRows(state.storage.databases.strict));
}

async function deleteRows(
  state: PersistenceState,
  projectIds: readonly string[],
  take: () => Promise<TakenRows>,
): Promise<TakeBack> {
  await state.settings.settled();
  await forgetUnwritten(state, projectIds);
  const { databases } = state.storage;
  const taken = await alone(projectIds, () => oneWrite(databases, take));
  witnessGone(projectIds);
  for (const projectId of projectIds) state.tabs.tell({ kind: 'changed', projectId });
  void eraseTraces(databases);
  return async () => {
    await oneWrite(databases, () => putBackRows(databases.strict, taken));
    for (const { id } of taken.projects) witnessAlso(id);
  };
}

/** What a full disk has kept from being written goes with its project: deleting is how room is made. */
async function forgetUnwritten(state: PersistenceState, projectIds: readonly string[]): Promise<void> {
  const { leaving, queue } = state;
  if (!leaving || !projectIds.includes(leaving.projectId) || (await queue.settled())) return;
  queue.drop();
  leaving.lock.release();
  state.leaving = null;
  save.setState({ state: 'saved', at: Date.now(), message: '' });
}
