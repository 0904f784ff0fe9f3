/** A file of accounts with its measures, as the options say or as guessed. */
import type { Dataset, SourceTable } from '../core/data/dataset.ts';
import { defaultChoices } from '../core/data/default-choices.ts';
import { compileFormula, type FormulaVariables } from '../core/data/formula.ts';
import type { ColumnGuess, ImportChoices } from '../core/data/import.ts';
import { makeDataset } from '../core/data/make-accounts.ts';
import { type Measure, POTENTIAL, type Unit, WORKLOAD } from '../core/data/measure.ts';
import { canPlace } from '../core/data/warnings.ts';
import { defaultWorkloadModel } from '../core/data/workload-model.ts';
import { type CliContext, InputError, textOptions } from './command.ts';
import {
  READING_OPTIONS,
  type ReadingValues,
  readTable,
  type TableFile,
  whatWasLookedFor,
  withRole,
} from './read-table.ts';

const PLAIN_NUMBER: Unit = { kind: 'other', symbol: '', scale: 1 };

/** Of every command that makes a project of a file of accounts. */
export const ACCOUNTS_OPTIONS = { ...READING_OPTIONS, ...textOptions('potential', 'workload', 'house', 'parent') };

export const MEASURE_HELP = `  --potential COL|=F   column or formula of potential (guessed; without any, each account counts one)
  --workload COL|=F    column or formula of workload (guessed; without any, hours are estimated from visits and travel)
  --house COL          column that says yes for house accounts: counted apart, out of balance and build (guessed)
  --parent COL         column of parent ids: accounts whose parent is in the file count apart, too`;

export type AccountValues = ReadingValues & {
  readonly potential?: string;
  readonly workload?: string;
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
  const { dataset } = makeDataset(file.table, { ...choices, blanksByZip: file.blanksByZip }, file.zips);
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
  return { ...choices, measures, workloadModel: modelOf(table, choices, values, territories) };
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
