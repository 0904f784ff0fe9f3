import type { Dataset } from './dataset.ts';
import type { TerritoryCount } from './import.ts';
import { POTENTIAL } from './measure.ts';
import { textAt } from './text-column.ts';

/** Values of today's territory with their accounts and potential, most potential first. */
export function countTerritories({ source, accounts, measures }: Dataset): TerritoryCount[] {
  const column = source.columns[accounts.territoryColumn];
  if (column === undefined) return [];
  const potential = accounts.values[measures.findIndex(({ key }) => key === POTENTIAL)];
  const found = new Map<string, { name: string; accounts: number; potential: number }>();
  for (let row = 0; row < accounts.count; row++) {
    const name = textAt(column, row).trim();
    let sums = found.get(name);
    if (sums === undefined) found.set(name, (sums = { name, accounts: 0, potential: 0 }));
    sums.accounts += 1;
    sums.potential += potential?.[row] ?? 0;
  }
  return [...found.values()].sort((a, b) => b.potential - a.potential || b.accounts - a.accounts);
}
