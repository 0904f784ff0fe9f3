import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { textColumnOf } from '../../core/data/text-column.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine, writeColumnField } from './csv-writer.ts';

/** The values as one CSV line, by way of a column of bytes. */
function throughColumn(values: readonly string[]): string {
  const column = textColumnOf('c', values);
  const writer = createByteWriter(1);
  values.forEach((_, row) => {
    if (row > 0) writer.text(',');
    writeColumnField(writer, column, row);
  });
  writer.text('\n');
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(writer.take());
}

describe('CSV fields', () => {
  it('quotes only what needs it', () => {
    const values = ['plain', ' spaced ', '007', 'a,b', 'say "hi"', 'two\nlines', '', '=1+1', 'Zürich', '\ufeffmark'];
    const line = 'plain, spaced ,007,"a,b","say ""hi""","two\nlines",,=1+1,Zürich,\ufeffmark\n';
    expect(csvLine(values)).toBe(line);
    expect(throughColumn(values)).toBe(line);
  });

  it('come back as they were from another reader', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '😀', '0') });
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (values) => {
        for (const line of [csvLine(values), throughColumn(values)]) {
          expect(Papa.parse<string[]>(line.slice(0, -1), { delimiter: ',', newline: '\n' }).data).toEqual([values]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
