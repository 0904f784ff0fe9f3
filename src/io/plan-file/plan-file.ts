/**
 * A plan file: a zip of JSON documents and typed-array columns that holds a whole project. `manifest.json` names
 * every entry with its type, length and CRC-32; `manifest.crc32` guards the manifest itself. What can be rebuilt
 * (adjacency, corners, demand by cell) is left out.
 */
import type { Dataset, Demand } from '../../core/data/dataset.ts';
import type { CellEdge, Grid } from '../../core/grid/grid.ts';
import type { PriceChoice } from '../../core/metrics/loss.ts';
import type { Plan } from '../../core/plan/plan.ts';

export const PLAN_FILE_FORMAT = 'hexwright-plan';
/** Readers take every version up to this one. */
export const PLAN_FILE_VERSION = 1;

/** The project as a plan file holds it; the store's `Project` is one. */
export interface PlanFileProject {
  readonly id: string;
  readonly name: string;
  readonly dataset: Dataset;
  readonly grid: Grid;
  readonly demand: Demand;
  readonly bridges: readonly CellEdge[];
  /** Plan id of today's alignment, or null. */
  readonly baselineId: string | null;
  /** Milliseconds since the epoch; 0 = not recorded. */
  readonly createdAt: number;
  /** As the user has set it; absent = not at all. */
  readonly price?: PriceChoice;
}

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Past edits of a plan: bytes as their owner encoded them, with a document of JSON about each. */
export interface PlanFileHistory {
  readonly edits: readonly Uint8Array[];
  readonly entries: readonly JsonValue[];
}

export interface PlanFilePlan {
  readonly plan: Plan;
  /** Shown, not edited. */
  readonly frozen: boolean;
  readonly history?: PlanFileHistory;
}

export interface PlanFile {
  readonly project: PlanFileProject;
  readonly plans: readonly PlanFilePlan[];
  /** The plan that was open; null = none in particular. */
  readonly activePlanId: string | null;
}
