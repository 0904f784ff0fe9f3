/** A worker as a set of asynchronous functions whose calls end even when the worker dies; it is then started again. */
import { wrap } from 'comlink';
import { isAliveMessage } from '../protocol/liveness.ts';

type Method = (...args: unknown[]) => Promise<unknown>;

/** Workers that die this often within a minute are not started again: something is wrong that a reload may mend. */
const MOST_DEATHS = 3;
const MINUTE_MS = 60_000;

interface Life {
  readonly remote: Record<string, Method>;
  readonly pending: Set<(error: Error) => void>;
}

/**
 * Calls reject with a sentence when the worker cannot be loaded or stops; nothing waits for ever. The next call starts
 * another one.
 * @param start makes the worker
 * @param died told after a worker has stopped and its calls have ended: whoever keeps state in it feeds the next one
 */
export function portOf<Api extends object>(start: () => Worker, died?: () => void): Api {
  let life: Life | null = null;
  let deaths: number[] = [];
  let failure: Error | null = null;

  const end = (ended: Life, worker: Worker, reason: string) => {
    if (life !== ended) return;
    life = null;
    const now = performance.now();
    deaths = [...deaths.filter((time) => now - time < MINUTE_MS), now];
    worker.terminate();
    const isLast = deaths.length >= MOST_DEATHS;
    const remedy = isLast ? 'Reload the page to go on.' : 'It is started again and nothing is lost: try again.';
    const error = new Error(`A background task of the app has stopped (${reason}). ${remedy}`);
    if (isLast) failure = error;
    for (const reject of ended.pending) reject(error);
    ended.pending.clear();
    // After whoever waited has heard.
    if (died) setTimeout(died, 0);
  };
  const begin = (): Life => {
    const worker = start();
    const begun: Life = { remote: wrap(worker) as unknown as Life['remote'], pending: new Set() };
    life = begun;
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      end(begun, worker, event.message || 'it could not be loaded');
    });
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      // The lock is the page's only when the worker is gone.
      if (isAliveMessage(data)) {
        void navigator.locks.request(data.aliveLock, () => end(begun, worker, 'the browser has ended it'));
      }
    });
    return begun;
  };
  const call = (method: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      const { remote, pending } = life ?? begin();
      pending.add(reject);
      remote[method]!(...args)
        .then(resolve, reject)
        .finally(() => pending.delete(reject));
    });
  return new Proxy({} as Api, {
    get:
      (_, method) =>
      (...args: unknown[]) =>
        call(String(method), args),
  });
}
