/** What is asked of an exporter, and the file it answers with. */
import type { Dataset, Demand } from '../data/dataset.ts';
import type { Grid } from '../grid/grid.ts';
import type { Plan } from './plan.ts';

/** A file to save: name, media type, bytes. */
export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Formats of one plan, as `hexwright export --format` names them. */
export const EXPORT_FORMATS = [
  'geojson',
  'accounts-geojson',
  'kml',
  'gpkg',
  'cells-csv',
  'accounts-csv',
  'zips-csv',
  'changes-csv',
  'salesforce-csv',
  'parquet',
  'accounts-parquet',
  'xlsx',
  'pdf',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `exact` is lossless; `spreadsheet` has a byte order mark, and no field that a spreadsheet takes for a formula. */
export type CsvVariant = 'exact' | 'spreadsheet';

/** `parts` = a row for each territory in a ZIP; `one` = the territory with most of it has it all, with what others lose. */
export type ZipOwners = 'parts' | 'one';

/** `cells` = as the hexagons run; `straight` = without their zigzag, shared borders staying shared. */
export type Borders = 'cells' | 'straight';

export interface ExportRequest {
  readonly format: ExportFormat;
  readonly planName: string;
  readonly dataset: Dataset;
  readonly grid: Grid;
  readonly demand: Demand;
  readonly plan: Plan;
  /** What change is counted against: the plan on the same grid that is in force. */
  readonly base?: Plan | null;
  /** `exact` without it. */
  readonly csv?: CsvVariant;
  /** Of territories in map formats; `cells` without it. */
  readonly borders?: Borders;
  /** Of the ZIP table; `parts` without it. */
  readonly zipOwners?: ZipOwners;
  /** Day of the export for file names, as 2026-03-31. */
  readonly day?: string;
}
