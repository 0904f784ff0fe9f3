/** What is done to the plans of a project as a whole, the one in hand or any other. */
import { isEmptyEdit } from '../core/edit/is-empty.ts';
import { squashEdits } from '../core/edit/squash.ts';
import { takeCellsEdit, takeTerritoriesEdit } from '../core/edit/take-over.ts';
import { clonePlan, planName } from '../core/plan/make-plan.ts';
import { ABOUT_KEYS, type PlanAbout } from '../core/plan/plan-about.ts';
import type { Setting, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore } from '../store/contract.ts';
import { settingEdit } from '../store/plan-settings.ts';
import { randomId } from '../store/random-id.ts';
import { addPlan, openPlan, workspace } from '../store/workspace-store.ts';
import { freeName, PLAN_NAMES } from './plan-names.ts';

export type PlanChanges = Partial<
  { readonly name: string } & Pick<PlanAbout, 'description' | 'tags' | 'hue' | 'archived'>
>;

/**
 * Changes what a plan says of itself, as one step of its own history. Nothing said is nothing stored.
 * @throws RangeError without such a plan, or when it is frozen
 */
export function changePlan(planId: string, changes: PlanChanges): void {
  const store = storeOf(planId);
  const { name, description, tags, hue, archived } = changes;
  const wanted: [string, Setting['value']][] = [];
  if (name !== undefined) wanted.push(['name', name]);
  if (description !== undefined) wanted.push([ABOUT_KEYS.description, description === '' ? null : description]);
  if (tags !== undefined) wanted.push([ABOUT_KEYS.tags, tags.length === 0 ? null : tags.join(', ')]);
  if (hue !== undefined) wanted.push([ABOUT_KEYS.hue, hue]);
  if (archived !== undefined) wanted.push([ABOUT_KEYS.archived, archived || null]);
  const { setting } = store.plan.records;
  const changed = wanted.filter(([key, value]) => (setting.get(key)?.value ?? null) !== value);
  const [first] = changed;
  if (first === undefined) return;
  const edit = squashEdits(changed.map(([key, value]) => settingEdit(store.plan, key, value)));
  store.commit(edit, { kind: 'setting', detail: first[0] });
}

/**
 * Copies a plan, the one in hand when none is named, into one of its own and shows it. The copy begins its own history.
 * @throws RangeError without an open project or such a plan
 */
export function forkPlan(planId?: string): PlanStore {
  const { planStore, plans } = workspace.getState();
  const store = planId === undefined ? planStore : storeOf(planId);
  if (!store) throw new RangeError('Open a project first.');
  store.stroke?.end();
  const from = planName(store.plan);
  const taken = plans.map((plan) => plan.name);
  const copy = clonePlan(
    store.plan,
    randomId(),
    freeName(store.frozen ? PLAN_NAMES.draft : PLAN_NAMES.copyOf(from), taken),
  );
  const { setting } = copy.records;
  for (const key of [ABOUT_KEYS.archived, ABOUT_KEYS.hue, ABOUT_KEYS.description, ABOUT_KEYS.tags]) setting.delete(key);
  setting.set(ABOUT_KEYS.copyOf, { key: ABOUT_KEYS.copyOf, value: from });
  setting.set(ABOUT_KEYS.copyOfId, { key: ABOUT_KEYS.copyOfId, value: store.plan.id });
  setting.set(ABOUT_KEYS.copyOfRevision, { key: ABOUT_KEYS.copyOfRevision, value: store.revision });
  return addPlan(copy);
}

export type Taken =
  | { readonly kind: 'territories'; readonly codes: readonly TerritoryCode[] }
  | { readonly kind: 'cells'; readonly cells: Uint32Array };

/**
 * Makes territories, or cells, of one plan what they are in another, as one step of undo, and puts the plan in hand so
 * that undo is about it. Gives the number of cells that changed hands.
 * @throws RangeError when nothing differs there, or when the plan is frozen or something in it locked
 */
export function takeOver(intoId: string, fromId: string, taken: Taken): number {
  const [into, from] = [storeOf(intoId), storeOf(fromId)];
  const demand = workspace.getState().project!.demand;
  into.stroke?.end();
  const edit =
    taken.kind === 'territories'
      ? takeTerritoriesEdit(into.plan, from.plan, taken.codes, demand)
      : takeCellsEdit(into.plan, from.plan, taken.cells, demand);
  if (isEmptyEdit(edit)) throw new RangeError(`${planName(into.plan)} and ${planName(from.plan)} do not differ there.`);
  const cells = edit.patches.reduce((sum, patch) => sum + patch.cells.length, 0);
  const [only, ...others] = taken.kind === 'territories' ? taken.codes : [];
  const territory = only !== undefined && others.length === 0 ? { territory: only } : {};
  into.commit(edit, { kind: 'take-over', cells, detail: planName(from.plan), ...territory });
  openPlan(intoId);
  return cells;
}

function storeOf(planId: string): PlanStore {
  const store = workspace.getState().planStores.get(planId);
  if (!store) throw new RangeError(`The project has no plan ${planId}.`);
  return store;
}
