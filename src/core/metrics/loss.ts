/** Price of change in money: what is sold today to accounts that change hands, times the share of it that goes lost. */
import type { AccountIndex, Dataset, Demand } from '../data/dataset.ts';
import { numbersOf } from '../data/column-numbers.ts';
import { typeOfColumn } from '../data/column-type.ts';
import type { Unit } from '../data/measure.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import type { Plan } from '../plan/plan.ts';
import type { Disruption } from './metrics.ts';

export interface LossReference {
  /** Share of a year's sales. */
  readonly rate: number;
  readonly about: string;
  readonly source: string;
}

/** Published figures; each for what it was measured on. None is used unless the user takes it. */
export const LOSS_REFERENCES: readonly LossReference[] = [
  {
    rate: 0.132,
    about: 'annual sales lost after a change of rep, lower estimate, one business-to-business distributor',
    source: 'Shi, Sridhar, Grewal and Lilien, Journal of Marketing 81(2), 2017',
  },
  {
    rate: 0.176,
    about: 'the same study, upper estimate',
    source: 'Shi, Sridhar, Grewal and Lilien, Journal of Marketing 81(2), 2017',
  },
];

/** What a project counts as lost when an account changes hands; nothing is assumed. */
export interface PriceChoice {
  /** Share of current sales that a change of hands costs a year; null = none was set. */
  readonly rate: number | null;
  /** What current sales are, a key of `salesChoices`; null = the first there is. */
  readonly of: string | null;
  /** For hours on the road: kilometres an hour in a straight line; absent or null = none was set. */
  readonly speedKmh?: number | null;
}

/** What an account is sold today: values by account, in multiples of the unit's scale. */
export interface Sales {
  /** Key of a measure, or name of a source column. */
  readonly key: string;
  readonly name: string;
  readonly unit: Unit;
  /** Of each account; blanks count as nothing sold. */
  readonly values: Float64Array;
}

/** What may stand for current sales: measures that are no hours, then further columns of numbers. */
export function salesChoices({ measures, source, roles }: Dataset): { readonly key: string; readonly name: string }[] {
  const used = new Set(measures.map(({ formula }) => formula));
  const columns = source.columns.filter(
    (column, at) =>
      (roles[at] === 'attribute' || roles[at] === 'potential') &&
      !used.has(column.name) &&
      typeOfColumn(column, source.decimal) === 'number',
  );
  return [
    ...measures.filter(({ unit }) => unit.kind !== 'time').map(({ key, name }) => ({ key, name })),
    ...columns.map(({ name }) => ({ key: `=${name}`, name })),
  ];
}

/** null where the data has no such measure or column any more. A column counts in the unit of the first measure. */
export function salesOf({ measures, accounts, source }: Dataset, key: string): Sales | null {
  const m = measures.findIndex((measure) => measure.key === key);
  const values = accounts.values[m];
  if (m >= 0 && values) return { key, name: measures[m]!.name, unit: measures[m]!.unit, values };
  const column = source.columns.find(({ name }) => `=${name}` === key);
  const unit = measures[0]?.unit;
  if (!column || !unit) return null;
  const { values: numbers } = numbersOf(column, source.decimal);
  return { key, name: column.name, unit, values: numbers.map((value) => (Number.isNaN(value) ? 0 : value)) };
}

/** Sales of the accounts that are in another territory than in the base plan. */
export function movedSales(base: Plan, plan: Plan, demand: Pick<Demand, 'accountCell'>, sales: Sales): number {
  const [before, after] = [accountTerritories(base, demand), accountTerritories(plan, demand)];
  let moved = 0;
  for (let account: AccountIndex = 0; account < before.length; account++) {
    if (before[account] !== after[account]) moved += sales.values[account] ?? 0;
  }
  return moved;
}

/** Sales that change hands: of a measure with its areal demand, as the disruption counts it; of a column by account. */
export function salesMoved(
  { moved }: Pick<Disruption, 'moved'>,
  base: Plan,
  plan: Plan,
  demand: Pick<Demand, 'accountCell' | 'measures'>,
  sales: Sales,
): number {
  const m = demand.measures.findIndex(({ key }) => key === sales.key);
  return m >= 0 ? (moved[m] ?? 0) : movedSales(base, plan, demand, sales);
}
