/** Counted nouns: `1 account`, `2,604 accounts`. */
import { plural } from './format.ts';
import { messages } from './messages.ts';

export function counted(value: number, noun: keyof typeof messages.units): string {
  const [one, many] = messages.units[noun];
  return plural(value, one, many);
}
