/** What live rebalance is about at this moment; its plan, where there is one to show, is in the proposal store. */
import { createStore } from 'zustand/vanilla';
import type { TerritoryCode } from '../core/plan/plan.ts';

/** What a repair costs and what it brings, of the territories it is about. */
export interface RepairPrice {
  readonly cells: number;
  readonly accounts: number;
  /** Of the first measure, file units. */
  readonly moved: number;
  /** Largest deviation of the territories beyond and of those that change, any measure, as a share. */
  readonly deviationBefore: number;
  readonly deviationAfter: number;
  /** Territories that the strokes put beyond the corridor, and how many of them the repair leaves there. */
  readonly beyondBefore: number;
  readonly beyondAfter: number;
}

export interface LiveState {
  /**
   * `off`: not at work on this plan. `quiet`: the strokes put nobody beyond the corridor. `searching`: no repair yet.
   * `proposed`: one is on the table. `none`: there is none that helps. `dismissed`: thrown away by hand.
   */
  readonly status: 'off' | 'quiet' | 'searching' | 'proposed' | 'none' | 'dismissed';
  /** Of the repair on the table, or the latest that was applied by itself. */
  readonly price: RepairPrice | null;
  /** Territories that the repair is about, those left out among them; where there is none, those it would have to mend. */
  readonly concerned: readonly TerritoryCode[];
  /** Territories that the user wants left as they are. */
  readonly leftOut: readonly TerritoryCode[];
  /** Territories that what was painted, or locked cells, put beyond the corridor whatever the repair. */
  readonly overfilled: readonly TerritoryCode[];
  /** What went wrong, as it was said; else empty. */
  readonly failure: string;
}

export const NO_LIVE: LiveState = {
  status: 'off',
  price: null,
  concerned: [],
  leftOut: [],
  overfilled: [],
  failure: '',
};

export const live = createStore<LiveState>()(() => NO_LIVE);
