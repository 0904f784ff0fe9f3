/**
 * Live rebalance: follows the strokes on the plan in hand, and keeps a repair of what they upset on the table, or applies
 * it. A change of owners outdates what was found at once; nothing is applied to another revision than it was made for.
 */
import { type Commit, PROPOSED_KINDS } from '../core/edit/edit.ts';
import type { TerritoryCode } from '../core/plan/plan.ts';
import { live, NO_LIVE } from '../store/live-store.ts';
import { proposal } from '../store/proposal-store.ts';
import { view } from '../store/view-store.ts';
import { workspace } from '../store/workspace-store.ts';
import { presentRun, rebaseRun } from './balance-run.ts';
import { restBeforeLast, restOf } from './live-problem.ts';
import {
  type Followed,
  holdGround,
  leaveLive,
  look,
  lookSoon,
  mode,
  outdate,
  searchAnew,
  tell,
} from './live-search.ts';

/** A stroke in hand is looked at when the pointer rests: frames of a drag have no time for it. */
const REST_MS = 120;

let followed: Followed | null = null;

/** Follows the workspace and the setting from now on; gives the function that ends it. */
export function startLiveRebalance(): () => void {
  const stops = [
    workspace.subscribe((state, before) => {
      if (state.planStore !== before.planStore || state.project !== before.project) follow();
    }),
    view.subscribe((state, before) => {
      if (state.liveRebalance !== before.liveRebalance) follow();
      else if (followed && wishOf(state) !== wishOf(before)) wishAnew(followed);
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

/** What the user wants of repairs, to be compared. */
const wishOf = ({ liveWeight, liveCompactness, liveBudget }: ReturnType<typeof view.getState>): string =>
  [liveWeight, liveCompactness, liveBudget].join(' ');

function wishAnew(state: Followed): void {
  state.held = null;
  searchAnew(state);
}

/** The repair does without a territory, or with it again, and is searched anew. */
export function toggleLeftOut(code: TerritoryCode): void {
  if (!followed) return;
  const leftOut = new Set(followed.leftOut);
  if (!leftOut.delete(code)) leftOut.add(code);
  followed.leftOut = leftOut;
  searchAnew(followed);
}

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
    stroke: null,
    confirmed: new Map(),
    group: undefined,
    since: performance.now(),
    timer: undefined,
    held: null,
    leftOut: new Set(),
    kept: [],
    ended: false,
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
  followed.ended = true;
  followed = null;
  leaveLive();
  live.setState(NO_LIVE);
}

/** Owners have changed: what was found is for another plan. */
function patched(state: Followed): void {
  state.changes++;
  state.searched = -1;
  state.stroke = state.store.stroke;
  outdate();
  if (state.leftOut.size > 0) state.leftOut = new Set();
  if (state.kept.length > 0) {
    state.kept = [];
    state.held = null;
  }
  if (state.store.stroke && mode() === 'suggest') lookSoon(state, REST_MS);
  else clearTimeout(state.timer);
}

/** Plans that somebody wanted as they are. */
const REDESIGNS: ReadonlySet<Commit['label']['kind']> = new Set([...PROPOSED_KINDS, 'import']);

function committed(state: Followed, commit: Commit): void {
  const { store } = state;
  const { kind } = commit.label;
  if (state.stroke) state.confirmed.set(commit.group, state.stroke.confirmed);
  state.stroke = null;
  const redesigned = REDESIGNS.has(kind);
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
    ({ before, after }) => before?.targetShare !== after?.targetShare || before?.limits !== after?.limits,
  );
}

function changesLocks({ edit: { records } }: Commit): boolean {
  if (records.cellLock) return true;
  return [...(records.territory?.values() ?? [])].some(({ before, after }) => before?.locked !== after?.locked);
}
