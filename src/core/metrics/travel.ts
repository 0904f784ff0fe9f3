/**
 * How far accounts lie from the middle of their territory, and how long one drives there and back: what a plan does to
 * travel, whatever the order of visits. An estimate; accounts stand at the middle of their cell.
 */
import type { AccountIndex, Dataset, Demand } from '../data/dataset.ts';
import { legMinutes } from '../data/leg-minutes.ts';
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

/** What an account counts for: by stand (cells with accounts, in their order) and by itself. */
interface Weights {
  readonly ofStand: Float64Array;
  readonly ofAccount: (account: AccountIndex) => number;
}

const eachOnce = (demand: Accounts): Weights => ({ ofStand: standsOf(demand).accounts, ofAccount: () => 1 });

/** Calls `each` with what a cell has, then with every account that is elsewhere by name, which counts against and for. */
function eachWeight(
  plan: Plan,
  demand: Accounts,
  { ofStand, ofAccount }: Weights,
  each: (cell: CellIndex, code: TerritoryCode, weight: number) => void,
): void {
  const owners = plan.layers[0]!;
  const { cells } = standsOf(demand);
  for (let at = 0; at < cells.length; at++) {
    const code = owners[cells[at]!]!;
    if (code !== 0) each(cells[at]!, code, ofStand[at]!);
  }
  for (const { account, territory } of plan.records.override.values()) {
    const cell = demand.accountCell[account] ?? -1;
    if (cell < 0) continue;
    const weight = ofAccount(account);
    if (owners[cell] !== 0) each(cell, owners[cell]!, -weight);
    each(cell, territory, weight);
  }
}

/** Middles of the accounts of each territory as unit vectors, three numbers a code. */
function middlesOf(plan: Plan, grid: Ground, demand: Accounts): Float64Array {
  const vectors = vectorsOf(grid);
  const codes = Math.max(0, ...[...plan.records.territory.keys()].map(Number)) + 1;
  const middles = new Float64Array(3 * codes);
  eachWeight(plan, demand, eachOnce(demand), (cell, code, accounts) => {
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
  return middles;
}

/** Calls `each` with kilometres from a place with accounts to the middle of their territory, and what they count for. */
function eachWay(
  plan: Plan,
  grid: Ground,
  demand: Accounts,
  weights: Weights,
  each: (kilometres: number, weight: number) => void,
): void {
  const vectors = vectorsOf(grid);
  const middles = middlesOf(plan, grid, demand);
  eachWeight(plan, demand, weights, (cell, code, weight) => {
    const v = 3 * cell;
    const m = 3 * code;
    const x = vectors[v]! - middles[m]!;
    const y = vectors[v + 1]! - middles[m + 1]!;
    const z = vectors[v + 2]! - middles[m + 2]!;
    // The arc over a chord: exact for short ones too.
    each(2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(x * x + y * y + z * z) / 2)), weight);
  });
}

/** Mean distance in kilometres of accounts from the middle of those of their territory; 0 without accounts. */
export function meanTravelKm(plan: Plan, grid: Ground, demand: Accounts): number {
  let [sum, count] = [0, 0];
  eachWay(plan, grid, demand, eachOnce(demand), (kilometres, accounts) => {
    sum += accounts * kilometres;
    count += accounts;
  });
  return count > 0 ? sum / count : 0;
}

/** How often accounts are called on, and how fast one gets there. */
export interface TravelBasis {
  /** Visits a year of each account, from the tiers of the workload model; null = not known: one visit each. */
  readonly visits: Float64Array | null;
  /** Kilometres an hour in a straight line, as the user has set it; null = the speeds of the workload model. */
  readonly speedKmh: number | null;
  /** Hours of a way of so many kilometres in a straight line. */
  readonly hours: (kilometres: number) => number;
}

/**
 * Nothing is assumed: speeds and visits are those of the model by which the workload was estimated, or the user's speed.
 * @returns null where there is neither
 */
export function travelBasis(
  { accounts, workloadModel }: Pick<Dataset, 'accounts' | 'workloadModel'>,
  { arealAccounts }: Pick<Demand, 'arealAccounts'>,
  speedKmh: number | null,
): TravelBasis | null {
  // Accounts that are only counted by cell have no tier.
  const model = arealAccounts === undefined ? workloadModel : null;
  const visits =
    model && Float64Array.from(accounts.tiers, (tier) => (model.tiers[tier] ?? model.tiers.at(-1))?.visitsPerYear ?? 0);
  if (speedKmh !== null) return { visits, speedKmh, hours: (kilometres) => kilometres / speedKmh };
  return model && { visits, speedKmh, hours: (kilometres) => legMinutes(model, kilometres) / 60 };
}

/**
 * Hours on the road if each visit were driven from the middle of the territory and back: in a year, or for one visit each.
 * More than is driven where a tour takes in several accounts; what plans differ by is what it is for.
 */
export function travelHours(plan: Plan, grid: Ground, demand: Accounts, { visits, hours }: TravelBasis): number {
  let sum = 0;
  eachWay(plan, grid, demand, visits ? weightsOf(demand, visits) : eachOnce(demand), (kilometres, weight) => {
    sum += 2 * weight * hours(kilometres);
  });
  return sum;
}

function weightsOf(demand: Accounts, values: Float64Array): Weights {
  const { offsets, targets } = demand.accountsOfCell;
  const ofStand = Float64Array.from(standsOf(demand).cells, (cell) => {
    let sum = 0;
    for (let at = offsets[cell]!; at < offsets[cell + 1]!; at++) sum += values[targets[at]!]!;
    return sum;
  });
  return { ofStand, ofAccount: (account) => values[account]! };
}
