/** A tab's time with the database, which leaves a mark where it does not come to its proper end. */
import type { Databases } from './database.ts';

/** Of the marks of tabs that are open, or were when the browser ended. */
export const RUNNING = 'running:';

export interface Session {
  /** Leaves a mark on disk that a proper end takes away: once there is something to lose. */
  mark(): Promise<void>;
  end(): void;
}

/** Marks of sessions that never ended. */
export async function deadMarks({ strict }: Databases): Promise<string[]> {
  const marks = await strict.settings.where('key').startsWith(RUNNING).primaryKeys();
  if (marks.length === 0) return [];
  const alive = new Set(await runningNow());
  return marks.filter((mark) => !alive.has(mark));
}

/** Whether no other tab has the database open; false where the browser does not tell. */
export async function isAlone(): Promise<boolean> {
  return globalThis.navigator?.locks !== undefined && (await runningNow()).length === 0;
}

async function runningNow(): Promise<string[]> {
  const held = (await globalThis.navigator?.locks?.query())?.held ?? [];
  return held.flatMap(({ name }) => (name?.startsWith(RUNNING) ? [name] : []));
}

/** From here on other tabs know that this one is at the database. */
export async function beginSession({ relaxed, strict }: Databases): Promise<Session> {
  const mine = RUNNING + crypto.randomUUID();
  const free = await holdLock(mine);
  let isMarked = false;
  return {
    mark: async () => {
      isMarked = true;
      await strict.settings.put({ key: mine, bytes: new Uint8Array(0) });
    },
    end: () => {
      free();
      if (isMarked) relaxed.settings.delete(mine).catch(() => undefined);
    },
  };
}

/** Held while this tab lives; gives what frees it. */
async function holdLock(name: string): Promise<() => void> {
  const { locks } = globalThis.navigator ?? {};
  if (!locks) return () => {};
  let free = () => {};
  await new Promise<void>((held) => {
    const work = () => {
      held();
      return new Promise<void>((ended) => {
        free = ended;
      });
    };
    locks.request(name, {}, work).catch(() => held());
  });
  return free;
}
