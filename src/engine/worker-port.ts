/** A worker as a set of asynchronous functions whose calls end even when the worker dies. */
import { wrap } from 'comlink';

type Method = (...args: unknown[]) => Promise<unknown>;

/** Calls reject with a sentence when the worker cannot be loaded or stops; nothing waits for ever. */
export function portOf<Api extends object>(worker: Worker): Api {
  const remote = wrap(worker) as unknown as Record<string, Method>;
  const pending = new Set<(error: Error) => void>();
  let failure: Error | null = null;
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    const reason = event.message || 'it could not be loaded';
    failure = new Error(`A background task of the app has stopped (${reason}). Reload the page to go on.`);
    for (const reject of pending) reject(failure);
    pending.clear();
  });
  const call = (method: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
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
