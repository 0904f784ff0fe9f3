/** XLSX workbook of a plan: what it is, the figures of its territories, and its accounts. Text is never a formula. */
import { type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { unzipSync } from 'fflate';
import { eachRow, type ExportStep, noStep, partOf } from './export-step.ts';
import { accountsTable, type ExportTable, territoriesTable } from './export-table.ts';
import { figuresOf, measureTotals, type PlanRequest } from './territory-properties.ts';
import { fitting, SHEET_END, SHEET_START, sheetRow } from './workbook-rows.ts';
import { createZipWriter } from './zip-writer.ts';

/** Limits of the format: rows of a sheet with its header, columns. */
const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
/** Characters of rows that are packed at once. */
const PIECE = 1 << 18;

/**
 * Rows of accounts are written and packed piece by piece: a million of them do not fit into one text.
 * @throws RangeError when a text is longer than a cell of a workbook takes
 */
export async function writeWorkbook(request: PlanRequest, step: ExportStep = noStep): Promise<Uint8Array> {
  const table = withoutAreas(await accountsTable(request, partOf(step, 0, 0.1)), request);
  if (table.columns.length > MAX_COLUMNS) {
    throw new RangeError(
      `A workbook takes ${MAX_COLUMNS} columns, not ${table.columns.length}: export the accounts as CSV.`,
    );
  }
  const small = [{ name: 'Plan', rows: planRows(request) }, territoriesSheet(request)];
  const parts = partsOf(table.rowCount);
  const frame = unzipSync(
    await writeXlsx({ sheets: [...small, ...parts.map((_, at): WriteSheet => ({ name: partName(at), rows: [] }))] }),
  );
  const archive = createZipWriter(4);
  const fileOf = (part: number) => `xl/worksheets/sheet${small.length + part + 1}.xml`;
  const written = new Set(parts.map((_, at) => fileOf(at)));
  for (const [name, bytes] of Object.entries(frame)) if (!written.has(name)) archive.file(name)(bytes);
  for (const [at, { from, count }] of parts.entries()) {
    const share = (row: number) => 0.1 + (0.9 * (from + row * count)) / Math.max(1, table.rowCount);
    await writeRows(archive.file(fileOf(at)), table, { name: partName(at), from, count }, (row) => step(share(row)));
  }
  return archive.finish();
}

const partName = (at: number): string => (at === 0 ? 'Accounts' : `Accounts ${at + 1}`);

interface Part {
  readonly from: number;
  readonly count: number;
}

/** One sheet, or several where the rows do not fit into one. */
function partsOf(rowCount: number): Part[] {
  const parts: Part[] = [];
  for (let from = 0; from === 0 || from < rowCount; from += MAX_ROWS - 1) {
    parts.push({ from, count: Math.min(MAX_ROWS - 1, rowCount - from) });
  }
  return parts;
}

async function writeRows(
  push: (bytes: Uint8Array) => void,
  { columns }: ExportTable,
  { name, from, count }: Part & { readonly name: string },
  step: ExportStep,
): Promise<void> {
  const encoder = new TextEncoder();
  const titles = columns.map((column) => column.name);
  let text = SHEET_START + sheetRow(name, 0, titles, titles);
  await eachRow(count, step, (row) => {
    const values = columns.map((column) => column.valueAt(from + row));
    text += sheetRow(name, row + 1, values, titles);
    if (text.length < PIECE) return;
    push(encoder.encode(text));
    text = '';
  });
  push(encoder.encode(text + SHEET_END));
}

function territoriesSheet(request: PlanRequest): WriteSheet {
  const { columns, rowCount } = territoriesTable(request, figuresOf(request));
  const rows = Array.from({ length: rowCount }, (_, row) =>
    columns.map(({ name, valueAt }): CellValue => {
      const value = valueAt(row);
      return typeof value === 'string' ? fitting(value, `Territories, row ${row + 1}, column ${name}`) : value;
    }),
  );
  return { name: 'Territories', rows: [columns.map(({ name }) => name), ...rows], freezePane: { rows: 1 } };
}

function planRows(request: PlanRequest): CellValue[][] {
  const { plan, planName, dataset, grid, day } = request;
  return [
    ['Plan', fitting(planName, 'the name of the plan')],
    ['Plan id', plan.id],
    ...(day === undefined ? [] : [['Exported on', day]]),
    ['Source', fitting(dataset.source.file, 'the name of the file')],
    ['H3 resolution', grid.resolution],
    ['Cells', grid.count],
    ['Accounts', dataset.source.rowCount],
    ...dataset.attribution.map((line) => ['Attribution', fitting(line, 'the attribution')]),
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
