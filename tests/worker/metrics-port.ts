/** The metrics worker's calls without a worker; messages are copied, as they are between threads. */
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import type { PlanReplica } from '../../src/core/metrics/replica.ts';
import { createPlanReplica } from '../../src/core/metrics/replica.ts';
import type { MetricsWorkerApi } from '../../src/protocol/metrics.ts';

export interface LocalMetricsPort extends MetricsWorkerApi {
  /** The next `apply` is lost, as if the worker had missed it. */
  loseNext(): void;
  readonly snapshots: number;
}

export function localMetricsPort(): LocalMetricsPort {
  let replica: PlanReplica | null = null;
  let lose = false;
  let snapshots = 0;
  return {
    buildGrid: async (cells) => buildGrid(cells),
    ground: (message) => {
      replica = createPlanReplica(structuredClone(message));
      return Promise.resolve(replica.today);
    },
    baseline: (plan) => Promise.resolve(replica?.setBaseline(structuredClone(plan)) ?? null),
    snapshot: (message) => {
      const { plan, revision } = structuredClone(message);
      snapshots++;
      replica?.reset(plan, revision);
      return Promise.resolve();
    },
    apply: (planId, revision, edit) => {
      if (lose) {
        lose = false;
        return Promise.resolve(false);
      }
      return Promise.resolve(replica?.apply(planId, revision, structuredClone(edit)) ?? false);
    },
    metrics: async () => replica?.figures() ?? null,
    judge: async (plans, base) => structuredClone(replica?.judge(structuredClone(plans), structuredClone(base)) ?? []),
    changes: async (plans, base) =>
      structuredClone(replica?.changes(structuredClone(plans), structuredClone(base)) ?? []),
    trial: async (planId, revision, edit) => replica?.trial(planId, revision, edit) ?? null,
    loseNext: () => {
      lose = true;
    },
    get snapshots() {
      return snapshots;
    },
  };
}
