/** Accounts that change hands, chosen and ordered for the list. */
import type { MovedAccount } from '../../core/metrics/changed-accounts.ts';
import type { TerritoryCode } from '../../core/plan/plan.ts';

/** `to` of a row is where A and B have it, in this order. */
export type Which = 'either' | 'a' | 'b' | 'differ';

export interface MovedFilter {
  readonly which: Which;
  /** Accounts that come from or go to it; null = any. */
  readonly territory: TerritoryCode | null;
  /** In name, id or city, whatever the case; empty = all. */
  readonly query: string;
}

export interface MovedSort {
  /** `name`, `from`, `a`, `b`, `why` or the position of a measure. */
  readonly key: 'name' | 'from' | 'a' | 'b' | 'why' | number;
  readonly descending: boolean;
}

export interface MovedTexts {
  readonly name: (account: number) => string;
  /** All that is looked through for the query, in any case. */
  readonly all: (account: number) => string;
  readonly why: (row: MovedAccount) => string;
  readonly territory: (plan: 'base' | 'a' | 'b', code: TerritoryCode) => string;
}

function passes({ from, to }: MovedAccount, which: Which): boolean {
  const [a, b] = [to[0]!, to[1]!];
  if (which === 'a') return a !== from;
  if (which === 'b') return b !== from;
  if (which === 'differ') return a !== b;
  return true;
}

/** A new list; of equals the one with most of the first measure stays first. */
export function movedRows(
  moved: readonly MovedAccount[],
  { which, territory, query }: MovedFilter,
  { key, descending }: MovedSort,
  texts: MovedTexts,
): MovedAccount[] {
  const wanted = query.trim().toLowerCase();
  const rows = moved.filter(
    (row) =>
      passes(row, which) &&
      (territory === null || row.from === territory || row.to.includes(territory)) &&
      (wanted === '' || texts.all(row.account).toLowerCase().includes(wanted)),
  );
  const sign = descending ? -1 : 1;
  if (typeof key === 'number') return rows.sort((a, b) => sign * ((a.values[key] ?? 0) - (b.values[key] ?? 0)));
  const textOf = (row: MovedAccount): string => {
    const { account, from, to } = row;
    if (key === 'why') return texts.why(row);
    if (key === 'name') return texts.name(account);
    if (key === 'from') return texts.territory('base', from);
    return key === 'a' ? texts.territory('a', to[0]!) : texts.territory('b', to[1]!);
  };
  const named = rows.map((row) => [textOf(row), row] as const);
  named.sort(([a], [b]) => sign * a.localeCompare(b));
  return named.map(([, row]) => row);
}
