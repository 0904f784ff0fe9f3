/** An XLSX workbook: which sheet is read, and its rows as CSV, for the reader that finds headers and preambles. */
import { type Cell, type CellValue, readXlsx, type Sheet } from 'hucre/xlsx';
import { csvLine } from '../write/csv-writer.ts';
import { LIMITS } from './limits.ts';
import { isReadError, readError } from './read-error.ts';
import { textOfValue } from './record-columns.ts';
import { refuseInflated } from './whole-file.ts';
import { checkZip, entriesOf } from './zip-entries.ts';

export interface WorkbookSheet {
  /** Names of all sheets that are not hidden, in order. */
  readonly names: readonly string[];
  readonly chosen: string;
  /** UTF-8, comma, LF. */
  readonly chunks: () => AsyncGenerator<Uint8Array>;
  /** A number is among the cells that is not whole: decimals are written with a point. */
  readonly hasDecimals: boolean;
}

/** Formats of cells (ZIPs with zeros in front) are looked at up to this size of the packed file. */
const STYLES_UP_TO_BYTES = 32 * 1024 * 1024;

/** `wanted` = name or number of the sheet; without it the first that holds a fair part of the data. Throws ReadError. */
export async function readWorkbook(
  bytes: Uint8Array,
  wanted: string | undefined,
  where: string,
): Promise<WorkbookSheet> {
  checkZip(bytes, where);
  const sheets = await sheetsOf(bytes, where);
  const visible = sheets.filter((sheet) => sheet.hidden !== true && sheet.veryHidden !== true);
  const names = (visible.length > 0 ? visible : sheets).map((sheet) => sheet.name);
  const chosen =
    wanted === undefined ? firstWithData(visible.length > 0 ? visible : sheets) : sheetNamed(sheets, wanted);
  if (!chosen) {
    const what = wanted === undefined ? 'The workbook holds no sheet' : `The workbook holds no sheet ${wanted}`;
    throw readError(what, where, `choose one of its sheets: ${names.join(', ')}`);
  }
  const width = chosen.rows.reduce((most, row) => Math.max(most, filledWidth(row)), 0);
  if (width > LIMITS.columns) {
    throw readError(`The sheet has more columns than the limit columns ${LIMITS.columns}`, where, 'remove columns');
  }
  refuseInflated(charactersOf(chosen), bytes.length, where);
  return {
    names,
    chosen: chosen.name,
    chunks: () => csvChunks(chosen, width),
    hasDecimals: chosen.rows.some((row) => row.some((value) => typeof value === 'number' && !Number.isInteger(value))),
  };
}

async function sheetsOf(bytes: Uint8Array, where: string): Promise<readonly Sheet[]> {
  try {
    const wanted = worksheetsOf(bytes, where);
    const readStyles = bytes.length <= STYLES_UP_TO_BYTES;
    const { sheets } = await readXlsx(bytes, { readStyles, ...(wanted && { sheets: wanted }) });
    return sheets;
  } catch (error) {
    if (isReadError(error)) throw error;
    const why = error instanceof Error ? error.message.slice(0, 120) : '';
    const [, sheet, cells] = /^Sheet "(.*)" spans .* over the (\d+) limit/.exec(why) ?? [];
    if (/outside the supported sheet bounds/.test(why)) {
      throw readError(`A sheet has cells beyond the limit columns ${LIMITS.columns}`, where, 'remove columns');
    }
    if (cells !== undefined) {
      throw readError(`The sheet ${sheet} spans more than the limit cells ${cells}`, where, 'clear what is far out');
    }
    throw readError(`The workbook is damaged or not supported (${why})`, where, 'save it again, or as CSV (UTF-8)');
  }
}

const PARTS = /^xl\/(?:workbook\.(?:xml|bin)|_rels\/workbook\.xml\.rels)$/;

/** Positions of the sheets that hold cells: charts may have sheets of their own, which the library takes for missing ones. */
function worksheetsOf(bytes: Uint8Array, where: string): number[] | null {
  const parts = entriesOf(bytes, (name) => PARTS.test(name), where);
  if (parts['xl/workbook.bin'] !== undefined) {
    throw readError('The file is a binary Excel workbook (.xlsb)', where, 'save it as .xlsx, or as CSV (UTF-8)');
  }
  const [book = '', links = ''] = ['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map((name) =>
    new TextDecoder().decode(parts[name] ?? new Uint8Array(0)),
  );
  const charts = [...links.matchAll(/<(?:\w+:)?Relationship\b[^>]*>/g)]
    .map(([link]) => link)
    .filter((link) => /\bType="[^"]*\/(?:chartsheet|dialogsheet|xlMacrosheet|xlIntlMacrosheet)"/.test(link))
    .map((link) => /\bId="([^"]*)"/.exec(link)?.[1]);
  if (charts.length === 0) return null;
  return [...book.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].flatMap(([sheet], at) =>
    charts.includes(/\br:id="([^"]*)"/.exec(sheet)?.[1]) ? [] : [at],
  );
}

function sheetNamed(sheets: readonly Sheet[], wanted: string): Sheet | undefined {
  const folded = wanted.trim().toLowerCase();
  return (
    sheets.find((sheet) => sheet.name === wanted) ??
    sheets.find((sheet) => sheet.name.toLowerCase() === folded) ??
    (/^\d+$/.test(folded) ? sheets[Number(folded) - 1] : undefined)
  );
}

const SHARE_OF_LARGEST = 0.2;

function firstWithData(sheets: readonly Sheet[]): Sheet | undefined {
  const sizes = sheets.map(({ rows }) =>
    rows.reduce((sum, row) => sum + row.reduce<number>((filled, value) => filled + Number(isFilled(value)), 0), 0),
  );
  const largest = Math.max(0, ...sizes);
  return sheets[sizes.findIndex((size) => size >= largest * SHARE_OF_LARGEST)];
}

function charactersOf({ rows }: Sheet): number {
  let sum = 0;
  for (const row of rows) for (const value of row) if (typeof value === 'string') sum += value.length;
  return sum;
}

function isFilled(value: CellValue | undefined): boolean {
  return value !== null && value !== undefined && value !== '';
}

function filledWidth(row: readonly CellValue[]): number {
  let width = row.length;
  while (width > 0 && !isFilled(row[width - 1])) width -= 1;
  return width;
}

const ROWS_AT_ONCE = 2000;

/** Rows without any value are left out, as a table has none. */
async function* csvChunks({ rows, cells }: Sheet, width: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let lines: string[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? [];
    if (filledWidth(row) === 0) continue;
    const values = Array.from({ length: width }, (_, column) => cellText(row[column], cells?.get(`${at},${column}`)));
    lines.push(csvLine(values));
    if (lines.length < ROWS_AT_ONCE) continue;
    yield encoder.encode(lines.join(''));
    lines = [];
  }
  yield encoder.encode(lines.join(''));
}

/** Codes that a number format fills up with zeros are written as they are shown. */
function cellText(value: CellValue | undefined, cell: Cell | undefined): string {
  const format = cell?.style?.numFmt;
  if (typeof value === 'number' && Number.isInteger(value) && format !== undefined && /^0{2,}$/.test(format)) {
    return String(value).padStart(format.length, '0');
  }
  return textOfValue(value);
}
