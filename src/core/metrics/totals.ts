/**
 * Additive totals by territory, kept up to date in place. Every load is held as a pair (high, low) of doubles, so
 * that adding and taking away again comes back to the same figure (Knuth's two-sum; the low part carries what
 * rounding drops).
 *
 * Load of a territory = load of its cells without overridden accounts + accounts overridden into it.
 */
import type { AccountIndex, Accounts, Demand } from '../data/dataset.ts';
import type { LayerPatch, RecordsDiff } from '../edit/edit.ts';
import type { CellIndex } from '../grid/grid.ts';
import type { Override, Plan, TerritoryCode } from '../plan/plan.ts';
import type { Totals } from './metrics.ts';

/** The part of the accounts that totals need. */
export type AccountValues = Pick<Accounts, 'count' | 'values'>;

/** Totals that follow edits. `totals` is live; it is replaced by a longer one when a higher code appears. */
export interface LiveTotals {
  readonly totals: Totals;
  /** Cells of layer 0 change hands; call once per patch, before or after the owners are written. */
  applyPatch(patch: LayerPatch): void;
  /** One cell changes hands: the brush's way in. */
  moveCell(cell: CellIndex, from: TerritoryCode, to: TerritoryCode): void;
  /** Overrides and territories come and go. `owners` are those of layer 0 at this moment. */
  applyRecords(records: RecordsDiff, owners: Uint16Array): void;
}

/** Totals of a plan from scratch; row 0 holds what no territory owns. Unplaced accounts count where overridden. */
export function computeTotals(plan: Plan, demand: Demand, accounts: AccountValues): Totals {
  const owners = plan.layers[0]!;
  const free = plan.records.override.size === 0 ? wholeLoads(demand, owners.length) : freeLoads(plan, demand, accounts);
  return sumsOf(plan, free, accounts);
}

/** Sum over all rows, one figure a measure: the whole that target shares refer to. */
export function measureTotals(totals: Totals): number[] {
  return totals.loads.map((load) => load.reduce((sum, value) => sum + value, 0));
}

export function createLiveTotals(plan: Plan, demand: Demand, accounts: AccountValues): LiveTotals {
  const free = freeLoads(plan, demand, accounts);
  let sums = sumsOf(plan, free, accounts);
  const need = (code: number) => {
    if (code >= sums.cells.length) sums = growSums(sums, code);
  };
  const moveCell = (cell: number, from: number, to: number) => {
    need(from > to ? from : to);
    shiftCell(sums, free, cell, from, -1);
    shiftCell(sums, free, cell, to, 1);
  };
  return {
    get totals() {
      return sums;
    },
    moveCell,
    applyPatch: ({ cells, before, after }) => {
      for (let i = 0; i < cells.length; i++) moveCell(cells[i]!, before[i]!, after[i]!);
    },
    applyRecords: ({ override, territory }, present) => {
      for (const code of territory?.keys() ?? []) need(Number(code));
      override?.forEach(({ before, after }, account) => {
        need(after?.territory ?? 0);
        if (before) shiftAccount(sums, accounts, before, -1);
        if (after) shiftAccount(sums, accounts, after, 1);
        if ((before === null) !== (after === null)) {
          toggleAccount({ sums, free, demand, accounts, owners: present }, Number(account), after !== null);
        }
      });
    },
  };
}

function sumsOf(plan: Plan, free: FreeLoads, accounts: AccountValues): Sums {
  const owners = plan.layers[0]!;
  const sums = createSums(highestCode(plan, owners), free.loads.length);
  addCells(sums, free, owners);
  for (const override of plan.records.override.values()) shiftAccount(sums, accounts, override, 1);
  return sums;
}

interface Sums extends Totals {
  readonly low: readonly Float64Array[];
}

function createSums(highest: TerritoryCode, measures: number): Sums {
  const length = Math.max(32, 2 ** Math.ceil(Math.log2(highest + 2)));
  const columns = () => Array.from({ length: measures }, () => new Float64Array(length));
  return { loads: columns(), low: columns(), cells: new Float64Array(length), accounts: new Float64Array(length) };
}

function growSums(sums: Sums, code: TerritoryCode): Sums {
  const larger = createSums(code, sums.loads.length);
  sums.loads.forEach((load, m) => larger.loads[m]!.set(load));
  sums.low.forEach((low, m) => larger.low[m]!.set(low));
  larger.cells.set(sums.cells);
  larger.accounts.set(sums.accounts);
  return larger;
}

function highestCode(plan: Plan, owners: Uint16Array): TerritoryCode {
  let highest = 0;
  for (const code of owners) if (code > highest) highest = code;
  for (const code of plan.records.territory.keys()) highest = Math.max(highest, Number(code));
  return highest;
}

/** What moves with a cell: areal demand plus the accounts in it that no override takes elsewhere. */
interface FreeLoads {
  readonly loads: readonly Float64Array[];
  readonly accounts: Float64Array;
  readonly overridden: Set<AccountIndex>;
}

/** Nothing is overridden: loads are the demand's own, to be read alone. */
function wholeLoads(demand: Demand, cells: number): FreeLoads {
  const { offsets } = demand.accountsOfCell;
  const accounts = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    accounts[cell] = offsets[cell + 1]! - offsets[cell]! + (demand.arealAccounts?.[cell] ?? 0);
  }
  return { loads: demand.cellValues, accounts, overridden: new Set() };
}

function freeLoads(plan: Plan, demand: Demand, accounts: AccountValues): FreeLoads {
  const whole = wholeLoads(demand, plan.layers[0]!.length);
  const free: FreeLoads = {
    loads: whole.loads.map((values) => values.slice()),
    accounts: whole.accounts,
    overridden: new Set([...plan.records.override.keys()].map(Number)),
  };
  for (const account of free.overridden) {
    const cell = demand.accountCell[account] ?? -1;
    if (cell < 0) continue;
    free.accounts[cell]!--;
    recountCell(free, demand, accounts, cell);
  }
  return free;
}

/** Sums a cell again from its accounts, so that overrides made and removed leave no rounding behind. */
function recountCell(free: FreeLoads, demand: Demand, accounts: AccountValues, cell: CellIndex): void {
  const { offsets, targets } = demand.accountsOfCell;
  let untouched = true;
  for (let i = offsets[cell]!; i < offsets[cell + 1]!; i++) if (free.overridden.has(targets[i]!)) untouched = false;
  free.loads.forEach((loads, m) => {
    let sum = demand.areal[m]?.[cell] ?? 0;
    for (let i = offsets[cell]!; i < offsets[cell + 1]!; i++) {
      if (!free.overridden.has(targets[i]!)) sum += accounts.values[m]![targets[i]!]!;
    }
    loads[cell] = untouched ? demand.cellValues[m]![cell]! : sum;
  });
}

interface ToggleContext {
  readonly sums: Sums;
  readonly free: FreeLoads;
  readonly demand: Demand;
  readonly accounts: AccountValues;
  readonly owners: Uint16Array;
}

/** An account leaves its cell's load (override made) or returns to it (override removed). */
function toggleAccount(context: ToggleContext, account: AccountIndex, overridden: boolean): void {
  const { sums, free, demand, accounts, owners } = context;
  if (overridden) free.overridden.add(account);
  else free.overridden.delete(account);
  const cell = demand.accountCell[account] ?? -1;
  if (cell < 0) return;
  const owner = owners[cell]!;
  shiftCell(sums, free, cell, owner, -1);
  free.accounts[cell]! += overridden ? -1 : 1;
  recountCell(free, demand, accounts, cell);
  shiftCell(sums, free, cell, owner, 1);
}

/** All cells to their owners: what `shiftCell` would add one by one, in the same order, measure by measure. */
function addCells(sums: Sums, free: FreeLoads, owners: Uint16Array): void {
  const { cells, accounts } = sums;
  for (let cell = 0; cell < owners.length; cell++) {
    const code = owners[cell]!;
    cells[code] = cells[code]! + 1;
    accounts[code] = accounts[code]! + free.accounts[cell]!;
  }
  free.loads.forEach((loads, m) => {
    const [high, low] = [sums.loads[m]!, sums.low[m]!];
    for (let cell = 0; cell < owners.length; cell++) {
      const value = loads[cell]!;
      if (value === 0) continue;
      const code = owners[cell]!;
      const a = high[code]!;
      const sum = a + value;
      const part = sum - a;
      const rest = low[code]! + (a - (sum - part) + (value - part));
      const rounded = sum + rest;
      high[code] = rounded;
      low[code] = rest - (rounded - sum);
    }
  });
}

function shiftCell(sums: Sums, free: FreeLoads, cell: CellIndex, code: TerritoryCode, sign: 1 | -1): void {
  sums.cells[code]! += sign;
  sums.accounts[code]! += sign * free.accounts[cell]!;
  for (let m = 0; m < free.loads.length; m++) {
    const value = free.loads[m]![cell]!;
    if (value !== 0) addTo(sums, m, code, sign * value);
  }
}

function shiftAccount(sums: Sums, accounts: AccountValues, override: Override, sign: 1 | -1): void {
  sums.accounts[override.territory]! += sign;
  for (let m = 0; m < accounts.values.length; m++) {
    addTo(sums, m, override.territory, sign * (accounts.values[m]![override.account] ?? 0));
  }
}

/** Adds exactly: two-sum of the high part, the error into the low part, then renormalised. */
function addTo(sums: Sums, measure: number, code: TerritoryCode, value: number): void {
  const high = sums.loads[measure]!;
  const low = sums.low[measure]!;
  const a = high[code]!;
  const sum = a + value;
  const part = sum - a;
  const rest = low[code]! + (a - (sum - part) + (value - part));
  const rounded = sum + rest;
  high[code] = rounded;
  low[code] = rest - (rounded - sum);
}
