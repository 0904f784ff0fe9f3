import { count } from '../../format.ts';
import { dialogWords as words } from './dialog-words.ts';

const NAMED = 8;

/** `A, B and C`; of many the first few. */
export function listedNames(names: readonly string[]): string {
  if (names.length > NAMED) return words.andMore(names.slice(0, NAMED).join(', '), count(names.length - NAMED));
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : words.and(names.slice(0, -1).join(', '), last);
}
