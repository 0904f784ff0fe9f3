/**
 * One transaction that writes at a time, in all tabs. Chromium keeps notes on disk by which it takes back what was not
 * committed when it was killed, with the locks of each transaction. All transactions share a lock of their database; when
 * it starts again Chromium asks for the locks of its notes as if each had been held alone, finds that one twice, takes the
 * database for damaged, deletes it and gives an empty one without a word. With one at a time it takes that one back.
 */
import type { Databases } from './database.ts';

const chains = new WeakMap<Databases, Promise<unknown>>();

/** Runs `write` when no other is under way; its transactions come one after another. Not to be nested. */
export function oneWrite<T>(databases: Databases, write: () => Promise<T>): Promise<T> {
  const locks = globalThis.navigator?.locks;
  if (locks) {
    const name = `${databases.relaxed.name}:writing`;
    return new Promise((resolve, reject) => {
      locks.request(name, {}, () => write().then(resolve, reject)).catch(reject);
    });
  }
  const next = (chains.get(databases) ?? Promise.resolve()).then(write);
  chains.set(
    databases,
    next.catch(() => undefined),
  );
  return next;
}
