/** Figures of every record by the measures' formulas; records without a place have theirs too. */
import {
  type AccountIndex,
  type ColumnRole,
  type SourceTable,
  type TextColumn,
  type WorkloadModel,
} from './dataset.ts';
import { compileFormula, type FormulaVariables, type RowNumber } from './formula.ts';
import { numberAt } from './column-numbers.ts';
import { type Measure, POTENTIAL, WORKLOAD, WORKLOAD_FORMULA } from './measure.ts';
import type { Summed } from './sum-repeated.ts';
import { defaultWorkloadModel, tiersOf, travelMinutes } from './workload-model.ts';

export interface MeasureValues {
  /** One array a measure, file units; blanks and what is no number count as 0. */
  readonly values: readonly Float64Array[];
  readonly tiers: Uint8Array;
}

/** What formulas need of a table. */
type MeasuredTable = Pick<SourceTable, 'rowCount' | 'columns' | 'decimal'>;

interface Places {
  readonly lat: Float64Array;
  readonly lng: Float64Array;
}

/** Throws FormulaError. */
export function measureValues(
  table: SourceTable,
  roles: readonly ColumnRole[],
  measures: readonly Measure[],
  model: WorkloadModel | null,
  places: Places,
  summed: SummedMeasures | null = null,
): MeasureValues {
  const accounts = accountsColumn(table, roles);
  const perRecord: RowNumber = accounts === null ? () => 1 : (row) => finite(numberAt(accounts, row, table.decimal));
  const count: FormulaVariables = new Map([['count', perRecord]]);
  const potentialMeasure = measures.find((measure) => measure.key === POTENTIAL);
  const valuesBy = (key: string, formula: string): Float64Array => summed?.get(key) ?? valuesOf(table, formula, count);
  const potential = valuesBy(POTENTIAL, potentialMeasure?.formula ?? '');
  const perAccount = accounts === null ? potential : potential.map((value, row) => value / Math.max(1, perRecord(row)));
  const tiers = tiersOf(model ?? defaultWorkloadModel(perAccount, 1), perAccount);
  const values = measures.map((measure) => {
    if (measure.key === POTENTIAL) return potential;
    if (measure.key !== WORKLOAD || model === null) return valuesBy(measure.key, measure.formula);
    return modelledHours(table, measure.formula, model, tiers, places, perRecord);
  });
  return { values, tiers };
}

/** Figures of accounts whose records were added up, by the key of the measure. */
export type SummedMeasures = ReadonlyMap<string, Float64Array>;

/** A formula is one of each record, then summed: a price times a number is no sum of prices times a sum of numbers. */
export function summedMeasures(
  table: SourceTable,
  measures: readonly Measure[],
  model: WorkloadModel | null,
  { fold, kept }: Summed,
): SummedMeasures {
  const found = new Map<string, Float64Array>();
  for (const { key, formula } of measures) {
    // Visits are made to the account, and it counts as one.
    if ((key === WORKLOAD && model !== null) || (formula.startsWith('=') && /\bcount\b/i.test(formula))) continue;
    // What every record of an account says again is its own once.
    if (kept.has(formula.trim())) continue;
    found.set(key, fold(valuesOf(table, formula, new Map())));
  }
  return found;
}

/** Number of accounts that a record of an H3 table stands for. */
function accountsColumn(table: SourceTable, roles: readonly ColumnRole[]): TextColumn | null {
  return table.columns[roles.indexOf('accounts')] ?? null;
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function valuesOf(table: MeasuredTable, formula: string, variables: FormulaVariables): Float64Array {
  const values = new Float64Array(table.rowCount);
  if (formula.trim() === '') return values;
  const evaluate = compileFormula(formula, table, variables);
  for (let row = 0; row < values.length; row++) values[row] = finite(evaluate(row));
  return values;
}

/** Hours by the model; a record of an H3 table counts once for each of its accounts. */
export function modelledHours(
  table: MeasuredTable,
  formula: string,
  model: WorkloadModel,
  tiers: Uint8Array,
  places: Places,
  perRecord: RowNumber,
): Float64Array {
  const travel = travelMinutes(model, places.lat, places.lng);
  const tierOf = (row: AccountIndex) => model.tiers[tiers[row]!];
  const variables: FormulaVariables = new Map<string, RowNumber>([
    ['count', perRecord],
    ['visits', (row) => tierOf(row)?.visitsPerYear ?? 0],
    ['minutes', (row) => tierOf(row)?.minutesPerVisit ?? 0],
    ['travel', (row) => travel[row]!],
    ['admin', () => model.adminHoursPerAccount],
  ]);
  const hours = valuesOf(table, formula.trim() === '' ? WORKLOAD_FORMULA : formula, variables);
  for (let row = 0; row < hours.length; row++) hours[row] = hours[row]! * perRecord(row);
  return hours;
}
