import { expect, it } from 'vitest';
import { fileStem } from './file-stem.ts';

it.each([
  ['Q1 "plan" <b>/2026', 'Q1-plan-b-2026'],
  ['../../etc/passwd', 'etc-passwd'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['a\u0000b\nc', 'a-b-c'],
  ['...', 'plan'],
  ['x'.repeat(300), 'x'.repeat(80)],
])('%j begins the file name %s', (name, expected) => {
  expect(fileStem(name)).toBe(expected);
});

it('stays below what file systems take, in whole letters', () => {
  for (const letter of ['東', '😀', 'é']) {
    const stem = fileStem(letter.repeat(100));
    expect(new TextEncoder().encode(`${stem}-2026-03-31-ObjectTerritory2Association.csv`).length).toBeLessThan(256);
    expect(stem.replaceAll(letter, '')).toBe('');
  }
});
