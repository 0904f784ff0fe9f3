/**
 * One search at a time: pulled along in the balance worker, its latest plan laid into the proposal store. Any commit
 * outdates it.
 */
import type { BalanceProblem } from '../core/balance/problem.ts';
import type { Edit } from '../core/edit/edit.ts';
import { isEmptyEdit } from '../core/edit/is-empty.ts';
import type { BalanceStep, BalanceWorkerApi } from '../protocol/balance.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import type { AskedSearch, ProposalState } from '../store/proposal-store.ts';
import { NO_PROPOSAL, proposal } from '../store/proposal-store.ts';
import { recordTiming } from '../store/timing.ts';
import { workspace } from '../store/workspace-store.ts';
import { trialFigures } from './metrics-client.ts';
import { balanceCrew, crewSize } from './balance-crew.ts';
import type { KeptAccount, ProposalBase, ProposedPlan } from './proposed-plan.ts';
import { proposedPlan } from './proposed-plan.ts';
import { portOf } from './worker-port.ts';

/** How long the worker searches between two pictures. */
const STEP_BUDGET_MS = 80;
/** Of a live repair: its first picture is wanted at once, and those after it should not follow too fast for the eye. */
const LIVE_FIRST_MS = 40;
const LIVE_STEP_MS = 160;
/** Steps after which a run ends by itself: the same on every machine, so that a seed and as many workers give one plan. */
export const DEFAULT_MAX_STEPS = 20_000;
export const DEFAULT_SEED = 1;

/** A run that nobody asked for: whoever starts it says when it is outdated, and what of it is shown. */
export interface LiveRun {
  /** When the edit was made that it follows, of performance.now(). */
  readonly since: number;
  begin(port: BalanceWorkerApi, runId: number): Promise<void>;
  /** What is shown of a plan besides; null = it stays out of sight. */
  found(latest: ProposedPlan, done: boolean): Partial<ProposalState> | null;
}

/** What the user wants left as it is. */
export interface ProposalWish {
  readonly kept: readonly KeptAccount[];
  /** Territories that neither gain nor lose. */
  readonly leftOut: readonly TerritoryCode[];
}

export const NO_WISH: ProposalWish = { kept: [], leftOut: [] };

export interface Run {
  readonly runId: number;
  readonly port: BalanceWorkerApi;
  readonly store: PlanStore;
  readonly project: Project;
  base: ProposalBase;
  baseRevision: number;
  readonly seed: number;
  readonly maxSteps: number;
  readonly start: number;
  readonly live: LiveRun | null;
  readonly again: (wish: ProposalWish) => Promise<void>;
  readonly countsKept: boolean;
  unlisten: () => void;
  step: BalanceStep | null;
  latest: ProposedPlan | null;
  done: boolean;
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

export function balancePort(): BalanceWorkerApi {
  port ??= balanceCrew(crewSize(navigator.hardwareConcurrency), () =>
    portOf<BalanceWorkerApi>(
      () => new Worker(new URL('../../workers/balance.worker.ts', import.meta.url), { type: 'module' }),
    ),
  );
  return port;
}

export interface RunOptions {
  readonly seed?: number;
  readonly maxSteps?: number;
  readonly live?: LiveRun;
  /** Asks the same with another wish. */
  readonly again: (wish: ProposalWish) => Promise<void>;
  /** Other accounts kept want another search; else they only become overrides. */
  readonly countsKept?: boolean;
  /** How it was asked for. */
  readonly search?: AskedSearch;
}

/** Starts a search and pulls it to its end; a search before it is left. Rejects with what the worker says. */
export async function startRun(
  store: PlanStore,
  project: Project,
  base: ProposalBase,
  options: RunOptions,
): Promise<void> {
  leaveRun(null);
  const started = newRun({ store, project, base }, ++lastRunId, options);
  const { live, baseRevision, seed } = started;
  current = started;
  if (!live) {
    started.unlisten = outdateOnChange(store);
    proposal.setState({ ...atStart(started), ...stillShown(base), status: 'running', search: options.search ?? null });
  }
  try {
    const { objective, problem } = base;
    if (live) await live.begin(started.port, started.runId);
    else await started.port.start({ runId: started.runId, baseRevision, objective, problem, seed });
    await pull(started);
  } catch (error) {
    if (current !== started) return;
    const message = error instanceof Error ? error.message : String(error);
    leaveRun({ ...NO_PROPOSAL, notice: 'failed', message });
    throw error;
  }
}

function newRun(
  about: Pick<Run, 'store' | 'project' | 'base'>,
  runId: number,
  { seed = DEFAULT_SEED, maxSteps = DEFAULT_MAX_STEPS, live, again, countsKept = false }: RunOptions,
): Run {
  return {
    ...about,
    runId,
    port: balancePort(),
    baseRevision: about.store.revision,
    seed,
    maxSteps,
    start: live?.since ?? performance.now(),
    live: live ?? null,
    again,
    countsKept,
    unlisten: () => {},
    step: null,
    latest: null,
    done: false,
    first: true,
    judging: false,
  };
}

/** Of a run that no worker knows. */
const NOT_SEARCHED = -1;

export interface FoundPlan {
  /** Part of each cell of the problem. */
  readonly parts: Int32Array;
  readonly score: BalanceStep['score'];
  readonly infeasible?: BalanceStep['infeasible'];
  readonly seed?: number;
  readonly steps?: number;
}

/** Lays a plan that is known already on the table, as a search that has come to its end would. */
export function layFound(
  store: PlanStore,
  project: Project,
  base: ProposalBase,
  { parts, score, infeasible = [], seed = DEFAULT_SEED, steps = 0 }: FoundPlan,
  again: Run['again'],
): void {
  leaveRun(null);
  const laid = newRun({ store, project, base }, NOT_SEARCHED, { seed, again });
  laid.unlisten = outdateOnChange(store);
  current = laid;
  proposal.setState({ ...atStart(laid), status: 'running' });
  const { initial } = base.problem;
  const cells = Uint32Array.from([...parts.keys()].filter((cell) => initial?.[cell] !== parts[cell]));
  const { runId, baseRevision } = laid;
  const changed = Int32Array.from(cells, (cell) => parts[cell]!);
  show(laid, { runId, baseRevision, cells, parts: changed, score, steps, done: true, infeasible }, true);
}

/** The proposal store before the first plan of a run. */
function atStart({ store, base, baseRevision, seed, maxSteps, live }: Run): ProposalState {
  const { objective, tolerance, kept = [], leftOut = [], asked = null } = base;
  const territories = [...store.plan.records.territory.values()];
  const common = { planId: store.plan.id, baseRevision, objective, tolerance, seed, maxSteps, territories };
  return { ...NO_PROPOSAL, ...common, asked, leftOut, live: live !== null, kept: kept.map(({ account }) => account) };
}

/** Of the same question asked before: its answer stays in sight until there is another. */
function stillShown({ plan, objective, asked }: ProposalBase): Partial<ProposalState> {
  const { cells, codes, territories, figures, disruption, ...before } = proposal.getState();
  const same = before.planId === plan.id && before.objective === objective && before.asked?.kind === asked?.kind;
  return same && !before.live ? { cells, codes, territories, figures, disruption } : {};
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

/**
 * A plan searched for some seconds beside the proposal on the table; part of each cell, or null where the worker is at
 * something else, or was taken from it, or `isWanted` no longer holds.
 */
export async function searchAside(
  problem: BalanceProblem,
  seconds: number,
  isWanted: () => boolean,
  objective: 'build' | 'repair' = 'repair',
): Promise<Int32Array | null> {
  if (current && !current.done && current.runId >= 0) return null;
  const runId = ++lastRunId;
  const worker = balancePort();
  const until = performance.now() + 1000 * seconds;
  await worker.start({ runId, baseRevision: 0, objective, problem, seed: DEFAULT_SEED });
  for (;;) {
    const step = isWanted() ? await worker.step(runId, STEP_BUDGET_MS) : null;
    if (step && !step.done && performance.now() < until) continue;
    void worker.stop(runId);
    if (!step) return null;
    const parts = problem.initial?.slice() ?? new Int32Array(problem.graph.offsets.length - 1).fill(-1);
    step.cells.forEach((cell, i) => (parts[cell] = step.parts[i]!));
    return parts;
  }
}

/** Asks for step after step; stopping is simply not asking. */
async function pull(started: Run): Promise<void> {
  while (current === started) {
    const asked = performance.now();
    const budgetMs = started.live ? (started.step ? LIVE_STEP_MS : LIVE_FIRST_MS) : STEP_BUDGET_MS;
    const step = await started.port.step(started.runId, budgetMs, started.maxSteps);
    if (current !== started || !step) return;
    const done = step.done || step.steps >= started.maxSteps;
    show(started, step, done);
    recordTiming('hexwright:proposal-step', asked);
    if (done) return;
  }
}

function show(started: Run, step: BalanceStep, done: boolean): void {
  const latest = proposedPlan(started.base, step.cells, step.parts, started.latest?.territories);
  started.step = step;
  started.latest = latest;
  started.done = done;
  const found = started.live?.found(latest, done);
  if (found === null || current !== started) return;
  const patch = latest.edit.patches[0];
  const complete = step.parts.every((part) => part >= 0);
  proposal.setState({
    ...(started.live && started.first ? atStart(started) : {}),
    status: done ? 'complete' : started.runId < 0 ? 'stopped' : 'running',
    baseRevision: started.baseRevision,
    cells: patch?.cells ?? new Uint32Array(0),
    codes: patch?.after ?? new Uint16Array(0),
    territories: latest.territories,
    score: step.score,
    infeasible: step.infeasible.map(({ part, cell, ...rest }) => ({
      ...rest,
      code: latest.codeOfPart[part]!,
      cell: started.base.reshape?.cellOf(cell) ?? cell,
    })),
    acceptable: complete && !isEmptyEdit(latest.edit),
    steps: step.steps,
    seconds: (performance.now() - started.start) / 1000,
    ...found,
  });
  if (complete && started.first) {
    started.first = false;
    recordTiming('hexwright:first-proposal', started.start);
  }
  // A live repair is judged at its end; the figures' replica does not know the stroke in hand.
  if (!started.live || (done && !started.store.stroke)) judge(started, latest.edit);
}

/** The plan has a new revision in which every cell is as the run knows it: what it found stays. */
export function rebaseRun(run: Run): void {
  run.baseRevision = run.store.revision;
  if (run.step) show(run, run.step, run.done);
}

/** The same search read with other accounts kept: they become overrides where their cells move. */
export function keepInRun(run: Run, kept: readonly KeptAccount[]): void {
  run.base = { ...run.base, kept };
  proposal.setState({ kept: kept.map(({ account }) => account) });
  if (run.step) show(run, run.step, run.done);
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
  current = { ...current, runId: -1, judging: false };
}

/** The run whose plan is on the table, searching or not. */
export function presentRun(): Run | null {
  return current;
}
