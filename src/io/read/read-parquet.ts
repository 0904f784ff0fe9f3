/** Parquet and GeoParquet -> a table. */
import { type FileMetaData, parquetMetadata, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type LooseFeature, tableOfFeatures } from './feature-table.ts';
import { LIMITS } from './limits.ts';
import { isReadError, readError } from './read-error.ts';
import { createRecordColumns, type RecordParts } from './record-columns.ts';
import { refuseInflated } from './whole-file.ts';

interface Source {
  readonly file: ArrayBuffer;
  readonly metadata: FileMetaData;
}

/** `onRows` is told how far it is, and may throw to end the reading. Throws ReadError. */
export async function readParquet(
  bytes: Uint8Array,
  where: string,
  onRows: (rows: number) => Promise<void>,
): Promise<RecordParts> {
  try {
    const file = bytes.slice().buffer;
    const metadata = parquetMetadata(file);
    refuseLarge(metadata, bytes.length, where);
    refuseStrayColumns(metadata, where);
    const names = parquetSchema(metadata).children.map(({ element }) => element.name);
    const source: Source = { file, metadata };
    const geometry = geometryColumn(metadata);
    return geometry < 0
      ? await readRecords(source, names, where, onRows)
      : await readFeatures(source, names, geometry, where);
  } catch (error) {
    if (isReadError(error) || (error instanceof Error && error.name === 'Cancelled')) throw error;
    const why = error instanceof Error ? error.message.slice(0, 120) : '';
    throw readError(`The Parquet file is damaged, cut off or not supported (${why})`, where, 'write it again');
  }
}

function refuseLarge({ num_rows, row_groups, schema }: FileMetaData, fileBytes: number, where: string): void {
  const unpacked = row_groups.reduce((sum, group) => sum + Number(group.total_byte_size), 0);
  const limits: readonly (readonly [number, keyof typeof LIMITS])[] = [
    [Number(num_rows), 'records'],
    [schema.length - 1, 'columns'],
    [unpacked, 'unpackedBytes'],
  ];
  for (const [value, name] of limits) {
    if (value > LIMITS[name]) {
      throw readError(`The file holds ${value}, beyond the limit ${name} ${LIMITS[name]}`, where, 'write a part of it');
    }
  }
  if (unpacked > LIMITS.ratioFromBytes && unpacked > fileBytes * LIMITS.unpackRatio) {
    throw readError(
      `The file unpacks beyond the limit unpackRatio ${LIMITS.unpackRatio}:1`,
      where,
      'write a part of it',
    );
  }
}

/**
 * Pieces of columns that the schema does not describe: the library gives up over them while it is at others already, whose
 * faults nobody would hear of then.
 */
function refuseStrayColumns(metadata: FileMetaData, where: string): void {
  const root = parquetSchema(metadata);
  for (const { columns } of metadata.row_groups) {
    for (const { meta_data } of columns) {
      const path = meta_data?.path_in_schema ?? [];
      let level: typeof root | undefined = root;
      for (const name of path) level = level?.children.find(({ element }) => element.name === name);
      if (path.length > 0 && level) continue;
      throw readError(
        `The Parquet file is damaged (no column ${path.join('.').slice(0, 80)})`,
        where,
        'write it again',
      );
    }
  }
}

/** Position of the first column of geometry, which the library decodes; -1 where there is none. */
function geometryColumn(metadata: FileMetaData): number {
  return parquetSchema(metadata).children.findIndex(({ element: { logical_type } }) =>
    /^GEO(?:METRY|GRAPHY)$/.test(logical_type?.type ?? ''),
  );
}

/** Rows as lists of values: as objects, a column named __proto__ would be lost. */
async function rowsOf(source: Source, rowStart: number, rowEnd: number): Promise<readonly (readonly unknown[])[]> {
  let found: readonly (readonly unknown[])[] = [];
  await parquetRead({
    ...source,
    compressors,
    rowFormat: 'array',
    rowStart,
    rowEnd,
    onComplete: (rows) => {
      found = rows;
    },
  });
  return found;
}

async function readFeatures(source: Source, names: readonly string[], geometry: number, where: string) {
  const rows = await rowsOf(source, 0, Number(source.metadata.num_rows));
  return tableOfFeatures(
    rows.map((row): LooseFeature => {
      const entries = names.map((name, at): [string, unknown] => [name, row[at]]);
      return { geometry: row[geometry], properties: Object.fromEntries(entries.filter((_, at) => at !== geometry)) };
    }),
    where,
  );
}

const ROWS_AT_ONCE = 50_000;

/** Some rows at a time, so that a column is never held as a list of values. */
async function readRecords(
  source: Source,
  names: readonly string[],
  where: string,
  onRows: (rows: number) => Promise<void>,
): Promise<RecordParts> {
  const total = Number(source.metadata.num_rows);
  const columns = createRecordColumns(where, names);
  let characters = 0;
  for (let rowStart = 0; rowStart < total; rowStart += ROWS_AT_ONCE) {
    const rowEnd = Math.min(total, rowStart + ROWS_AT_ONCE);
    const rows = await rowsOf(source, rowStart, rowEnd);
    for (const row of rows) for (const value of row) if (typeof value === 'string') characters += value.length;
    refuseInflated(characters, source.file.byteLength, where);
    for (const row of rows) columns.add(names.map((name, at): [string, unknown] => [name, row[at]]));
    await onRows(rowEnd);
  }
  return { ...columns.finish(), ragged: new Map(), warnings: [] };
}
