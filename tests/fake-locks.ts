/** Web Locks of one browser, for tests: several holders may live in one process. */

interface Held {
  readonly lose: () => void;
}

export function fakeLocks() {
  const held = new Map<string, Held>();
  const waiting: { name: string; run: () => void }[] = [];
  const free = (name: string) => {
    held.delete(name);
    const next = waiting.findIndex((wait) => wait.name === name);
    if (next >= 0) waiting.splice(next, 1)[0]!.run();
  };
  const grant = async (name: string, work: (lock: object | null) => unknown) => {
    let mine: Held | undefined;
    const stolen = new Promise<never>((_, reject) => {
      mine = { lose: () => reject(new DOMException('The lock was stolen.', 'AbortError')) };
    });
    held.set(name, mine!);
    await Promise.race([work({ name }), stolen]);
    if (held.get(name) === mine) free(name);
  };
  return {
    held,
    /** What the browser does when the tab that holds it is gone. */
    free,
    takeFromOtherTab: (name: string) => {
      held.set(name, { lose: () => {} });
      return () => free(name);
    },
    query: () => Promise.resolve({ held: [...held.keys()].map((name) => ({ name })) }),
    request: (name: string, options: LockOptions, work: (lock: object | null) => unknown) => {
      if (options.steal) held.get(name)?.lose();
      if (options.steal || !held.has(name)) return grant(name, work);
      if (options.ifAvailable) return Promise.resolve(work(null));
      return new Promise<void>((resolve, reject) => {
        const wait = { name, run: () => void grant(name, work).then(resolve, reject) };
        waiting.push(wait);
        options.signal?.addEventListener('abort', () => {
          const at = waiting.indexOf(wait);
          if (at < 0) return;
          waiting.splice(at, 1);
          reject(new DOMException('The wait was ended.', 'AbortError'));
        });
      });
    },
  };
}
