/** Answers to start an import from: guessed roles, potential and workload as measures. */
import { numbersOf } from './column-numbers.ts';
import { sampleValues } from './column-type.ts';
import type { SourceTable, WorkloadModel } from './dataset.ts';
import type { ColumnGuess, ImportChoices } from './import.ts';
import { knownAttribution } from './known-sources.ts';
import { type Measure, POTENTIAL, type Unit, WORKLOAD, WORKLOAD_FORMULA } from './measure.ts';
import { textAt } from './text-column.ts';
import { unitOfName } from './unit-of-name.ts';
import { defaultWorkloadModel } from './workload-model.ts';

export const HOURS: Unit = { kind: 'time', symbol: 'h', scale: 1 };
export const DEFAULT_TERRITORIES = 12;

/** Without a potential column every account counts as one. */
export function defaultChoices(
  table: SourceTable,
  guesses: readonly ColumnGuess[],
  territories = DEFAULT_TERRITORIES,
): ImportChoices {
  const roles = guesses.map((guess) => guess.role);
  const potentialColumn = guesses[roles.indexOf('potential')]?.name;
  const workloadColumn = guesses[roles.indexOf('workload')]?.name;
  const potential: Measure = {
    key: POTENTIAL,
    name: 'Potential',
    unit:
      potentialColumn === undefined ? { kind: 'count', symbol: '', scale: 1 } : unitOfColumn(table, potentialColumn),
    formula: potentialColumn ?? '=count',
  };
  const workload: Measure = {
    key: WORKLOAD,
    name: 'Workload',
    unit: HOURS,
    formula: workloadColumn ?? WORKLOAD_FORMULA,
  };
  const workloadModel = workloadColumn === undefined ? suggestedModel(table, guesses, territories) : null;
  return { roles, measures: [potential, workload], workloadModel, attribution: knownAttribution(table) };
}

/** Territories to estimate workload for: those that the file names today, the usual number where it names none. */
export function territoryCount(table: SourceTable, guesses: readonly ColumnGuess[]): number {
  const column = table.columns[guesses.findIndex(({ role }) => role === 'territory')];
  if (column === undefined) return DEFAULT_TERRITORIES;
  const labels = new Set<string>();
  for (let row = 0; row < table.rowCount; row++) labels.add(textAt(column, row));
  labels.delete('');
  return labels.size || DEFAULT_TERRITORIES;
}

/** The estimate to start from, with tiers that fit the potential column; offered even where the file has workload. */
export function suggestedModel(
  table: SourceTable,
  guesses: readonly ColumnGuess[],
  territories = DEFAULT_TERRITORIES,
): WorkloadModel {
  const potentialColumn = guesses.find(({ role }) => role === 'potential')?.name;
  return defaultWorkloadModel(potentialValues(table, potentialColumn), territories);
}

function potentialValues(table: SourceTable, name: string | undefined): Float64Array {
  const column = table.columns.find((candidate) => candidate.name === name);
  return column === undefined ? new Float64Array(table.rowCount).fill(1) : numbersOf(column, table.decimal).values;
}

/** Money where the name or the values say so. */
export function unitOfColumn(table: SourceTable, name: string): Unit {
  const column = table.columns.find((candidate) => candidate.name === name);
  return unitOfName(name, column === undefined ? '' : sampleValues(column, 20).join(' '));
}
