/** Cells that a plan keeps together in builds and repairs: those of a ZIP, and those with sites of one parent account. */
import type { Plan } from '../plan/plan.ts';
import type { Dataset, Demand } from './dataset.ts';
import { textAt } from './text-column.ts';
import { zipGroups } from './zip-units.ts';

interface Source {
  readonly dataset: Dataset;
  readonly demand: Demand;
}

/** Setting of a plan: sites of one parent account go to one territory. */
export const KEEP_PARENTS = 'keepParents';

export function keepsParents(plan: Plan): boolean {
  return plan.records.setting.get(KEEP_PARENTS)?.value === true;
}

/**
 * Group of each cell, -1 = none, for a balance problem of the plan; nothing where it keeps nothing together. Where a cell
 * is of two groups, as of a ZIP and of a parent with sites in several ZIPs, these become one.
 */
export function groupsOfPlan(plan: Plan, source: Source): { readonly groups?: Int32Array } {
  const ofZips = zipGroups(plan, source);
  if (!keepsParents(plan)) return ofZips;
  const sites = sitesOfParents(source);
  return sites.length === 0 ? ofZips : { groups: joined(sites, ofZips.groups, source.demand) };
}

const known = new WeakMap<Demand, readonly (readonly number[])[]>();

/** Cells of each parent that has sites in more than one; accounts that are kept out of balance have no cell. */
function sitesOfParents({ dataset: { source, roles, accounts }, demand }: Source): readonly (readonly number[])[] {
  const found = known.get(demand);
  if (found) return found;
  const column = source.columns[roles.indexOf('parent')];
  const cells = new Map<string, Set<number>>();
  for (let account = 0; column && account < accounts.count; account++) {
    const cell = demand.accountCell[account] ?? -1;
    const parent = textAt(column, account).trim();
    if (parent === '' || cell < 0) continue;
    cells.set(parent, (cells.get(parent) ?? new Set<number>()).add(cell));
  }
  const sites = [...cells.values()].filter(({ size }) => size > 1).map((one) => [...one]);
  known.set(demand, sites);
  return sites;
}

/** Union of both, by the lowest cell of each group. */
function joined(
  sites: readonly (readonly number[])[],
  zips: Int32Array | undefined,
  { accountsOfCell }: Demand,
): Int32Array {
  const count = accountsOfCell.offsets.length - 1;
  const parent = Int32Array.from({ length: count }, (_, cell) => cell);
  const rootOf = (cell: number): number => {
    let root = cell;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!;
    return root;
  };
  const unite = (a: number, b: number) => {
    const [low, high] = [rootOf(a), rootOf(b)].sort((one, other) => one - other);
    parent[high!] = low!;
  };
  const firstOfZip = new Map<number, number>();
  zips?.forEach((zip, cell) => {
    if (zip < 0) return;
    if (firstOfZip.has(zip)) unite(firstOfZip.get(zip)!, cell);
    else firstOfZip.set(zip, cell);
  });
  for (const [first, ...others] of sites) for (const other of others) unite(first!, other);
  const roots = Int32Array.from({ length: count }, (_, cell) => rootOf(cell));
  const sizes = new Uint32Array(count);
  for (const root of roots) sizes[root]!++;
  return roots.map((root) => (sizes[root]! > 1 ? root : -1));
}
