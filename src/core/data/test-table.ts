/** Small tables for specs. */
import type { SourceTable } from './dataset.ts';
import { textColumnOf } from './text-column.ts';

/** A table as a reader would give it; `ragged` = 1-based record numbers. */
export function tableOf(
  columns: Readonly<Record<string, readonly string[]>>,
  ragged: readonly number[] = [],
): SourceTable {
  const names = Object.keys(columns);
  const rowCount = names.length === 0 ? 0 : (columns[names[0]!]?.length ?? 0);
  return {
    file: 'test.csv',
    byteLength: 0,
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    decimal: '.',
    hasHeader: true,
    columns: names.map((name) => textColumnOf(name, columns[name]!)),
    rowCount,
    ragged: new Map(ragged.map((row) => [row, 2])),
    warnings: [],
  };
}
