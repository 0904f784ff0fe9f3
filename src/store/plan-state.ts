/** The inside of a plan store, shared by its parts. */
import { applyEdit } from '../core/edit/apply.ts';
import type { Commit, Edit, EditLabel } from '../core/edit/edit.ts';
import { squashEdits } from '../core/edit/squash.ts';
import { huesAfter } from '../core/geometry/colouring-repair.ts';
import type { Grid } from '../core/grid/grid.ts';
import type { LiveTotals } from '../core/metrics/totals.ts';
import type { Plan, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStoreEvents, Stroke } from './contract.ts';
import { type EditShelf, highestCodeIn } from './edit-shelf.ts';
import type { Emitter } from './emitter.ts';
import type { History } from './history.ts';

export interface PlanState {
  readonly plan: Plan;
  readonly grid: Grid;
  readonly live: LiveTotals;
  readonly history: History;
  readonly commits: Commit[];
  readonly shelf: EditShelf;
  readonly events: Emitter<PlanStoreEvents>;
  readonly frozen: boolean;
  revision: number;
  version: number;
  stroke: Stroke | null;
  /** Highest code that any plan of the project, or its history, refers to: shared, so that a code means one territory. */
  readonly codes: { highest: TerritoryCode };
}

/** One revision more, history, then the listeners: owners, records, commit. */
export function publish(
  state: PlanState,
  edit: Edit,
  label: EditLabel,
  group: string,
  tellPatched?: () => void,
): Commit {
  return announce(state, { revision: state.revision + 1, edit, label, group, time: Date.now() }, tellPatched);
}

/** Takes note of a commit whose edit is in the plan, and tells it. */
export function announce(state: PlanState, commit: Commit, tellPatched?: () => void): Commit {
  const { edit } = commit;
  state.revision = commit.revision;
  state.version++;
  state.codes.highest = Math.max(state.codes.highest, highestCodeIn(edit));
  state.commits.push(commit);
  state.history.add(commit);
  state.shelf.added();
  tellPatched?.();
  if (Object.keys(edit.records).length > 0) state.events.each('records', (tell) => tell());
  state.events.each('committed', (tell) => tell(commit));
  return commit;
}

/**
 * The edit with the new hues that it makes necessary, which are put into the plan here: territories that have become
 * neighbours are told apart, as part of the same commit. @param edit is in the plan already
 */
export function withHues(state: PlanState, edit: Edit): Edit {
  const records = huesAfter(state.grid, state.plan, edit);
  if (!records.territory) return edit;
  const hues: Edit = { patches: [], records };
  applyEdit(state.plan, hues);
  return squashEdits([edit, hues]);
}
