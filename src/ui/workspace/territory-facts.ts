/** What the inspector says about one territory beyond its totals; made when a commit or the selection changes. */
import type { AccountIndex, Accounts, Demand } from '../../core/data/dataset.ts';
import type { Grid } from '../../core/grid/grid.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';

const RAD = Math.PI / 180;
const EARTH_KM = 6371.0072;

/** Great-circle length of an edge between two corners, kilometres. */
function edgeKm(corners: Float64Array, a: number, b: number): number {
  const latA = corners[2 * a + 1]! * RAD;
  const latB = corners[2 * b + 1]! * RAD;
  const dLat = Math.sin((latB - latA) / 2);
  const dLng = Math.sin(((corners[2 * b]! - corners[2 * a]!) * RAD) / 2);
  return 2 * EARTH_KM * Math.asin(Math.sqrt(dLat * dLat + Math.cos(latA) * Math.cos(latB) * dLng * dLng));
}

export interface Neighbour {
  readonly code: TerritoryCode;
  readonly borderKm: number;
}

/** Territories across the border of one, longest border first; unassigned land is not a neighbour. */
export function neighboursOf(grid: Grid, owners: Uint16Array, code: TerritoryCode): Neighbour[] {
  const lengths = new Map<TerritoryCode, number>();
  for (let cell = 0; cell < grid.count; cell++) {
    if (owners[cell] !== code) continue;
    const first = grid.cornerOffsets[cell]!;
    const end = grid.cornerOffsets[cell + 1]!;
    for (let k = first; k < end; k++) {
      const across = grid.edgeNeighbours[k]!;
      const owner = across < 0 ? 0 : owners[across]!;
      if (owner === 0 || owner === code) continue;
      lengths.set(owner, (lengths.get(owner) ?? 0) + edgeKm(grid.corners, k, k + 1 === end ? first : k + 1));
    }
  }
  return [...lengths]
    .map(([neighbour, borderKm]) => ({ code: neighbour, borderKm }))
    .sort((a, b) => b.borderKm - a.borderKm || a.code - b.code);
}

export interface AccountsOfTerritory {
  /** Accounts in tiers A, B, C. */
  readonly tiers: readonly [number, number, number];
  /** Largest first measure first. */
  readonly largest: readonly AccountIndex[];
}

const SHOWN = 5;

/** Accounts of a territory: those in its cells that are not overridden away, and those overridden into it. */
export function accountsOf(plan: Plan, demand: Demand, accounts: Accounts, code: TerritoryCode): AccountsOfTerritory {
  const owners = plan.layers[0]!;
  const { override } = plan.records;
  const values = accounts.values[0];
  const tiers: [number, number, number] = [0, 0, 0];
  const largest: AccountIndex[] = [];
  const take = (account: AccountIndex) => {
    const tier = accounts.tiers[account];
    if (tier === 0 || tier === 1 || tier === 2) tiers[tier]++;
    const value = values?.[account] ?? 0;
    let at = largest.length;
    while (at > 0 && (values?.[largest[at - 1]!] ?? 0) < value) at--;
    if (at < SHOWN) largest.splice(at, 0, account);
    if (largest.length > SHOWN) largest.pop();
  };
  const { offsets, targets } = demand.accountsOfCell;
  for (let cell = 0; cell < owners.length; cell++) {
    if (owners[cell] !== code) continue;
    for (let i = offsets[cell]!; i < offsets[cell + 1]!; i++) if (!override.has(targets[i]!)) take(targets[i]!);
  }
  for (const { account, territory } of override.values()) if (territory === code) take(account);
  return { tiers, largest };
}
