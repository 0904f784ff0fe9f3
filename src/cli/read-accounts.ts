/** A file of accounts with its measures, as the options say or as guessed. */
import { apart, MOST_BALANCED } from '../core/data/carried-measures.ts';
import type { Dataset, SourceTable } from '../core/data/dataset.ts';
import { defaultChoices } from '../core/data/default-choices.ts';
import { compileFormula, type FormulaVariables } from '../core/data/formula.ts';
import type { ColumnGuess, ImportChoices } from '../core/data/import.ts';
import { makeDataset } from '../core/data/make-accounts.ts';
import { type Measure, POTENTIAL, type Unit, WORKLOAD } from '../core/data/measure.ts';
import { TAKEN_NAMES } from '../core/data/measure-names.ts';
import { canPlace } from '../core/data/warnings.ts';
import { defaultWorkloadModel } from '../core/data/workload-model.ts';
import { type CliContext, InputError, textOptions, UsageError } from './command.ts';
import { furtherMeasures } from './further-measures.ts';
import {
  columnNamed,
  READING_OPTIONS,
  type ReadingValues,
  readTable,
  type TableFile,
  whatWasLookedFor,
  withRole,
} from './read-table.ts';

const PLAIN_NUMBER: Unit = { kind: 'other', symbol: '', scale: 1 };

/** Of every command that makes a project of a file of accounts. */
export const ACCOUNTS_OPTIONS = {
  ...READING_OPTIONS,
  ...textOptions('potential', 'workload', 'balance', 'house', 'parent'),
  measure: { type: 'string', multiple: true },
  'sum-repeated': { type: 'boolean' },
} as const;

export const MEASURE_HELP = `  --potential COL|=F   column or formula of potential (guessed; without any, each account counts one)
  --workload COL|=F    column or formula of workload (guessed; without any, hours are estimated from visits and travel)
  --measure NAME=COL   a further figure, carried along; a formula begins with a second "=": NAME==COL*2 (may be repeated)
  --balance NAMES      what is balanced, as potential,NAME: potential and at most one other (potential,workload)
  --sum-repeated       rows of one account id are one account with their sums (without it each is an account)
  --house COL          column that says yes for house accounts: counted apart, out of balance and build (guessed)
  --parent COL         column of parent ids: accounts whose parent is in the file count apart, too`;

export type AccountValues = ReadingValues & {
  readonly potential?: string;
  readonly workload?: string;
  readonly balance?: string;
  readonly measure?: string[];
  readonly 'sum-repeated'?: boolean;
  readonly house?: string;
  readonly parent?: string;
};

export interface AccountFile {
  readonly dataset: Dataset;
  readonly contentHash: string;
}

/**
 * @param territories number that travel is estimated for
 * @throws ReadError, InputError, FormulaError
 */
export async function readAccounts(
  context: CliContext,
  path: string,
  values: AccountValues,
  territories: number | ((table: SourceTable) => number),
): Promise<AccountFile> {
  const file = await readTable(context, path, values);
  const count = typeof territories === 'number' ? territories : territories(file.table);
  const choices = choicesOf(file, values, Math.max(1, count));
  const { dataset: whole } = makeDataset(
    file.table,
    { ...choices, blanksByZip: file.blanksByZip, sumRepeated: values['sum-repeated'] === true },
    file.zips,
  );
  const dataset = apart(whole);
  if (!canPlace(dataset)) throw new InputError(whatWasLookedFor(file.table));
  return { dataset, contentHash: file.contentHash };
}

/** A bare word takes the role of the measure; a formula, which begins with `=`, stands beside the columns. */
function choicesOf({ table, guesses }: TableFile, values: AccountValues, territories: number): ImportChoices {
  const { potential, workload, house, parent } = values;
  let roles: readonly ColumnGuess[] = guesses;
  if (potential !== undefined && !isFormula(potential)) roles = withRole(table, roles, 'potential', potential);
  if (workload !== undefined && !isFormula(workload)) roles = withRole(table, roles, 'workload', workload);
  if (house !== undefined) roles = withRole(table, roles, 'house', house);
  if (parent !== undefined) roles = withRole(table, roles, 'parent', parent);
  const choices = defaultChoices(table, roles, territories);
  const measures = choices.measures.map((measure): Measure => {
    // A number of accounts is what potential is counted in where nothing else was found: not what a formula gives.
    const unit = measure.unit.kind === 'count' && measure.formula === '=count' ? PLAIN_NUMBER : measure.unit;
    if (measure.key === POTENTIAL && isFormula(potential)) return { ...measure, unit, formula: potential };
    if (measure.key === WORKLOAD && isFormula(workload)) return { ...measure, formula: workload };
    return measure;
  });
  const further = furtherMeasures(values.measure, TAKEN_NAMES);
  for (const { formula } of further) if (!isFormula(formula)) columnNamed(table, formula);
  return {
    ...choices,
    measures: withBalance([...measures, ...further], values.balance),
    workloadModel: modelOf(table, choices, values, territories),
  };
}

/** @throws UsageError where that is not potential and at most one other */
function withBalance(measures: readonly Measure[], balance = `${POTENTIAL},${WORKLOAD}`): Measure[] {
  const keys = balance.split(',').map((key) => key.trim());
  const unknown = keys.find((key) => !measures.some((measure) => measure.key === key));
  if (unknown !== undefined || !keys.includes(POTENTIAL) || new Set(keys).size > MOST_BALANCED) {
    const others = measures.map(({ key }) => key).filter((key) => key !== POTENTIAL);
    throw new UsageError(`--balance takes ${POTENTIAL} and at most one of ${others.join(', ')}, not "${balance}".`);
  }
  return measures.map((measure) => (keys.includes(measure.key) ? measure : { ...measure, balance: false }));
}

function modelOf(
  table: SourceTable,
  choices: ImportChoices,
  { potential, workload }: AccountValues,
  territories: number,
) {
  if (workload !== undefined) return null;
  if (choices.workloadModel === null || !isFormula(potential)) return choices.workloadModel;
  // Tiers go by potential: those of the guessed column would be the wrong ones.
  const count: FormulaVariables = new Map([['count', () => 1]]);
  const valueAt = compileFormula(potential, table, count);
  return defaultWorkloadModel(
    Float64Array.from({ length: table.rowCount }, (_, row) => valueAt(row)),
    territories,
  );
}

function isFormula(text: string | undefined): text is string {
  return text?.trimStart().startsWith('=') ?? false;
}
