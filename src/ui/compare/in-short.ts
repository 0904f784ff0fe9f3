/** The comparison of two plans in one sentence. */
import type { Measure } from '../../core/data/measure.ts';
import type { JudgedPlan } from '../../core/metrics/judge.ts';
import { compareWords } from '../compare-words.ts';
import { amount, plural } from '../format.ts';
import { counted } from '../words.ts';

const words = compareWords;

/** `A has 4 more inside the corridor, but moves $59.7M and 71 accounts more than B.` */
export function inShort(a: JudgedPlan, b: JudgedPlan, measures: readonly Measure[]): string {
  const { short, letters } = words;
  const more = a.figures.insideCorridor - b.figures.insideCorridor;
  const [accountsA, accountsB] = [movedAccountsOf(a), movedAccountsOf(b)];
  const moved = movedOf(a) - movedOf(b);
  const accounts = accountsA - accountsB;
  const unit = measures[0]?.unit;
  const money = (value: number) => (unit === undefined ? '' : amountNamed(Math.abs(value), measures[0]!));
  const balance =
    more === 0
      ? short.insideSame
      : short.inside(letters[more > 0 ? 0 : 1], plural(Math.abs(more), ...short.territories));
  const isSame = accounts === 0 && Math.abs(moved) < 1e-9;
  if (isSame && more === 0 && accountsA === 0 && movedOf(a) === 0) return short.same;
  if (isSame) return short.join(balance, short.costsSame);
  if (Math.sign(accounts) * Math.sign(moved) < 0) {
    const price = (plan: JudgedPlan) => `${money(movedOf(plan))} ${counted(movedAccountsOf(plan), 'accounts')}`;
    return short.join(balance, short.costsMixed(price(a), price(b)));
  }
  const dearer = moved > 0 || accounts > 0 ? 0 : 1;
  const price = short.costs(
    letters[dearer],
    money(moved),
    counted(Math.abs(accounts), 'accounts'),
    letters[1 - dearer]!,
  );
  const betterCostsMore = more !== 0 && (more > 0 ? 0 : 1) === dearer;
  return betterCostsMore ? short.but(balance, price) : short.join(balance, price);
}

/** `$4.2M`; a figure without a unit is named: `408,647 potential`. */
export function amountNamed(value: number, { name, unit }: Pick<Measure, 'name' | 'unit'>): string {
  return unit.symbol === '' ? `${amount(value, unit)} ${name.toLowerCase()}` : amount(value, unit);
}

function movedOf({ change }: JudgedPlan): number {
  return change?.disruption.moved[0] ?? 0;
}

function movedAccountsOf({ change }: JudgedPlan): number {
  return change?.disruption.accounts ?? 0;
}
