/**
 * Live rebalance: follows the strokes on the plan in hand, and keeps a repair of what they upset on the table, or applies
 * it. A change of owners outdates what was found at once; nothing is applied to another revision than it was made for.
 */
import { transfer } from 'comlink';
import { isEmptyEdit } from '../core/edit/is-empty.ts';
import type { Commit } from '../core/edit/edit.ts';
import { locksOf } from '../core/edit/locks.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { BalanceWorkerApi } from '../protocol/balance.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import { live, type LiveState, NO_LIVE, type RepairPrice } from '../store/live-store.ts';
import { NO_PROPOSAL, proposal } from '../store/proposal-store.ts';
import { type LiveRebalance, view } from '../store/view-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { balancePort, DEFAULT_SEED, leaveRun, presentRun, rebaseRun, startRun } from './balance-run.ts';
import {
  type LiveGround,
  liveGround,
  lockFlags,
  partsOf,
  type Rest,
  restBeforeLast,
  restOf,
  type Upset,
  upsetBy,
} from './live-problem.ts';
import { type KeptAccount, type ProposalBase, type ProposedPlan, withKept } from './proposed-plan.ts';
import { priceOfRepair } from './repair-price.ts';

/** A stroke in hand is looked at when the pointer rests: frames of a drag have no time for it. */
const REST_MS = 120;
/** The same on every machine, and more than a repair around a stroke takes. */
const MAX_STEPS = 2000;

interface HeldGround {
  readonly id: number;
  readonly ground: LiveGround;
  /** Settled when the worker holds it. */
  readonly ready: Promise<void>;
}

interface Followed {
  readonly store: PlanStore;
  readonly project: Project;
  rest: Rest;
  /** Number of changes of owners so far, and what it was when the present search began (-1 without one). */
  changes: number;
  searched: number;
  /** Group of the commit that a repair belongs to. */
  group: string | undefined;
  /** When the last change was made, of performance.now(). */
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  held: HeldGround | null;
  leftOut: ReadonlySet<TerritoryCode>;
  kept: readonly KeptAccount[];
  /** The commit that is told is the repair itself. */
  applying: boolean;
  unlisten: () => void;
}

let followed: Followed | null = null;
let lastGroundId = 0;

/** Follows the workspace and the setting from now on; gives the function that ends it. */
export function startLiveRebalance(): () => void {
  const stops = [
    workspace.subscribe((state, before) => {
      if (state.planStore !== before.planStore || state.project !== before.project) follow();
    }),
    view.subscribe((state, before) => {
      if (state.liveRebalance !== before.liveRebalance) follow();
    }),
    proposal.subscribe((state, before) => {
      // What was asked for has been answered: meanwhile strokes may have upset something.
      if (followed && state.status === 'idle' && before.status !== 'idle' && !before.live) lookSoon(followed, 0);
    }),
  ];
  follow();
  return () => {
    for (const stop of stops) stop();
    unfollow();
  };
}

/** The repair does without a territory, or with it again, and is searched anew. */
export function toggleLeftOut(code: TerritoryCode): void {
  if (!followed) return;
  const leftOut = new Set(followed.leftOut);
  if (!leftOut.delete(code)) leftOut.add(code);
  followed.leftOut = leftOut;
  searchAnew(followed);
}

const mode = (): LiveRebalance => view.getState().liveRebalance;

function follow(): void {
  const before = followed;
  unfollow();
  const { planStore: store, project } = workspace.getState();
  if (mode() === 'off' || !store || !project || store.frozen) return;
  const started: Followed = {
    store,
    project,
    // Who switches it on after a stroke means that stroke, too.
    rest: before?.store === store ? before.rest : restBeforeLast(store),
    changes: 0,
    searched: -1,
    group: undefined,
    since: performance.now(),
    timer: undefined,
    held: null,
    leftOut: new Set(),
    kept: [],
    applying: false,
    unlisten: () => {},
  };
  followed = started;
  const stops = [
    store.on('patched', () => patched(started)),
    store.on('committed', (commit) => committed(started, commit)),
  ];
  started.unlisten = () => {
    for (const stop of stops) stop();
  };
  live.setState({ ...NO_LIVE, status: 'quiet' });
  started.timer = setTimeout(() => {
    if (followed !== started || store.plan.records.territory.size < 2) return;
    // The first repair would wait for the ground otherwise; what is wrong with it the first search says.
    holdGround(started).ready.catch(() => (started.held = null));
    look(started);
  }, 0);
}

function unfollow(): void {
  if (!followed) return;
  clearTimeout(followed.timer);
  followed.unlisten();
  followed = null;
  leaveLive();
  live.setState(NO_LIVE);
}

/** Takes the live repair off the table; a proposal that was asked for is left alone. */
function leaveLive(): void {
  if (presentRun()?.live) leaveRun(proposal.getState().live ? { ...NO_PROPOSAL } : null);
}

function outdate(): void {
  leaveLive();
  if (live.getState().status === 'proposed') tell('searching', { price: null });
}

function tell(status: LiveState['status'], more: Partial<LiveState> = {}): void {
  if (live.getState().status === status && Object.keys(more).length === 0) return;
  live.setState({ status, failure: '', ...more });
}

/** Owners have changed: what was found is for another plan. */
function patched(state: Followed): void {
  state.changes++;
  state.searched = -1;
  outdate();
  if (state.leftOut.size > 0) state.leftOut = new Set();
  if (state.kept.length > 0) {
    state.kept = [];
    state.held = null;
  }
  if (state.store.stroke && mode() === 'suggest') lookSoon(state, REST_MS);
  else clearTimeout(state.timer);
}

function committed(state: Followed, commit: Commit): void {
  const { store } = state;
  const { kind } = commit.label;
  const redesigned = kind === 'build' || kind === 'rebalance' || kind === 'import';
  // Undone beyond the rest: the plan as it was before is where one starts from.
  if (redesigned || store.history.length < state.rest.steps) state.rest = restOf(store);
  if (changesGround(commit)) state.held = null;
  if (state.applying) return;
  const isNew = kind !== 'undo' && kind !== 'redo';
  state.group = isNew ? commit.group : undefined;
  const run = presentRun();
  // A stroke that ends leaves every cell as it was looked at: the repair stays on the table.
  if (run?.live && state.searched === state.changes && state.held && !changesLocks(commit)) return rebaseRun(run);
  outdate();
  // Who undoes a stroke does not want it repaired by itself.
  if (isNew || mode() === 'suggest') lookSoon(state, 0);
  else tell('quiet', { price: null });
}

function changesGround({ edit: { records } }: Commit): boolean {
  if (records.override || records.bridge || records.barrier || records.setting) return true;
  return [...(records.territory?.values() ?? [])].some(
    ({ before, after }) => before?.targetShare !== after?.targetShare,
  );
}

function changesLocks({ edit: { records } }: Commit): boolean {
  if (records.cellLock) return true;
  return [...(records.territory?.values() ?? [])].some(({ before, after }) => before?.locked !== after?.locked);
}

function lookSoon(state: Followed, ms: number): void {
  state.since = performance.now();
  clearTimeout(state.timer);
  state.timer = setTimeout(() => look(state), ms);
}

/** Looks what the strokes have upset, and searches for its repair. */
function look(state: Followed): void {
  if (followed !== state || (state.store.stroke && mode() !== 'suggest')) return;
  const { status, live: isLive } = proposal.getState();
  if (status !== 'idle' && !isLive) return;
  const { broken: all, ...upset } = upsetBy(state.store, state.rest);
  const leftOut = [...state.leftOut];
  const broken = all.filter((code) => !state.leftOut.has(code));
  if (broken.length > 0) {
    tell('searching', { leftOut });
    return void search(state, { ...upset, broken });
  }
  leaveLive();
  if (all.length > 0) tell('none', { leftOut, price: null });
  else tell('quiet', { leftOut, price: null, concerned: [] });
}

/** What is on the table stays in sight until there is something else, but cannot be accepted any more. */
function searchAnew(state: Followed): void {
  if (proposal.getState().live) proposal.setState({ acceptable: false, status: 'running' });
  state.since = performance.now();
  look(state);
}

/** The ground as the worker holds it, or is about to. */
function holdGround(state: Followed): HeldGround {
  if (state.held && partsOf(state.held.ground, state.store.owners)) return state.held;
  const ground = liveGround(withKept(state.store.plan, state.kept), state.project);
  const id = ++lastGroundId;
  state.held = { id, ground, ready: balancePort().hold(id, ground.problem) };
  return state.held;
}

async function search(state: Followed, upset: Upset): Promise<void> {
  const { store, project } = state;
  state.searched = state.changes;
  const { ground } = holdGround(state);
  const base: ProposalBase = {
    objective: 'repair',
    plan: store.plan,
    grid: project.grid,
    cellPotential: project.demand.cellValues[0]!,
    likeOwners: store.owners,
    problem: ground.problem,
    codeOfPart: ground.codeOfPart,
    nextCode: store.nextCode(),
    tolerance: ground.tolerance,
    lockedCodes: locksOf(store.plan).codes,
    kept: state.kept,
    huesOfMeetings: true,
  };
  try {
    await startRun(store, project, base, {
      maxSteps: MAX_STEPS,
      live: {
        since: state.since,
        begin: (port, runId) => ask(state, upset, port, runId),
        found: (latest, done) => weigh(state, upset, latest, done),
      },
      again: async (kept) => {
        state.kept = kept;
        state.held = null;
        searchAnew(state);
      },
    });
  } catch (error) {
    if (followed !== state) return;
    state.held = null;
    tell('none', { price: null, failure: error instanceof Error ? error.message : String(error) });
  }
}

/** Sends what differs from one repair to the next; the ground goes again where the worker has lost it. */
async function ask(state: Followed, upset: Upset, port: BalanceWorkerApi, runId: number): Promise<void> {
  for (let tries = 0; tries < 2; tries++) {
    const { id, ground, ready } = holdGround(state);
    await ready;
    const initial = partsOf(ground, state.store.owners);
    if (state.searched !== state.changes || presentRun()?.runId !== runId || !initial) return;
    const codes = new Set([...locksOf(state.store.plan).codes, ...upset.asBefore, ...state.leftOut]);
    const request = {
      runId,
      baseRevision: state.store.revision,
      groundId: id,
      initial,
      pinned: upset.pinned,
      locked: lockFlags(ground, codes),
      seed: DEFAULT_SEED,
    };
    if (await port.repair(transfer(request, [initial.buffer]))) return;
    state.held = null;
  }
}

/** Shows a plan of the search with its price, applies it, or says that there is none. */
function weigh(state: Followed, { broken }: Upset, latest: ProposedPlan, done: boolean) {
  const { store, project, held, leftOut } = state;
  if (followed !== state || state.searched !== state.changes || !held) return null;
  const none = () => {
    if (done) {
      if (proposal.getState().live) proposal.setState({ ...NO_PROPOSAL });
      tell('none', { price: null });
    }
    return null;
  };
  if (isEmptyEdit(latest.edit)) return none();
  const plan = withKept(store.plan, state.kept);
  const { price, disruption, changed } = priceOfRepair({ store, project, ground: held.ground }, plan, latest, broken);
  if (price.beyondAfter >= price.beyondBefore && price.deviationAfter >= price.deviationBefore) return none();
  if (mode() === 'automatic') {
    if (done) apply(state, latest, price);
    return null;
  }
  tell('proposed', { price, concerned: [...new Set([...changed, ...leftOut])].sort((a, b) => a - b) });
  return { disruption };
}

/** An edit of its own in the group of the stroke, so that one undo takes both. */
function apply(state: Followed, { edit }: ProposedPlan, price: RepairPrice): void {
  const { store, group } = state;
  const run = presentRun();
  if (!run?.live || run.baseRevision !== store.revision || store.stroke || group === undefined) return;
  leaveRun(null);
  state.applying = true;
  try {
    store.commit(edit, { kind: 'rebalance', cells: price.cells }, group);
  } finally {
    state.applying = false;
  }
  tell('quiet', { price });
}
