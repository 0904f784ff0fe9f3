/** The first rows of what an exporter would write, as text. */
import { together } from '../../core/data/carried-measures.ts';
import type { ZipPlaces } from '../../core/data/zip-places.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import { createFieldSpans, fieldBytes, scanRecord } from '../read/scan-record.ts';
import { writeAccountsCsv } from './accounts-csv.ts';
import { writeChangesCsv } from './changes-csv.ts';
import { type ExportStep, noStep } from './export-step.ts';
import { accountsTable, cellsTable, type ExportTable, territoriesTable } from './export-table.ts';
import { salesforceFiles } from './salesforce.ts';
import { defused } from './spreadsheet-csv.ts';
import { figuresOf } from './territory-properties.ts';
import { writeZipsCsv } from './zips-csv.ts';

export interface ExportPreview {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What a preview is made of besides the request. */
export interface PreviewOf {
  /** Of the plan as it is. */
  readonly figures: PlanMetrics;
  readonly rows: number;
  /** Where ZIPs lie; without it the table of ZIPs holds those of accounts alone. */
  readonly zips?: ZipPlaces | null;
}

/**
 * Formats of several tables show the one that people look at first. Shares of ZIPs and changes are of the whole plan: `step` lets
 * other work have its turn meanwhile.
 * @throws RangeError with a sentence when the plan lacks what the format needs
 */
export async function previewExport(
  asked: ExportRequest,
  { figures, rows, zips = null }: PreviewOf,
  step: ExportStep = noStep,
): Promise<ExportPreview> {
  // A report judges: it names what is balanced. All others write what is carried along, too.
  const request = asked.format === 'pdf' ? asked : together(asked);
  switch (request.format) {
    case 'geojson':
    case 'kml':
    case 'gpkg':
    case 'xlsx':
    case 'pdf':
      return ofTable(territoriesTable(request, request === asked ? figures : figuresOf(request)), rows);
    case 'parquet':
      return ofTable(cellsTable(request), rows);
    case 'accounts-geojson':
    case 'accounts-parquet':
      return ofTable(await accountsTable(headOf(request, rows)), rows);
    case 'cells-csv':
      return variantOf(ofTable(cellsTable(request), rows), request);
    case 'accounts-csv':
      return variantOf(ofCsv(await writeAccountsCsv(headOf(request, rows)), rows), request);
    case 'zips-csv':
      return variantOf(ofCsv(await writeZipsCsv(request, zips, step), rows), request);
    case 'changes-csv':
      if (!request.base) throw new RangeError('There is no plan that change could be counted against.');
      return variantOf(ofCsv(await writeChangesCsv(request.base, request, step), rows), request);
    case 'salesforce-csv':
      return ofCsv((await salesforceFiles(request, step))[1]?.bytes ?? new Uint8Array(0), rows);
  }
}

/** The same with the first records alone: what a column of a million holds is not looked through for six rows. */
function headOf(request: ExportRequest, rows: number): ExportRequest {
  const { source } = request.dataset;
  const rowCount = Math.min(rows, source.rowCount);
  const columns = source.columns.map((column) => ({ ...column, offsets: column.offsets.subarray(0, rowCount + 1) }));
  return { ...request, dataset: { ...request.dataset, source: { ...source, rowCount, byteLength: 0, columns } } };
}

function ofTable({ columns, rowCount }: ExportTable, rows: number): ExportPreview {
  const count = Math.min(rows, rowCount);
  return {
    columns: columns.map((column) => column.name),
    rows: Array.from({ length: count }, (_, row) => columns.map((column) => String(column.valueAt(row) ?? ''))),
  };
}

/** The header and the first records of CSV as this project writes it. */
function ofCsv(bytes: Uint8Array, rows: number): ExportPreview {
  const spans = createFieldSpans();
  const decoder = new TextDecoder();
  const records: string[][] = [];
  const options = { delimiter: 0x2c, isLast: true, multiline: true };
  for (let at = 0; at < bytes.length && records.length <= rows; ) {
    at = scanRecord(bytes, at, bytes.length, options, spans);
    records.push(Array.from({ length: spans.count }, (_, i) => decoder.decode(fieldBytes(bytes, spans, i))));
  }
  return { columns: records[0] ?? [], rows: records.slice(1) };
}

function variantOf(preview: ExportPreview, { csv }: ExportRequest): ExportPreview {
  if (csv !== 'spreadsheet') return preview;
  const safe = (values: readonly string[]): string[] => values.map(defused);
  return { columns: safe(preview.columns), rows: preview.rows.map(safe) };
}
