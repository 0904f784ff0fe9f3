/** The accounts that one edit has moved: of a stroke in hand, or of the newest step of a plan. */
import type { AccountIndex, Demand } from '../data/dataset.ts';
import type { Edit } from '../edit/edit.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import type { ChangedAccount } from './changed-accounts.ts';
import type { AccountValues } from './totals.ts';

export interface AccountsOfEdit {
  /** Those that change hands, largest first measure first, then by position. */
  readonly changed: readonly ChangedAccount[];
  /** Those whose cell changes hands without them, because the edit names their territory. */
  readonly kept: readonly { readonly account: AccountIndex; readonly territory: TerritoryCode }[];
}

/**
 * Linear in the cells of the edit and the accounts in them.
 * @param plan with the edit in it
 */
export function accountsOfEdit(edit: Edit, plan: Plan, demand: Demand, { values }: AccountValues): AccountsOfEdit {
  const owners = plan.layers[0]!;
  const before = new Map<number, TerritoryCode>();
  for (const patch of edit.patches) {
    if (patch.layer === 0) patch.cells.forEach((cell, i) => before.set(cell, patch.before[i]!));
  }
  const named = edit.records.override;
  const touched = new Set<AccountIndex>([...(named?.keys() ?? [])].map(Number));
  const { offsets, targets } = demand.accountsOfCell;
  for (const cell of before.keys()) for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) touched.add(targets[k]!);
  const changed: ChangedAccount[] = [];
  const kept: { account: AccountIndex; territory: TerritoryCode }[] = [];
  for (const account of touched) {
    const cell = demand.accountCell[account] ?? -1;
    const now = plan.records.override.get(account)?.territory;
    const then = named?.has(account) ? named.get(account)!.before?.territory : now;
    const own = cell < 0 ? 0 : owners[cell]!;
    const from = then ?? before.get(cell) ?? own;
    const to = now ?? own;
    if (from !== to) changed.push({ account, from, to, values: values.map((column) => column[account]!) });
    else if (then === undefined && now !== undefined) kept.push({ account, territory: to });
  }
  changed.sort((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0) || a.account - b.account);
  return { changed, kept };
}
