/**
 * Figures that accounts carry besides what is balanced: what they are sold today, the potential that is not sold yet
 * (white space), and what is in the open pipeline, where the file has a column for it; measures that are not balanced.
 */
import { numbersOf } from '../data/column-numbers.ts';
import type { Dataset, Demand } from '../data/dataset.ts';
import type { Unit } from '../data/measure.ts';
import { nameWords } from '../data/role-names.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import type { Plan } from '../plan/plan.ts';
import { type Sales, salesChoices, salesOf } from './loss.ts';

/** `measure` = one that is defined as the balanced ones are, and is not balanced. */
export type CarriedKind = 'sold' | 'white-space' | 'pipeline' | 'measure';

export interface Carried {
  readonly kind: CarriedKind;
  /** Unique among the figures of a project. */
  readonly key: string;
  /** Column or measure that it comes from; of white space, what is sold. */
  readonly from: string;
  readonly unit: Unit;
  /** One an account, in multiples of the unit's scale. */
  readonly values: Float64Array;
}

const SOLD =
  /^(?:sales|sold|revenue|turnover|bookings|billings|actuals?|umsatz|ist|ventas|ingresos|fatturato|chiffredaffaires|arr|acv)$/;
/** Of those the ones that say it plainly come first. */
const PLAINLY = /^(?:current|actual|actuals|existing|today|ytd|ltm|sold|ist)$/;
const NOT_SOLD =
  /^(?:potential|potenzial|potentiel|potencial|goal|target|quota|plan|planned|forecast|budget|pipeline|open|opportunity|growth|share|rep|region|district|territory|market)$/;

/** What is sold today, by the name of its column; null where none says so, or where the first measure is that itself. */
function soldOf(dataset: Dataset): Sales | null {
  const [potential] = dataset.measures;
  const named = salesChoices(dataset)
    .filter(({ key }) => key !== potential?.key && key !== `=${potential?.formula ?? ''}`)
    .map((choice) => ({ ...choice, words: nameWords(choice.name) }))
    .filter(({ words }) => [...words, words.join('')].some((word) => SOLD.test(word)))
    .filter(({ words }) => !words.some((word) => NOT_SOLD.test(word)))
    .sort((a, b) => Number(b.words.some(isPlain)) - Number(a.words.some(isPlain)));
  const sold = named[0] ? salesOf(dataset, named[0].key) : null;
  return sold?.values.some((value) => value > 0) ? sold : null;
}

const isPlain = (word: string): boolean => PLAINLY.test(word);

/** Open pipeline of each account, blanks as nothing; null where no column holds it. */
export function pipelineOf({ source, roles }: Pick<Dataset, 'source' | 'roles'>): Float64Array | null {
  const column = source.columns[roles.indexOf('pipeline')];
  return column ? numbersOf(column, source.decimal).values.map((value) => value || 0) : null;
}

/** White space of an account is what it could buy less what it is sold, never less than nothing. */
export function carriedOf(dataset: Dataset): Carried[] {
  const potential = dataset.accounts.values[0];
  const unit = dataset.measures[0]?.unit;
  if (!potential || !unit) return [];
  const found: Carried[] = [];
  const sold = soldOf(dataset);
  if (sold) {
    const { name: from, values } = sold;
    const unsold = potential.map((value, account) => Math.max(0, value - (values[account] ?? 0)));
    found.push(
      { kind: 'white-space', key: 'white-space', from, unit, values: unsold },
      { kind: 'sold', key: 'sold', from, unit: sold.unit, values },
    );
  }
  const pipeline = pipelineOf(dataset);
  const from = dataset.source.columns[dataset.roles.indexOf('pipeline')]?.name ?? '';
  if (pipeline) found.push({ kind: 'pipeline', key: 'pipeline', from, unit, values: pipeline });
  dataset.carried?.forEach((measure, m) => {
    const values = dataset.accounts.carried?.[m];
    if (!values) return;
    found.push({ kind: 'measure', key: `measure ${measure.key}`, from: measure.name, unit: measure.unit, values });
  });
  return found;
}

/** Sums by territory code, unplaced accounts of nobody and those on land without an owner under 0. */
export function sumByTerritory(plan: Plan, demand: Pick<Demand, 'accountCell'>, values: Float64Array): Float64Array {
  const sums = new Float64Array(1 + Math.max(0, ...[...plan.records.territory.values()].map(({ code }) => code)));
  accountTerritories(plan, demand).forEach((code, account) => {
    sums[code]! += values[account] ?? 0;
  });
  return sums;
}
