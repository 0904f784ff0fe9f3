/** Owner of one open plan: the one door through which it changes. See contract.ts for what each member promises. */
import { applyEdit } from '../core/edit/apply.ts';
import { type Commit, type Edit, type EditLabel, PROPOSED_KINDS } from '../core/edit/edit.ts';
import { countLocked } from '../core/edit/locks.ts';
import { createLiveTotals } from '../core/metrics/totals.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore, PlanStoreEvents, Project, Stroke, StrokeRules } from './contract.ts';
import { createEditShelf, highestCodeOfCommit } from './edit-shelf.ts';
import { createEmitter } from './emitter.ts';
import type { HistoryStep } from './history.ts';
import { createHistory } from './history.ts';
import type { PlanState } from './plan-state.ts';
import { announce, publish, withHues } from './plan-state.ts';
import { randomId } from './random-id.ts';
import { createStroke } from './stroke.ts';

export interface PlanStoreOptions {
  /** A frozen plan refuses every change. */
  readonly frozen: boolean;
  /** All commits of the plan so far, oldest first; `plan` is as the last of them left it. */
  readonly history?: readonly Commit[];
  /** Needed only when `history` is not complete. */
  readonly revision?: number;
  /** Highest code in use so far, shared by the plans of a project: territories made anew in two of them stay two. */
  readonly codes?: { highest: TerritoryCode };
}

/** Takes the plan over: from here on only the store writes to it. */
export function createPlanStore(project: Project, plan: Plan, options: PlanStoreOptions): PlanStore {
  const commits = [...(options.history ?? [])];
  const codes = options.codes ?? { highest: 0 };
  codes.highest = Math.max(codes.highest, highestCodeOf(plan, commits));
  const state: PlanState = {
    plan,
    grid: project.grid,
    live: createLiveTotals(plan, project.demand, project.dataset.accounts),
    history: createHistory(commits),
    commits,
    shelf: createEditShelf(commits),
    events: createEmitter<PlanStoreEvents>(),
    frozen: options.frozen,
    revision: options.revision ?? commits.at(-1)?.revision ?? 0,
    version: 0,
    stroke: null,
    codes,
  };
  return {
    plan,
    owners: plan.layers[0]!,
    frozen: options.frozen,
    get revision() {
      return state.revision;
    },
    get totals() {
      return state.live.totals;
    },
    get version() {
      return state.version;
    },
    get stroke() {
      return state.stroke;
    },
    get canUndo() {
      return !state.frozen && (state.history.canUndo || state.stroke !== null);
    },
    get canRedo() {
      return !state.frozen && state.history.canRedo && state.stroke === null;
    },
    get history() {
      return state.history.entries;
    },
    get ahead() {
      return state.history.ahead;
    },
    commits: state.commits,
    keep: (keeper) => state.shelf.keep(keeper),
    fetch: (what) => state.shelf.fetch(what === 'all' ? commits : state.history.next(what)),
    nextCode: () => state.codes.highest + 1,
    commit: (edit, label, group) => commitEdit(state, edit, label, group ?? randomId()),
    beginStroke: (territory, label, rules) => beginStroke(state, territory, label, rules),
    undo: () => step(state, state.history.undoStep),
    redo: () => step(state, state.history.redoStep),
    follow: (commit) => follow(state, commit),
    on: state.events.on,
  };
}

function refuseFrozen(state: PlanState): void {
  if (state.frozen) throw new RangeError('This plan is frozen: make a copy of it to edit.');
}

/** An open stroke is ended first: what was painted before a command came stays painted. */
function commitEdit(state: PlanState, edit: Edit, label: EditLabel, group: string): Commit {
  refuseFrozen(state);
  state.stroke?.end();
  const locked = countLocked(state.plan, edit);
  if (locked > 0) throw new RangeError(`${locked} of the changes touch locked territories or cells.`);
  return pass(state, edit, label, group);
}

/** Undo during a stroke only abandons the stroke. */
function step(state: PlanState, next: () => HistoryStep | null): Commit | null {
  if (state.stroke) {
    state.stroke.cancel();
    return null;
  }
  if (state.frozen) return null;
  const found = next();
  return found && pass(state, found.edit, found.label, found.group);
}

/** Edits that bring their colours along: proposals, and what was done once already. */
const HUES_DEALT: ReadonlySet<EditLabel['kind']> = new Set([...PROPOSED_KINDS, 'undo', 'redo']);

/** Applies, counts and tells. */
function pass(state: PlanState, asked: Edit, label: EditLabel, group: string): Commit {
  applyEdit(state.plan, asked);
  const edit = HUES_DEALT.has(label.kind) ? asked : withHues(state, asked);
  count(state, edit);
  return publish(state, edit, label, group, () => tellPatched(state, edit));
}

/** What another tab committed comes in as it was, hues included. */
function follow(state: PlanState, commit: Commit): void {
  if (commit.revision !== state.revision + 1) {
    throw new RangeError(`Revision ${commit.revision} does not follow ${state.revision}.`);
  }
  applyEdit(state.plan, commit.edit);
  count(state, commit.edit);
  announce(state, commit, () => tellPatched(state, commit.edit));
}

/** Brings the running totals up to an edit that is in the plan. */
function count(state: PlanState, edit: Edit): void {
  for (const patch of edit.patches) if (patch.layer === 0) state.live.applyPatch(patch);
  state.live.applyRecords(edit.records, state.plan.layers[0]!);
}

function tellPatched(state: PlanState, edit: Edit): void {
  for (const { layer, cells } of edit.patches) {
    if (layer === 0 && cells.length > 0) state.events.each('patched', (tell) => tell(cells));
  }
}

function beginStroke(state: PlanState, territory: TerritoryCode, label: EditLabel, rules?: StrokeRules): Stroke {
  refuseFrozen(state);
  if (territory !== 0 && !state.plan.records.territory.has(territory)) {
    throw new RangeError(`There is no territory with code ${territory}.`);
  }
  state.stroke?.end();
  state.stroke = createStroke(state, territory, label, rules);
  return state.stroke;
}

function highestCodeOf(plan: Plan, commits: readonly Commit[]): TerritoryCode {
  const codes = [...plan.records.territory.keys()].map(Number);
  return Math.max(0, ...codes, ...commits.map(highestCodeOfCommit));
}
