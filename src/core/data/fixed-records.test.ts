import { describe, expect, it } from 'vitest';
import type { SourceTable } from './dataset.ts';
import { holdsFixedRecords, withFixedRecords } from './fixed-records.ts';
import { tableOf } from './test-table.ts';
import { textAt } from './text-column.ts';

const FILE = {
  id: ['007', '008', '009'],
  lat: ['52.1', '', '95'],
  lng: ['5.1', '', '5.3'],
  sales: ['1', '2', '3'],
};
const table: SourceTable = { ...tableOf(FILE, [2]), surplus: new Map([[2, ['x']]]) };
const rowsOf = ({ columns, rowCount }: SourceTable) =>
  Array.from({ length: rowCount }, (_, row) => columns.map((column) => textAt(column, row)).join(' '));

describe('records that were fixed', () => {
  it('take the places of the former ones, whatever their order and columns', () => {
    const fixed = tableOf({ hexwright_row: ['3', '2'], lng: ['5.3', '5.2'], lat: ['52.3', '52.2'], id: ['9', '008'] });
    expect([holdsFixedRecords(fixed), holdsFixedRecords(table)]).toEqual([true, false]);
    const { table: made, replaced } = withFixedRecords(table, fixed);
    expect(replaced).toBe(2);
    expect(rowsOf(made)).toEqual(['007 52.1 5.1 1', '008 52.2 5.2 2', '009 52.3 5.3 3']);
    expect([made.ragged.size, made.surplus?.size]).toEqual([0, 0]);
    expect(rowsOf(table)[1]).toBe('008   2');
  });

  it.each([
    ['without a number of their rows', { id: ['008'] }, /has no column hexwright_row/],
    ['with rows that are not there', { hexwright_row: ['4'], id: ['009'] }, /no row of test.csv \(1 to 3\), in row 1/],
    ['with a row twice', { hexwright_row: ['2', '2'], id: ['008', '008'] }, /hexwright_row 2 is there twice, in row 2/],
    ['with columns of their own alone', { hexwright_row: ['2'], key: ['008'] }, /none of the columns/],
    ['that are of another file', { hexwright_row: ['1', '3'], id: ['A', 'B'], sales: ['8', '9'] }, /are not those of/],
  ])('are refused %s', (_, columns, sentence) => {
    expect(() => withFixedRecords(table, tableOf(columns))).toThrow(sentence);
  });
});
