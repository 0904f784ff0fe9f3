/** What the export dialog says: apart from the other messages because it is loaded with the dialog. */
import type { ExportFormat } from '../../core/plan/export-request.ts';
import { messages } from '../messages.ts';

export type DialogFormat = ExportFormat | 'plan' | 'png';

const { formats } = messages.exporter;

interface FormatWords {
  readonly name: string;
  readonly what: string;
  /** What the preview shows of it. */
  readonly shows: string;
}

const known = ([name, what]: readonly [string, string], shows: string): FormatWords => ({ name, what, shows });
const TERRITORIES = 'its territories';
const ACCOUNTS = 'its accounts';
const CELLS = 'its cells';

export const FORMAT_WORDS: Readonly<Record<DialogFormat, FormatWords>> = {
  geojson: known(formats.geojson, TERRITORIES),
  'accounts-geojson': { name: 'Accounts, GeoJSON', what: 'A point an account with its territory', shows: ACCOUNTS },
  kml: { name: 'Territories, KML', what: 'For Google Earth and My Maps, a folder a region', shows: TERRITORIES },
  gpkg: { name: 'GeoPackage', what: 'For QGIS and ArcGIS: territories, cells and accounts', shows: TERRITORIES },
  'accounts-csv': known(formats['accounts-csv'], ACCOUNTS),
  'cells-csv': known(formats['cells-csv'], CELLS),
  'zips-csv': { name: 'ZIPs, CSV', what: 'ZIP to territory, with the share where a ZIP is cut', shows: 'its ZIPs' },
  'changes-csv': { name: 'Changes, CSV', what: 'Accounts that change hands against today', shows: 'its changes' },
  xlsx: { name: 'Workbook, XLSX', what: 'For Excel: figures of the territories, and accounts', shows: TERRITORIES },
  'salesforce-csv': {
    name: 'Salesforce files',
    what: 'Four CSV files: territories, accounts, users',
    shows: 'the accounts to add',
  },
  parquet: { name: 'Cells, Parquet', what: 'For data warehouses and notebooks', shows: CELLS },
  'accounts-parquet': { name: 'Accounts, Parquet', what: 'For data warehouses and notebooks', shows: ACCOUNTS },
  pdf: { name: 'Report, PDF', what: 'To print: map, balance, charts, a page a territory', shows: TERRITORIES },
  png: { name: 'Map, PNG', what: 'The map as it is on screen, with twice its pixels', shows: '' },
  plan: known(formats.plan, ''),
};

/** Formats by who needs them. */
export const FORMAT_GROUPS: readonly { readonly who: string; readonly formats: readonly DialogFormat[] }[] = [
  { who: 'Maps and GIS', formats: ['geojson', 'kml', 'gpkg', 'accounts-geojson'] },
  { who: 'Spreadsheets and pay systems', formats: ['xlsx', 'accounts-csv', 'cells-csv', 'zips-csv', 'changes-csv'] },
  { who: 'Managers and reps', formats: ['pdf', 'png'] },
  { who: 'CRM', formats: ['salesforce-csv'] },
  { who: 'Data teams', formats: ['parquet', 'accounts-parquet'] },
  { who: 'Hexwright', formats: ['plan'] },
];

export const exportWords = {
  show: (name: string) => `Show ${name}`,
  cancel: 'Cancel',
  cancelOf: (name: string) => `Cancel ${name}`,
  progressOf: (name: string) => `Progress of ${name}`,
  csv: 'CSV files',
  exact: 'Exact',
  spreadsheet: 'For spreadsheets',
  exactHint: 'Every value byte for byte, as programs want it.',
  spreadsheetHint:
    'With a byte order mark, so that Excel shows accents, and an apostrophe before what Excel would run as a formula.',
  zips: 'ZIPs that are cut',
  zipParts: 'By share',
  zipOne: 'One owner',
  zipPartsHint:
    'A row for each territory in a ZIP, with its share. ZIPs of the ground without accounts are listed too.',
  zipOneHint: 'Who has most of a ZIP has all of it; what the others lose stands beside it.',
  borders: 'Borders of territories',
  bordersCells: 'Along hexagons',
  bordersStraight: 'Straight',
  bordersCellsHint: 'Exactly the cells.',
  bordersStraightHint: 'Without the zigzag, half a cell’s edge off at most; what territories share stays shared.',
  preview: (name: string, shows: string) => `${name}: first rows of ${shows}`,
  previewOf: 'Preview',
  planPreview: 'The plan file opens in Hexwright, in this browser or another one. Keep it as a backup.',
  pngPreview: 'The map behind this dialog, as it is: zoom, colours and names are those on screen.',
  noMap: 'No map is on screen: open a project first.',
  none: 'Nothing to write: the file would hold only its header.',
  waiting: 'The figures are being computed.',
};
