/** A plan and its demand as a balance problem, and which territory each part stands for. */
import type { Accounts, Demand } from '../data/dataset.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';
import { linkCells } from '../grid/link-cells.ts';
import type { Plan, Territory, TerritoryCode } from '../plan/plan.ts';
import type { BalanceMeasure, BalanceProblem } from './problem.ts';

export interface PlanProblemRequest {
  readonly plan: Plan;
  readonly grid: Grid;
  readonly demand: Demand;
  readonly accounts: Pick<Accounts, 'values'>;
  /** Allowed |deviation| as a share, for all measures or one each. */
  readonly tolerance: number | readonly number[];
  readonly objective: 'build' | 'repair';
  /** Territories that neither gain nor lose a cell; those locked in the plan when absent. */
  readonly lockedCodes?: Iterable<TerritoryCode>;
  /** Cells that stay where they are, besides the plan's cell locks. */
  readonly fixedCells?: Iterable<CellIndex>;
  /** At most this share of the first measure may change hands. */
  readonly maxDisruption?: number;
  /** Group of each cell, -1 = none: cells that stay together. */
  readonly groups?: Int32Array;
  /** Number of territories to build; the plan's own when absent. */
  readonly territoryCount?: number;
}

/**
 * The problem of building or repairing a plan's first layer, and the territory code of each part. New codes are given
 * where more territories are asked for than the plan has. Overridden accounts count in `baseLoad` of the territory
 * they go to and not in their cell. Throws RangeError when there would be no territory.
 */
export function problemOfPlan(request: PlanProblemRequest): { problem: BalanceProblem; codeOfPart: Uint16Array } {
  const { plan, grid, demand, objective } = request;
  const territories = [...plan.records.territory.values()].sort((a, b) => a.code - b.code);
  const locked = new Set(request.lockedCodes ?? territories.filter((t) => t.locked).map((t) => t.code));
  const codeOfPart = partCodes(territories, request.territoryCount ?? territories.length, locked);
  const partOfCode = new Map(Array.from(codeOfPart, (code, part) => [code, part]));
  const owners = plan.layers[0] as Uint16Array;
  const initial = Int32Array.from(owners, (code) =>
    objective === 'repair' || locked.has(code) ? (partOfCode.get(code) ?? -1) : -1,
  );
  const { values, baseLoad } = loadsWithOverrides(request, codeOfPart.length, partOfCode);
  const lockFlags = Uint8Array.from(codeOfPart, (code) => (locked.has(code) ? 1 : 0));
  const hasLocks = lockFlags.includes(1);
  const fixed = fixedCells(request, owners, partOfCode);
  const problem: BalanceProblem = {
    graph: linkCells(grid.adjacency, plan.records.bridge.values(), plan.records.barrier.values()),
    parts: codeOfPart.length,
    measures: demand.measures.map(
      ({ key }, m): BalanceMeasure => ({
        key,
        values: values[m]!,
        tolerance: typeof request.tolerance === 'number' ? request.tolerance : (request.tolerance[m] ?? 0.05),
        weight: 1,
      }),
    ),
    targetShares: demand.measures.map(() => targetShares(territories, codeOfPart)),
    baseLoad,
    ...limitsOfParts(request, territories, codeOfPart),
    positions: grid.centers,
    ...(fixed ? { fixed } : {}),
    ...(hasLocks ? { locked: lockFlags } : {}),
    ...(request.groups ? { groups: request.groups } : {}),
    ...(objective === 'repair' || hasLocks ? { initial } : {}),
    ...(objective === 'repair' ? changeCosts(demand, values) : {}),
    ...(request.maxDisruption === undefined || objective !== 'repair'
      ? {}
      : { maxChangedShare: request.maxDisruption }),
  };
  return { problem, codeOfPart };
}

/** Codes of `count` parts: locked territories are kept first, then the others in order, then unused codes. */
function partCodes(territories: readonly Territory[], count: number, locked: ReadonlySet<TerritoryCode>): Uint16Array {
  if (!(Number.isInteger(count) && count >= 1 && count < 65536)) {
    throw new RangeError(`A plan has 1 to 65535 territories, not ${count}. Add a territory first.`);
  }
  const kept = [...territories].sort(
    (a, b) => Number(locked.has(b.code)) - Number(locked.has(a.code)) || a.code - b.code,
  );
  const codes = kept.slice(0, count).map((territory) => territory.code);
  const used = new Set(territories.map((territory) => territory.code));
  for (let code = 1; codes.length < count; code++) if (!used.has(code)) codes.push(code);
  return Uint16Array.from(codes.sort((a, b) => a - b));
}

/** The territories' own shares, scaled to 1; equal shares where parts are not exactly the plan's territories. */
function targetShares(territories: readonly Territory[], codeOfPart: Uint16Array): Float64Array {
  const shareOf = new Map(territories.map((territory) => [territory.code, territory.targetShare]));
  const own = Float64Array.from(codeOfPart, (code) => shareOf.get(code) ?? NaN);
  const sum = own.reduce((total, share) => total + share, 0);
  if (territories.length === codeOfPart.length && sum > 0) return own.map((share) => share / sum);
  return own.fill(1 / own.length);
}

/** Least and most that territories are to carry; nothing where none has a limit. */
function limitsOfParts(
  { demand }: PlanProblemRequest,
  territories: readonly Territory[],
  codeOfPart: Uint16Array,
): Pick<BalanceProblem, 'minimum' | 'maximum'> {
  const limited = territories.filter(({ limits }) => limits && limits.length > 0);
  if (limited.length === 0) return {};
  const minimum = demand.measures.map(() => new Float64Array(codeOfPart.length));
  const maximum = demand.measures.map(() => new Float64Array(codeOfPart.length).fill(Infinity));
  for (const { code, limits } of limited) {
    const part = codeOfPart.indexOf(code);
    for (const limit of part < 0 ? [] : limits!) {
      const m = demand.measures.findIndex(({ key }) => key === limit.measure);
      if (m < 0) continue;
      minimum[m]![part] = limit.minimum ?? 0;
      maximum[m]![part] = limit.maximum ?? Infinity;
    }
  }
  return { minimum, maximum };
}

function loadsWithOverrides(
  { plan, demand, accounts }: PlanProblemRequest,
  parts: number,
  partOfCode: ReadonlyMap<TerritoryCode, number>,
): { values: Float64Array[]; baseLoad: Float64Array[] } {
  const values = demand.cellValues.map((column) => column.slice());
  const baseLoad = demand.measures.map(() => new Float64Array(parts));
  for (const { account, territory } of plan.records.override.values()) {
    const part = partOfCode.get(territory);
    const cell = demand.accountCell[account] ?? -1;
    if (part === undefined) continue;
    for (let m = 0; m < values.length; m++) {
      const value = accounts.values[m]![account]!;
      baseLoad[m]![part]! += value;
      // Taking the same sums apart again leaves rounding below zero where nothing is left.
      if (cell >= 0) values[m]![cell] = Math.max(0, values[m]![cell]! - value);
    }
  }
  return { values, baseLoad };
}

function fixedCells(
  { plan, fixedCells: extra }: PlanProblemRequest,
  owners: Uint16Array,
  partOfCode: ReadonlyMap<TerritoryCode, number>,
): Int32Array | null {
  const cells = [...plan.records.cellLock.values()].map((lock) => lock.cell).concat(extra ? [...extra] : []);
  if (cells.length === 0) return null;
  const fixed = new Int32Array(owners.length).fill(-1);
  for (const cell of cells) fixed[cell] = partOfCode.get(owners[cell]!) ?? -1;
  return fixed;
}

/** Cost of a cell: the mean of its shares of the accounts and of the first measure; the budget counts the latter. */
function changeCosts(demand: Demand, values: readonly Float64Array[]): Pick<BalanceProblem, 'moveCost' | 'budgetCost'> {
  const first = values[0];
  if (!first) return {};
  const { offsets } = demand.accountsOfCell;
  const accounts = Math.max(1, offsets[offsets.length - 1]!);
  const total = first.reduce((sum, value) => sum + value, 0);
  const moveCost = first.map(
    (value, cell) => (offsets[cell + 1]! - offsets[cell]!) / accounts + (total > 0 ? value / total : 0),
  );
  return total > 0 ? { moveCost, budgetCost: first.slice() } : { moveCost };
}
