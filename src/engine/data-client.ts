/** The data worker: reading files, making the ground, writing files. Started when it is first needed. */
import type { DataWorkerApi } from '../protocol/data.ts';
import { portOf } from './worker-port.ts';

let port: DataWorkerApi | null = null;

const listeners = new Set<() => void>();

/** Told when the worker has died: a file that is being imported was in its memory only. Gives the function that ends it. */
export function whenDataWorkerDied(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

export function dataPort(): DataWorkerApi {
  port ??= portOf<DataWorkerApi>(
    () => new Worker(new URL('../../workers/data.worker.ts', import.meta.url), { type: 'module' }),
    () => listeners.forEach((hear) => hear()),
  );
  return port;
}

/** The worker when it has been started, else null. */
export function startedDataPort(): DataWorkerApi | null {
  return port;
}
