/** Figures that take more than a frame, from a replica of the open plan. */
import { expose } from 'comlink';
import type { PlanReplica } from '../src/core/metrics/replica.ts';
import { createPlanReplica } from '../src/core/metrics/replica.ts';
import type { MetricsWorkerApi } from '../src/protocol/metrics.ts';
import { holdLifeLock } from './life-lock.ts';

let replica: PlanReplica | null = null;

const api: MetricsWorkerApi = {
  // Of a project that is opened again; the sample and imports come with theirs.
  buildGrid: async (cells) => (await import('../src/core/grid/build-grid.ts')).buildGrid(cells),
  ground: async (message) => {
    replica = createPlanReplica(message);
    return replica.today;
  },
  baseline: async (plan) => replica?.setBaseline(plan) ?? null,
  snapshot: async ({ plan, revision }) => replica?.reset(plan, revision),
  apply: async (planId, revision, edit) => replica?.apply(planId, revision, edit) ?? false,
  metrics: async () => replica?.figures() ?? null,
  judge: async (plans, base) => replica?.judge(plans, base) ?? [],
  changes: async (plans, base) => replica?.changes(plans, base) ?? [],
  trial: async (planId, revision, edit) => replica?.trial(planId, revision, edit) ?? null,
};

expose(api);
holdLifeLock();
