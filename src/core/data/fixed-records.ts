/** Records that were rejected, downloaded and fixed take the places of the former ones: `hexwright_row` says which. */
import type { SourceTable, TextColumn } from './dataset.ts';
import { columnIndex, createTextColumnBuilder, isBlankAt, textAt } from './text-column.ts';

/** As rejected.csv has it: 1-based, the header not counted. */
const ROW_COLUMN = 'hexwright_row';

export interface Fixed {
  readonly table: SourceTable;
  /** Records that were replaced. */
  readonly replaced: number;
}

export function holdsFixedRecords(table: Pick<SourceTable, 'columns'>): boolean {
  return columnIndex(table, ROW_COLUMN) >= 0;
}

/**
 * The table with records of `fixed` in place of its own. Columns go by their names, those that `fixed` lacks stay; a
 * number that is only written in another way (`7` for `007`, as spreadsheets leave it) is no repair.
 * @throws RangeError with a sentence where rows are not named, not in the table, named twice, or plainly of another file
 */
export function withFixedRecords(table: SourceTable, fixed: SourceTable): Fixed {
  const rows = rowsOf(table, fixed);
  const columns = table.columns.map((column) => {
    const theirs = fixed.columns[columnIndex(fixed, column.name)];
    return theirs === undefined ? column : { column, theirs };
  });
  if (!columns.some((one) => 'theirs' in one)) {
    throw new RangeError(`${fixed.file} has none of the columns of ${table.file}: fix its rejected.csv.`);
  }
  refuseOthers(table, fixed, rows);
  const made = columns.map((one) => ('theirs' in one ? replaced(one.column, one.theirs, rows) : one));
  return { table: { ...table, columns: made, ...marksWithout(table, fixed, rows) }, replaced: rows.size };
}

/** Row of the table -> row of the fixed records, both 0-based. */
function rowsOf({ rowCount, file }: SourceTable, fixed: SourceTable): Map<number, number> {
  const numbers = fixed.columns[columnIndex(fixed, ROW_COLUMN)];
  if (numbers === undefined) {
    throw new RangeError(`${fixed.file} has no column ${ROW_COLUMN}: fix a rejected.csv and keep its last columns.`);
  }
  const rows = new Map<number, number>();
  for (let row = 0; row < fixed.rowCount; row++) {
    if (isBlankAt(numbers, row)) continue;
    const number = Number(textAt(numbers, row).trim());
    const where = `in row ${row + 1} of ${fixed.file}`;
    if (!Number.isInteger(number) || number < 1 || number > rowCount) {
      throw new RangeError(`${ROW_COLUMN} is no row of ${file} (1 to ${rowCount}), ${where}: correct it.`);
    }
    if (rows.has(number - 1)) throw new RangeError(`${ROW_COLUMN} ${number} is there twice, ${where}: remove one.`);
    rows.set(number - 1, row);
  }
  if (rows.size === 0) throw new RangeError(`No row of ${fixed.file} names a row of ${file}: keep ${ROW_COLUMN}.`);
  return rows;
}

/** A record of which more was changed than was kept is another one. */
function refuseOthers(table: SourceTable, fixed: SourceTable, rows: ReadonlyMap<number, number>): void {
  const pairs = table.columns.flatMap((column) => {
    const theirs = fixed.columns[columnIndex(fixed, column.name)];
    return theirs === undefined ? [] : [[column, theirs] as const];
  });
  let strange = 0;
  for (const [row, at] of rows) {
    let [kept, changed] = [0, 0];
    for (const [column, theirs] of pairs) {
      if (isBlankAt(column, row)) continue;
      if (isSame(textAt(column, row), textAt(theirs, at))) kept += 1;
      else changed += 1;
    }
    if (changed > kept) strange += 1;
  }
  if (strange <= rows.size / 2) return;
  throw new RangeError(
    `Most rows of ${fixed.file} are not those of ${table.file}: fix the rejected.csv that was made of this file.`,
  );
}

function isSame(before: string, after: string): boolean {
  const [a, b] = [before.trim(), after.trim()];
  return a === b || (a !== '' && b !== '' && Number(a) === Number(b));
}

function replaced(column: TextColumn, theirs: TextColumn, rows: ReadonlyMap<number, number>): TextColumn {
  const count = column.offsets.length - 1;
  const builder = createTextColumnBuilder(column.name, count);
  for (let row = 0; row < count; row++) {
    const at = rows.get(row);
    const from = at === undefined || isSame(textAt(column, row), textAt(theirs, at)) ? column : theirs;
    const of = from === column ? row : (at as number);
    builder.appendBytes(from.bytes, from.offsets[of]!, from.offsets[of + 1]!);
  }
  return builder.finish();
}

/** What the reader found wrong with the former records is wrong no longer. */
function marksWithout(
  { ragged, surplus, invalidGeometry }: SourceTable,
  fixed: SourceTable,
  rows: ReadonlyMap<number, number>,
): Pick<SourceTable, 'ragged' | 'surplus' | 'invalidGeometry'> {
  const without = <T>(marks: ReadonlyMap<number, T>): Map<number, T> =>
    new Map([...marks].filter(([number]) => !rows.has(number - 1)));
  const still = new Map(without(ragged));
  for (const [row, at] of rows) if (fixed.ragged.has(at + 1)) still.set(row + 1, fixed.ragged.get(at + 1)!);
  return {
    ragged: still,
    ...(surplus && { surplus: without(surplus) }),
    ...(invalidGeometry && { invalidGeometry: without(invalidGeometry) }),
  };
}
