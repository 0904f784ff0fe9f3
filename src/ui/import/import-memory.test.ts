/** What was answered for a file comes back for the next one with the same columns. */
import { describe, expect, it } from 'vitest';
import type { FilePreview, ImportChoices } from '../../core/data/import.ts';
import { rememberChoices, rememberedChoices, type Shelf } from './import-memory.ts';

function shelf(first: string | null = null): (() => Shelf) & { readonly text: () => string | null } {
  const made = {
    text: first,
    getItem: () => made.text,
    setItem: (_: string, value: string) => {
      made.text = value;
    },
  };
  return Object.assign((): Shelf => made, { text: () => made.text });
}

const CHOICES: ImportChoices = { roles: ['id', 'attribute'], measures: [], workloadModel: null, attribution: ['mine'] };

function preview(names: readonly string[], hasHeader = true): FilePreview {
  const columns = names.map((name) => ({ name }));
  return { columns, choices: CHOICES, table: { hasHeader } } as unknown as FilePreview;
}

describe('answers of an import', () => {
  it('come back for the same columns in the same order, and for no others', () => {
    const store = shelf();
    const answers: ImportChoices = { ...CHOICES, roles: ['name', 'zip'], blanksByZip: true };
    rememberChoices(preview(['A', 'B']), answers, store);
    expect(rememberedChoices(preview(['A', 'B']), store)).toEqual({ ...answers, attribution: ['mine'] });
    for (const names of [['B', 'A'], ['A'], ['A', 'B', 'C']]) {
      expect(rememberedChoices(preview(names), store)).toBeNull();
    }
  });

  it('are those given last, and of the last twenty kinds of files', () => {
    const store = shelf();
    rememberChoices(preview(['A', 'B']), { ...CHOICES, roles: ['zip', 'id'] }, store);
    rememberChoices(preview(['A', 'B']), { ...CHOICES, roles: ['id', 'zip'] }, store);
    expect(rememberedChoices(preview(['A', 'B']), store)?.roles).toEqual(['id', 'zip']);
    for (let i = 0; i < 20; i++) rememberChoices(preview([`x${i}`, 'y']), CHOICES, store);
    expect(rememberedChoices(preview(['A', 'B']), store)).toBeNull();
    expect(rememberedChoices(preview(['x0', 'y']), store)).not.toBeNull();
  });

  it('are not kept for columns without names, nor believed when they are damaged', () => {
    const store = shelf();
    rememberChoices(preview(['column_1', 'column_2'], false), CHOICES, store);
    expect(store.text()).toBeNull();
    const signature = JSON.stringify(['A', 'B']);
    const damaged = [
      '{',
      '7',
      '[[1]]',
      JSON.stringify([[signature, { roles: ['id', 'king'], measures: [], workloadModel: null }]]),
    ];
    for (const text of damaged) expect(rememberedChoices(preview(['A', 'B']), shelf(text))).toBeNull();
  });
});
