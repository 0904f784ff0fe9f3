/** A balance problem as data; works on any graph, not only hexagons. Parts are 0 .. parts-1. */
import type { Csr } from '../grid/grid.ts';

export interface BalanceMeasure {
  readonly key: string;
  /** Load of each cell, file units; overridden accounts are in `baseLoad` of their part instead. */
  readonly values: Float64Array;
  /** Allowed |deviation| as a share, 0.05 = 5%. */
  readonly tolerance: number;
  /** Weight against the other measures once outside the tolerance. */
  readonly weight: number;
}

export interface BalanceProblem {
  /** Symmetric; bridges added, barriers removed. */
  readonly graph: Csr;
  readonly parts: number;
  readonly measures: readonly BalanceMeasure[];
  /** Share of the whole each part should carry, per measure: `targetShares[measure][part]`; each row sums to 1. */
  readonly targetShares: readonly Float64Array[];
  /** Loads that stay with a part whatever cells it has: `baseLoad[measure][part]`. */
  readonly baseLoad: readonly Float64Array[];
  /** Least a part must carry whatever its target, file units: `minimum[measure][part]`; 0 = no such limit. */
  readonly minimum?: readonly Float64Array[];
  /** Most a part may carry, as `minimum`; Infinity = no such limit. Base loads count in both. */
  readonly maximum?: readonly Float64Array[];
  /** Part a cell must belong to, -1 = free; length cells. */
  readonly fixed?: Int32Array;
  /** 1 = the part neither gains nor loses a cell; length parts. Needs `initial`. */
  readonly locked?: Uint8Array;
  /** Part of each cell to start from, -1 = none: without it a plan is built from scratch. */
  readonly initial?: Int32Array;
  /** Cost of taking a cell away from its `initial` part (for example accounts or potential); 1 when absent. */
  readonly moveCost?: Float64Array;
  /** What `maxChangedShare` counts, where that is not `moveCost` (money, while moveCost weighs accounts too). */
  readonly budgetCost?: Float64Array;
  /** Upper limit on the summed budgetCost (or moveCost) of changed cells, as a share of its total; absent = no limit. */
  readonly maxChangedShare?: number;
  /** lng, lat interleaved, degrees; speeds up and shapes cuts; length 2 * cells. */
  readonly positions?: Float64Array;
  /** Price of boundary against change in `improve`: 1 is the default. */
  readonly compactness?: number;
  /**
   * Group of each cell, -1 = none; cells of one group stay in one part. Free cells that join a group's pieces go with
   * it, where such a way is. Fixed cells and locks come first: a group across them is kept together on either side.
   */
  readonly groups?: Int32Array;
}

export interface BalanceScore {
  /** Largest |deviation| of any part, one a measure, as a share of its target. */
  readonly maxDeviation: readonly number[];
  /** Parts with every measure within tolerance and between minimum and maximum. */
  readonly inside: number;
  readonly edgeCut: number;
  /** Summed moveCost of cells that left `initial`. */
  readonly changeCost: number;
  readonly changedCells: number;
  readonly notContiguous: number;
  readonly empty: number;
}

/** Why a part of the plan can't be within tolerance, or in one piece, whatever the rest of the plan does. */
export interface Infeasibility {
  readonly part: number;
  /** Key of the measure; empty where it is about the part's pieces. */
  readonly measure: string;
  /** The cell that makes it so (the heaviest of several), -1 = no single one; and the share of the part's target. */
  readonly cell: number;
  readonly share: number;
  readonly reason: InfeasibleReason;
  /** What the search gave up after. */
  readonly limit?: number;
  /** What proves it, file units: what would be needed, and what there is at most. */
  readonly needed?: number;
  readonly available?: number;
}

/**
 * - `heavy-cell`: the cell alone is beyond the tolerance.
 * - `no-connected-set`: no connected set of cells around it is within tolerance in every measure (exhaustive).
 * - `search-limit`: none found within the named limit.
 * - `locked`: the part is locked as it is, or locks leave too little or too much for the others.
 * - `cap`: minimum or maximum are outside the tolerance, or add up to more or less than there is.
 * - `group`: cells that stay together are too much, or can't be in one piece.
 * - `fixed`: cells and accounts that must be in the part are too much or too far apart, or too few may come to it.
 */
export type InfeasibleReason =
  | 'heavy-cell'
  | 'no-connected-set'
  | 'search-limit'
  | 'locked'
  | 'cap'
  | 'group'
  | 'fixed';

export interface BalanceState {
  /** Part of each cell, best so far; complete and contiguous where the graph allows. Owned by the engine: copy to keep. */
  readonly parts: Int32Array;
  readonly score: BalanceScore;
  /** Search steps spent. Same problem, seed and steps: same parts. */
  readonly steps: number;
  readonly done: boolean;
  readonly infeasible: readonly Infeasibility[];
}

/** One search: anytime, deterministic by seed and steps. */
export interface BalanceRun {
  /** Works for about `budgetMs` or exactly until `maxSteps` steps in all, whichever comes first; returns the best so far. */
  step(budgetMs: number, maxSteps?: number): BalanceState;
}
