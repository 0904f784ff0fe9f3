/** Feeds the metrics worker's replica with the active plan's edits and shows its answers in the metrics store. */
import { applyEdit } from '../core/edit/apply.ts';
import type { Commit, Edit } from '../core/edit/edit.ts';
import { invertEdit } from '../core/edit/invert.ts';
import type { Grid } from '../core/grid/grid.ts';
import type { PlanChange } from '../core/metrics/compare.ts';
import type { JudgedPlan } from '../core/metrics/judge.ts';
import { clonePlan, planName } from '../core/plan/make-plan.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { MetricsAnswer, MetricsWorkerApi, TrialAnswer } from '../protocol/metrics.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import { metrics, NO_METRICS } from '../store/metrics-store.ts';
import { notices } from '../store/notice-store.ts';
import { recordTiming } from '../store/timing.ts';
import { workspace } from '../store/workspace-store.ts';
import { knownAnswer } from './judged-plans.ts';
import { portOf } from './worker-port.ts';

interface Client {
  readonly port: MetricsWorkerApi;
  project: Project | null;
  store: PlanStore | null;
  unlisten: () => void;
  asking: boolean;
  /** Revision of each commit not yet answered, with the time of it. */
  waiting: { revision: number; start: number }[];
}

let client: Client | null = null;

let port: MetricsWorkerApi | null = null;

function metricsPort(): MetricsWorkerApi {
  port ??= portOf<MetricsWorkerApi>(
    () => new Worker(new URL('../../workers/metrics.worker.ts', import.meta.url), { type: 'module' }),
    feedAgain,
  );
  return port;
}

/** A worker that has died took its replica with it: the next one gets ground and plan anew. */
function feedAgain(): void {
  const { project, baseline } = workspace.getState();
  if (!client || !project) return;
  notices.setState({ latest: { kind: 'worker-restarted' } });
  sendGround(client, project, baseline);
  if (!client.store) return;
  sendSnapshot(client, client.store);
  ask(client);
}

/** Builds the grid of a saved project away from the page. */
export function buildGridAside(cells: { readonly hi: Uint32Array; readonly lo: Uint32Array }): Promise<Grid> {
  return metricsPort().buildGrid(cells);
}

/** Follows the workspace from now on; gives the function that ends it. Tests hand in a replica without a worker. */
export function startMetrics(replica: MetricsWorkerApi = metricsPort()): () => void {
  const started: Client = { port: replica, project: null, store: null, unlisten: () => {}, asking: false, waiting: [] };
  client = started;
  const follow = () => follows(started);
  const stop = workspace.subscribe(follow);
  follow();
  return () => {
    stop();
    started.unlisten();
    if (client === started) client = null;
  };
}

/** Figures of the active plan with `edit` in it; null when the plan has moved on meanwhile. */
export async function trialFigures(planId: string, revision: number, edit: Edit): Promise<TrialAnswer | null> {
  return (await client?.port.trial(planId, revision, edit)) ?? null;
}

/** Figures of any plans of the open project, from the worker; empty before the first plan is open. */
export async function judgedPlans(plans: readonly Plan[], base: Plan | null): Promise<readonly JudgedPlan[]> {
  return (await client?.port.judge(plans, base)) ?? [];
}

/** What plans of the open project change against `base`, from the worker; empty before the first plan is open. */
export async function changesOfPlans(
  plans: readonly Plan[],
  base: Plan | null,
): Promise<readonly (PlanChange | null)[]> {
  return (await client?.port.changes(plans, base)) ?? [];
}

function follows(started: Client): void {
  const { project, planStore, baseline } = workspace.getState();
  const known = started.project;
  started.project = project;
  // Another name is no other ground.
  if (project?.id !== known?.id || project?.dataset !== known?.dataset || project?.grid !== known?.grid) {
    metrics.setState(NO_METRICS);
    if (project) sendGround(started, project, baseline);
  } else if (project && project.baselineId !== known?.baselineId) sendBaseline(started, project, baseline);
  if (planStore === started.store) return;
  started.unlisten();
  started.store = planStore;
  started.waiting = [];
  if (!planStore) return;
  started.unlisten = planStore.on('committed', (commit) => sendCommit(started, planStore, commit));
  sendSnapshot(started, planStore);
  // Looked at before, or ahead: shown with the plan.
  const answer = knownAnswer(planStore, baseline);
  if (answer === null) ask(started);
  else metrics.setState({ ...answer, stale: false, failure: '' });
}

function sendGround(started: Client, project: Project, baseline: PlanStore | null): void {
  const { grid, demand, dataset } = project;
  const { count, values } = dataset.accounts;
  attempt(async () => {
    const today = await started.port.ground({
      grid,
      demand,
      accounts: { count, values },
      baseline: baseline?.plan ?? null,
    });
    if (started.project?.dataset === dataset) metrics.setState({ today });
  });
}

/** The figures of the plan in hand that follow are against the new baseline. */
function sendBaseline(started: Client, project: Project, baseline: PlanStore | null): void {
  attempt(async () => {
    const today = await started.port.baseline(baseline?.plan ?? null);
    if (started.project?.baselineId === project.baselineId) metrics.setState({ today });
  });
  if (started.store) ask(started);
}

/** The message is copied as it is sent; a stroke in hand has no revision yet and stays out of it. */
function sendSnapshot(started: Client, store: PlanStore): void {
  const stroke = store.stroke?.edit();
  const plan = stroke ? clonePlan(store.plan, store.plan.id, planName(store.plan)) : store.plan;
  if (stroke) applyEdit(plan, invertEdit(stroke));
  attempt(() => started.port.snapshot({ planId: plan.id, revision: store.revision, plan }));
}

function sendCommit(started: Client, store: PlanStore, commit: Commit): void {
  started.waiting.push({ revision: commit.revision, start: performance.now() });
  attempt(() => started.port.apply(store.plan.id, commit.revision, commit.edit));
  ask(started);
}

/** One question at a time: commits that arrive meanwhile are answered together by the next one. */
function ask(started: Client): void {
  metrics.setState({ stale: true });
  if (started.asking) return;
  started.asking = true;
  attempt(async () => {
    try {
      for (let behind = 0; behind < 2; ) {
        const { store } = started;
        if (!store) return;
        const asked = store.revision;
        const answer = await started.port.metrics();
        if (store !== started.store) continue;
        if (show(started, store, answer)) return;
        // Messages keep their order, so an answer older than the question means that an edit was refused.
        if (answer?.planId === store.plan.id && answer.figures.revision >= asked) continue;
        behind++;
        sendSnapshot(started, store);
      }
    } finally {
      started.asking = false;
    }
  });
}

/** True when the answer is about the plan as it is now. */
function show(started: Client, store: PlanStore, answer: MetricsAnswer | null): boolean {
  if (answer?.planId !== store.plan.id) return false;
  const { revision } = answer.figures;
  metrics.setState({ ...answer, stale: revision !== store.revision, failure: '' });
  answered(started, revision);
  return revision === store.revision;
}

function answered(started: Client, revision: number): void {
  for (const { revision: asked, start } of started.waiting) {
    if (asked <= revision) recordTiming('hexwright:stroke-metrics', start);
  }
  started.waiting = started.waiting.filter(({ revision: asked }) => asked > revision);
}

/** What the worker throws is shown with the figures, which stay marked as stale. */
function attempt(work: () => Promise<unknown>): void {
  work().catch((error: unknown) => {
    metrics.setState({ failure: error instanceof Error ? error.message : String(error) });
  });
}
