/** The balance worker's proposal: beside the plan until it is accepted. */
import { createStore } from 'zustand/vanilla';
import type { AccountIndex } from '../core/data/dataset.ts';
import type { BalanceScore, InfeasibleReason } from '../core/balance/problem.ts';
import type { Disruption, PlanMetrics } from '../core/metrics/metrics.ts';
import type { Territory, TerritoryCode } from '../core/plan/plan.ts';

/** An infeasibility in the plan's own terms. */
export interface InfeasibleTerritory {
  readonly code: TerritoryCode;
  /** Empty where it is about the territory's pieces. */
  readonly measure: string;
  /** -1 = no single cell. */
  readonly cell: number;
  /** Share of the territory's target that the cell holds, or what else the reason speaks of. */
  readonly share: number;
  readonly reason: InfeasibleReason;
  readonly limit?: number;
  /** What proves it, file units: what would be needed, and what there is at most. */
  readonly needed?: number;
  readonly available?: number;
}

/**
 * What is asked for where it is not the whole plan that is built or repaired: some territories dealt anew or evened out
 * among themselves, one added or closed with its neighbours, land of nobody dealt, pieces joined. Or one of a family of plans.
 */
export type ReshapeKind = 'redeal' | 'even-out' | 'add' | 'close' | 'deal' | 'join' | 'option';

export interface AskedReshape {
  readonly kind: ReshapeKind;
  /** Territories that may gain or lose cells; all others stay as they are. */
  readonly codes: readonly TerritoryCode[];
  /** The territory that is made or closed, and its name. */
  readonly territory: TerritoryCode | null;
  readonly name: string;
  /** Of those territories taken together, one a measure: what none of them can get away from. Empty where more changes. */
  readonly together: readonly number[];
  /** Named accounts of a closed territory: those that go back to their cells, and those that go with most of it. */
  readonly overridesBack: number;
  readonly overridesAlong: number;
  /** Cells that no open territory touches: they go to the nearest. */
  readonly apart: number;
  /** Territories that stay in pieces. */
  readonly inPieces: readonly TerritoryCode[];
}

/** A search in plain values, as it was asked for: the same again after a reload gives the same plan. */
export interface AskedSearch {
  readonly objective: 'build' | 'repair';
  /** Of a build; null = as many as there are. */
  readonly territories: number | null;
  readonly seed: number | null;
  readonly tolerance: number | null;
  /** Of a repair: share of the potential that may change hands. */
  readonly maxDisruption: number | null;
  readonly lockedCodes: readonly TerritoryCode[];
  /** Absent in those that older versions kept. */
  readonly leftOut?: readonly TerritoryCode[];
  /** Of a repair: accounts that stay where they are. */
  readonly kept: readonly {
    readonly account: AccountIndex;
    readonly territory: TerritoryCode;
    readonly cell: number;
  }[];
}

export interface ProposalState {
  readonly status: 'idle' | 'running' | 'complete' | 'stopped';
  readonly objective: 'build' | 'repair';
  /** null = the whole plan is built or repaired. */
  readonly asked: AskedReshape | null;
  /** Made by live rebalance, not asked for: it comes and goes with the strokes. */
  readonly live: boolean;
  /** null where it can't be asked for again. */
  readonly search: AskedSearch | null;
  readonly planId: string | null;
  /** Revision of the plan that the difference starts from. */
  readonly baseRevision: number;
  /** Full difference from the plan: `cells[i]` goes to `codes[i]`. A new pair of arrays each time. */
  readonly cells: Uint32Array;
  readonly codes: Uint16Array;
  /** Territories as they would be, where the proposal makes new ones or removes some; else those of the plan. */
  readonly territories: readonly Territory[];
  readonly score: BalanceScore | null;
  /** Figures of the plan with the proposal in it; null until the first complete plan. */
  readonly figures: PlanMetrics | null;
  /** What it moves, against the plan it would change. */
  readonly disruption: Disruption | null;
  /** Accounts that stay where they are although their cell moves: accepting makes overrides of them. */
  readonly kept: readonly AccountIndex[];
  /** Territories that the user wants left as they are. Of a live repair they are in the live store. */
  readonly leftOut: readonly TerritoryCode[];
  readonly infeasible: readonly InfeasibleTerritory[];
  /** There is a complete plan to accept. */
  readonly acceptable: boolean;
  /** Accepted deviation the search aims at, share. */
  readonly tolerance: number;
  readonly steps: number;
  readonly maxSteps: number;
  readonly seed: number;
  /** Seconds of search so far. */
  readonly seconds: number;
  /** Why the last run ended without a proposal. */
  readonly notice: 'outdated' | 'failed' | null;
  readonly message: string;
}

export const NO_PROPOSAL: ProposalState = {
  status: 'idle',
  objective: 'build',
  asked: null,
  live: false,
  search: null,
  planId: null,
  baseRevision: 0,
  cells: new Uint32Array(0),
  codes: new Uint16Array(0),
  territories: [],
  score: null,
  figures: null,
  disruption: null,
  kept: [],
  leftOut: [],
  infeasible: [],
  acceptable: false,
  tolerance: 0,
  steps: 0,
  maxSteps: 0,
  seed: 1,
  seconds: 0,
  notice: null,
  message: '',
};

export const proposal = createStore<ProposalState>()(() => NO_PROPOSAL);
