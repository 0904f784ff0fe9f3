import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createFieldSpans, fieldBytes, isBlankRecord } from './scan-record.ts';
import { createRecordSplitter } from './split-records.ts';

function split(text: string, delimiter: string, chunk: number): string[][] {
  const records: string[][] = [];
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const splitter = createRecordSplitter('test', { delimiter: delimiter.charCodeAt(0) }, (bytes, spans) => {
    if (isBlankRecord(spans)) return;
    records.push(Array.from({ length: spans.count }, (_, i) => decoder.decode(fieldBytes(bytes, spans, i))));
  });
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunk) splitter.push(bytes.subarray(at, at + chunk));
  splitter.finish();
  return records;
}

/** As a writer that knows the rules puts it; fields are quoted where they must be, and sometimes where not. */
function written(rows: readonly (readonly string[])[], delimiter: string, end: string, quoteAll: boolean): string {
  const field = (text: string): string =>
    quoteAll || /["\r\n,;\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => row.map(field).join(delimiter) + end).join('');
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'ü', '😀', ' ', ',', ';', '"', '\n', '\r', '0', '\t'),
  maxLength: 6,
});
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));

describe('records', () => {
  it('come out as they went in, whatever the chunks', () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (rows, delimiter, end, quoteAll, chunk) => {
          expect(split(written(rows, delimiter, end, quoteAll), delimiter, chunk)).toEqual(rows);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('agree with papaparse on what is well-formed', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, quoteAll) => {
        const text = written(rows, ',', '\n', quoteAll);
        const { data } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n', skipEmptyLines: true });
        expect(split(text, ',', 1024)).toEqual(data);
      }),
      { numRuns: 150 },
    );
  });

  it('grow their spans with the number of fields', () => {
    const wide = Array.from({ length: 500 }, (_, i) => `${i}`);
    expect(split(`${wide.join(',')}\n`, ',', 7)).toEqual([wide]);
    expect(createFieldSpans().count).toBe(0);
  });
});
