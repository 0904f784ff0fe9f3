/** Locked territories neither gain nor lose cells or accounts; locked cells keep their owner. */
import type { CellIndex } from '../grid/grid.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import type { Edit } from './edit.ts';

/** The locks of a plan in a form quick enough for a brush. */
export interface LockTable {
  readonly codes: ReadonlySet<TerritoryCode>;
  readonly cells: ReadonlyMap<number | string, unknown>;
}

export function locksOf(plan: Plan): LockTable {
  const codes = new Set<TerritoryCode>();
  for (const territory of plan.records.territory.values()) if (territory.locked) codes.add(territory.code);
  return { codes, cells: plan.records.cellLock };
}

/** May `cell` go from one territory to another? */
export function isMoveLocked(locks: LockTable, cell: CellIndex, from: TerritoryCode, to: TerritoryCode): boolean {
  return locks.codes.has(from) || locks.codes.has(to) || locks.cells.has(cell);
}

/** Cells and overrides of the edit that a lock forbids; 0 when it may go through. Locks are those before the edit. */
export function countLocked(plan: Plan, edit: Edit): number {
  const locks = locksOf(plan);
  if (locks.codes.size === 0 && locks.cells.size === 0) return 0;
  let refused = 0;
  for (const { layer, cells, before, after } of edit.patches) {
    if (layer !== 0) continue;
    for (let i = 0; i < cells.length; i++) {
      if (before[i] !== after[i] && isMoveLocked(locks, cells[i]!, before[i]!, after[i]!)) refused++;
    }
  }
  edit.records.override?.forEach(({ before, after }) => {
    if ((before && locks.codes.has(before.territory)) || (after && locks.codes.has(after.territory))) refused++;
  });
  return refused;
}
