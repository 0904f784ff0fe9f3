/** Demand and bridges on a grid that is already there. */
import { proposeBridges } from '../grid/bridges.ts';
import type { Grid } from '../grid/grid.ts';
import type { Dataset } from './dataset.ts';
import { binAccounts } from './demand.ts';
import type { Ground } from './ground.ts';

export interface GroundTimings {
  readonly gridMs: number;
  readonly binMs: number;
}

/** `start` and `now` tell milliseconds. */
export function groundOfGrid(
  grid: Grid,
  dataset: Dataset,
  start: number,
  now: () => number,
): { ground: Ground; timings: GroundTimings } {
  const built = now();
  const demand = binAccounts(grid, dataset);
  const binned = now();
  const bridges = proposeBridges(grid);
  return { ground: { grid, demand, bridges }, timings: { gridMs: built - start, binMs: binned - built } };
}
