import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv-writer.ts';
import { defused, spreadsheetCsv } from './spreadsheet-csv.ts';

const through = async (values: readonly string[]) =>
  new TextDecoder().decode((await spreadsheetCsv(new TextEncoder().encode(csvLine(values)))).subarray(3));

describe('CSV for spreadsheets', () => {
  it.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ['＝1+1', "'＝1+1"],
    ['\u00a0@SUM(A1)', "'\u00a0@SUM(A1)"],
    ['North;=1+1', "North;'=1+1"],
    ['North\t=1+1', "North\t'=1+1"],
    ['a\n=1+1', "a\n'=1+1"],
    ['a;"=1+1"', 'a;\'"=1+1"'],
    ['-12.5', '-12.5'],
    ['+1,234.00 %', '+1,234.00 %'],
    ['47.6;-122.3', '47.6;-122.3'],
    ['a=b', 'a=b'],
    ['', ''],
  ])('%j becomes %j', (value, expected) => {
    expect(defused(value)).toBe(expected);
  });

  it('never begins a field with a formula, wherever a spreadsheet parts the line, and loses nothing', async () => {
    const unit = fc.constantFrom('=', '+', '-', '@', ';', '\t', '\n', '\r', '"', ',', "'", ' ', 'a', '1', '|', '＝');
    const isLive = (text: string) => /^\s*[=+\-@＝]/.test(text) && !/^[+-]?\d[\d., ']*\s?$/.test(text);
    const fields = fc.array(fc.string({ unit, maxLength: 8 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fields, async (values) => {
        const safe = values.map(defused);
        expect(await through(values)).toBe(csvLine(safe));
        for (const [at, text] of safe.entries()) {
          const [, ...rest] = text.split(/[;\t\r\n]+/);
          expect(rest.filter((piece) => isLive(piece.replace(/^[\s"]+/, '')))).toEqual([]);
          expect([text, isLive(text)]).toEqual([text, false]);
          expect(text.replaceAll("'", '')).toBe(values[at]?.replaceAll("'", ''));
        }
      }),
      { numRuns: 300 },
    );
  });
});
