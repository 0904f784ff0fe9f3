/**
 * One search at a time: pulled along in the balance worker, its latest plan laid into the proposal store. Any commit
 * outdates it.
 */
import type { BalanceProblem } from '../core/balance/problem.ts';
import type { Edit } from '../core/edit/edit.ts';
import { isEmptyEdit } from '../core/edit/is-empty.ts';
import type { BalanceStep, BalanceWorkerApi } from '../protocol/balance.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import type { ProposalState } from '../store/proposal-store.ts';
import { NO_PROPOSAL, proposal } from '../store/proposal-store.ts';
import { recordTiming } from '../store/timing.ts';
import { workspace } from '../store/workspace-store.ts';
import { trialFigures } from './metrics-client.ts';
import { balanceCrew, crewSize } from './balance-crew.ts';
import type { ProposalBase, ProposedPlan } from './proposed-plan.ts';
import { proposedPlan } from './proposed-plan.ts';
import { portOf } from './worker-port.ts';

/** How long the worker searches between two pictures. */
const STEP_BUDGET_MS = 80;
/** Steps after which a run ends by itself: the same on every machine, so that a seed and as many workers give one plan. */
export const DEFAULT_MAX_STEPS = 20_000;
export const DEFAULT_SEED = 1;

export interface Run {
  readonly runId: number;
  readonly port: BalanceWorkerApi;
  readonly store: PlanStore;
  readonly project: Project;
  readonly base: ProposalBase;
  readonly baseRevision: number;
  readonly maxSteps: number;
  readonly start: number;
  unlisten: () => void;
  latest: ProposedPlan | null;
  first: boolean;
  judging: boolean;
}

let port: BalanceWorkerApi | null = null;
let current: Run | null = null;
let lastRunId = 0;

/** For tests: a search without a worker. */
export function setBalancePort(other: BalanceWorkerApi | null): void {
  port = other;
}

function balancePort(): BalanceWorkerApi {
  port ??= balanceCrew(crewSize(navigator.hardwareConcurrency), () =>
    portOf<BalanceWorkerApi>(
      () => new Worker(new URL('../../workers/balance.worker.ts', import.meta.url), { type: 'module' }),
    ),
  );
  return port;
}

/** Starts a search and pulls it to its end; a search before it is left. Rejects with what the worker says. */
export async function startRun(
  store: PlanStore,
  project: Project,
  base: ProposalBase,
  { seed = DEFAULT_SEED, maxSteps = DEFAULT_MAX_STEPS }: { readonly seed?: number; readonly maxSteps?: number },
): Promise<void> {
  leaveRun(null);
  const start = performance.now();
  const baseRevision = store.revision;
  const started: Run = {
    runId: ++lastRunId,
    port: balancePort(),
    store,
    project,
    base,
    baseRevision,
    maxSteps,
    start,
    unlisten: () => {},
    latest: null,
    first: true,
    judging: false,
  };
  current = started;
  started.unlisten = outdateOnChange(store);
  const { objective, tolerance } = base;
  const common = { planId: store.plan.id, baseRevision, objective, tolerance, seed, maxSteps };
  proposal.setState({
    ...NO_PROPOSAL,
    ...common,
    status: 'running',
    territories: [...store.plan.records.territory.values()],
  });
  try {
    await started.port.start({ runId: started.runId, baseRevision, objective, problem: base.problem, seed });
    await pull(started);
  } catch (error) {
    if (current !== started) return;
    const message = error instanceof Error ? error.message : String(error);
    leaveRun({ ...NO_PROPOSAL, notice: 'failed', message });
    throw error;
  }
}

/**
 * A problem searched to its end or for `maxSteps` steps, beside no other run: one before it is left. Part of each cell;
 * null when another run has begun meanwhile.
 */
export async function searchToEnd(problem: BalanceProblem, maxSteps: number): Promise<Int32Array | null> {
  leaveRun({ ...NO_PROPOSAL });
  const runId = ++lastRunId;
  const worker = balancePort();
  await worker.start({ runId, baseRevision: 0, objective: 'build', problem, seed: DEFAULT_SEED });
  for (;;) {
    const step = await worker.step(runId, STEP_BUDGET_MS, maxSteps);
    if (!step) return null;
    if (!step.done && step.steps < maxSteps) continue;
    void worker.stop(runId);
    const parts = new Int32Array(problem.graph.offsets.length - 1).fill(-1);
    step.cells.forEach((cell, i) => (parts[cell] = step.parts[i]!));
    return parts;
  }
}

/** Asks for step after step; stopping is simply not asking. */
async function pull(started: Run): Promise<void> {
  while (current === started) {
    const asked = performance.now();
    const step = await started.port.step(started.runId, STEP_BUDGET_MS, started.maxSteps);
    if (current !== started || !step) return;
    const done = step.done || step.steps >= started.maxSteps;
    show(started, step, done);
    recordTiming('hexwright:proposal-step', asked);
    if (done) return;
  }
}

function show(started: Run, step: BalanceStep, done: boolean): void {
  const latest = proposedPlan(started.base, step.cells, step.parts);
  started.latest = latest;
  const patch = latest.edit.patches[0];
  const complete = step.parts.every((part) => part >= 0);
  proposal.setState({
    status: done ? 'complete' : 'running',
    cells: patch?.cells ?? new Uint32Array(0),
    codes: patch?.after ?? new Uint16Array(0),
    territories: latest.territories,
    score: step.score,
    infeasible: step.infeasible.map(({ part, ...rest }) => ({ code: latest.codeOfPart[part]!, ...rest })),
    acceptable: complete && !isEmptyEdit(latest.edit),
    steps: step.steps,
    seconds: (performance.now() - started.start) / 1000,
  });
  if (complete && started.first) {
    started.first = false;
    recordTiming('hexwright:first-proposal', started.start);
  }
  judge(started, latest.edit);
}

/** Figures of the proposal from the metrics worker; one question at a time, the last plan is always judged. */
function judge(started: Run, edit: Edit): void {
  if (started.judging) return;
  started.judging = true;
  void trialFigures(started.store.plan.id, started.baseRevision, edit)
    .then((answer) => {
      started.judging = false;
      if (!started.latest || !isShown(started)) return;
      if (answer) proposal.setState({ figures: answer.figures, disruption: answer.disruption });
      if (answer && started.latest.edit !== edit) judge(started, started.latest.edit);
    })
    .catch((error: unknown) => {
      started.judging = false;
      if (isShown(started)) proposal.setState({ message: error instanceof Error ? error.message : String(error) });
    });
}

/** The run is still the one on the table, searching or stopped. */
function isShown(run: Run): boolean {
  return current?.latest != null && current.base === run.base && proposal.getState().status !== 'idle';
}

function outdateOnChange(store: PlanStore): () => void {
  const stops = [
    store.on('committed', () => leaveRun({ ...NO_PROPOSAL, notice: 'outdated' })),
    workspace.subscribe((state) => {
      if (state.planStore !== store) leaveRun({ ...NO_PROPOSAL });
    }),
  ];
  return () => {
    for (const end of stops) end();
  };
}

/** Nothing of the run is listened to any more; the proposal store is left as `state`. */
export function leaveRun(state: ProposalState | null): void {
  if (current) {
    current.unlisten();
    if (current.runId >= 0) void current.port.stop(current.runId);
  }
  current = null;
  if (state) proposal.setState(state);
}

/** Ends the search of a run whose latest plan stays on the table. */
export function haltRun(): void {
  if (!current) return;
  void current.port.stop(current.runId);
  current = { ...current, runId: -1 };
}

/** The run whose plan is on the table, searching or not. */
export function presentRun(): Run | null {
  return current;
}
