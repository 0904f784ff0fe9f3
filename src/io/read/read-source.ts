/** Any delimited text file -> a table of text columns. Chunks in, columns out; no record per row is kept. */
import type { ReadWarning, SourceTable } from '../../core/data/dataset.ts';
import type { ReadOptions, ReadProgress } from '../../core/data/import.ts';
import { decimalOfColumns, formatOfTable } from '../../core/data/table-format.ts';
import { type ByteSource, chunksOf, packingOf, unpacked } from './byte-chunks.ts';
import { detectDialect } from './dialect.ts';
import { createUtf8Check, guessEncoding } from './encoding.ts';
import { readError } from './read-error.ts';
import { refuseOtherFormats, refuseProse } from './refuse.ts';
import { createRecordSplitter } from './split-records.ts';
import { createTableSink } from './table-sink.ts';
import { counting, createPause, decodedText, peek } from './text-stream.ts';

export type ReadSourceOptions = ReadOptions & {
  /** Bytes expected in all, for progress; absent = not known. */
  readonly totalBytes?: number;
};

/**
 * Reads a table; `headerRow` = 1-based record of the column names, 0 where none has them. `onProgress` is called now and then; what it throws ends the reading (that is how one cancels).
 * Throws ReadError for empty files, other formats, text without a table, and files beyond the limits.
 */
export async function readSource(
  name: string,
  source: ByteSource,
  options: ReadSourceOptions = {},
  onProgress: (progress: ReadProgress) => void = () => undefined,
): Promise<{ table: SourceTable; headerRow: number }> {
  const totalBytes = source instanceof Uint8Array ? source.length : (options.totalBytes ?? 0);
  const counter = { bytes: 0 };
  const raw = await peek(counting(chunksOf(source), counter));
  const text = await peek(unpacked(raw.all(), packingOf(raw.sample), name));
  const decoded = await decodedText(text, options.encoding, name);
  refuseEmpty(decoded.sample, decoded.isWhole, name);
  refuseOtherFormats(decoded.sample, name);

  const dialect = detectDialect(decoded.sample, decoded.isWhole, {
    delimiter: delimiterOption(options.delimiter),
    headerRow: options.headerRow,
  });
  const sink = createTableSink(name, dialect);
  const check = createUtf8Check();
  const splitter = createRecordSplitter(name, dialect.delimiter, sink.record, () => sink.expected);
  const pause = createPause();
  for await (const chunk of decoded.all()) {
    check.push(chunk);
    splitter.push(chunk);
    onProgress({ bytes: counter.bytes, totalBytes, rows: sink.rows });
    await pause();
  }
  splitter.finish();

  const bytes = check.finish();
  const encoding = decoded.settled ?? (await guessEncoding(bytes));
  const given = decoded.converted ? 'utf-8' : encoding;
  const parts = sink.finish(given, given !== 'utf-8' || bytes.invalid > 0);
  if (parts.columns.length === 0 && options.headerRow !== undefined) {
    throw readError(`There is no row ${options.headerRow} for the header`, name, 'choose an earlier one');
  }
  refuseProse(parts.columns, parts.ragged.size, name);
  onProgress({ bytes: counter.bytes, totalBytes: totalBytes || counter.bytes, rows: parts.rowCount });
  const table: SourceTable = {
    file: name,
    byteLength: counter.bytes,
    format: 'csv',
    encoding,
    delimiter: String.fromCharCode(dialect.delimiter),
    decimal: options.decimal ?? decimalOfColumns(parts.columns),
    hasHeader: dialect.hasHeader,
    ...parts,
    warnings: [...parts.warnings, ...brokenCharacters(encoding === 'utf-8' && !decoded.converted ? bytes.invalid : 0)],
  };
  const headerRow = dialect.hasHeader ? dialect.skip + 1 : 0;
  return { table: { ...table, format: formatOfTable(table) }, headerRow };
}

function refuseEmpty(sample: Uint8Array, isWhole: boolean, where: string): void {
  if (isWhole && sample.every((byte) => byte <= 0x20)) {
    throw readError('The file is empty', where, 'choose a file with a header line and at least one record');
  }
}

function brokenCharacters(count: number): ReadWarning[] {
  if (count === 0) return [];
  const message = 'Some characters are not valid UTF-8 and were replaced; choose another encoding if names look wrong.';
  return [{ code: 'broken-characters', message, count }];
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  tab: '\t',
  '\\t': '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

function delimiterOption(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const delimiter = Object.hasOwn(DELIMITER_NAMES, text) ? DELIMITER_NAMES[text] : text;
  if (delimiter?.length === 1 && delimiter.charCodeAt(0) < 0x80 && !/["\r\n]/.test(delimiter)) return delimiter;
  throw readError(`The delimiter ${text} cannot be used`, 'reading options', 'give one ASCII character, or tab');
}
