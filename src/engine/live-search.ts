/** The search of live rebalance: from what strokes have upset to a repair on the table, or in the plan. */
import { transfer } from 'comlink';
import { isEmptyEdit } from '../core/edit/is-empty.ts';
import { locksOf } from '../core/edit/locks.ts';
import type { CellIndex } from '../core/grid/grid.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import type { BalanceWorkerApi } from '../protocol/balance.ts';
import type { PlanStore, Project, Stroke } from '../store/contract.ts';
import { live, type LiveState, type RepairPrice } from '../store/live-store.ts';
import { NO_PROPOSAL, proposal } from '../store/proposal-store.ts';
import { type LiveRebalance, view } from '../store/view-store.ts';
import { balancePort, DEFAULT_SEED, leaveRun, presentRun, startRun } from './balance-run.ts';
import {
  besides,
  type LiveGround,
  limitedTargets,
  liveGround,
  lockFlags,
  partsOf,
  type Rest,
  type Upset,
  upsetBy,
} from './live-problem.ts';
import { type KeptAccount, type ProposalBase, type ProposedPlan, withKept } from './proposed-plan.ts';
import { priceOfRepair } from './repair-price.ts';

/** The same on every machine: repairs around a stroke that succeed do so within half of it. */
const MAX_STEPS = 800;
/** A repair is no redesign: it moves at most what the view says, and so much for what was painted. */
const BUDGET_PER_PAINTED = 4;

interface HeldGround {
  readonly id: number;
  readonly ground: LiveGround;
  /** Settled when the worker holds it. */
  readonly ready: Promise<void>;
}

/** The plan that live rebalance follows, and how far it is with it. */
export interface Followed {
  readonly store: PlanStore;
  readonly project: Project;
  rest: Rest;
  /** Number of changes of owners so far, and what it was when the present search began (-1 without one). */
  changes: number;
  searched: number;
  /** The stroke in hand, and what strokes passed over, by the group of their commit. */
  stroke: Stroke | null;
  readonly confirmed: Map<string, ReadonlySet<CellIndex>>;
  /** Group of the commit that a repair belongs to. */
  group: string | undefined;
  /** When the last change was made, of performance.now(). */
  since: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  held: HeldGround | null;
  leftOut: ReadonlySet<TerritoryCode>;
  kept: readonly KeptAccount[];
  /** Another plan is followed, or none. */
  ended: boolean;
  /** The commit that is told is the repair itself. */
  applying: boolean;
  unlisten: () => void;
}

let lastGroundId = 0;

export const mode = (): LiveRebalance => view.getState().liveRebalance;

/** Takes the live repair off the table; a proposal that was asked for is left alone. */
export function leaveLive(): void {
  if (presentRun()?.live) leaveRun(proposal.getState().live ? { ...NO_PROPOSAL } : null);
}

export function outdate(): void {
  leaveLive();
  if (live.getState().status === 'proposed') tell('searching', { price: null });
}

export function tell(status: LiveState['status'], more: Partial<LiveState> = {}): void {
  if (live.getState().status === status && Object.keys(more).length === 0) return;
  live.setState({ status, failure: '', ...more });
}

export function lookSoon(state: Followed, ms: number): void {
  state.since = performance.now();
  clearTimeout(state.timer);
  state.timer = setTimeout(() => look(state), ms);
}

/** Looks what the strokes have upset, and searches for its repair. */
export function look(state: Followed): void {
  if (state.ended || (state.store.stroke && mode() !== 'suggest')) return;
  const { status, live: isLive } = proposal.getState();
  if (status !== 'idle' && !isLive) return;
  const {
    broken: all,
    bystanders,
    ...upset
  } = upsetBy(state.store, state.rest, state.confirmed, {
    values: state.project.demand.cellValues[0]!,
    measures: state.project.dataset.measures,
  });
  const leftOut = [...state.leftOut];
  const broken = all.filter((code) => !state.leftOut.has(code));
  if (broken.length > 0) {
    tell('searching', { leftOut, overfilled: [] });
    const near = besides(state.project.grid, state.store.owners, new Set(broken));
    // Neighbours may help within their limits: a repair across them would be a longer way.
    return void search(state, { ...upset, broken, bystanders: bystanders.filter((code) => !near.has(code)) });
  }
  leaveLive();
  if (all.length > 0) tell('none', { leftOut, price: null });
  else tell('quiet', { leftOut, price: null, concerned: [] });
}

/** What is on the table stays in sight until there is something else, but cannot be accepted any more. */
export function searchAnew(state: Followed): void {
  if (proposal.getState().live) proposal.setState({ acceptable: false, status: 'running' });
  state.since = performance.now();
  look(state);
}

/** The ground as the worker holds it, or is about to. */
export function holdGround(state: Followed): HeldGround {
  if (state.held && partsOf(state.held.ground, state.store.owners)) return state.held;
  const { liveWeight: weight, liveCompactness: compactness } = view.getState();
  const ground = liveGround(withKept(state.store.plan, state.kept), state.project, { weight, compactness });
  const id = ++lastGroundId;
  state.held = { id, ground, ready: balancePort().hold(id, ground.problem) };
  return state.held;
}

/** @param alone without the bystanders: they are asked only where it does not go without them */
async function search(state: Followed, upset: Upset, alone = upset.bystanders.length > 0): Promise<void> {
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
        begin: (port, runId) => ask(state, upset, { port, runId, alone }),
        found: (latest, done) => weigh(state, upset, { latest, done, alone }),
      },
      countsKept: true,
      // Territories are left out of live repairs by `toggleLeftOut`.
      again: async ({ kept }) => {
        state.kept = kept;
        state.held = null;
        searchAnew(state);
      },
    });
  } catch (error) {
    if (state.ended) return;
    state.held = null;
    tell('none', { price: null, failure: error instanceof Error ? error.message : String(error) });
  }
}

interface Asked {
  readonly port: BalanceWorkerApi;
  readonly runId: number;
  readonly alone: boolean;
}

/** Sends what differs from one repair to the next; the ground goes again where the worker has lost it. */
async function ask(state: Followed, upset: Upset, { port, runId, alone }: Asked): Promise<void> {
  for (let tries = 0; tries < 2; tries++) {
    const { id, ground, ready } = holdGround(state);
    await ready;
    const initial = partsOf(ground, state.store.owners);
    if (state.searched !== state.changes || presentRun()?.runId !== runId || !initial) return;
    const codes = new Set([...locksOf(state.store.plan).codes, ...state.leftOut, ...(alone ? upset.bystanders : [])]);
    const request = {
      runId,
      baseRevision: state.store.revision,
      groundId: id,
      initial,
      pinned: upset.pinned,
      locked: lockFlags(ground, codes),
      targetShares: limitedTargets(ground, upset),
      maxChangedShare: view.getState().liveBudget + BUDGET_PER_PAINTED * upset.paintedShare,
      seed: DEFAULT_SEED,
    };
    if (await port.repair(transfer(request, [initial.buffer]))) return;
    state.held = null;
  }
}

interface Weighed {
  readonly latest: ProposedPlan;
  readonly done: boolean;
  readonly alone: boolean;
}

/** Shows a plan of the search with its price, applies it, or says that there is none. */
function weigh(state: Followed, upset: Upset, { latest, done, alone }: Weighed) {
  const { store, project, held, leftOut } = state;
  if (state.ended || state.searched !== state.changes || !held) return null;
  const infeasible = presentRun()?.step?.infeasible.filter(({ reason }) => reason === 'fixed') ?? [];
  const overfilled = [...new Set(infeasible.map(({ part }) => held.ground.codeOfPart[part]!))];
  // What cannot be carried is no matter of who helps.
  const askBystanders = () => {
    if (proposal.getState().live) proposal.setState({ acceptable: false, status: 'running' });
    void search(state, upset, false);
  };
  const mayAsk = done && alone && overfilled.length === 0;
  const none = () => {
    if (mayAsk) askBystanders();
    else if (done) {
      if (proposal.getState().live) proposal.setState({ ...NO_PROPOSAL });
      tell('none', { price: null, overfilled, concerned: upset.broken });
    }
    return null;
  };
  if (isEmptyEdit(latest.edit)) return none();
  const plan = withKept(store.plan, state.kept);
  const { price, disruption, changed } = priceOfRepair({ store, project, ground: held.ground }, plan, latest, upset);
  if (price.beyondAfter >= price.beyondBefore && price.deviationAfter >= price.deviationBefore) return none();
  if (mayAsk && price.beyondAfter > 0) {
    askBystanders();
    return null;
  }
  if (mode() === 'automatic') {
    if (done) apply(state, latest, price);
    return null;
  }
  tell('proposed', { price, overfilled, concerned: [...new Set([...changed, ...leftOut])].sort((a, b) => a - b) });
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
