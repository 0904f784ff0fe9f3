/** A family of plans that the plan in hand could become, along balance, border and change: searched while it is looked at. */
import { createStore } from 'zustand/vanilla';
import type { BalanceScore } from '../core/balance/problem.ts';
import type { OfferPrice } from './offers-store.ts';

export interface PlanOption {
  /** The same for as long as the plan is in the family. */
  readonly id: number;
  /** Part of each cell. */
  readonly parts: Int32Array;
  readonly score: BalanceScore;
  /** Largest |deviation| of any measure. */
  readonly deviation: number;
  /** Borders between territories, as a share of those of the plan in hand. */
  readonly border: number;
  /** Share of the first measure that changes hands. */
  readonly movedShare: number;
  readonly price: OfferPrice;
}

export interface OptionsState {
  readonly planId: string | null;
  readonly revision: number;
  readonly maxDisruption: number;
  /** Least change first; the plan as it is is not among them. */
  readonly options: readonly PlanOption[];
  /** Deviation of the plan as it is. */
  readonly deviationNow: number;
  /** Searches done, and in all. */
  readonly done: number;
  readonly all: number;
  readonly busy: boolean;
}

export const NO_OPTIONS: OptionsState = {
  planId: null,
  revision: -1,
  maxDisruption: 1,
  options: [],
  deviationNow: 0,
  done: 0,
  all: 0,
  busy: false,
};

export const planOptions = createStore<OptionsState>()(() => NO_OPTIONS);
