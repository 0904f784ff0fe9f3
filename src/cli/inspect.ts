import { basename } from 'node:path';
import type { ColumnGuess, RejectedRecord } from '../core/data/import.ts';
import { numbersOf } from '../core/data/column-numbers.ts';
import type { Dataset } from '../core/data/dataset.ts';
import { createSum } from '../core/data/number.ts';
import { textAt } from '../core/data/text-column.ts';
import { isReadError } from '../io/read/read-error.ts';
import { type CliContext, type Command, InputError, numberOption, onlyFile, parseOptions } from './command.ts';
import { makeDataset } from '../core/data/make-accounts.ts';
import { hasPlaces, READING_HELP, READING_OPTIONS, readTable, type TableFile, whatWasLookedFor } from './read-table.ts';

const DEFAULT_ROWS = 5;

const HELP = `hexwright inspect FILE

Says how a file is read, as JSON: columns with type and role, sums, rejected records with row and reason, warnings.

  --rows N             records in "sample" (${DEFAULT_ROWS})
${READING_HELP}
`;

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'how a file is read: columns, sums, rejected records, warnings',
  help: HELP,
  async run(args, context: CliContext) {
    const { values, positionals } = parseOptions(args, { ...READING_OPTIONS, rows: { type: 'string' } });
    const path = onlyFile(positionals, 'the file to inspect');
    const rows = numberOption(values.rows, 'rows', { min: 0, max: 1_000_000, whole: true }) ?? DEFAULT_ROWS;
    let file: TableFile;
    try {
      file = await readTable(context, path, values);
    } catch (error) {
      // Whoever asked for JSON gets it, even where nothing could be read.
      if (isReadError(error)) context.print(`${JSON.stringify(emptyReport(basename(path)), null, 1)}\n`);
      throw error;
    }
    context.print(`${JSON.stringify(reportOf(file, rows), null, 1)}\n`);
    if (!hasPlaces(file.guesses.map((guess) => guess.role))) throw new InputError(whatWasLookedFor(file.table));
  },
};

interface InspectReport {
  readonly file: string;
  readonly format: string | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly decimal: string | null;
  readonly hasHeader: boolean | null;
  readonly columns: readonly Pick<ColumnGuess, 'name' | 'type' | 'role'>[];
  readonly sample: readonly Readonly<Record<string, string>>[];
  readonly rows: {
    readonly read: number;
    readonly accepted: number;
    readonly unplaced: number;
    readonly rejected: number;
  };
  readonly rejected: readonly RejectedRecord[];
  readonly rejectedByReason: Readonly<Record<string, number>>;
  readonly sums: Readonly<Record<string, number>>;
  readonly rejectedSums: Readonly<Record<string, number>>;
  readonly extent: readonly number[] | null;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly count: number }[];
}

function reportOf({ table, guesses }: TableFile, sampleRows: number): InspectReport {
  const roles = guesses.map((guess) => guess.role);
  const { dataset, preview } = makeDataset(table, { roles, measures: [], workloadModel: null });
  const { source, accounts } = dataset;
  let rejected = 0;
  for (const reason of accounts.reasons) if (reason !== 0) rejected++;
  return {
    file: source.file,
    format: source.format,
    encoding: source.encoding,
    delimiter: source.delimiter,
    decimal: source.decimal,
    hasHeader: source.hasHeader,
    columns: guesses.map(({ name, type, role }) => ({ name, type, role })),
    sample: Array.from({ length: Math.min(sampleRows, source.rowCount) }, (_, row) =>
      Object.fromEntries(source.columns.map((column) => [column.name, textAt(column, row)])),
    ),
    rows: { read: source.rowCount, accepted: source.rowCount - rejected, unplaced: rejected, rejected },
    rejected: preview.rejected,
    rejectedByReason: preview.rejectedByReason,
    ...sumsOf(dataset, guesses),
    extent: preview.extent,
    warnings: source.warnings,
  };
}

/** Sums of every numeric column, over accepted records and over the rest. */
function sumsOf({ source, accounts }: Dataset, guesses: readonly ColumnGuess[]) {
  const sums: Record<string, number> = {};
  const rejectedSums: Record<string, number> = {};
  guesses.forEach(({ name, type }, position) => {
    const column = source.columns[position];
    if (type !== 'number' || !column) return;
    const accepted = createSum();
    const rejected = createSum();
    numbersOf(column, source.decimal).values.forEach((value, row) => {
      if (!Number.isNaN(value)) (accounts.reasons[row] === 0 ? accepted : rejected).add(value);
    });
    sums[name] = accepted.total();
    rejectedSums[name] = rejected.total();
  });
  return { sums, rejectedSums };
}

function emptyReport(file: string): InspectReport {
  return {
    file,
    format: null,
    encoding: null,
    delimiter: null,
    decimal: null,
    hasHeader: null,
    columns: [],
    sample: [],
    rows: { read: 0, accepted: 0, unplaced: 0, rejected: 0 },
    rejected: [],
    rejectedByReason: {},
    sums: {},
    rejectedSums: {},
    extent: null,
    warnings: [],
  };
}
