/** What passes between reading a file and having accounts: options, guesses, answers, figures. Types only. */
import type { ColumnRole, ColumnType, ReadWarning, RejectReason, SourceTable, WorkloadModel } from './dataset.ts';
import type { MeasureHistogram } from './histogram.ts';
import type { Measure } from './measure.ts';

export interface ReadOptions {
  readonly lat?: string;
  readonly lng?: string;
  readonly id?: string;
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly decimal?: '.' | ',';
  /** 1-based record that holds the column names, blank lines counted; 0 = none does. */
  readonly headerRow?: number;
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
  readonly table: Omit<SourceTable, 'columns' | 'ragged' | 'surplus'>;
  /** 1-based record that holds the column names, 0 where none does. */
  readonly headerRow: number;
  /** Sheets of a workbook, and the one that was read. */
  readonly sheets?: { readonly names: readonly string[]; readonly chosen: string };
  readonly columns: readonly ColumnGuess[];
  /** First 100 records as text. */
  readonly sample: readonly (readonly string[])[];
  /** Answers to start from: the guessed roles and measures. */
  readonly choices: ImportChoices;
  /** The workload estimate to start from, also where the file has workload of its own. */
  readonly suggestedModel: WorkloadModel;
}

/** The user's answers over the preview. */
export interface ImportChoices {
  readonly roles: readonly ColumnRole[];
  readonly measures: readonly Measure[];
  /** null = workload comes from a column or formula. */
  readonly workloadModel: WorkloadModel | null;
  /** Records whose coordinates are blank are placed by their ZIP; where no column has coordinates, all are. */
  readonly blanksByZip?: boolean;
  /** Records of one id are one account with their sums (sum-repeated.ts); without it each is an account. */
  readonly sumRepeated?: boolean;
  /** Source and licence lines that travel with the data; proposed for files that are known. */
  readonly attribution?: readonly string[];
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
  /** Kept by the company or owned through a parent: on a line of their own, placed or not. */
  readonly house: number;
  /** Sums by measure key. */
  readonly sums: readonly {
    readonly key: string;
    readonly read: number;
    readonly placed: number;
    readonly unplaced: number;
    readonly house: number;
  }[];
}

export interface TierCount {
  readonly tier: string;
  readonly accounts: number;
  readonly hours: number;
  /** First record of the tier that has a place, with its name and hours. */
  readonly example: { readonly name: string; readonly hours: number } | null;
}

export interface TerritoryCount {
  /** As written, trimmed; blank = accounts without one. */
  readonly name: string;
  readonly accounts: number;
  readonly potential: number;
}

/** A file of today's alignment, matched with the accounts. */
export interface TodayFound {
  readonly file: string;
  readonly kind: 'polygons' | 'accounts' | 'cells' | 'zips';
  /** Column or property that names the territories. */
  readonly namedBy: string;
  /** Others that could, and itself. */
  readonly couldBeNamedBy: readonly string[];
  readonly territories: number;
  /** Placed accounts to which the file gives no territory: they follow their cell. */
  readonly without: number;
  /** Accounts in several areas, or keys that the table gives to several: the smallest area, or the first, has them. */
  readonly contested: number;
}

export interface AccountsPreview {
  readonly reconciliation: Reconciliation;
  /** First 1,000. */
  readonly rejected: readonly RejectedRecord[];
  readonly rejectedByReason: Readonly<Record<string, number>>;
  /** west, south, east, north of the placed accounts, degrees; null when none. */
  readonly extent: readonly [number, number, number, number] | null;
  /** Warnings of the reader and about the accounts, with counts. */
  readonly warnings: readonly ReadWarning[];
  readonly tierCounts: readonly TierCount[];
  /** Values of today's territory with what they carry, most potential first; empty without such a column. */
  readonly territories: readonly TerritoryCount[];
  /** One a measure: values of all records, by tier. */
  readonly histograms: readonly MeasureHistogram[];
}
