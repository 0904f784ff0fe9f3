/** A tab that only looks: takes over, commit by commit, what the writing tab has on disk. */
import { workspace } from '../store/workspace-store.ts';
import { readJournal } from './journal.ts';
import type { Storage } from './projects.ts';
import type { TabMessage } from './tabs.ts';

export interface Follower {
  hear(message: TabMessage): void;
  /** Resolves when everything heard so far has been taken over. */
  settled(): Promise<void>;
  stop(): void;
}

/**
 * @param reload opens the project anew: for what a commit does not say, and when a commit does not fit
 * @param fail hears why the project cannot be followed
 */
export function createFollower(
  { databases, codec }: Storage,
  projectId: string,
  reload: () => Promise<void>,
  fail: (error: unknown) => void,
): Follower {
  let stopped = false;
  let work = Promise.resolve();

  const catchUp = async (planId: string, revision: number) => {
    const store = workspace.getState().planStores.get(planId);
    if (store && store.revision >= revision) return;
    if (!store) return reload();
    const commits = await readJournal(databases.relaxed, codec, planId, store.revision);
    if (stopped || workspace.getState().planStores.get(planId) !== store) return;
    try {
      for (const commit of commits) store.follow(commit);
    } catch {
      await reload();
    }
  };
  const then = (task: () => Promise<void>) => {
    work = work.then(() => (stopped ? undefined : task())).catch(fail);
  };
  return {
    hear: (message) => {
      if (message.projectId !== projectId) return;
      if (message.kind === 'committed') then(() => catchUp(message.planId, message.revision));
      if (message.kind === 'changed') then(reload);
    },
    settled: () => work,
    stop: () => {
      stopped = true;
    },
  };
}
