/** Figures of a plan. Deviations are shares (0.05), totals in file units, areas km2, lengths km. */
import type { TerritoryCode } from '../plan/plan.ts';

/** Additive totals, live: cheap enough to follow a brush. Rows are territory codes, row 0 = unassigned. */
export interface Totals {
  /** One array a measure, indexed by TerritoryCode, overrides received included, given away excluded. */
  readonly loads: readonly Float64Array[];
  readonly cells: Float64Array;
  /** Accounts placed, overrides considered. */
  readonly accounts: Float64Array;
}

/** Placed total of each measure and what a territory should carry: share x whole. */
export interface BalanceOfMeasure {
  readonly maxDeviation: number;
  readonly maxDeviationTerritory: TerritoryCode;
  readonly meanAbsDeviation: number;
  readonly gini: number;
}

export interface TerritoryFigures {
  readonly code: TerritoryCode;
  readonly cells: number;
  readonly accounts: number;
  readonly overrides: number;
  readonly loads: readonly number[];
  readonly deviations: readonly number[];
  readonly areaKm2: number;
  readonly perimeterKm: number;
  readonly polsbyPopper: number;
  /** Connected pieces, bridges considered; 0 when it has no cell. */
  readonly components: number;
}

export interface PlanMetrics {
  readonly revision: number;
  readonly territories: readonly TerritoryFigures[];
  readonly balance: readonly BalanceOfMeasure[];
  /** Territories whose every measure is inside the corridor. */
  readonly insideCorridor: number;
  readonly corridor: number;
  readonly coverage: {
    readonly cells: number;
    readonly assigned: number;
    readonly unassigned: number;
    readonly unassignedWithDemand: number;
  };
  readonly notContiguous: readonly TerritoryCode[];
}

/** What changes hands between a base plan and another. */
export interface Disruption {
  readonly cells: number;
  readonly accounts: number;
  /** One figure a measure. */
  readonly moved: readonly number[];
  /** Share of the placed whole, one a measure. */
  readonly movedShare: readonly number[];
  /** Territories of the base plan that lose at least one account. */
  readonly repsLosing: number;
  readonly flows: readonly Flow[];
}
export interface Flow {
  readonly from: TerritoryCode;
  readonly to: TerritoryCode;
  readonly cells: number;
  readonly accounts: number;
  readonly moved: readonly number[];
}
