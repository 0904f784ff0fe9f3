/** What rebalancing the plan in hand to some corridors would move: estimates, made while nothing else is searched. */
import { createStore } from 'zustand/vanilla';

export interface RepairOffer {
  /** Corridor, as a share. */
  readonly tolerance: number;
  /** null until it is known. */
  readonly price: OfferPrice | null;
}

export interface OfferPrice {
  readonly insideBefore: number;
  readonly insideAfter: number;
  readonly territories: number;
  readonly accounts: number;
  /** Of the first measure, file units. */
  readonly moved: number;
  readonly repsLosing: number;
}

export interface OffersState {
  readonly planId: string | null;
  readonly revision: number;
  /** Share of the potential that may change hands, 1 = no limit. */
  readonly maxDisruption: number;
  readonly offers: readonly RepairOffer[];
  /** Being worked on. */
  readonly busy: boolean;
}

export const NO_OFFERS: OffersState = { planId: null, revision: -1, maxDisruption: 1, offers: [], busy: false };

export const offers = createStore<OffersState>()(() => NO_OFFERS);
