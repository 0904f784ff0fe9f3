/** What the page and the data worker say to each other: reading files, making the ground, writing files. */
import type {
  Accounts,
  ColumnRole,
  ColumnType,
  Dataset,
  Demand,
  RejectReason,
  SourceTable,
  WorkloadModel,
} from '../core/data/dataset.ts';
import type { Measure } from '../core/data/measure.ts';
import type { CellEdge, Grid } from '../core/grid/grid.ts';
import type { Plan } from '../core/plan/plan.ts';

export interface ReadOptions {
  readonly lat?: string;
  readonly lng?: string;
  readonly id?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
}

export interface ReadProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
}

export interface ColumnGuess {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  /** One clause for people: why this role. */
  readonly why: string;
  readonly certain: boolean;
  /** Sum over all records, where the column is numeric. */
  readonly sum: number | null;
}

/** A file after reading and guessing; the table stays in the worker until the import is finished. */
export interface FilePreview {
  readonly table: Omit<SourceTable, 'columns' | 'ragged'>;
  readonly columns: readonly ColumnGuess[];
  /** First 100 records as text. */
  readonly sample: readonly (readonly string[])[];
}

/** The user's answers over the preview. */
export interface ImportChoices {
  readonly roles: readonly ColumnRole[];
  readonly measures: readonly Measure[];
  /** null = workload comes from a column or formula. */
  readonly workloadModel: WorkloadModel | null;
}

export interface RejectedRecord {
  /** 1-based record number after the header. */
  readonly row: number;
  readonly reason: RejectReason;
  readonly column?: string;
  readonly value?: string;
}

export interface Reconciliation {
  readonly read: number;
  readonly placed: number;
  readonly unplaced: number;
  /** Sums by measure key. */
  readonly sums: readonly {
    readonly key: string;
    readonly read: number;
    readonly placed: number;
    readonly unplaced: number;
  }[];
}

export interface AccountsPreview {
  readonly reconciliation: Reconciliation;
  /** First 1,000. */
  readonly rejected: readonly RejectedRecord[];
  readonly rejectedByReason: Readonly<Record<string, number>>;
  /** west, south, east, north of the placed accounts, degrees; null when none. */
  readonly extent: readonly [number, number, number, number] | null;
  readonly tierCounts: readonly { readonly tier: string; readonly accounts: number; readonly hours: number }[];
}

export interface GroundChoice {
  readonly area: 'regions' | 'buffer';
  /** Only for `buffer`. */
  readonly bufferKm: number;
  readonly resolution: number;
}

/** One H3 resolution as offered, with what decides. */
export interface ResolutionOffer {
  readonly resolution: number;
  readonly cells: number;
  readonly heaviestCellShare: number;
  /** Accounts that would need an override to keep today's alignment, share of accounts. */
  readonly overrideShare: number;
  readonly proposed: boolean;
}

export interface GroundOffer {
  /** Names of the states or countries touched. */
  readonly regions: readonly string[];
  readonly area: 'regions' | 'buffer';
  readonly why: string;
  readonly resolutions: readonly ResolutionOffer[];
}

export interface Ground {
  readonly grid: Grid;
  readonly demand: Demand;
  /** Bridges that join islands to the largest piece. */
  readonly bridges: readonly CellEdge[];
}

export interface ImportResult {
  readonly dataset: Dataset;
  readonly ground: Ground;
}

/** A file to save: name, media type, bytes. */
export interface ExportedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}
export type ExportFormat = 'geojson' | 'accounts-csv' | 'cells-csv';

export interface ExportRequest {
  readonly format: ExportFormat;
  readonly planName: string;
  readonly dataset: Dataset;
  readonly grid: Grid;
  readonly demand: Demand;
  readonly plan: Plan;
}

export type { Accounts };
