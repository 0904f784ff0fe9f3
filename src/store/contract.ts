/**
 * What the floors above see of the open project. One owner, one door: nobody else writes the assignment.
 */
import type { Dataset, Demand } from '../core/data/dataset.ts';
import type { Commit, Edit, EditLabel } from '../core/edit/edit.ts';
import type { Severed } from '../core/edit/severed.ts';
import type { CellUnits } from '../core/grid/cell-units.ts';
import type { CellEdge, CellIndex, Grid } from '../core/grid/grid.ts';
import type { PriceChoice } from '../core/metrics/loss.ts';
import type { Totals } from '../core/metrics/metrics.ts';
import type { PlanAbout } from '../core/plan/plan-about.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';

/** Data of a project: fixed while it is open. */
export interface Project {
  readonly id: string;
  readonly name: string;
  readonly dataset: Dataset;
  readonly grid: Grid;
  readonly demand: Demand;
  /** Bridges proposed for the grid; a new plan starts with them. */
  readonly bridges: readonly CellEdge[];
  /** Plan that change is counted against, as a rule today's alignment; null = none. It is shown, not edited. */
  readonly baselineId: string | null;
  readonly createdAt: number;
}

export interface PlanSummary extends PlanAbout {
  readonly id: string;
  readonly name: string;
  /** Can't be edited, baseline or not: today's alignment as it came in. */
  readonly frozen: boolean;
}

/** A saved project as the start screen lists it. */
export interface ProjectSummary {
  readonly id: string;
  readonly name: string;
  /** The plan that was in hand last. */
  readonly planName: string;
  readonly territories: number;
  /** null = not known yet. */
  readonly insideCorridor: number | null;
  readonly plans: number;
  readonly accounts: number;
  /** As the project's, which it overrules; absent where an older build wrote it. */
  readonly baselineId?: string | null;
  /** As the user has set it for the project. */
  readonly price?: PriceChoice;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** Result of an attempt to change owners: what was refused, so the tool can say so. */
export interface StrokeResult {
  readonly changed: number;
  readonly refusedByLock: number;
}

/** What a stroke may take. */
export interface StrokeRules {
  /** Only cells of this territory (0 = of nobody); null or absent = of anybody. */
  readonly onlyFrom?: TerritoryCode | null;
  /** Locked cells and territories change hands all the same: only where the user switched it on. */
  readonly ignoreLocks?: boolean;
  /** Kinds of units of which whole ones are taken, as far as the other rules allow. */
  readonly units?: readonly CellUnits[];
}

/** One gesture. Cells go over at once; `end` makes one Commit of it, `cancel` leaves no trace. */
export interface Stroke {
  readonly territory: TerritoryCode;
  /** Gives `cells[0 .. count)` to the stroke's territory; locked cells and territories are refused here. */
  extend(cells: ArrayLike<CellIndex>, count?: number): StrokeResult;
  /** The stroke as if it had been extended by these cells alone: for shapes that change while they are drawn. */
  replace(cells: ArrayLike<CellIndex>): StrokeResult;
  /** What the stroke so far would tear apart, or has torn when it has just ended; linear in cells. */
  severed(): Severed;
  /** Squashed difference so far. */
  edit(): Edit;
  /** Cells that it passed over and that were its territory's already: meant to stay there as much as the others. */
  readonly confirmed: ReadonlySet<CellIndex>;
  end(): Commit | null;
  cancel(): void;
}

export interface PlanStoreEvents {
  /** Owners of some cells changed (stroke in hand, commit, undo); `null` = any cell may have changed. */
  patched: (cells: Uint32Array | null) => void;
  /** Records (territories, locks, overrides, bridges, settings) changed. */
  records: () => void;
  committed: (commit: Commit) => void;
}

/** Whoever writes the commits down and can give them back. */
export interface CommitKeeper {
  /** Revision up to which every commit of the history can be read again. */
  readonly durable: number;
  /** Commits of these revisions, both included, ascending. */
  read(from: number, to: number): Promise<readonly Commit[]>;
}

export interface HistoryEntry {
  readonly edit: Edit;
  readonly label: EditLabel;
  readonly group: string;
  readonly time: number;
}

/** Owner of one open plan. */
export interface PlanStore {
  readonly plan: Plan;
  /** Layer 0, read only by agreement: only the store writes. */
  readonly owners: Uint16Array;
  readonly revision: number;
  readonly frozen: boolean;
  /** Live: follows the stroke in hand. */
  readonly totals: Totals;
  /** Rises with every change of owners or records, the stroke in hand included: for useSyncExternalStore. */
  readonly version: number;
  /** Throws RangeError on an edit that does not fit the plan (wrong `before`, unknown cell or territory). */
  commit(edit: Edit, label: EditLabel, group?: string): Commit;
  beginStroke(territory: TerritoryCode, label: EditLabel, rules?: StrokeRules): Stroke;
  readonly stroke: Stroke | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What undo would take back, oldest first. */
  readonly history: readonly HistoryEntry[];
  /** What redo would bring back, the next one first. */
  readonly ahead: readonly HistoryEntry[];
  /** Every commit so far, undo and redo included, oldest first: the journal. */
  readonly commits: readonly Commit[];
  /** From now on the oldest edits beyond 64 MB are in the keeper's journal only (edit-shelf.ts). */
  keep(keeper: CommitKeeper): void;
  /**
   * Brings the edits back that the next undo or redo takes, or all: null where they are in memory. Without them both throw
   * RangeError.
   */
  fetch(what: 'undo' | 'redo' | 'all'): Promise<void> | null;
  /** A territory code that no plan of the project and no history refers to. */
  nextCode(): TerritoryCode;
  /** Undoes the newest group; null when there is nothing to undo. */
  undo(): Commit | null;
  redo(): Commit | null;
  /**
   * Takes a commit that another tab has made, in a tab that only looks. @throws RangeError when its revision is not
   * the next one or its edit does not fit; the plan is then unchanged.
   */
  follow(commit: Commit): void;
  on<E extends keyof PlanStoreEvents>(event: E, listener: PlanStoreEvents[E]): () => void;
}
