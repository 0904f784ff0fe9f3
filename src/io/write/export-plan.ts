/** One file of a plan, in the format asked for. What only one format needs is loaded when that is asked for. */
import { zipPlacesOf } from '../../core/data/zip-places.ts';
import { type ExportStep, noStep, partOf } from './export-step.ts';
import { fileStem } from './file-stem.ts';
import type { PdfFonts } from './pdf-document.ts';
import type { CsvVariant, ExportedFile, ExportFormat, ExportRequest } from '../../core/plan/export-request.ts';

/** What exporters read besides the plan. */
export interface ExportAssets {
  /** `sql-wasm.wasm` of sql.js. */
  readonly sqliteWasm: () => Promise<Uint8Array>;
  /** `public/geo/us-zips.bin`; without it ZIPs that no account names are left out. */
  readonly usZips?: () => Promise<Uint8Array>;
  /** The fonts of `public/fonts/`; without them there are no PDFs. */
  readonly reportFonts?: () => Promise<PdfFonts>;
}

const CSV = 'text/csv';
const GEOJSON = 'application/geo+json';
const PARQUET = 'application/vnd.apache.parquet';

/** Ending and media type of each format's file. */
const FILES: Readonly<Record<ExportFormat, readonly [ending: string, mediaType: string]>> = {
  geojson: ['territories.geojson', GEOJSON],
  'accounts-geojson': ['accounts.geojson', GEOJSON],
  kml: ['territories.kml', 'application/vnd.google-earth.kml+xml'],
  gpkg: ['plan.gpkg', 'application/geopackage+sqlite3'],
  'cells-csv': ['cells.csv', CSV],
  'accounts-csv': ['accounts.csv', CSV],
  'zips-csv': ['zips.csv', CSV],
  'changes-csv': ['changes.csv', CSV],
  'salesforce-csv': ['salesforce.zip', 'application/zip'],
  parquet: ['cells.parquet', PARQUET],
  'accounts-parquet': ['accounts.parquet', PARQUET],
  xlsx: ['plan.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  pdf: ['report.pdf', 'application/pdf'],
};

/**
 * The file is named after the plan and the day; characters that file systems refuse become hyphens.
 * @throws RangeError with a sentence when the format has no room for the data, or needs what the plan does not have
 */
export async function exportPlan(
  request: ExportRequest,
  assets: ExportAssets,
  step: ExportStep = noStep,
): Promise<ExportedFile> {
  const [ending, mediaType] = FILES[request.format];
  const stem = [fileStem(request.planName), ...(request.day === undefined ? [] : [request.day]), ending].join('-');
  return { name: stem, mediaType, bytes: await bytesOf(request, assets, step) };
}

async function bytesOf(request: ExportRequest, assets: ExportAssets, step: ExportStep): Promise<Uint8Array> {
  switch (request.format) {
    case 'geojson':
      return (await import('./territories-geojson.ts')).writeTerritoriesGeojson(request, undefined, step);
    case 'accounts-geojson':
      return (await import('./accounts-geojson.ts')).writeAccountsGeojson(request, step);
    case 'kml':
      return (await import('./territories-kml.ts')).writeTerritoriesKml(request, step);
    case 'gpkg':
      return (await import('./geopackage.ts')).writeGeopackage(request, await assets.sqliteWasm(), step);
    case 'salesforce-csv':
      return salesforceZip(request, step);
    case 'parquet':
      return (await import('./parquet-tables.ts')).writeCellsParquet(request, step);
    case 'accounts-parquet':
      return (await import('./parquet-tables.ts')).writeAccountsParquet(request, step);
    case 'xlsx':
      return (await import('./workbook.ts')).writeWorkbook(request, step);
    case 'pdf': {
      if (assets.reportFonts === undefined)
        throw new RangeError('There are no fonts for a PDF: export another format.');
      return (await import('./plan-report.ts')).writePlanReport(request, await assets.reportFonts(), step);
    }
    default:
      return tableAsCsv(request, request.format, assets, step);
  }
}

async function salesforceZip(request: ExportRequest, step: ExportStep): Promise<Uint8Array> {
  const files = await (await import('./salesforce.ts')).salesforceFiles(request, partOf(step, 0, 0.6));
  return (await import('./zip-writer.ts')).zipOf(files, partOf(step, 0.6, 1));
}

type TableFormat = 'cells-csv' | 'accounts-csv' | 'zips-csv' | 'changes-csv';

async function tableAsCsv(
  request: ExportRequest,
  format: TableFormat,
  assets: ExportAssets,
  step: ExportStep,
): Promise<Uint8Array> {
  const variant: CsvVariant = request.csv ?? 'exact';
  if (variant === 'exact') return exactCsv(request, format, assets, step);
  const exact = await exactCsv(request, format, assets, partOf(step, 0, 0.6));
  return (await import('./spreadsheet-csv.ts')).spreadsheetCsv(exact, partOf(step, 0.6, 1));
}

async function exactCsv(
  request: ExportRequest,
  format: TableFormat,
  { usZips }: ExportAssets,
  step: ExportStep,
): Promise<Uint8Array> {
  switch (format) {
    case 'cells-csv':
      return (await import('./cells-csv.ts')).writeCellsCsv(request, step);
    case 'accounts-csv':
      return (await import('./accounts-csv.ts')).writeAccountsCsv(request, step);
    case 'zips-csv': {
      const places = usZips === undefined ? null : zipPlacesOf(await usZips());
      return (await import('./zips-csv.ts')).writeZipsCsv(request, places, step);
    }
    case 'changes-csv': {
      if (!request.base)
        throw new RangeError('There is no plan that change could be counted against: import one first.');
      return (await import('./changes-csv.ts')).writeChangesCsv(request.base, request, step);
    }
  }
}
