/** The ground offered and chosen for an import: study area, resolution, and what stands on it. Types only. */
import type { CellEdge, Grid } from '../grid/grid.ts';
import type { Dataset, Demand } from './dataset.ts';

export interface GroundChoice {
  readonly area: 'regions' | 'buffer';
  /** Only for `buffer`. */
  readonly bufferKm: number;
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
  /** Names of the states or countries touched. */
  readonly regions: readonly string[];
  readonly area: 'regions' | 'buffer';
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
