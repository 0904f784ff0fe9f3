/** XLSX workbook of a plan: what it is, the figures of its territories, and its accounts. Text is never a formula. */
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { type ExportStep, noStep } from './export-step.ts';
import { accountsTable, type ExportTable, territoriesTable } from './export-table.ts';
import { figuresOf, measureTotals, type PlanRequest } from './territory-properties.ts';

/** Limits of the format: rows of a sheet with its header, columns, characters of a cell. */
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
const MAX_CHARACTERS = 32_767;
/** How the format writes what XML forbids; text that looks like it must not be taken for it. */
const ESCAPE = /_(x[0-9a-f]{4}_)/gi;

/** @throws RangeError when a text is longer than a cell of a workbook takes */
export async function writeWorkbook(request: PlanRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  const figures = figuresOf(request);
  const territories = sheetsOf('Territories', territoriesTable(request, figures));
  const accounts = sheetsOf('Accounts', withoutAreas(accountsTable(request), request));
  await step(0.4);
  return writeXlsx({ sheets: [{ name: 'Plan', rows: planRows(request) }, ...territories, ...accounts] });
}

function planRows(request: PlanRequest): CellValue[][] {
  const { plan, planName, dataset, grid, day } = request;
  return [
    ['Plan', planName],
    ['Plan id', plan.id],
    ...(day === undefined ? [] : [['Exported on', day]]),
    ['Source', dataset.source.file],
    ['H3 resolution', grid.resolution],
    ['Cells', grid.count],
    ['Accounts', dataset.source.rowCount],
    ...dataset.attribution.map((line) => ['Attribution', line]),
    [],
    ['Measure', 'Unit', 'Placed', 'of that unassigned', 'Without a place'],
    ...measureTotals(request).map(({ measure, total, unassigned, unplaced }) => [
      measure.key,
      measure.unit.symbol,
      total,
      unassigned,
      unplaced,
    ]),
  ];
}

/** Outlines are longer than a cell takes; they are in the map formats. */
function withoutAreas(table: ExportTable, { dataset }: PlanRequest): ExportTable {
  const outlines = dataset.roles.indexOf('area');
  return outlines < 0 ? table : { ...table, columns: table.columns.filter((_, at) => at !== outlines) };
}

/** One sheet, or several where the rows do not fit into one. */
function sheetsOf(name: string, { columns, rowCount }: ExportTable): WriteSheet[] {
  if (columns.length > MAX_COLUMNS) {
    throw new RangeError(`A workbook takes ${MAX_COLUMNS} columns, not ${columns.length}: export the accounts as CSV.`);
  }
  const sheets: WriteSheet[] = [];
  const header = columns.map((column) => checked(column.name, name, 0, 'header'));
  for (let from = 0; from === 0 || from < rowCount; from += MAX_ROWS - 1) {
    const count = Math.min(MAX_ROWS - 1, rowCount - from);
    const rows = Array.from({ length: count }, (_, at) =>
      columns.map((column) => {
        const value = column.valueAt(from + at);
        return typeof value === 'string' ? checked(value, name, from + at + 1, column.name) : value;
      }),
    );
    const title = sheets.length === 0 ? name : `${name} ${sheets.length + 1}`;
    sheets.push({ name: title, rows: [header, ...rows], freezePane: { rows: 1 } });
  }
  return sheets;
}

function checked(text: string, sheet: string, row: number, column: string): string {
  if (text.length <= MAX_CHARACTERS) return text.replace(ESCAPE, '_x005F_$1');
  throw new RangeError(
    `A cell of a workbook takes ${MAX_CHARACTERS} characters, not ${text.length} (${sheet}, row ${row}, column ${column}): ` +
      'export the accounts as CSV.',
  );
}
