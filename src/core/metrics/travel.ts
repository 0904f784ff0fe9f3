/**
 * How far accounts lie from the middle of their territory: what a plan does to travel, whatever the order of visits. An
 * estimate in a straight line; accounts stand at the middle of their cell.
 */
import type { Demand } from '../data/dataset.ts';
import { EARTH_RADIUS_KM, toVector } from '../geometry/sphere.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';

type Ground = Pick<Grid, 'centers' | 'count'>;

/** Of cell centres, three numbers a cell; made once a grid. */
const vectorsOfGrid = new WeakMap<Ground, Float64Array>();

function vectorsOf(grid: Ground): Float64Array {
  const known = vectorsOfGrid.get(grid);
  if (known) return known;
  const vectors = new Float64Array(3 * grid.count);
  for (let cell = 0; cell < grid.count; cell++) {
    toVector(grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!, vectors, 3 * cell);
  }
  vectorsOfGrid.set(grid, vectors);
  return vectors;
}

type Accounts = Pick<Demand, 'accountCell' | 'accountsOfCell' | 'arealAccounts'>;

interface Stands {
  /** Cells with accounts, ascending, and how many each has. */
  readonly cells: Uint32Array;
  readonly accounts: Float64Array;
}

/** Made once a demand. */
const standsOfDemand = new WeakMap<Accounts, Stands>();

function standsOf(demand: Accounts): Stands {
  const known = standsOfDemand.get(demand);
  if (known) return known;
  const { offsets } = demand.accountsOfCell;
  const cells: CellIndex[] = [];
  const accounts: number[] = [];
  for (let cell = 0; cell + 1 < offsets.length; cell++) {
    const count = offsets[cell + 1]! - offsets[cell]! + (demand.arealAccounts?.[cell] ?? 0);
    if (count <= 0) continue;
    cells.push(cell);
    accounts.push(count);
  }
  const stands = { cells: Uint32Array.from(cells), accounts: Float64Array.from(accounts) };
  standsOfDemand.set(demand, stands);
  return stands;
}

/** Calls `each` with the accounts of a cell, then with every account that is elsewhere by name, which counts -1 and 1. */
function eachAccounts(
  plan: Plan,
  demand: Accounts,
  each: (cell: CellIndex, code: TerritoryCode, accounts: number) => void,
): void {
  const owners = plan.layers[0]!;
  const { cells, accounts } = standsOf(demand);
  for (let at = 0; at < cells.length; at++) {
    const code = owners[cells[at]!]!;
    if (code !== 0) each(cells[at]!, code, accounts[at]!);
  }
  for (const { account, territory } of plan.records.override.values()) {
    const cell = demand.accountCell[account] ?? -1;
    if (cell < 0) continue;
    if (owners[cell] !== 0) each(cell, owners[cell]!, -1);
    each(cell, territory, 1);
  }
}

/** Mean distance in kilometres of accounts from the middle of those of their territory; 0 without accounts. */
export function meanTravelKm(plan: Plan, grid: Ground, demand: Accounts): number {
  const vectors = vectorsOf(grid);
  const codes = Math.max(0, ...[...plan.records.territory.keys()].map(Number)) + 1;
  const middles = new Float64Array(3 * codes);
  eachAccounts(plan, demand, (cell, code, accounts) => {
    const v = 3 * cell;
    const m = 3 * code;
    middles[m]! += accounts * vectors[v]!;
    middles[m + 1]! += accounts * vectors[v + 1]!;
    middles[m + 2]! += accounts * vectors[v + 2]!;
  });
  for (let at = 0; at < middles.length; at += 3) {
    const length = Math.hypot(middles[at]!, middles[at + 1]!, middles[at + 2]!);
    if (length > 0) for (let axis = 0; axis < 3; axis++) middles[at + axis]! /= length;
  }
  let [sum, count] = [0, 0];
  eachAccounts(plan, demand, (cell, code, accounts) => {
    const v = 3 * cell;
    const m = 3 * code;
    const x = vectors[v]! - middles[m]!;
    const y = vectors[v + 1]! - middles[m + 1]!;
    const z = vectors[v + 2]! - middles[m + 2]!;
    // The arc over a chord: exact for short ones too.
    sum += accounts * 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(x * x + y * y + z * z) / 2));
    count += accounts;
  });
  return count > 0 ? sum / count : 0;
}
