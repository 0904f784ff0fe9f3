/** Names and colours of territories in a comparison: one that several plans have looks the same in all maps and lists. */
import { patternsOf } from '../../core/geometry/patterns.ts';
import type { RecordKey, Territory, TerritoryCode } from '../../core/plan/plan.ts';
import { leftWords } from '../panel-words.ts';
import type { TerritoryLook } from '../workspace/name-lookup.ts';
import type { PlanStore } from '../../store/contract.ts';
import type { Compared } from './compared.ts';

export type Pair = Pick<Compared, 'a' | 'b' | 'base'>;

interface Looks {
  readonly key: string;
  readonly territories: ReadonlyMap<RecordKey, Territory>;
  readonly patterns: ReadonlyMap<TerritoryCode, number>;
}

/** Asked for each cell of a list: made once for as long as the plans stay as they are. */
const known = new WeakMap<PlanStore, Looks>();

function looksOf({ a, b, base }: Pair): Looks {
  const key = [a, b, base].map(({ plan, revision }) => `${plan.id}@${revision}`).join(' ');
  const before = known.get(a);
  if (before?.key === key) return before;
  const territories = new Map([base, b, a].flatMap(({ plan }) => [...plan.records.territory]));
  const looks = { key, territories, patterns: patternsOf(territories.values()) };
  known.set(a, looks);
  return looks;
}

/** Territories of the plans on the maps, in the hues of plan A where it has them, else of B. */
export function territoriesOfPair(pair: Pair): Territory[] {
  return [...looksOf(pair).territories.values()];
}

/** The name that a plan has for it, in the colour that it has on the maps. */
export function lookIn(pair: Pair, store: PlanStore, code: TerritoryCode): TerritoryLook {
  const found = store.plan.records.territory.get(code);
  if (!found) return { name: leftWords.unassigned, hue: undefined };
  const { territories, patterns } = looksOf(pair);
  return { name: found.name, hue: (territories.get(code) ?? found).hue, pattern: patterns.get(code) ?? 0 };
}
