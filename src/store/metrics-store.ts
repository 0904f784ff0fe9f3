/** Figures of the active plan that take more than a frame: the metrics worker's latest answer. */
import { createStore } from 'zustand/vanilla';
import type { Disruption, PlanMetrics } from '../core/metrics/metrics.ts';

export interface MetricsState {
  /** Plan that `figures` belong to. */
  readonly planId: string | null;
  readonly figures: PlanMetrics | null;
  /** Against today's alignment; null without one, or when today itself is shown. */
  readonly disruption: Disruption | null;
  /** Figures of today's alignment, for its health and for before -> after. */
  readonly today: PlanMetrics | null;
  /** True while the plan is ahead of `figures`. */
  readonly stale: boolean;
  /** What went wrong in the worker, as it said it; else empty. */
  readonly failure: string;
}

export const NO_METRICS: MetricsState = {
  planId: null,
  figures: null,
  disruption: null,
  today: null,
  stale: false,
  failure: '',
};

export const metrics = createStore<MetricsState>()(() => NO_METRICS);
