/** Deleting projects from any screen, with the offer to take it back until the page is closed. */
import { createStore } from 'zustand/vanilla';
import type { TakeBack } from '../persistence/deletions.ts';
import { deleteAllData, deleteProject, retrySaving } from '../persistence/persistence.ts';
import { workspace } from '../store/workspace-store.ts';
import { sentenceOf } from './errors.ts';
import { showError, showOffer } from './kit/toasts.tsx';
import { messages } from './messages.ts';
import { screen } from './screen.ts';

const words = messages.storage;

/** Small choices that need no database. */
const OWN_KEYS = 'hexwright:';

/** Rises when what is stored has become less or more: lists are read again. */
export const shelfChanges = createStore<number>(() => 0);

const changed = () => shelfChanges.setState((count) => count + 1, true);

export async function removeProject(id: string, name: string): Promise<void> {
  if (workspace.getState().project?.id === id) screen.closeDialog();
  await remove(words.deleted(name), () => deleteProject(id));
}

export async function removeAll(): Promise<void> {
  screen.closeDialog();
  await remove(words.deletedAll, async () => {
    const takeBack = await deleteAllData();
    const choices = Object.entries(localStorage).filter(([key]) => key.startsWith(OWN_KEYS));
    for (const [key] of choices) localStorage.removeItem(key);
    return async () => {
      await takeBack();
      for (const [key, value] of choices) localStorage.setItem(key, value);
    };
  });
}

async function remove(done: string, run: () => Promise<TakeBack>): Promise<void> {
  try {
    const takeBack = await run();
    // It may have made the room that something waits for.
    retrySaving();
    showOffer(done, {
      label: messages.top.undo,
      run: () => {
        takeBack().then(changed, (error: unknown) => showError(sentenceOf(error)));
      },
    });
  } catch (error) {
    showError(sentenceOf(error));
  }
  changed();
}
