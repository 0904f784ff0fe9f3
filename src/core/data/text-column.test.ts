import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnIndex, columnLength, isBlankAt, textAt, textColumnOf } from './text-column.ts';

describe('text columns', () => {
  it('give back what went in', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (values) => {
        const column = textColumnOf('a', values);
        expect(columnLength(column)).toBe(values.length);
        values.forEach((value, row) => {
          expect(textAt(column, row)).toBe(value);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('keep leading zeros, NULs and emoji, and know blanks', () => {
    const column = textColumnOf('a', ['007', 'a\u0000b', '😀', '', ' \u0000\u00a0']);
    expect([0, 1, 2].map((row) => textAt(column, row))).toEqual(['007', 'a\u0000b', '😀']);
    expect([0, 1, 2, 3, 4].map((row) => isBlankAt(column, row))).toEqual([false, false, false, true, true]);
  });

  it('are found by exact name only', () => {
    const columns = [textColumnOf('__proto__', []), textColumnOf('a', [])];
    expect(columnIndex({ columns }, '__proto__')).toBe(0);
    expect(columnIndex({ columns }, 'A')).toBe(-1);
  });
});
