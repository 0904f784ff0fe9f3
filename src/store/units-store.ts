/** Ground that stays whole while one paints: counties or states, as the view says, and ZIPs, as the plan says. */
import { createStore } from 'zustand/vanilla';
import type { ZipUnits } from '../core/data/zip-units.ts';
import type { CellUnits } from '../core/grid/cell-units.ts';

export interface UnitsState {
  /** Grid that both are of. */
  readonly gridHash: string | null;
  readonly regions: CellUnits | null;
  readonly zips: ZipUnits | null;
  /** What was asked for is not there yet: nothing is painted meanwhile. */
  readonly pending: boolean;
}

export const NO_UNITS: UnitsState = { gridHash: null, regions: null, zips: null, pending: false };

export const units = createStore<UnitsState>()(() => NO_UNITS);

/** The kinds of units in force on a grid, the larger ones first. */
export function unitsInForce(gridHash: string): CellUnits[] {
  const state = units.getState();
  if (state.gridHash !== gridHash) return [];
  return [state.regions, state.zips].filter((kind) => kind !== null);
}
