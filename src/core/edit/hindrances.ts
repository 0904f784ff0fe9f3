/** What stands in a territory's way on the map where a plan cannot bring it inside its corridor: places to be shown. */
import type { InfeasibleReason } from '../balance/problem.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';

export type Hindrance =
  /** The territory, or a neighbour, neither gains nor loses cells. */
  | { readonly kind: 'lock'; readonly code: TerritoryCode }
  /** One cell that is too much, cells that are locked, or those on both sides of a barrier. */
  | { readonly kind: 'heavy' | 'cell-locks' | 'barrier'; readonly cells: readonly CellIndex[] }
  /** Nothing smaller than the territory: its minimum or maximum, what is to stay together, the corridor itself. */
  | { readonly kind: 'territory'; readonly code: TerritoryCode };

interface Failing {
  readonly code: TerritoryCode;
  /** -1 = no single one. */
  readonly cell: CellIndex;
  readonly reason: InfeasibleReason;
}

/**
 * The fewest things that explain it by themselves: a cell that alone is too much, or the territory's own lock, needs
 * nothing besides. Else what its border runs along and could be lifted. Never empty. O(cells).
 * @param held territories that a proposal was told to leave as they are: as good as locked
 */
export function hindrancesOf(
  plan: Plan,
  { adjacency: { offsets, targets } }: Pick<Grid, 'adjacency'>,
  { code, cell, reason }: Failing,
  held: readonly TerritoryCode[] = [],
): Hindrance[] {
  const { territory, cellLock, barrier } = plan.records;
  const isHeld = (one: TerritoryCode): boolean => territory.get(one)?.locked === true || held.includes(one);
  if (reason === 'heavy-cell') return [{ kind: 'heavy', cells: [cell] }];
  if (isHeld(code)) return [{ kind: 'lock', code }];
  if (reason === 'cap' || reason === 'group') {
    return cell >= 0 ? [{ kind: 'heavy', cells: [cell] }] : [{ kind: 'territory', code }];
  }
  const owners = plan.layers[0]!;
  const beside = new Set<TerritoryCode>();
  owners.forEach((owner, one) => {
    if (owner !== code) return;
    for (let k = offsets[one]!; k < offsets[one + 1]!; k++) beside.add(owners[targets[k]!]!);
  });
  const found: Hindrance[] = cell >= 0 ? [{ kind: 'heavy', cells: [cell] }] : [];
  for (const neighbour of [...beside].sort((a, b) => a - b)) {
    if (neighbour !== code && neighbour !== 0 && isHeld(neighbour)) found.push({ kind: 'lock', code: neighbour });
  }
  const isNear = (one: CellIndex): boolean => owners[one] === code || beside.has(owners[one]!);
  const locked = [...cellLock.values()].map((lock) => lock.cell).filter(isNear);
  if (locked.length > 0) found.push({ kind: 'cell-locks', cells: locked });
  const cut = [...barrier.values()].filter(({ a, b }) => (owners[a] === code) !== (owners[b] === code));
  if (cut.length > 0) found.push({ kind: 'barrier', cells: [...new Set(cut.flatMap(({ a, b }) => [a, b]))] });
  return found.length > 0 ? found : [{ kind: 'territory', code }];
}
