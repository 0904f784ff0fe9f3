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

/** An account that is in another territory than in the base plan in at least one of several others. */
export interface MovedAccount {
  readonly account: AccountIndex;
  readonly from: TerritoryCode;
  /** Where each of the others has it, in their order; `from` where it stays. */
  readonly to: readonly TerritoryCode[];
  /** One figure a measure. */
  readonly values: readonly number[];
}

/** Accounts that change hands in any of the plans: largest first measure first, then by position. */
export function movedAccounts(
  base: Plan,
  plans: readonly Plan[],
  demand: Demand,
  accounts: AccountValues,
): MovedAccount[] {
  const before = accountTerritories(base, demand);
  const after = plans.map((plan) => accountTerritories(plan, demand));
  const moved: MovedAccount[] = [];
  for (let account = 0; account < accounts.count; account++) {
    const from = before[account]!;
    if (after.every((codes) => codes[account] === from)) continue;
    const to = after.map((codes) => codes[account]!);
    moved.push({ account, from, to, values: accounts.values.map((values) => values[account]!) });
  }
  return moved.sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0) || a.account - b.account);
}

/** Accounts that are in another territory than in the base plan: largest first measure first, then by position. */
export function changedAccounts(base: Plan, plan: Plan, demand: Demand, accounts: AccountValues): ChangedAccount[] {
  return movedAccounts(base, [plan], demand, accounts).map(({ to, ...rest }) => ({ ...rest, to: to[0]! }));
}
