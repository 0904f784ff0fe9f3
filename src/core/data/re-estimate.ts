/**
 * The workload estimate for another number of territories, on which legs of travel depend. The question holds the
 * figures that decide it and nothing of the file's text; `answer-estimate.ts` answers it, elsewhere if need be.
 */
import type { Grid } from '../grid/grid.ts';
import { numberAt } from './column-numbers.ts';
import type { Dataset, Demand, TextColumn, WorkloadModel } from './dataset.ts';
import { everyMeasure } from './carried-measures.ts';
import { isAreal } from './areal.ts';
import { WORKLOAD } from './measure.ts';
import { type SpreadColumns, spreadColumns } from './spread-columns.ts';
import { sumByCell } from './sum-by-cell.ts';

/** Arrays are `count` long, in the order of the records. */
export interface EstimateQuestion {
  readonly count: number;
  readonly model: WorkloadModel;
  readonly formula: string;
  readonly decimal: '.' | ',';
  /** Columns that the formula may name: most name none. */
  readonly columns: readonly TextColumn[];
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  readonly tiers: Uint8Array;
  /** Accounts that a record of an H3 table stands for; null = one each. */
  readonly accountsPerRecord: Float64Array | null;
  /** Where records are demand spread over cells. */
  readonly areal: { readonly grid: Grid; readonly columns: SpreadColumns } | null;
}

export interface EstimateAnswer {
  /** Hours per year of each record. */
  readonly hours: Float64Array;
  /** Hours per year of each cell, where records are spread over cells. */
  readonly cellHours: Float64Array | null;
}

/** Number of territories that workload is estimated for; null where it is no estimate. */
export function estimatedFor(dataset: Pick<Dataset, 'workloadModel'>): number | null {
  return dataset.workloadModel?.territories ?? null;
}

/** @throws RangeError when workload is not an estimate, or `territories` is no positive whole number */
export function estimateQuestion(dataset: Dataset, grid: Grid, territories: number): EstimateQuestion {
  const { source, roles, accounts, workloadModel } = dataset;
  if (workloadModel === null) {
    throw new RangeError('Workload comes from the file here: there is no estimate to make again.');
  }
  if (!Number.isInteger(territories) || territories < 1) {
    throw new RangeError(`Workload can be estimated for 1 or more territories, not for ${territories}.`);
  }
  const formula = everyMeasure(dataset).find(({ key }) => key === WORKLOAD)?.formula ?? '';
  const written = formula.toLowerCase();
  const counts = source.columns[roles.indexOf('accounts')];
  return {
    count: accounts.count,
    model: { ...workloadModel, territories },
    formula,
    decimal: source.decimal,
    columns: source.columns.filter(({ name }) => written.includes(name.toLowerCase())),
    lat: accounts.lat,
    lng: accounts.lng,
    tiers: accounts.tiers,
    accountsPerRecord:
      counts === undefined
        ? null
        : Float64Array.from({ length: accounts.count }, (_, row) => numberAt(counts, row, source.decimal) || 0),
    areal: isAreal(dataset) ? { grid, columns: spreadColumns(dataset) } : null,
  };
}

/** A new dataset and its demand with the hours of an answer; nothing is mutated, every other measure is shared. */
export function withEstimate(
  dataset: Dataset,
  demand: Demand,
  { model }: EstimateQuestion,
  { hours, cellHours }: EstimateAnswer,
): { dataset: Dataset; demand: Demand } {
  const at = dataset.measures.findIndex(({ key }) => key === WORKLOAD);
  const { accounts } = dataset;
  const cells = demand.accountsOfCell.offsets.length - 1;
  const byCell = cellHours?.slice() ?? sumByCell(demand.accountCell, hours, cells);
  if (at < 0) return withCarriedHours(dataset, demand, model, hours, byCell);
  return {
    dataset: { ...dataset, workloadModel: model, accounts: { ...accounts, values: accounts.values.with(at, hours) } },
    demand: {
      ...demand,
      areal: cellHours === null ? demand.areal : demand.areal.with(at, cellHours),
      cellValues: demand.cellValues.with(at, byCell),
    },
  };
}

/** Workload is only carried along here. */
function withCarriedHours(
  dataset: Dataset,
  demand: Demand,
  workloadModel: WorkloadModel,
  hours: Float64Array,
  byCell: Float64Array,
): { dataset: Dataset; demand: Demand } {
  const at = (dataset.carried ?? []).findIndex(({ key }) => key === WORKLOAD);
  if (at < 0) return { dataset, demand };
  const { accounts } = dataset;
  return {
    dataset: {
      ...dataset,
      workloadModel,
      accounts: { ...accounts, carried: (accounts.carried ?? []).with(at, hours) },
    },
    demand: { ...demand, carried: (demand.carried ?? []).with(at, byCell) },
  };
}
