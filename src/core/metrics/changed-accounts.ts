/** The accounts behind a disruption, one by one. */
import type { AccountIndex, Demand } from '../data/dataset.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import type { AccountValues } from './totals.ts';

export interface ChangedAccount {
  readonly account: AccountIndex;
  readonly from: TerritoryCode;
  readonly to: TerritoryCode;
  /** One figure a measure. */
  readonly values: readonly number[];
}

/** Accounts that are in another territory than in the base plan: largest first measure first, then by position. */
export function changedAccounts(base: Plan, plan: Plan, demand: Demand, accounts: AccountValues): ChangedAccount[] {
  const before = accountTerritories(base, demand);
  const after = accountTerritories(plan, demand);
  const changed: ChangedAccount[] = [];
  for (let account = 0; account < accounts.count; account++) {
    const from = before[account]!;
    const to = after[account]!;
    if (from !== to) changed.push({ account, from, to, values: accounts.values.map((values) => values[account]!) });
  }
  return changed.sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0) || a.account - b.account);
}
