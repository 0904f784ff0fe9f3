/** The data worker: reading files, making the ground, writing files. Started when it is first needed. */
import type { DataWorkerApi } from '../protocol/data.ts';
import { portOf } from './worker-port.ts';

let port: DataWorkerApi | null = null;
let worker: Worker | null = null;

const listeners = new Set<() => void>();

/** Told when the worker has died: a file that is being imported was in its memory only. Gives the function that ends it. */
export function whenDataWorkerDied(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

export function dataPort(): DataWorkerApi {
  if (port) return port;
  const mine = portOf<DataWorkerApi>(
    () => {
      worker = new Worker(new URL('../../workers/data.worker.ts', import.meta.url), { type: 'module' });
      return worker;
    },
    () => {
      // One that was ended on purpose is missed by nobody.
      if (port === mine) listeners.forEach((hear) => hear());
    },
  );
  port = mine;
  return mine;
}

/** Ends the worker whatever it is at; the next call starts another one. */
function endDataWorker(): void {
  worker?.terminate();
  worker = null;
  port = null;
}

/** So long a reading may take to hear that it is cancelled: libraries that hold a file as a whole do not listen. */
const HEARS_WITHIN_MS = 300;

/** Forgets the file, and ends the reading in hand at once where one is under way. */
export function cancelReading(underWay: boolean): void {
  // A worker that has died, or was never started, has nothing left to cancel.
  if (port === null) return;
  const asked = port;
  const timer = setTimeout(() => {
    // Other work is nobody's to end.
    if (underWay && port === asked) endDataWorker();
  }, HEARS_WITHIN_MS);
  asked
    .cancel()
    .catch(() => {})
    .finally(() => clearTimeout(timer));
}

/** The worker when it has been started, else null. */
export function startedDataPort(): DataWorkerApi | null {
  return port;
}
