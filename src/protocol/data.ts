/** What the page and the data worker say to each other: reading files, making the ground, writing files. */
import type { Dataset, Demand } from '../core/data/dataset.ts';
import type { AreaChoice, Ground, GroundChoice, GroundOffer, ImportResult } from '../core/data/ground.ts';
import type {
  AccountsPreview,
  FilePreview,
  ImportChoices,
  ReadOptions,
  ReadProgress,
  TodayFound,
} from '../core/data/import.ts';
import type { MapFocus, MeasureMap } from '../core/data/measure-map.ts';
import type { StoredAreas } from '../core/data/stored-areas.ts';
import type { EstimateAnswer, EstimateQuestion } from '../core/data/re-estimate.ts';
import type { CellEdge, Grid } from '../core/grid/grid.ts';
import type { PriceChoice } from '../core/metrics/loss.ts';
import type { RefreshReport } from '../core/plan/refresh.ts';
import type { ExportedFile, ExportRequest } from '../core/plan/export-request.ts';
import type { Override, Plan, Territory } from '../core/plan/plan.ts';

/** Today's alignment as it came in: a plan to be shown frozen, and forked into a draft. */
export interface ImportedAlignment {
  readonly territories: readonly Territory[];
  /** Owner of each cell, length grid.count: transferred. */
  readonly owners: Uint16Array;
  readonly overrides: readonly Override[];
  /** A sentence about it ("invented for the example"), or empty. */
  readonly note: string;
}

/** What an import ends in. All typed arrays are transferred. */
export interface ImportedProject extends ImportResult {
  /** Suggested project name. */
  readonly name: string;
  readonly today: ImportedAlignment | null;
  /** Milliseconds spent, for the User Timing entries of the page. */
  readonly timings: { readonly importMs: number; readonly gridMs: number; readonly binMs: number };
}

/** A plan file's content; the shape that src/io/plan-file reads and writes. */
export interface PlanFileBundle {
  readonly project: {
    readonly id: string;
    readonly name: string;
    readonly dataset: Dataset;
    readonly grid: Grid;
    readonly demand: Demand;
    readonly bridges: readonly CellEdge[];
    readonly baselineId: string | null;
    readonly createdAt: number;
    readonly price?: PriceChoice;
  };
  readonly plans: readonly {
    readonly plan: Plan;
    readonly frozen: boolean;
    readonly history?: { readonly edits: readonly Uint8Array[]; readonly entries: readonly JsonValue[] };
  }[];
  readonly activePlanId: string | null;
}
export interface OpenedPlanFile extends PlanFileBundle {
  readonly warnings: readonly string[];
  /** What a damaged file no longer holds, in words; empty where it was read whole. */
  readonly lost: readonly string[];
}
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A project with the accounts of another file, to be looked at before it is opened. */
export interface RefreshedProject {
  readonly bundle: PlanFileBundle;
  readonly report: RefreshReport;
  /** Every change as CSV. */
  readonly changes: ExportedFile;
  readonly rejected: number;
}

/**
 * One import at a time: `readFile` keeps the table in the worker, the following calls refer to it. Calls reject with
 * an Error whose message is a sentence; after `cancel` with one named `Cancelled`.
 */
export interface DataWorkerApi {
  /**
   * `onProgress` is a Comlink proxy; called at most ten times a second. A file that cannot be read leaves the one that
   * was read before in hand.
   */
  readFile(
    name: string,
    file: Blob,
    options: ReadOptions,
    onProgress: (progress: ReadProgress) => void,
  ): Promise<FilePreview>;
  /** Ends the reading in hand and forgets the file. */
  cancel(): Promise<void>;
  /** Accounts by these answers, as figures. Rejects with the sentence of a formula that cannot be used. */
  accounts(choices: ImportChoices): Promise<AccountsPreview>;
  /** Accounts gathered on a small map; `focus` = a warning whose records it goes to. */
  measureMap(choices: ImportChoices, focus: MapFocus | null): Promise<MeasureMap>;
  offerGround(choices: ImportChoices, area: AreaChoice): Promise<GroundOffer>;
  /** The ground of a choice, to be shown before the import is finished; the file is kept. */
  makeGround(choices: ImportChoices, ground: GroundChoice): Promise<Ground>;
  /**
   * A file that says which territory accounts, cells or ZIPs are in today: it takes the place of a column. Rejects with a
   * sentence where nothing of it fits the accounts. `namedBy` = its column of territories, guessed without it.
   */
  readToday(name: string, file: Blob, choices: ImportChoices, namedBy?: string): Promise<TodayFound>;
  dropToday(): Promise<void>;
  /**
   * Areas of a file to draw by: which of them holds the centre of each cell (`centers` = lng, lat by cell, transferred).
   * Rejects with a sentence where the file holds no polygons with names, or none that touches the cells.
   */
  areasOnCells(name: string, file: Blob, centers: Float64Array): Promise<StoredAreas>;
  /** rejected.csv of the file by these answers. */
  rejected(choices: ImportChoices): Promise<ExportedFile>;
  /**
   * Rows of rejected.csv, fixed, in place of those of the file in hand: its preview after that. Rejects with a sentence
   * where they are not rows of it.
   */
  readFixed(name: string, file: Blob): Promise<{ readonly preview: FilePreview; readonly replaced: number }>;
  /** Makes the project and forgets the file. */
  finish(choices: ImportChoices, ground: GroundChoice): Promise<ImportedProject>;
  /**
   * Another file of accounts on the plans of a project: read as the project's own was, matched by id. Nothing of the
   * import in hand is touched. Rejects with a sentence where the file lacks a column that has a role.
   */
  refresh(name: string, file: Blob, bundle: PlanFileBundle): Promise<RefreshedProject>;
  /** The bundled example with its invented alignment of today. */
  openSample(): Promise<ImportedProject>;
  /** Workload estimated for another number of territories: figures in, figures out, transferred. */
  reEstimate(question: EstimateQuestion): Promise<EstimateAnswer>;
  /** `onProgress` is a Comlink proxy, told a share at most ten times a second by formats that take long. */
  export(request: ExportRequest, onProgress?: (share: number) => void): Promise<ExportedFile>;
  /** Ends the export in hand, which rejects with an Error named `Cancelled`, where its format takes long. */
  cancelExport(): Promise<void>;
  /** What is left of a damaged file, too. Rejects with a sentence when too little is, or it is no plan file. */
  readPlanFile(name: string, file: Blob): Promise<OpenedPlanFile>;
  writePlanFile(bundle: PlanFileBundle): Promise<ExportedFile>;
}
