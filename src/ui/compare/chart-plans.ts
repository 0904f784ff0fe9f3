/** The plans that a chart of a comparison is about, each with a name of its own and a colour. */
import { planName } from '../../core/plan/make-plan.ts';
import type { PlanStore } from '../../store/contract.ts';
import { compareWords } from '../compare-words.ts';
import { count } from '../format.ts';
import type { ChartPlan } from './chart-options.ts';
import type { Compared } from './compared.ts';
import { useOfferedPlans } from './offered-plans.ts';
import { useJudged } from './use-judged.ts';

const words = compareWords.charts;

/** Told apart in lightness as well as hue; A and B always have the same two. */
const COLOURS = {
  base: 'var(--text-3)',
  a: 'var(--accent)',
  b: 'var(--dev-over)',
  others: ['var(--dev-under)', 'var(--t10)', 'var(--t6)', 'var(--t3)', 'var(--t1)'],
} as const;

function colourOf(store: PlanStore, { a, b, base }: Compared, position: number): string {
  if (store === a) return COLOURS.a;
  if (store === b) return COLOURS.b;
  if (store === base) return COLOURS.base;
  return COLOURS.others[position % COLOURS.others.length]!;
}

/** `A · Fewer moves`; of others with one name the later ones are numbered. */
export function planNames(stores: readonly PlanStore[], { a, b }: Pick<Compared, 'a' | 'b'>): string[] {
  const taken = new Set<string>();
  return stores.map((store) => {
    const name = planName(store.plan);
    const own = store === a || store === b ? words.planOf(store === a ? 'A' : 'B', name) : name;
    let free = own;
    for (let times = 2; taken.has(free); times++) free = words.twin(own, count(times));
    taken.add(free);
    return free;
  });
}

/** @param judged figures of the stores, in their order; those that are not known are left out */
export function chartPlans(
  compared: Compared,
  stores: readonly PlanStore[],
  judged: readonly (ChartPlan['judged'] | null)[],
): ChartPlan[] {
  const names = planNames(stores, compared);
  return stores.flatMap((store, i) => {
    const one = judged[i];
    if (!one) return [];
    return { name: names[i]!, plan: store.plan, judged: one, colour: colourOf(store, compared, i) };
  });
}

/** Plans of the table, and with `all` every other one that is not put away. */
export function useChartPlans(compared: Compared, all: boolean): ChartPlan[] {
  const { table, offered } = useOfferedPlans(compared);
  const stores = all ? offered : table;
  return chartPlans(compared, stores, useJudged(stores, compared.base).plans);
}
