/** What went wrong, as a sentence to show. */
import { messages } from './messages.ts';

export function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const trimmed = text.trim();
  if (trimmed === '') return messages.app.unknownError;
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
