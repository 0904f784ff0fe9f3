/** Does every cell have an owner, and every cell with demand above all? */
import type { Demand } from '../data/dataset.ts';
import type { CellIndex } from '../grid/grid.ts';
import { UNASSIGNED } from '../plan/plan.ts';
import type { PlanMetrics } from './metrics.ts';

export function coverageOf(owners: Uint16Array, demand: Demand): PlanMetrics['coverage'] {
  let unassigned = 0;
  let unassignedWithDemand = 0;
  for (let cell = 0; cell < owners.length; cell++) {
    if (owners[cell] !== UNASSIGNED) continue;
    unassigned++;
    if (hasDemand(demand, cell)) unassignedWithDemand++;
  }
  return { cells: owners.length, assigned: owners.length - unassigned, unassigned, unassignedWithDemand };
}

/** Accounts in the cell, or a figure of any measure. */
export function hasDemand(demand: Demand, cell: CellIndex): boolean {
  const { offsets } = demand.accountsOfCell;
  return offsets[cell + 1]! > offsets[cell]! || demand.cellValues.some((values) => values[cell] !== 0);
}
