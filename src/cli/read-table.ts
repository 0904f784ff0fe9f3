/** A file of accounts as a table with roles, as the options say or as guessed. */
import { basename } from 'node:path';
import type { ColumnRole, SourceTable } from '../core/data/dataset.ts';
import { withFixedRecords } from '../core/data/fixed-records.ts';
import { guessColumns } from '../core/data/guess-roles.ts';
import type { ColumnGuess, ReadOptions } from '../core/data/import.ts';
import { needsZips } from '../core/data/make-dataset.ts';
import { columnIndex } from '../core/data/text-column.ts';
import { zipPlacesOf, type ZipPlaces } from '../core/data/zip-places.ts';
import { readSource } from '../io/read/read-source.ts';
import { columnLabels as labelsOfColumn } from '../io/read/today-file.ts';
import { type CliContext, InputError, numberOption, textOptions, UsageError } from './command.ts';
import { contentId } from './content-id.ts';
import { readInput } from './read-input.ts';

export const READING_OPTIONS = textOptions(
  'lat',
  'lng',
  'id',
  'zip',
  'encoding',
  'delimiter',
  'sheet',
  'decimal',
  'header',
  'fixed',
);

export const READING_HELP = `  --lat COL --lng COL  columns of latitude and longitude (guessed)
  --id COL             column of account ids (guessed)
  --zip COL            column of US ZIP codes: places records whose coordinates are blank (guessed where no column has
                       coordinates)
  --encoding E         text encoding, such as windows-1252 (guessed)
  --delimiter D        character between fields (guessed)
  --sheet NAME         sheet of a workbook, by name or number; layer of a zip of several shapefiles
  --decimal MARK       decimal mark of numbers, . or , (guessed)
  --fixed FILE         rejected.csv of this file with its rows fixed: they take the places of the former ones
  --header ROW         row that holds the column names, 0 = none does (guessed)`;

export interface ReadingValues {
  readonly lat?: string;
  readonly lng?: string;
  readonly id?: string;
  readonly zip?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly decimal?: string;
  readonly header?: string;
  readonly fixed?: string;
}

export interface TableFile {
  readonly table: SourceTable;
  readonly guesses: readonly ColumnGuess[];
  /** Of the file's bytes. */
  readonly contentHash: string;
  /** Where ZIPs lie, where records may be placed by them. */
  readonly zips: ZipPlaces | null;
  readonly blanksByZip: boolean;
}

/** @throws ReadError when the file is no table; InputError when an option names a column that is not in it */
export async function readTable(context: CliContext, path: string, values: ReadingValues): Promise<TableFile> {
  const bytes = await readInput(context, path);
  const { table: given } = await readSource(basename(path), bytes, readOptions(values));
  const table = values.fixed === undefined ? given : await withFixed(context, given, values.fixed);
  let guesses: readonly ColumnGuess[] = guessColumns(table);
  if (values.lat !== undefined) guesses = withRole(table, guesses, 'latitude', values.lat);
  if (values.lng !== undefined) guesses = withRole(table, guesses, 'longitude', values.lng);
  if (values.id !== undefined) guesses = withRole(table, guesses, 'id', values.id);
  if (values.zip !== undefined) guesses = withRole(table, guesses, 'zip', values.zip);
  const blanksByZip = values.zip !== undefined;
  const wanted = needsZips(table, { roles: guesses.map(({ role }) => role), blanksByZip });
  const zips = wanted ? await readZips(context) : null;
  return { table, guesses, contentHash: contentId('file', bytes), zips, blanksByZip };
}

async function withFixed(context: CliContext, table: SourceTable, path: string): Promise<SourceTable> {
  const { table: fixed } = await readSource(basename(path), await readInput(context, path));
  try {
    return withFixedRecords(table, fixed).table;
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(error.message.replace(/\.$/, ''));
    throw error;
  }
}

export async function readZips({ packageRoot }: CliContext): Promise<ZipPlaces> {
  return zipPlacesOf(await readInput({ cwd: packageRoot }, 'public/geo/us-zips.bin'));
}

/** @throws UsageError on marks and rows that are none */
function readOptions({ encoding, delimiter, sheet, decimal, header }: ReadingValues): ReadOptions {
  if (decimal !== undefined && decimal !== '.' && decimal !== ',') {
    throw new UsageError(`--decimal takes . or , and not "${decimal}".`);
  }
  const headerRow = numberOption(header, 'header', { min: 0, max: 1000, whole: true });
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(decimal === undefined ? {} : { decimal }),
    ...(headerRow === undefined ? {} : { headerRow }),
  };
}

/** The guesses with the role given to a column, and to no other. */
export function withRole(
  table: SourceTable,
  guesses: readonly ColumnGuess[],
  role: ColumnRole,
  name: string,
): ColumnGuess[] {
  const named = columnNamed(table, name);
  return guesses.map((guess, position) => {
    if (position === named) return { ...guess, role, certain: true };
    return guess.role === role ? { ...guess, role: 'attribute' } : guess;
  });
}

/** Position of a column. @throws InputError with the columns there are */
export function columnNamed(table: SourceTable, name: string): number {
  const position = columnIndex(table, name);
  if (position >= 0) return position;
  const names = table.columns.map((column) => column.name).join(', ');
  throw new InputError(`There is no column ${name}, in ${table.file}: its columns are ${names}`);
}

/** Values of a column as they are; blank where there is nothing but space. */
export function columnLabels(table: SourceTable, name: string): string[] {
  columnNamed(table, name);
  return labelsOfColumn(table, name);
}

export function whatWasLookedFor(table: SourceTable): string {
  const names = table.columns.map((column) => column.name).join(', ');
  return (
    `No column says where the records are, in ${table.file} (columns ${names}): looked for latitude and longitude ` +
    'in degrees, H3 cells, or US ZIP codes; name them with --lat COL --lng COL, or --zip COL'
  );
}
