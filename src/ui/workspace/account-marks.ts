/** Accounts chosen to be moved without their cells, in the list or by a box on the map. */
import { createStore } from 'zustand/vanilla';
import type { AccountIndex, Demand } from '../../core/data/dataset.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { showAccounts } from './accounts-filter.ts';

interface MarkState {
  /** Marks are of one plan. */
  readonly planId: string | null;
  readonly marked: ReadonlySet<AccountIndex>;
}

const NONE: ReadonlySet<AccountIndex> = new Set();
/** Above this share of all accounts, overrides are said to be too many. */
export const MANY_OVERRIDES = 0.1;

export const accountMarks = createStore<MarkState>()(() => ({ planId: null, marked: NONE }));

export function setMarks(plan: Plan, marked: Iterable<AccountIndex>): void {
  accountMarks.setState({ planId: plan.id, marked: new Set(marked) });
}

export function toggleMark(plan: Plan, account: AccountIndex): void {
  const { planId, marked } = accountMarks.getState();
  const next = new Set(planId === plan.id ? marked : NONE);
  if (!next.delete(account)) next.add(account);
  accountMarks.setState({ planId: plan.id, marked: next });
}

export function marksOf(plan: Plan, { planId, marked }: MarkState): ReadonlySet<AccountIndex> {
  return planId === plan.id ? marked : NONE;
}

/** Accounts in cells, ascending. */
export function accountsIn({ accountsOfCell }: Pick<Demand, 'accountsOfCell'>, cells: Uint32Array): AccountIndex[] {
  const { offsets, targets } = accountsOfCell;
  const accounts: AccountIndex[] = [];
  for (const cell of cells) accounts.push(...targets.subarray(offsets[cell], offsets[cell + 1]));
  return accounts.sort((a, b) => a - b);
}

/** Chooses the accounts in cells and opens the list on them. */
export function markAccountsIn(plan: Plan, demand: Pick<Demand, 'accountsOfCell'>, cells: Uint32Array): void {
  setMarks(plan, accountsIn(demand, cells));
  showAccounts(plan, { kind: 'marked' });
}
