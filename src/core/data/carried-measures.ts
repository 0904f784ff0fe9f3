/**
 * Measures that are not balanced but carried along. They are kept apart from the others, so that what balances and judges
 * never meets them; whatever shows or writes every measure takes both together again.
 */
import type { Dataset, Demand } from './dataset.ts';
import { type Measure, POTENTIAL, WORKLOAD } from './measure.ts';

/** What screens and benches hold: a further measure is carried along, or takes the place of workload. */
export const MOST_BALANCED = 2;

/** Potential always is: what changes hands is counted in it. */
export function isBalanced({ key, balance }: Pick<Measure, 'key' | 'balance'>): boolean {
  return key === POTENTIAL || balance !== false;
}

/** The dataset with the measures that are not balanced apart from the others. Arrays are shared. */
export function apart(dataset: Dataset): Dataset {
  const { measures, accounts } = dataset;
  if (measures.every(isBalanced)) return dataset;
  const pick = <T>(list: readonly T[], balanced: boolean): T[] =>
    list.filter((_, m) => isBalanced(measures[m]!) === balanced);
  return {
    ...dataset,
    measures: pick(measures, true),
    carried: pick(measures, false),
    accounts: { ...accounts, values: pick(accounts.values, true), carried: pick(accounts.values, false) },
  };
}

/** Every measure: potential, workload, then the others. */
export function everyMeasure({ measures, carried = [] }: Pick<Dataset, 'measures' | 'carried'>): readonly Measure[] {
  const all = [...measures, ...carried];
  return carried.length === 0 ? measures : inOrder(all, all);
}

/** Dataset and demand with every measure among `measures`, for what writes all of them; those carried keep their flag. */
export function together<T extends { readonly dataset: Dataset; readonly demand: Demand }>(given: T): T {
  const { dataset, demand } = given;
  const { carried = [], accounts } = dataset;
  if (carried.length === 0) return given;
  const all = [...dataset.measures, ...carried];
  const measures = inOrder(all, all);
  const byCell = demand.carried ?? [];
  // Of records that are land demand it is all land's; of accounts none is.
  const isLand = demand.accountsOfCell.targets.length === 0;
  const areal = byCell.map((values) => (isLand ? values : new Float64Array(values.length)));
  return {
    ...given,
    dataset: {
      ...dataset,
      measures,
      accounts: { ...accounts, values: inOrder([...accounts.values, ...(accounts.carried ?? [])], all) },
    },
    demand: {
      ...demand,
      measures,
      cellValues: inOrder([...demand.cellValues, ...byCell], all),
      areal: inOrder([...demand.areal, ...areal], all),
    },
  };
}

function inOrder<T>(list: readonly T[], measures: readonly Measure[]): T[] {
  const rank = ({ key }: Measure): number => (key === POTENTIAL ? 0 : key === WORKLOAD ? 1 : 2);
  const order = [...measures.keys()].sort((a, b) => rank(measures[a]!) - rank(measures[b]!) || a - b);
  return order.map((m) => list[m]!);
}
