/** Who works each area today, where the file says so. */
import type { Dataset } from '../data/dataset.ts';
import { textAt } from '../data/text-column.ts';

/**
 * The rep named most often by the accounts of each area, the first by name among equals; areas whose accounts name
 * nobody are vacant and left out.
 * @param labels area of each account as written, blank = none
 */
export function repsOfAreas(
  { source, accounts }: Pick<Dataset, 'source' | 'accounts'>,
  labels: readonly string[],
): ReadonlyMap<string, string> {
  const column = source.columns[accounts.repColumn];
  const found = new Map<string, string>();
  if (column === undefined) return found;
  const votes = new Map<string, Map<string, number>>();
  labels.forEach((label, account) => {
    const rep = textAt(column, account).trim();
    if (label === '' || rep === '') return;
    const counts = votes.get(label) ?? new Map<string, number>();
    counts.set(rep, (counts.get(rep) ?? 0) + 1);
    votes.set(label, counts);
  });
  for (const [label, counts] of votes) {
    const [first] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
    if (first) found.set(label, first[0]);
  }
  return found;
}
