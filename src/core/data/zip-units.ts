/** ZIPs as units of ground, and what borders of territories cut of them. */
import type { CellUnits } from '../grid/cell-units.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import { columnUnits } from './column-units.ts';
import type { AccountIndex, Dataset, Demand } from './dataset.ts';

export interface ZipUnits extends CellUnits {
  /** ZIP of each account as a position in `names`, -1 = none given; length accounts. */
  readonly zipOfAccount: Int32Array;
}

/** ZIPs by what the accounts say (column-units.ts). null where no column holds ZIPs. */
export function zipUnits({ source, roles, accounts }: Dataset, demand: Demand): ZipUnits | null {
  const column = source.columns[roles.indexOf('zip')];
  if (!column) return null;
  // ZIP+4 is of its ZIP; anything else is taken as it is written.
  const { unitOfAccount, ...units } = columnUnits(column, accounts, demand, (zip) =>
    zip.replace(/^(\d{5})-\d{4}$/, '$1'),
  );
  return { ...units, zipOfAccount: unitOfAccount };
}

/** Setting of a plan: ZIPs stay whole for tools, builds and rebalances. */
export const KEEP_ZIPS = 'keepZips';

export function keepsZips(plan: Plan): boolean {
  return plan.records.setting.get(KEEP_ZIPS)?.value === true;
}

const groupsOf = new WeakMap<Demand, Int32Array | null>();

/** The cells that a balance problem of the plan keeps together: none, unless it keeps ZIPs whole and its accounts have some. */
export function zipGroups(
  plan: Plan,
  { dataset, demand }: { readonly dataset: Dataset; readonly demand: Demand },
): { readonly groups?: Int32Array } {
  if (!keepsZips(plan)) return {};
  const groups = groupsOf.get(demand) ?? zipUnits(dataset, demand)?.unitOfCell ?? null;
  groupsOf.set(demand, groups);
  return groups ? { groups } : {};
}

export interface CutZip {
  readonly zip: number;
  /** Who has how much of its first measure, most first; code 0 = nobody. */
  readonly parts: readonly { readonly code: TerritoryCode; readonly value: number; readonly accounts: number }[];
  /** Of the first measure: what is not with the first of the parts. */
  readonly away: number;
}

/** ZIPs whose accounts are in several territories, overrides considered; the most money away first. */
export function cutZips(units: ZipUnits, plan: Plan, demand: Demand, values: ArrayLike<number>): CutZip[] {
  const codes = accountTerritories(plan, demand);
  const parts = new Map<number, Map<TerritoryCode, { value: number; accounts: number }>>();
  units.zipOfAccount.forEach((zip, account) => {
    // Accounts without a place are nobody's to keep together.
    if (zip < 0 || (demand.accountCell[account] ?? -1) < 0) return;
    const ofZip = parts.get(zip) ?? new Map<TerritoryCode, { value: number; accounts: number }>();
    parts.set(zip, ofZip);
    const part = ofZip.get(codes[account]!) ?? { value: 0, accounts: 0 };
    ofZip.set(codes[account]!, part);
    part.value += values[account] ?? 0;
    part.accounts++;
  });
  const cut: CutZip[] = [];
  for (const [zip, ofZip] of parts) {
    if (ofZip.size < 2) continue;
    const sorted = [...ofZip].map(([code, part]) => ({ code, ...part }));
    sorted.sort((a, b) => b.value - a.value || b.accounts - a.accounts || a.code - b.code);
    cut.push({ zip, parts: sorted, away: sorted.slice(1).reduce((sum, { value }) => sum + value, 0) });
  }
  return cut.sort((a, b) => b.away - a.away || a.zip - b.zip);
}

/** Placed accounts of a ZIP that are not in a territory, ascending. */
export function accountsElsewhere(
  { zipOfAccount }: ZipUnits,
  { zip, code }: { readonly zip: number; readonly code: TerritoryCode },
  plan: Plan,
  demand: Demand,
): AccountIndex[] {
  const codes = accountTerritories(plan, demand);
  const found: AccountIndex[] = [];
  zipOfAccount.forEach((one, account) => {
    if (one === zip && codes[account] !== code && (demand.accountCell[account] ?? -1) >= 0) found.push(account);
  });
  return found;
}
