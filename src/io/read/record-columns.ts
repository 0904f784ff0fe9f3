/** Collects records of named values, as JSON and databases have them, into text columns. */
import type { SourceTable, TextColumn } from '../../core/data/dataset.ts';
import { createTextColumnBuilder, type TextColumnBuilder } from '../../core/data/text-column.ts';
import { LIMITS } from './limits.ts';
import { readError } from './read-error.ts';
import { uniqueNames } from './table-sink.ts';

export type RecordParts = Pick<SourceTable, 'columns' | 'rowCount' | 'ragged' | 'warnings'> &
  Pick<SourceTable, 'invalidGeometry'>;

export interface RecordColumns {
  readonly rows: number;
  /** Adds a record; columns come into being in the order in which their names are first seen. */
  add(entries: Iterable<readonly [name: string, value: unknown]>): void;
  finish(): { readonly columns: TextColumn[]; readonly rowCount: number };
}

/** `first` = names of the columns that come first. Throws ReadError beyond the limits. */
export function createRecordColumns(where: string, first: readonly string[] = []): RecordColumns {
  const builders = new Map<string, TextColumnBuilder>();
  let rows = 0;
  const builderOf = (name: string): TextColumnBuilder => {
    const known = builders.get(name);
    if (known) return known;
    if (builders.size >= LIMITS.columns) {
      throw readError(`The table has more columns than the limit columns ${LIMITS.columns}`, where, 'remove columns');
    }
    const made = createTextColumnBuilder(name);
    builders.set(name, made);
    return made;
  };
  for (const name of first) builderOf(name);
  return {
    get rows() {
      return rows;
    },
    add(entries) {
      for (const [name, value] of entries) {
        const builder = builderOf(name);
        while (builder.length < rows) builder.append('');
        // A name that comes twice in one record keeps its first value.
        if (builder.length === rows) builder.append(textOfValue(value));
      }
      rows += 1;
    },
    finish() {
      const made = [...builders.values()];
      for (const builder of made) while (builder.length < rows) builder.append('');
      const names = uniqueNames([...builders.keys()]);
      return {
        columns: made.map((builder, at) => ({ ...builder.finish(), name: names[at] as string })),
        rowCount: rows,
      };
    },
  };
}

/** A value as the table shows it: numbers in full, dates as ISO 8601, what is nested as JSON. */
export function textOfValue(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? String(value) : '';
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      break;
  }
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return textOfDate(value);
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : part)) ?? '';
}

function textOfDate(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  const text = date.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
