/** What a search changed, as the first step of the history of the plan that it made. */
import type { Edit, EditLabel, SearchLabel } from '../core/edit/edit.ts';
import { encodeEdit } from '../core/edit/encode.ts';
import { planName } from '../core/plan/make-plan.ts';
import { ABOUT_KEYS } from '../core/plan/plan-about.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { PlanFileHistory } from '../io/plan-file/plan-file.ts';

/**
 * Step of a search, by the names that the app has for it; none where nothing changed. It has no time: equal plans give
 * equal files. @param search absent where nothing was searched for
 */
export function searchHistory(
  edit: Edit,
  search?: SearchLabel,
  kind: EditLabel['kind'] = 'rebalance',
): { readonly history?: PlanFileHistory } {
  const cells = edit.patches.reduce((sum, patch) => sum + patch.cells.length, 0);
  if (cells === 0 && Object.keys(edit.records).length === 0) return {};
  const label = { kind, cells, ...(search && { search: { ...search } }) };
  return { history: { edits: [encodeEdit(edit)], entries: [{ revision: 1, label, group: kind, time: 0 }] } };
}

/** The plan says which one it was made from, so that reasons go on in the history of that. Its settings are changed. */
export function nameParent(plan: Plan, { plan: parent, history }: { plan: Plan; history?: PlanFileHistory }): void {
  const { setting } = plan.records;
  const last = history?.entries.at(-1) as { readonly revision?: unknown } | undefined;
  for (const [key, value] of [
    [ABOUT_KEYS.copyOf, planName(parent)],
    [ABOUT_KEYS.copyOfId, parent.id],
    [ABOUT_KEYS.copyOfRevision, typeof last?.revision === 'number' ? last.revision : 0],
  ] as const) {
    setting.set(key, { key, value });
  }
}
