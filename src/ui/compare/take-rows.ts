/** Territories in which two plans differ, with what would change hands if one were taken over. */
import { accountTerritories } from '../../core/plan/account-territory.ts';
import type { Demand } from '../../core/data/dataset.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';

export interface TakeRow {
  readonly code: TerritoryCode;
  readonly name: string;
  readonly region: string;
  /** Cells and accounts that only one of the two plans has in it. */
  readonly cells: number;
  readonly accounts: number;
}

/** By name; those that are the same in both are left out. */
export function takeRows(from: Plan, into: Plan, demand: Pick<Demand, 'accountCell'>): TakeRow[] {
  const rows = new Map<TerritoryCode, { cells: number; accounts: number }>();
  const count = (code: TerritoryCode, of: 'cells' | 'accounts') => {
    if (code === 0) return;
    const row = rows.get(code) ?? { cells: 0, accounts: 0 };
    row[of]++;
    rows.set(code, row);
  };
  const compare = (a: Uint16Array, b: Uint16Array, of: 'cells' | 'accounts') => {
    for (let at = 0; at < a.length; at++) {
      if (a[at] === b[at]) continue;
      count(a[at]!, of);
      count(b[at]!, of);
    }
  };
  compare(from.layers[0]!, into.layers[0]!, 'cells');
  compare(accountTerritories(from, demand), accountTerritories(into, demand), 'accounts');
  const regions = (code: TerritoryCode) => {
    const region = (from.records.territory.get(code) ?? into.records.territory.get(code))?.region ?? '';
    return from.records.region.get(region)?.name ?? into.records.region.get(region)?.name ?? region;
  };
  return [...rows]
    .map(([code, row]) => ({
      code,
      name: (from.records.territory.get(code) ?? into.records.territory.get(code))?.name ?? '',
      region: regions(code),
      ...row,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}
