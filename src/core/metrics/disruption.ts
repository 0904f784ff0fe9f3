/** What changes hands between a base plan and another one on the same grid. */
import type { Demand } from '../data/dataset.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import type { Disruption, Flow } from './metrics.ts';
import type { AccountValues } from './totals.ts';

interface OpenFlow {
  from: TerritoryCode;
  to: TerritoryCode;
  cells: number;
  accounts: number;
  moved: number[];
}

/** Territory of each account under both plans, 0 = none. */
export interface AccountPlaces {
  readonly before: Uint16Array;
  readonly after: Uint16Array;
}

export function accountPlaces(base: Plan, plan: Plan, demand: Pick<Demand, 'accountCell'>): AccountPlaces {
  return { before: accountTerritories(base, demand), after: accountTerritories(plan, demand) };
}

/**
 * Cells, accounts and loads that change hands. Accounts count by the territory they are in, overrides considered;
 * areal demand moves with its cell. Flows are largest first measure first.
 * @throws RangeError when the plans stand on different grids.
 */
export function disruption(
  base: Plan,
  plan: Plan,
  demand: Demand,
  accounts: AccountValues,
  places: AccountPlaces = accountPlaces(base, plan, demand),
): Disruption {
  if (base.gridHash !== plan.gridHash) throw new RangeError('Plans on different grids cannot be compared.');
  const measures = demand.measures.length;
  const flows = new Map<number, OpenFlow>();
  const flow = (from: TerritoryCode, to: TerritoryCode): OpenFlow => {
    const key = from * 65_536 + to;
    const open = flows.get(key) ?? { from, to, cells: 0, accounts: 0, moved: new Array<number>(measures).fill(0) };
    flows.set(key, open);
    return open;
  };
  moveCells(base, plan, demand, flow);
  moveAccounts(places, accounts, flow);
  const sorted = [...flows.values()].sort((a, b) => (b.moved[0] ?? 0) - (a.moved[0] ?? 0) || b.cells - a.cells);
  return summary(sorted, placedWholes(plan, demand, accounts));
}

type FlowOf = (from: TerritoryCode, to: TerritoryCode) => OpenFlow;

function moveCells(base: Plan, plan: Plan, demand: Demand, flow: FlowOf): void {
  const before = base.layers[0]!;
  const after = plan.layers[0]!;
  for (let cell = 0; cell < after.length; cell++) {
    if (before[cell] === after[cell]) continue;
    const open = flow(before[cell]!, after[cell]!);
    open.cells++;
    demand.areal.forEach((values, m) => {
      open.moved[m]! += values[cell] ?? 0;
    });
  }
}

function moveAccounts({ before, after }: AccountPlaces, accounts: AccountValues, flow: FlowOf): void {
  for (let account = 0; account < accounts.count; account++) {
    if (before[account] === after[account]) continue;
    const open = flow(before[account]!, after[account]!);
    open.accounts++;
    accounts.values.forEach((values, m) => {
      open.moved[m]! += values[account]!;
    });
  }
}

/** Loads of everything that stands on the grid, and of unplaced accounts that were assigned by hand. */
function placedWholes(plan: Plan, demand: Demand, accounts: AccountValues): number[] {
  const wholes = demand.cellValues.map((values) => values.reduce((sum, value) => sum + value, 0));
  for (const { account } of plan.records.override.values()) {
    if ((demand.accountCell[account] ?? -1) >= 0) continue;
    wholes.forEach((_, m) => {
      wholes[m]! += accounts.values[m]?.[account] ?? 0;
    });
  }
  return wholes;
}

function summary(flows: readonly Flow[], wholes: readonly number[]): Disruption {
  const moved = wholes.map((_, m) => flows.reduce((sum, flow) => sum + flow.moved[m]!, 0));
  const losing = new Set(flows.filter((flow) => flow.accounts > 0 && flow.from !== 0).map((flow) => flow.from));
  return {
    cells: flows.reduce((sum, flow) => sum + flow.cells, 0),
    accounts: flows.reduce((sum, flow) => sum + flow.accounts, 0),
    moved,
    movedShare: moved.map((value, m) => (wholes[m]! > 0 ? value / wholes[m]! : 0)),
    repsLosing: losing.size,
    flows,
  };
}
