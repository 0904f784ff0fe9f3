import { describe, expect, it } from 'vitest';
import type { FilePreview, ImportChoices } from '../../core/data/import.ts';
import { answersKept, UNITS } from './choices.ts';
import { balanceChoice, furtherOf, renamed, withBalance, withFurther, withoutMeasure } from './further-measures.ts';

const choices: ImportChoices = {
  roles: ['id', 'potential', 'attribute', 'attribute'],
  measures: [
    { key: 'potential', name: 'Potential', unit: UNITS.money, formula: 'sales' },
    { key: 'workload', name: 'Workload', unit: UNITS.time, formula: '=visits' },
  ],
  workloadModel: null,
};
const preview = {
  columns: (['key', 'sales', 'city', 'employees'] as const).map((name, at) => ({
    name,
    type: at % 2 === 1 ? 'number' : 'text',
    role: choices.roles[at]!,
    why: '',
    certain: true,
    sum: null,
  })),
  choices,
} as unknown as FilePreview;
const grown = (patch: Partial<ImportChoices>): ImportChoices => ({ ...choices, ...patch });

describe('measures that the user adds', () => {
  it('begin with the first column of numbers that is free, carried along', () => {
    const [one] = furtherOf(withFurther(choices, preview).measures ?? []);
    expect(one).toMatchObject({ key: 'employees', formula: 'employees', balance: false, unit: { kind: 'count' } });
    const [, two] = furtherOf(withFurther(grown(withFurther(choices, preview)), preview).measures ?? []);
    expect(two).toMatchObject({ key: 'Measure', formula: '=count' });
  });

  it('have names of their own among all columns that are exported', () => {
    const added = grown(withFurther(choices, preview));
    const rename = (name: string) => furtherOf(renamed(added, added.measures[2]!, name).measures ?? [])[0]!;
    expect(rename('Potential').key).toBe('Potential (2)');
    expect(rename('area_km2')).toMatchObject({ key: 'area_km2 (2)', name: 'area_km2' });
    expect(rename(' ').key).toBe('Measure');
    expect(rename('__proto__').key).toBe('__proto__');
    expect(furtherOf(withoutMeasure(added, added.measures[2]!).measures ?? [])).toEqual([]);
  });

  it('are balanced in the place of workload, not beside it', () => {
    const added = grown(withFurther(choices, preview));
    expect(balanceChoice(added, added.measures[2]!)).toBe(false);
    const without = grown(withBalance(added, added.measures[1]!, false));
    expect(without.measures[1]!.balance).toBe(false);
    expect(balanceChoice(without, without.measures[2]!)).toBe(true);
    expect(withBalance(without, without.measures[2]!, true).measures?.[2]).not.toHaveProperty('balance');
  });

  it('stay when the file is read in another way', () => {
    const added = grown(withFurther(choices, preview));
    expect(answersKept(preview, added, preview).measures.map(({ key }) => key)).toEqual([
      'potential',
      'workload',
      'employees',
    ]);
  });
});
