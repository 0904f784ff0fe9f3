import { expect, test } from 'vitest';
import { spreadsheetText } from './spreadsheet-text.ts';

test('figures go out in full, text stays text in one cell', () => {
  const rows = [
    ['Territory', 'Potential'],
    ['North\tEast\n1', 1234567.891],
    ['=SUM(A1)', -0.25],
    [' @home', Number.NaN],
  ];
  expect(spreadsheetText(rows)).toBe("Territory\tPotential\nNorth East 1\t1234567.891\n'=SUM(A1)\t-0.25\n' @home\t");
});
