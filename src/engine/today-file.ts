/** Today's alignment out of a file, for the import in hand. */
import type { ImportChoices, TodayFound } from '../core/data/import.ts';
import { dataPort } from './data-client.ts';

/** Rejects with a sentence where nothing of the file fits the accounts. */
export function readToday(file: File, choices: ImportChoices, namedBy?: string): Promise<TodayFound> {
  return dataPort().readToday(file.name, file, choices, namedBy);
}

export function dropToday(): Promise<void> {
  return dataPort().dropToday();
}
