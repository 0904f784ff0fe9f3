/** One tab writes a project; the others look. Held by a Web Lock, which the browser frees with the tab. */

export interface ProjectLock {
  release(): void;
  /** Resolves when another tab has taken the lock by force; never otherwise. */
  readonly lost: Promise<void>;
}

/** How long this tab's own lock may take to come back. */
const LOCK_MS = 1000;

const nameOf = (projectId: string) => `hexwright:project:${projectId}`;

/** The lock, or null when another tab has it. Browsers without Web Locks get one that holds nobody off. */
export function tryLock(projectId: string): Promise<ProjectLock | null> {
  return request(projectId, { ifAvailable: true });
}

/** Waits until the tab that has it lets go; null when `signal` ends the waiting. */
export function waitForLock(projectId: string, signal: AbortSignal): Promise<ProjectLock | null> {
  return request(projectId, { signal });
}

/** Takes the lock from a tab that does not answer: it hears that through `lost`. */
export function stealLock(projectId: string): Promise<ProjectLock | null> {
  return request(projectId, { steal: true });
}

/** Does something to projects while no tab has any of them open. @throws Error with a sentence when one has */
export async function alone<T>(projectIds: readonly string[], work: () => Promise<T>): Promise<T> {
  const locks: ProjectLock[] = [];
  try {
    for (const projectId of projectIds) {
      // This tab's own lock may just be on its way back.
      const lock = await waitForLock(projectId, AbortSignal.timeout(LOCK_MS));
      if (!lock) throw new Error('Another tab has this project open: close it there first.');
      locks.push(lock);
    }
    return await work();
  } finally {
    for (const lock of locks) lock.release();
  }
}

function request(projectId: string, options: LockOptions): Promise<ProjectLock | null> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) {
    return Promise.resolve({ release: () => {}, lost: new Promise(() => {}) });
  }
  return new Promise((resolve) => {
    let lose = () => {};
    const lost = new Promise<void>((lostNow) => {
      lose = lostNow;
    });
    navigator.locks
      .request(nameOf(projectId), options, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((release) => resolve({ release, lost }));
      })
      .catch(() => {
        resolve(null);
        lose();
      });
  });
}
