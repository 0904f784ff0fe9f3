/** Rejected rows, downloaded and fixed, for the import in hand. */
import type { DataWorkerApi } from '../protocol/data.ts';
import { dataPort } from './data-client.ts';

/** Rejects with a sentence where they are not rows of the file. */
export function readFixed(file: File): ReturnType<DataWorkerApi['readFixed']> {
  return dataPort().readFixed(file.name, file);
}
