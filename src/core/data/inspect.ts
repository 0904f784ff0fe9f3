/** The report of `hexwright inspect`: how a file is read, in the shape that scripts rely on. */
import { numbersOf } from './column-numbers.ts';
import type { ColumnRole, ColumnType, SourceTable } from './dataset.ts';
import { guessColumns } from './guess-roles.ts';
import type { RejectedRecord } from './import.ts';
import { makeDataset } from './make-accounts.ts';
import { createSum } from './number.ts';
import { textAt } from './text-column.ts';
import type { ZipPlaces } from './zip-places.ts';

export interface InspectReport {
  readonly file: string;
  readonly format: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly decimal: string;
  readonly hasHeader: boolean;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly role: ColumnRole }[];
  /** First records as objects of text; a column named `__proto__` is data like any other. */
  readonly sample: readonly Readonly<Record<string, string>>[];
  readonly rows: {
    readonly read: number;
    readonly accepted: number;
    readonly unplaced: number;
    readonly rejected: number;
  };
  /** First 1,000. */
  readonly rejected: readonly RejectedRecord[];
  readonly rejectedByReason: Readonly<Record<string, number>>;
  /** Of every numeric column, over accepted records. */
  readonly sums: Readonly<Record<string, number>>;
  /** Of every numeric column, over the other records. */
  readonly rejectedSums: Readonly<Record<string, number>>;
  readonly extent: readonly [number, number, number, number] | null;
  readonly warnings: readonly { readonly code: string; readonly message: string; readonly count: number }[];
}

export interface InspectOptions {
  /** Role of each column where they are not to be guessed. */
  readonly roles?: readonly ColumnRole[];
  /** As in makeDataset. */
  readonly zips?: ZipPlaces | null;
  readonly blanksByZip?: boolean;
}

/** `sampleRows` = records shown. */
export function inspectTable(
  table: SourceTable,
  sampleRows: number,
  { roles = guessColumns(table).map((guess) => guess.role), zips = null, blanksByZip = false }: InspectOptions = {},
): InspectReport {
  const guesses = guessColumns(table);
  const { dataset, preview } = makeDataset(table, { roles, measures: [], workloadModel: null, blanksByZip }, zips);
  const { source, accounts } = dataset;
  const columns = guesses.map(({ name, type }, i) => ({ name, type, role: roles[i] ?? 'attribute' }));
  const placed = accounts.reasons.reduce((count, reason) => count + Number(reason === 0), 0);
  const unplaced = accounts.count - placed;
  return {
    file: source.file,
    format: source.format,
    encoding: source.encoding,
    delimiter: source.delimiter,
    decimal: source.decimal,
    hasHeader: source.hasHeader,
    columns,
    sample: Array.from({ length: Math.min(sampleRows, source.rowCount) }, (_, row) =>
      asObject(source.columns.map((column) => [column.name, textAt(column, row)])),
    ),
    rows: { read: source.rowCount, accepted: placed, unplaced, rejected: unplaced },
    rejected: preview.rejected,
    rejectedByReason: preview.rejectedByReason,
    ...columnSums(source, columns, accounts.reasons),
    extent: preview.extent,
    warnings: preview.warnings,
  };
}

/** `Object.fromEntries` defines own properties, so that `__proto__` stays a name. */
function asObject<V>(entries: readonly (readonly [string, V])[]): Record<string, V> {
  return Object.fromEntries(entries);
}

function columnSums(
  source: SourceTable,
  columns: InspectReport['columns'],
  reasons: Uint8Array,
): Pick<InspectReport, 'sums' | 'rejectedSums'> {
  const sums: [string, number][] = [];
  const rejectedSums: [string, number][] = [];
  columns.forEach(({ name, type }, i) => {
    const column = source.columns[i];
    if (type !== 'number' || column === undefined) return;
    const [accepted, rejected] = [createSum(), createSum()];
    numbersOf(column, source.decimal).values.forEach((value, row) => {
      if (!Number.isNaN(value)) (reasons[row] === 0 ? accepted : rejected).add(value);
    });
    sums.push([name, accepted.total()]);
    rejectedSums.push([name, rejected.total()]);
  });
  return { sums: asObject(sums), rejectedSums: asObject(rejectedSums) };
}
