/** One file of a plan, in the format asked for. What only one format needs is loaded when that is asked for. */
import { zipSync, type Zippable } from 'fflate';
import type { CsvVariant, ExportedFile, ExportFormat, ExportRequest } from '../../core/plan/export-request.ts';
import { writeAccountsCsv } from './accounts-csv.ts';
import { writeCellsCsv } from './cells-csv.ts';
import { writeChangesCsv } from './changes-csv.ts';
import { writeTerritoriesGeojson } from './territories-geojson.ts';

/** What exporters read besides the plan. */
export interface ExportAssets {
  /** `sql-wasm.wasm` of sql.js. */
  readonly sqliteWasm: () => Promise<Uint8Array>;
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
};

/**
 * The file is named after the plan and the day; characters that file systems refuse become hyphens.
 * @throws RangeError with a sentence when the format has no room for the data, or needs what the plan does not have
 */
export async function exportPlan(request: ExportRequest, assets: ExportAssets): Promise<ExportedFile> {
  const [ending, mediaType] = FILES[request.format];
  const stem = [fileStem(request.planName), ...(request.day === undefined ? [] : [request.day]), ending].join('-');
  return { name: stem, mediaType, bytes: await bytesOf(request, assets) };
}

function bytesOf(request: ExportRequest, assets: ExportAssets): Promise<Uint8Array> | Uint8Array {
  const { format, csv = 'exact' } = request;
  switch (format) {
    case 'geojson':
      return writeTerritoriesGeojson(request);
    case 'cells-csv':
      return csvVariant(writeCellsCsv(request), csv);
    case 'accounts-csv':
      return csvVariant(writeAccountsCsv(request), csv);
    case 'changes-csv':
      return csvVariant(changes(request), csv);
    case 'zips-csv':
      return import('./zips-csv.ts').then(({ writeZipsCsv }) => csvVariant(writeZipsCsv(request), csv));
    case 'salesforce-csv':
      return import('./salesforce.ts').then(({ salesforceFiles }) => zipOf(salesforceFiles(request)));
    case 'accounts-geojson':
      return import('./accounts-geojson.ts').then(({ writeAccountsGeojson }) => writeAccountsGeojson(request));
    case 'kml':
      return import('./territories-kml.ts').then(({ writeTerritoriesKml }) => writeTerritoriesKml(request));
    case 'gpkg':
      return Promise.all([import('./geopackage.ts'), assets.sqliteWasm()]).then(([{ writeGeopackage }, wasm]) =>
        writeGeopackage(request, wasm),
      );
    case 'parquet':
      return import('./parquet-tables.ts').then(({ writeCellsParquet }) => writeCellsParquet(request));
    case 'accounts-parquet':
      return import('./parquet-tables.ts').then(({ writeAccountsParquet }) => writeAccountsParquet(request));
    case 'xlsx':
      return import('./workbook.ts').then(({ writeWorkbook }) => writeWorkbook(request));
  }
}

function changes(request: ExportRequest): Uint8Array {
  if (!request.base) throw new RangeError('There is no plan that change could be counted against: import one first.');
  return writeChangesCsv(request.base, request);
}

async function csvVariant(exact: Uint8Array, variant: CsvVariant): Promise<Uint8Array> {
  if (variant === 'exact') return exact;
  const { spreadsheetCsv } = await import('./spreadsheet-csv.ts');
  return spreadsheetCsv(exact);
}

function zipOf(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ name, bytes }): [string, Zippable[string]] => [name, bytes])));
}

/** A plan's name as the beginning of a file name. */
export function fileStem(name: string): string {
  const stem = name.replace(/[\p{Cc}\\/:*?"<>|\s]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return stem.slice(0, 80) || 'plan';
}
