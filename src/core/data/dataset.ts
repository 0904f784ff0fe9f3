/**
 * What came in from a file, as columns. Nothing is dropped: a record that cannot be placed keeps its row, its
 * reason and its money, and counts in every reconciliation.
 */
import type { Measure } from './measure.ts';

/** Text of one column, UTF-8, value i at `bytes[offsets[i] .. offsets[i + 1])`. */
export interface TextColumn {
  readonly name: string;
  /** Length rows + 1. */
  readonly offsets: Uint32Array;
  readonly bytes: Uint8Array;
}

/** Why a record has no place on the grid, in the order in which they are tried. */
export const REJECT_REASONS = [
  'wrong-number-of-fields',
  'missing-coordinate',
  'coordinate-not-a-number',
  'coordinate-out-of-range',
  'null-island',
  'invalid-h3-cell',
  'unknown-zip',
  'invalid-geometry',
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/**
 * What a column is taken for. `latlng` and `lnglat` hold both coordinates in one text, `area` a polygon as WKT
 * over which the record is spread. `house` and `parent` keep accounts out of
 * balance (kept-out.ts). `pipeline` (open opportunities) and `attribute` are carried along and shown, nothing else.
 */
export const COLUMN_ROLES = [
  'id',
  'name',
  'latitude',
  'longitude',
  'latlng',
  'lnglat',
  'h3',
  'area',
  'zip',
  'city',
  'potential',
  'workload',
  'accounts',
  'territory',
  'rep',
  'house',
  'parent',
  'pipeline',
  'attribute',
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

export type ColumnType = 'text' | 'number' | 'date' | 'boolean';

export interface ReadWarning {
  readonly code: string;
  readonly message: string;
  readonly count: number;
}

/** What a file is; `h3-table` = a table of H3 cells, whatever file it came in. */
export const SOURCE_FORMATS = [
  'csv',
  'h3-table',
  'xlsx',
  'geojson',
  'topojson',
  'json',
  'parquet',
  'shapefile',
  'kml',
] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];

/** How the bytes were read, and what they held: a table of text. */
export interface SourceTable {
  readonly file: string;
  readonly byteLength: number;
  readonly format: SourceFormat;
  readonly encoding: string;
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  readonly hasHeader: boolean;
  readonly columns: readonly TextColumn[];
  /** Data records, the header not counted. */
  readonly rowCount: number;
  /** 1-based record numbers whose field count differs from the header's, with the count found. */
  readonly ragged: ReadonlyMap<number, number>;
  /** Fields beyond the last column, by 1-based record number: kept so that a rejected row can be repaired. */
  readonly surplus?: ReadonlyMap<number, readonly string[]>;
  /** What the geometry is, by 1-based record number, where it is none that a record can stand at. */
  readonly invalidGeometry?: ReadonlyMap<number, string>;
  readonly warnings: readonly ReadWarning[];
}

/** Position of a record in its dataset: 0-based; row number shown to people is this + 1. */
export type AccountIndex = number;

/** Accounts (records) of a project, placed or not, with their measures. All arrays are `count` long. */
export interface Accounts {
  readonly count: number;
  /** Degrees; NaN where the record has no place. */
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  /** 0 = placed; otherwise 1 + index into REJECT_REASONS. */
  readonly reasons: Uint8Array;
  /** Column positions in `SourceTable.columns`; -1 where there is none. */
  readonly idColumn: number;
  readonly nameColumn: number;
  readonly territoryColumn: number;
  readonly repColumn: number;
  /** Tier of each account: 0 = A, 1 = B, 2 = C. */
  readonly tiers: Uint8Array;
  /** One array a measure, in the order of `Dataset.measures`. */
  readonly values: readonly Float64Array[];
  /** As `values`, of `Dataset.carried`. */
  readonly carried?: readonly Float64Array[];
}

export interface Dataset {
  readonly source: SourceTable;
  /** What is balanced. */
  readonly measures: readonly Measure[];
  /** Measures that are only carried along; absent where there are none. */
  readonly carried?: readonly Measure[];
  readonly accounts: Accounts;
  /** Role of each source column. */
  readonly roles: readonly ColumnRole[];
  /** Records of one id were summed: `source` has a record an account. */
  readonly summed?: boolean;
  /** How workload was estimated, where the file had none; shown and editable. */
  readonly workloadModel: WorkloadModel | null;
  /** Attribution and notes that travel with the data ("alignment invented for the example"). */
  readonly attribution: readonly string[];
}

/**
 * Hours per year of an account = visits x (minutes + travel) / 60 + admin hours. Travel per visit =
 * shareBetween x leg(mean distance among the nearest accounts/K accounts) + shareNearest x leg(nearest account),
 * leg = min(distance / speed) at the stated speeds. An estimate: recomputed when K changes.
 */
export interface WorkloadModel {
  readonly tiers: readonly WorkloadTier[];
  readonly adminHoursPerAccount: number;
  /** Weight of a leg among the nearest accounts/K accounts, and of a leg to the nearest one. */
  readonly shareBetween: number;
  readonly shareNearest: number;
  /** Straight-line distance is multiplied by this to estimate road distance. */
  readonly detourFactor: number;
  /** Speed below and above `urbanLegKm`. */
  readonly urbanSpeedKmh: number;
  readonly ruralSpeedKmh: number;
  readonly urbanLegKm: number;
  /** Number of territories the legs are estimated for. */
  readonly territories: number;
}

export interface WorkloadTier {
  readonly tier: string;
  /** Accounts with at least this much potential (file values) are in the tier; the last tier has 0. */
  readonly fromPotential: number;
  readonly visitsPerYear: number;
  readonly minutesPerVisit: number;
}

/**
 * Demand on a grid: where accounts stand and what cells carry besides. The load of a cell in measure m is
 * `areal[m][cell]` plus the values of the accounts in it that are not overridden.
 */
export interface Demand {
  readonly measures: readonly Measure[];
  /** CellIndex of each account, -1 where unplaced or kept out of balance; length accounts.count. */
  readonly accountCell: Int32Array;
  /** Accounts by cell: CSR over cells; `targets` are AccountIndex. */
  readonly accountsOfCell: { readonly offsets: Uint32Array; readonly targets: Uint32Array };
  /** Areal demand apart from accounts, one array a measure, `grid.count` long. */
  readonly areal: readonly Float64Array[];
  /** Accounts that an H3 table counts in each cell, where it has such a column; `grid.count` long. */
  readonly arealAccounts?: Float64Array;
  /** areal + accounts, one array a measure, `grid.count` long (overrides not considered). */
  readonly cellValues: readonly Float64Array[];
  /** As `cellValues`, of the measures that are only carried along (`Dataset.carried`). */
  readonly carried?: readonly Float64Array[];
}
