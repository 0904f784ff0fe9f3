/** What made a plan what it is: its own history, and before it that of the plan it was copied from, up to then. */
import { ABOUT_KEYS } from '../core/plan/plan-about.ts';
import type { HistoryEntry, PlanStore } from './contract.ts';
import { isAway } from './edit-shelf.ts';
import { createHistory } from './history.ts';

/** What a step did that is so long ago that only the journal has it is not looked at; that there was one is. */
const known = (entry: HistoryEntry): HistoryEntry =>
  isAway(entry)
    ? { edit: { patches: [], records: {} }, label: entry.label, group: entry.group, time: entry.time }
    : entry;

/** Oldest first; ends where a plan is not in the project any more. */
export function lineageOf(store: PlanStore, planStores: ReadonlyMap<string, PlanStore>): readonly HistoryEntry[] {
  const entries: HistoryEntry[] = [...store.history];
  const seen = new Set([store.plan.id]);
  let setting = store.plan.records.setting;
  for (;;) {
    const parentId = setting.get(ABOUT_KEYS.copyOfId)?.value;
    const revision = setting.get(ABOUT_KEYS.copyOfRevision)?.value;
    const parent = typeof parentId === 'string' && !seen.has(parentId) ? planStores.get(parentId) : undefined;
    if (parent === undefined || typeof revision !== 'number') return entries.map(known);
    seen.add(parent.plan.id);
    const then = parent.commits.filter((commit) => commit.revision <= revision);
    entries.unshift(...createHistory(then).entries);
    setting = parent.plan.records.setting;
  }
}
