/**
 * Any file -> a table of text columns. Delimited text goes from chunks to columns, no record per row is kept; other
 * formats are read by libraries, each loaded when its first file comes.
 */
import type { ReadWarning, SourceTable } from '../../core/data/dataset.ts';
import type { ReadOptions, ReadProgress } from '../../core/data/import.ts';
import { decimalOfColumns, formatOfTable } from '../../core/data/table-format.ts';
import { type ByteSource, chunksOf, packingOf, unpacked } from './byte-chunks.ts';
import { detectDialect } from './dialect.ts';
import { createUtf8Check, guessEncoding } from './encoding.ts';
import { readError } from './read-error.ts';
import { refuseOtherFormats, refuseProse, refuseUtf32 } from './refuse.ts';
import { createRecordSplitter } from './split-records.ts';
import { containerOf, type Document, documentOf } from './recognise.ts';
import type { RecordParts } from './record-columns.ts';
import { createTableSink } from './table-sink.ts';
import { counting, createPause, decodedText, type Peeked, peek } from './text-stream.ts';
import { wholeOf } from './whole-file.ts';

export type ReadSourceOptions = ReadOptions & {
  /** Bytes expected in all, for progress; absent = not known. */
  readonly totalBytes?: number;
};

/** What a file was read into. */
export interface ReadResult {
  readonly table: SourceTable;
  /** 1-based record of the column names, 0 where none has them. */
  readonly headerRow: number;
  /** Sheets of a workbook that can be read, the one that was among them. */
  readonly sheets?: { readonly names: readonly string[]; readonly chosen: string };
}

type OnProgress = (progress: ReadProgress) => void;

/** A file in the course of being read. */
interface Reading {
  readonly name: string;
  readonly options: ReadSourceOptions;
  readonly totalBytes: number;
  /** Bytes taken from the source so far. */
  readonly counter: { readonly bytes: number };
  readonly onProgress: OnProgress;
}

/**
 * Reads a table. `onProgress` is called now and then; what it throws ends the reading (that is how one cancels).
 * Throws ReadError for empty files, formats that are not read, text without a table, and files beyond the limits.
 */
export async function readSource(
  name: string,
  source: ByteSource,
  options: ReadSourceOptions = {},
  onProgress: OnProgress = () => undefined,
): Promise<ReadResult> {
  const totalBytes = source instanceof Uint8Array ? source.length : (options.totalBytes ?? 0);
  const counter = { bytes: 0 };
  const reading: Reading = { name, options, totalBytes, counter, onProgress };
  const raw = await peek(counting(chunksOf(source), counter));
  const packing = packingOf(raw.sample);
  const container = packing === 'zip' ? containerOf(raw.sample) : null;
  if (container === 'workbook') return readSheet(reading, raw);
  if (container === 'shapefile') return readWhole(reading, raw, 'shapefile');
  if (packing === 'zip' && /\.kmz$/i.test(name)) return readWhole(reading, raw, 'kmz');
  const text = await peek(unpacked(raw.all(), packing, name));
  const document = container === 'opendocument' ? null : documentOf(text.sample);
  return document === null ? readDelimited(reading, text) : readWhole(reading, text, document);
}

/** Tells how far it is with each chunk, and lets messages in. */
async function* reporting(chunks: AsyncIterable<Uint8Array>, reading: Reading): AsyncGenerator<Uint8Array> {
  const pause = createPause();
  for await (const chunk of chunks) {
    report(reading, 0);
    await pause();
    yield chunk;
  }
}

function report({ onProgress, counter, totalBytes }: Reading, rows: number): void {
  onProgress({ bytes: counter.bytes, totalBytes, rows });
}

async function readSheet(reading: Reading, raw: Peeked): Promise<ReadResult> {
  const { name, options } = reading;
  const bytes = await wholeOf(reporting(raw.all(), reading), 'wholeFileBytes', name);
  const { readWorkbook } = await import('./read-workbook.ts');
  const { names, chosen, chunks, hasDecimals } = await readWorkbook(bytes, options.sheet, name);
  const text = await peek(chunks());
  const decimal = options.decimal ?? (hasDecimals ? '.' : undefined);
  const csv = { ...options, encoding: 'utf-8', delimiter: ',', ...(decimal === undefined ? {} : { decimal }) };
  const { table, headerRow } = await readDelimited({ ...reading, options: csv }, text);
  const others = names.filter((other) => other !== chosen);
  const message = `The sheet ${chosen} was read; the workbook also holds ${others.join(', ')}.`;
  const warnings = others.length === 0 ? [] : [{ code: 'other-sheets', message, count: others.length }];
  const made = { ...table, format: 'xlsx', delimiter: '', warnings: [...table.warnings, ...warnings] } as const;
  return { table: { ...made, format: formatOfTable(made) }, headerRow, sheets: { names, chosen } };
}

/** What is held as a whole. */
type WholeFile = Document | 'shapefile' | 'kmz';

async function readWhole(reading: Reading, text: Peeked, kind: WholeFile): Promise<ReadResult> {
  const { name, options, counter } = reading;
  const limit = kind === 'json' ? 'jsonBytes' : kind === 'kml' ? 'xmlBytes' : 'wholeFileBytes';
  const bytes = await wholeOf(reporting(text.all(), reading), limit, name);
  const { format, ...parts } = await partsOf(reading, bytes, kind);
  report(reading, parts.rowCount);
  if (parts.rowCount === 0) throw readError('The file holds no record', name, 'choose a file with at least one');
  const table: SourceTable = {
    file: name,
    byteLength: counter.bytes,
    format,
    encoding: 'utf-8',
    delimiter: '',
    decimal: options.decimal ?? '.',
    hasHeader: true,
    ...parts,
  };
  return { table: { ...table, format: formatOfTable(table) }, headerRow: 1 };
}

async function partsOf(
  reading: Reading,
  bytes: Uint8Array,
  kind: WholeFile,
): Promise<RecordParts & Pick<SourceTable, 'format'>> {
  const { name, options } = reading;
  switch (kind) {
    case 'json':
      return (await import('./read-json.ts')).readJson(bytes, name);
    case 'kml':
      return { ...(await import('./read-kml.ts')).readKml(bytes, name), format: kind };
    case 'kmz':
      return { ...(await import('./read-kml.ts')).readKmz(bytes, name), format: 'kml' };
    case 'shapefile':
      return { ...(await import('./read-shapefile.ts')).readShapefile(bytes, options.sheet, name), format: kind };
    case 'parquet': {
      const pause = createPause();
      const onRows = async (rows: number): Promise<void> => {
        report(reading, rows);
        await pause();
      };
      return { ...(await (await import('./read-parquet.ts')).readParquet(bytes, name, onRows)), format: kind };
    }
  }
}

async function readDelimited(reading: Reading, text: Peeked): Promise<ReadResult> {
  const { name, options, totalBytes, counter, onProgress } = reading;
  refuseUtf32(text.sample, name);
  const decoded = await decodedText(text, options.encoding, name);
  refuseEmpty(decoded.sample, decoded.isWhole, name);
  refuseOtherFormats(decoded.sample, name);

  const dialect = detectDialect(decoded.sample, decoded.isWhole, {
    delimiter: delimiterOption(options.delimiter),
    headerRow: options.headerRow,
  });
  const sink = createTableSink(name, dialect);
  const check = createUtf8Check();
  const splitter = createRecordSplitter(name, dialect, sink.record, () => sink.expected);
  const pause = createPause();
  for await (const chunk of decoded.all()) {
    check.push(chunk);
    splitter.push(chunk);
    onProgress({ bytes: counter.bytes, totalBytes, rows: sink.rows });
    await pause();
  }
  splitter.finish();

  const bytes = check.finish();
  const encoding = decoded.settled ?? (await guessEncoding(bytes, sink.names));
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
  if (!sample.every((byte) => byte <= 0x20)) return;
  const what = isWhole ? 'The file is empty' : 'The file begins with nothing but blanks';
  throw readError(what, where, 'choose a file with a header line and at least one record');
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
