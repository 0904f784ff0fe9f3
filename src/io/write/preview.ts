/** The first rows of what an exporter would write, as text. */
import type { ZipPlaces } from '../../core/data/zip-places.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import type { PlanMetrics } from '../../core/metrics/metrics.ts';
import { createFieldSpans, fieldBytes, scanRecord } from '../read/scan-record.ts';
import { writeChangesCsv } from './changes-csv.ts';
import { accountsTable, cellsTable, type ExportTable, territoriesTable } from './export-table.ts';
import { salesforceFiles } from './salesforce.ts';
import { spreadsheetCsv } from './spreadsheet-csv.ts';
import { writeZipsCsv } from './zips-csv.ts';

export interface ExportPreview {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Formats of several tables show the one that people look at first.
 * @param figures of the plan as it is
 * @param zips where ZIPs lie; without it the table of ZIPs holds those of accounts alone
 * @throws RangeError with a sentence when the plan lacks what the format needs
 */
export function previewExport(
  request: ExportRequest,
  figures: PlanMetrics,
  rows: number,
  zips: ZipPlaces | null = null,
): ExportPreview {
  switch (request.format) {
    case 'geojson':
    case 'kml':
    case 'gpkg':
    case 'xlsx':
    case 'pdf':
      return ofTable(territoriesTable(request, figures), rows);
    case 'parquet':
      return ofTable(cellsTable(request), rows);
    case 'accounts-geojson':
    case 'accounts-parquet':
      return ofTable(accountsTable(request), rows);
    case 'cells-csv':
      return variantOf(ofTable(cellsTable(request), rows), request);
    case 'accounts-csv':
      return variantOf(ofTable(accountsTable(request), rows), request);
    case 'zips-csv':
      return variantOf(ofCsv(writeZipsCsv(request, zips), rows), request);
    case 'changes-csv':
      if (!request.base) throw new RangeError('There is no plan that change could be counted against.');
      return variantOf(ofCsv(writeChangesCsv(request.base, request), rows), request);
    case 'salesforce-csv':
      return ofCsv(salesforceFiles(request)[1]?.bytes ?? new Uint8Array(0), rows);
  }
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
  const safe = (values: readonly string[]): string[] =>
    values.map((value) => {
      const field = new TextEncoder().encode(`"${value.replaceAll('"', '""')}"`);
      return new TextDecoder().decode(spreadsheetCsv(field)).replace(/^"|"$/g, '').replaceAll('""', '"');
    });
  return { columns: safe(preview.columns), rows: preview.rows.map(safe) };
}
