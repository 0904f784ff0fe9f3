/** A new account file on plans that exist: accounts are matched by id, the alignment stays. */
import { accountKey } from '../data/account-key.ts';
import type { AccountIndex, Dataset } from '../data/dataset.ts';
import { binAccounts } from '../data/demand.ts';
import type { Ground } from '../data/ground.ts';
import { type Measure, POTENTIAL, WORKLOAD } from '../data/measure.ts';
import { textAt } from '../data/text-column.ts';
import { recordKeyOf } from '../edit/record-key.ts';
import { proposeBridges } from '../grid/bridges.ts';
import { buildGrid } from '../grid/build-grid.ts';
import { cellIdAt, indexOfCell } from '../grid/cell-id.ts';
import { coverPoints } from '../grid/cover.ts';
import type { CellEdge, CellIndex, Grid } from '../grid/grid.ts';
import type { Plan, RecordKey } from './plan.ts';

export interface RefreshChange {
  readonly kind: 'added' | 'gone' | 'changed';
  readonly id: string;
  readonly name: string;
  /** Potential; null where the account was not there. */
  readonly before: number | null;
  readonly after: number | null;
  /** It stands at another place, or has none any more. */
  readonly moved: boolean;
}

export interface RefreshLine {
  readonly accounts: number;
  /** Sums of potential before and after. */
  readonly before: number;
  readonly after: number;
}

export interface RefreshReport {
  readonly added: RefreshLine;
  readonly gone: RefreshLine;
  readonly changed: RefreshLine;
  readonly unchanged: RefreshLine;
  /** Added and changed in the order of the new file, then gone in that of the old one. */
  readonly changes: readonly RefreshChange[];
  /** Cells that the grid gained for accounts beyond it; those without a neighbour in a territory belong to nobody. */
  readonly newCells: number;
  /** Overrides of accounts that are gone, over all plans. */
  readonly overridesDropped: number;
}

export interface RefreshRequest {
  readonly dataset: Dataset;
  readonly ground: Pick<Ground, 'grid' | 'bridges'>;
  readonly plans: readonly Plan[];
  /** Of the new file, with the same measures. */
  readonly next: Dataset;
}

export interface Refreshed {
  readonly ground: Ground;
  /** In the order of the request, under their ids; nothing is shared that changes. */
  readonly plans: readonly Plan[];
  readonly report: RefreshReport;
}

/** @throws RangeError where one of the files has no account ids */
export function refreshPlans({ dataset, ground, plans, next }: RefreshRequest): Refreshed {
  const match = matchAccounts(dataset, next);
  const grid = grownGrid(ground.grid, next);
  const grown = grid.count > ground.grid.count;
  const bridges = grown ? proposeBridges(grid) : ground.bridges;
  const cellOf = grown
    ? Int32Array.from({ length: ground.grid.count }, (_, cell) => indexOfCell(grid, cellIdAt(ground.grid, cell)))
    : null;
  let dropped = 0;
  const carried = plans.map((plan) => {
    const made = carriedPlan(plan, grid, cellOf, match.nextOf, bridges);
    dropped += plan.records.override.size - made.records.override.size;
    return made;
  });
  const report = reportOf(dataset, next, match.formerOf);
  return {
    ground: { grid, demand: binAccounts(grid, next), bridges },
    plans: carried,
    report: { ...report, newCells: grid.count - ground.grid.count, overridesDropped: dropped },
  };
}

interface Match {
  /** Account of the new file by account of the old one, -1 = gone. */
  readonly nextOf: Int32Array;
  /** The other way round, -1 = added. */
  readonly formerOf: Int32Array;
}

/** The nth record of an id is matched with the nth of the same id. */
function matchAccounts(dataset: Dataset, next: Dataset): Match {
  const former = new Map(keysOf(dataset).map((key, account) => [key, account]));
  const nextOf = new Int32Array(dataset.accounts.count).fill(-1);
  const formerOf = Int32Array.from(keysOf(next), (key) => former.get(key) ?? -1);
  formerOf.forEach((old, account) => {
    if (old >= 0) nextOf[old] = account;
  });
  return { nextOf, formerOf };
}

function keysOf({ source, accounts }: Dataset): string[] {
  const column = source.columns[accounts.idColumn];
  if (column === undefined) {
    throw new RangeError(`No column of ${source.file} holds account ids: accounts can only be matched by them.`);
  }
  const seen = new Map<string, number>();
  return Array.from({ length: accounts.count }, (_, row) => {
    const key = accountKey(textAt(column, row));
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return `${count} ${key}`;
  });
}

/** The same grid, or one with the cells of accounts beyond it. */
function grownGrid(grid: Grid, { accounts }: Dataset): Grid {
  const beyond = coverPoints(accounts.lat, accounts.lng, grid.resolution).filter((cell) => indexOfCell(grid, cell) < 0);
  if (beyond.length === 0) return grid;
  return buildGrid(Array.from({ length: grid.count }, (_, cell) => cellIdAt(grid, cell)).concat(beyond));
}

/** `cellOf` = new index of each former cell; null where they are the same. */
function carriedPlan(
  plan: Plan,
  grid: Grid,
  cellOf: Int32Array | null,
  nextOf: Int32Array,
  bridges: readonly CellEdge[],
): Plan {
  const { records } = plan;
  const cell = (index: CellIndex): CellIndex => (cellOf === null ? index : cellOf[index]!);
  const edge = ({ a, b }: CellEdge): CellEdge => ({ a: cell(a), b: cell(b) });
  const overrides = [...records.override.values()]
    .map((override) => ({ ...override, account: nextOf[override.account] ?? -1 }))
    .filter(({ account }) => account >= 0);
  const edges = (list: Iterable<CellEdge>) =>
    new Map<RecordKey, CellEdge>([...list].map(edge).map((one) => [recordKeyOf('bridge', one), one]));
  const joined = edges(records.bridge.values());
  // Cells that were gained may lie apart.
  if (cellOf !== null) for (const one of bridges) joined.set(recordKeyOf('bridge', one), one);
  return {
    id: plan.id,
    gridHash: grid.hash,
    layers: plan.layers.map((owners) => (cellOf === null ? owners.slice() : ownersOn(grid, owners, cellOf))),
    records: {
      territory: new Map(records.territory),
      region: new Map(records.region),
      setting: new Map(records.setting),
      override: new Map(overrides.map((one) => [recordKeyOf('override', one), one])),
      cellLock: new Map([...records.cellLock.values()].map((lock) => [cell(lock.cell), { cell: cell(lock.cell) }])),
      barrier: edges(records.barrier.values()),
      bridge: joined,
    },
  };
}

/** Cells that were gained go to the territory that most of their neighbours are in, from the rim outwards. */
function ownersOn(grid: Grid, former: Uint16Array, cellOf: Int32Array): Uint16Array {
  const owners = new Uint16Array(grid.count);
  const known = new Uint8Array(grid.count);
  cellOf.forEach((cell, old) => {
    owners[cell] = former[old]!;
    known[cell] = 1;
  });
  let open = Array.from(grid.areasKm2.keys()).filter((cell) => known[cell] === 0);
  for (let before = -1; open.length !== before; ) {
    before = open.length;
    const found = open.map((cell) => commonest(grid, owners, cell));
    open.forEach((cell, at) => {
      owners[cell] = found[at]!;
    });
    open = open.filter((cell) => owners[cell] === 0);
  }
  return owners;
}

function commonest({ adjacency }: Grid, owners: Uint16Array, cell: CellIndex): number {
  const votes = new Map<number, number>();
  for (let at = adjacency.offsets[cell]!; at < adjacency.offsets[cell + 1]!; at++) {
    const code = owners[adjacency.targets[at]!]!;
    if (code !== 0) votes.set(code, (votes.get(code) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 0;
}

type Lines = Record<'added' | 'gone' | 'changed' | 'unchanged', { accounts: number; before: number; after: number }>;

function reportOf(
  dataset: Dataset,
  next: Dataset,
  formerOf: Int32Array,
): Omit<RefreshReport, 'newCells' | 'overridesDropped'> {
  const [old, now] = [factsOf(dataset), factsOf(next)];
  const line = () => ({ accounts: 0, before: 0, after: 0 });
  const lines: Lines = { added: line(), gone: line(), changed: line(), unchanged: line() };
  const changes: RefreshChange[] = [];
  const add = (kind: keyof Lines, account: AccountIndex, former: AccountIndex): void => {
    const sums = lines[kind];
    sums.accounts += 1;
    sums.before += former < 0 ? 0 : old.potential(former);
    sums.after += account < 0 ? 0 : now.potential(account);
    if (kind === 'unchanged') return;
    changes.push({
      kind,
      ...(account < 0 ? old.name(former) : now.name(account)),
      before: former < 0 ? null : old.potential(former),
      after: account < 0 ? null : now.potential(account),
      moved: account >= 0 && former >= 0 && hasMoved(dataset, former, next, account),
    });
  };
  const gone = new Uint8Array(dataset.accounts.count).fill(1);
  formerOf.forEach((former, account) => {
    if (former < 0) {
      add('added', account, -1);
      return;
    }
    gone[former] = 0;
    const same = !hasMoved(dataset, former, next, account) && sameValues(dataset, former, next, account);
    add(same ? 'unchanged' : 'changed', account, former);
  });
  gone.forEach((flag, former) => {
    if (flag === 1) add('gone', -1, former);
  });
  return { ...lines, changes };
}

function factsOf({ source, accounts, measures }: Dataset) {
  const values = accounts.values[measures.findIndex(({ key }) => key === POTENTIAL)];
  const [ids, names] = [source.columns[accounts.idColumn], source.columns[accounts.nameColumn]];
  return {
    potential: (account: AccountIndex) => values?.[account] ?? 0,
    name: (account: AccountIndex) => ({
      id: ids === undefined ? '' : textAt(ids, account),
      name: names === undefined ? '' : textAt(names, account),
    }),
  };
}

function hasMoved(dataset: Dataset, former: AccountIndex, next: Dataset, account: AccountIndex): boolean {
  const [a, b] = [dataset.accounts, next.accounts];
  return !Object.is(a.lat[former], b.lat[account]) || !Object.is(a.lng[former], b.lng[account]);
}

/** An estimated workload follows from the others and from the neighbours: it does not make an account a changed one. */
function sameValues(dataset: Dataset, former: AccountIndex, next: Dataset, account: AccountIndex): boolean {
  const same = (measures: readonly Measure[], of: 'values' | 'carried') =>
    measures.every(({ key }, m) => {
      if (key === WORKLOAD && dataset.workloadModel !== null) return true;
      return dataset.accounts[of]?.[m]?.[former] === next.accounts[of]?.[m]?.[account];
    });
  return same(dataset.measures, 'values') && same(dataset.carried ?? [], 'carried');
}
