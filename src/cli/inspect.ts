import { basename } from 'node:path';
import { type InspectReport, inspectTable } from '../core/data/inspect.ts';
import {
  type CliContext,
  type Command,
  InputError,
  numberOption,
  onlyFile,
  parseOptions,
  textOptions,
  UsageError,
} from './command.ts';
import {
  READING_HELP,
  READING_OPTIONS,
  type ReadingValues,
  readTable,
  type TableFile,
  whatWasLookedFor,
} from './read-table.ts';

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
    const { values, positionals } = parseOptions(args, { ...READING_OPTIONS, ...textOptions('rows') });
    const path = onlyFile(positionals, 'the file to inspect');
    const rows = numberOption(values.rows, 'rows', { min: 0, max: 1_000_000, whole: true }) ?? DEFAULT_ROWS;
    const print = (report: object): void => context.print(`${JSON.stringify(report, null, 1)}\n`);
    let file: TableFile;
    try {
      file = await readTable(context, path, values);
    } catch (error) {
      // Whoever asked for JSON gets it, even where nothing could be read.
      if (!(error instanceof UsageError)) print(await reportDespite(error, context, path, values, rows));
      throw error;
    }
    const roles = file.guesses.map((guess) => guess.role);
    const report = inspectTable(file.table, rows, { ...file, roles });
    print(report);
    if (report.warnings.some(({ code }) => code === 'no-coordinates'))
      throw new InputError(whatWasLookedFor(file.table));
  },
};

/** A file is told as it is where only an option names a column that it has not. */
async function reportDespite(
  error: unknown,
  context: CliContext,
  path: string,
  { lat: _lat, lng: _lng, id: _id, zip: _zip, ...reading }: ReadingValues,
  rows: number,
): Promise<InspectReport | EmptyReport> {
  if (!(error instanceof InputError)) return emptyReport(basename(path));
  const file = await readTable(context, path, reading);
  return inspectTable(file.table, rows, file);
}

type EmptyReport = { readonly [K in keyof InspectReport]: InspectReport[K] | null };

function emptyReport(file: string): EmptyReport {
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
