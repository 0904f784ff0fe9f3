import { describe, expect, it } from 'vitest';
import type { ColumnRole } from '../../core/data/dataset.ts';
import type { FilePreview } from '../../core/data/import.ts';
import { defaultWorkloadModel } from '../../core/data/workload-model.ts';
import { answersKept, fromColumn, fromModelOf, UNITS, withSwapped, withRole, withTier } from './choices.ts';

/** A preview of columns with guessed roles, as the worker would give it. */
function previewOf(columns: Readonly<Record<string, ColumnRole>>, decimal: '.' | ',' = '.'): FilePreview {
  const names = Object.keys(columns);
  const roles = Object.values(columns);
  const potential = names[roles.indexOf('potential')] ?? '';
  const suggestedModel = defaultWorkloadModel([1, 2, 3], 12);
  return {
    table: {
      file: 'a.csv',
      byteLength: 0,
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      decimal,
      hasHeader: true,
      rowCount: 3,
      warnings: [],
    },
    headerRow: 1,
    columns: names.map((name, at) => ({ name, type: 'text', role: roles[at]!, why: '', certain: true, sum: null })),
    sample: [],
    choices: {
      roles,
      measures: [
        { key: 'potential', name: 'Potential', unit: UNITS.other, formula: potential },
        { key: 'workload', name: 'Workload', unit: UNITS.time, formula: '=visits' },
      ],
      workloadModel: suggestedModel,
    },
    suggestedModel,
  };
}

describe('latitude and longitude', () => {
  it('change places, in two columns or in one', () => {
    const two = previewOf({ a: 'latitude', b: 'longitude', c: 'potential' }).choices;
    expect(withSwapped(two).roles).toEqual(['longitude', 'latitude', 'potential']);
    expect(withSwapped(previewOf({ a: 'latlng' }).choices).roles).toEqual(['lnglat']);
  });
});

describe('workload', () => {
  it('comes from the model or from the file, with a formula that fits', () => {
    const preview = previewOf({ h: 'workload', v: 'potential' });
    const written = { ...preview.choices, ...withRole(preview.choices, preview.columns, 0, 'workload') };
    expect(written).toMatchObject({ workloadModel: null, measures: [{}, { formula: 'h' }] });
    const modelled = { ...written, ...fromModelOf(written, preview) };
    expect(modelled.workloadModel).toEqual(preview.suggestedModel);
    expect(modelled.measures[1]?.formula).toContain('visits');
    expect(fromColumn(modelled, preview).measures?.[1]?.formula).toBe('h');
  });
});

describe('answers over a file that is read in another way', () => {
  const before = previewOf({
    id: 'id',
    breite: 'latitude',
    laenge: 'longitude',
    umsatz: 'attribute',
    wert: 'potential',
  });
  const after = previewOf(
    { id: 'id', breite: 'latitude', laenge: 'longitude', umsatz: 'potential', wert: 'attribute' },
    ',',
  );

  it('are guessed anew where nothing was changed', () => {
    expect(answersKept(before, before.choices, after)).toEqual(after.choices);
  });

  it('keep what the user changed', () => {
    const model = withTier(before.suggestedModel, 0, { visitsPerYear: 99 });
    const changed = { ...before.choices, ...withRole(before.choices, before.columns, 0, 'name'), workloadModel: model };
    const kept = answersKept(before, changed, after);
    expect(kept.roles).toEqual(['name', 'latitude', 'longitude', 'potential', 'attribute']);
    expect(kept.workloadModel).toEqual(model);
    expect(kept.measures[0]?.formula).toBe('umsatz');
    const priced = {
      ...before.choices,
      measures: before.choices.measures.map((one) => ({ ...one, formula: '=wert*2' })),
    };
    expect(answersKept(before, priced, after).measures[0]?.formula).toBe('=wert*2');
  });

  it('are guessed anew where the columns have other names', () => {
    const other = previewOf({ column_1: 'id' });
    const changed = { ...before.choices, ...withRole(before.choices, before.columns, 0, 'name') };
    expect(answersKept(before, changed, other)).toEqual(other.choices);
  });
});
