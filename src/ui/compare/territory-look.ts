/** Names and colours of territories in a comparison: one that both plans have looks the same in all maps and lists. */
import type { Territory, TerritoryCode } from '../../core/plan/plan.ts';
import type { PlanStore } from '../../store/contract.ts';
import { leftWords } from '../panel-words.ts';
import type { TerritoryLook } from '../workspace/name-lookup.ts';

/** The name that a plan has for it, in the hue of plan A, else in the plan's own. */
export function lookIn(a: PlanStore, store: PlanStore, code: TerritoryCode): TerritoryLook {
  const found = store.plan.records.territory.get(code);
  if (!found) return { name: leftWords.unassigned, hue: undefined };
  return { name: found.name, hue: a.plan.records.territory.get(code)?.hue ?? found.hue };
}

/** Territories of a map of `store` as plan A colours them, with those that only the striped plan has. */
export function territoriesLike(a: PlanStore, store: PlanStore, striped: PlanStore | null): Territory[] {
  const all = new Map([...(striped?.plan.records.territory ?? []), ...store.plan.records.territory]);
  return [...all.values()].map((one) => ({ ...one, hue: a.plan.records.territory.get(one.code)?.hue ?? one.hue }));
}
