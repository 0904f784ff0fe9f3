/** The data worker: reading files, making the ground, writing files. Started when it is first needed. */
import type { DataWorkerApi } from '../protocol/data.ts';
import { portOf } from './worker-port.ts';

let port: DataWorkerApi | null = null;

export function dataPort(): DataWorkerApi {
  port ??= portOf<DataWorkerApi>(
    () => new Worker(new URL('../../workers/data.worker.ts', import.meta.url), { type: 'module' }),
  );
  return port;
}

/** The worker when it has been started, else null. */
export function startedDataPort(): DataWorkerApi | null {
  return port;
}
