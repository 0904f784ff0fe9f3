/** The ground offered and chosen for an import: study area, resolution, and what stands on it. Types only. */
import type { CellEdge, Grid } from '../grid/grid.ts';
import type { LeftOutLand } from '../grid/study-area.ts';
import type { Dataset, Demand } from './dataset.ts';

export interface AreaChoice {
  readonly area: 'regions' | 'buffer';
  /** Only for `buffer`. */
  readonly bufferKm: number;
  /** Only for `regions`: ids of left-out land that is wanted after all. */
  readonly include?: readonly string[];
}

export interface GroundChoice extends AreaChoice {
  readonly resolution: number;
}

/** One H3 resolution as offered, with what decides. */
export interface ResolutionOffer {
  readonly resolution: number;
  readonly cells: number;
  readonly heaviestCellShare: number;
  /** Accounts that would need an override to keep today's alignment, share of accounts. */
  readonly overrideShare: number;
  readonly proposed: boolean;
}

export interface GroundOffer {
  /** Names of the states or countries that the study area is made of, or would be. */
  readonly regions: readonly string[];
  /** What of the land touched stays out, unless it is named in `include`. */
  readonly leftOut: readonly LeftOutLand[];
  readonly area: 'regions' | 'buffer';
  /** Of a buffer: share of the states' and countries' land that stays without an owner; null otherwise. */
  readonly unownedShare: number | null;
  /** A sentence: why this resolution. */
  readonly why: string;
  readonly resolutions: readonly ResolutionOffer[];
}

export interface Ground {
  readonly grid: Grid;
  readonly demand: Demand;
  /** Bridges that join islands to the largest piece. */
  readonly bridges: readonly CellEdge[];
}

export interface ImportResult {
  readonly dataset: Dataset;
  readonly ground: Ground;
}
