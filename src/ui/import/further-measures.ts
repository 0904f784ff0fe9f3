/** Measures that the user adds to potential and workload, and which of all are balanced. Pure. */
import { isBalanced, MOST_BALANCED } from '../../core/data/carried-measures.ts';
import { unitOfName } from '../../core/data/unit-of-name.ts';
import type { FilePreview, ImportChoices } from '../../core/data/import.ts';
import { type Measure, POTENTIAL, WORKLOAD } from '../../core/data/measure.ts';
import { TAKEN_NAMES } from '../../core/data/measure-names.ts';
import { lateWords } from './late-words.ts';

/** A key that no other measure and no column of an export has: the name itself where it is free. */
function keyFor(name: string, others: readonly Measure[]): string {
  const wanted = name.trim() || lateWords.measures.unnamed;
  const taken = new Set([...TAKEN_NAMES, ...others.map(({ key }) => key)].map((key) => key.toLowerCase()));
  let key = wanted;
  for (let n = 2; taken.has(key.toLowerCase()); n++) key = `${wanted} (${n})`;
  return key;
}

/** One more, carried along: of the first numeric column that no measure is made of yet. */
export function withFurther(choices: ImportChoices, preview: FilePreview): Partial<ImportChoices> {
  const { measures, roles } = choices;
  const used = new Set(measures.map(({ formula }) => formula));
  const free = preview.columns.find(
    ({ name, type }, at) => type === 'number' && roles[at] === 'attribute' && !used.has(name),
  );
  const name = free?.name ?? lateWords.measures.unnamed;
  const added: Measure = {
    key: keyFor(name, measures),
    name,
    unit: unitOfName(name),
    formula: free?.name ?? '=count',
    balance: false,
  };
  return { measures: [...measures, added] };
}

export function withoutMeasure({ measures }: ImportChoices, { key }: Measure): Partial<ImportChoices> {
  return { measures: measures.filter((one) => one.key !== key) };
}

/** The key follows the name: it heads the column of what is exported. */
export function renamed({ measures }: ImportChoices, measure: Measure, name: string): Partial<ImportChoices> {
  const others = measures.filter(({ key }) => key !== measure.key);
  const next = { ...measure, name, key: keyFor(name, others) };
  return { measures: measures.map((one) => (one.key === measure.key ? next : one)) };
}

/** Whether its switch can be used: as many as can be are balanced already, and it is none of them. */
export function balanceChoice({ measures }: ImportChoices, measure: Measure): boolean {
  return isBalanced(measure) || measures.filter(isBalanced).length < MOST_BALANCED;
}

export function withBalance({ measures }: ImportChoices, { key }: Measure, on: boolean): Partial<ImportChoices> {
  return {
    measures: measures.map((one) => {
      if (one.key !== key) return one;
      const { balance: _, ...rest } = one;
      return on ? rest : { ...rest, balance: false };
    }),
  };
}

/** What the user added, for answers that are kept over other guesses. */
export function furtherOf(measures: readonly Measure[]): readonly Measure[] {
  return measures.filter(({ key }) => key !== POTENTIAL && key !== WORKLOAD);
}
