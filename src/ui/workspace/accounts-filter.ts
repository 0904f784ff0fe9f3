/** Which accounts the drawer lists: every figure of accounts opens those behind it. */
import { createStore } from 'zustand/vanilla';
import type { AccountIndex, Accounts, Demand } from '../../core/data/dataset.ts';
import { accountTerritories } from '../../core/plan/account-territory.ts';
import type { CellIndex } from '../../core/grid/grid.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';
import { view } from '../../store/view-store.ts';

export type AccountsFilter =
  /** Code 0: placed, but nobody's. */
  | { readonly kind: 'territory'; readonly code: TerritoryCode }
  | { readonly kind: 'cell'; readonly cell: CellIndex }
  | { readonly kind: 'unplaced' }
  | { readonly kind: 'override' }
  /** In one circle on the map. */
  | { readonly kind: 'gathered'; readonly accounts: ReadonlySet<AccountIndex> }
  /** Chosen to be moved. */
  | { readonly kind: 'marked' };

interface FilterState {
  readonly planId: string | null;
  readonly filter: AccountsFilter | null;
}

/** Holds for one plan: in another one the same code is another territory. */
export const accountsFilter = createStore<FilterState>()(() => ({ planId: null, filter: null }));

/** Opens the drawer on the accounts of a figure. */
export function showAccounts(plan: Plan, filter: AccountsFilter | null): void {
  accountsFilter.setState({ planId: plan.id, filter });
  view.setState({ drawerOpen: true, drawerTab: 'accounts' });
}

/** Tells whether an account is behind the figure. Linear in accounts once, then constant. */
export function filterTest(
  filter: AccountsFilter,
  plan: Plan,
  demand: Pick<Demand, 'accountCell'>,
  { reasons }: Pick<Accounts, 'reasons'>,
  marked: ReadonlySet<AccountIndex>,
): (account: AccountIndex) => boolean {
  if (filter.kind === 'unplaced') return (account) => reasons[account] !== 0;
  if (filter.kind === 'cell') return (account) => demand.accountCell[account] === filter.cell;
  if (filter.kind === 'gathered') return (account) => filter.accounts.has(account);
  if (filter.kind === 'marked') return (account) => marked.has(account);
  const { override } = plan.records;
  if (filter.kind === 'override') return (account) => override.has(account);
  const territories = accountTerritories(plan, demand);
  const { code } = filter;
  // An unplaced account that was given to nobody is not on land without an owner.
  return (account) => territories[account] === code && (code !== 0 || reasons[account] === 0);
}
