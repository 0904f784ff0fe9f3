/** The workload estimate of a dataset for another number of territories: legs of travel depend on it. */
import type { Grid } from '../grid/grid.ts';
import type { Dataset, Demand } from './dataset.ts';
import { binAccounts } from './demand.ts';
import { measureValues } from './measure-values.ts';

/** Number of territories that workload is estimated for; null where it is no estimate. */
export function estimatedFor(dataset: Pick<Dataset, 'workloadModel'>): number | null {
  return dataset.workloadModel?.territories ?? null;
}

/**
 * A new dataset and its demand on `grid`; nothing is mutated, potential and every other measure come out the same.
 *
 * @throws RangeError when workload is not an estimate, or `territories` is no positive whole number.
 */
export function reEstimate(dataset: Dataset, grid: Grid, territories: number): { dataset: Dataset; demand: Demand } {
  const { source, roles, measures, accounts, workloadModel: model } = dataset;
  if (model === null) throw new RangeError('Workload comes from the file here: there is no estimate to make again.');
  if (!Number.isInteger(territories) || territories < 1) {
    throw new RangeError(`Workload can be estimated for 1 or more territories, not for ${territories}.`);
  }
  const workloadModel = { ...model, territories };
  const { values, tiers } = measureValues(source, roles, measures, workloadModel, accounts);
  const estimated: Dataset = { ...dataset, workloadModel, accounts: { ...accounts, values, tiers } };
  return { dataset: estimated, demand: binAccounts(grid, estimated) };
}
