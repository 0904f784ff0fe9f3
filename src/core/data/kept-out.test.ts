/** House accounts and accounts owned through a parent: counted, but nobody's load. */
import { tableOf } from './test-table.ts';
import { describe, expect, it } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { coverPoints } from '../grid/cover.ts';
import type { ColumnRole, SourceTable } from './dataset.ts';
import { defaultChoices } from './default-choices.ts';
import { binAccounts } from './demand.ts';
import { guessColumns } from './guess-roles.ts';
import { keptOut } from './kept-out.ts';
import { makeDataset } from './make-accounts.ts';
import { textColumnOf } from './text-column.ts';

const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  'Account Id': ['A', 'B', 'C', 'D', 'E', 'F'],
  'Parent Account Id': ['', 'A', 'X', 'D', '', ''],
  'House Account': ['No', '', 'no', '', 'Yes', 'TRUE'],
  Latitude: ['47.60', '47.61', '47.62', '', '47.64', ''],
  Longitude: ['-122.30', '-122.31', '-122.32', '', '-122.34', ''],
  Revenue: ['1', '2', '4', '8', '16', '32'],
  'Open Pipeline': ['5', '5', '5', '5', '5', '5'],
};
const TABLE = tableOf(COLUMNS);

function made(roles: (guessed: readonly ColumnRole[]) => readonly ColumnRole[]) {
  const choices = defaultChoices(TABLE, guessColumns(TABLE), 2);
  return makeDataset(TABLE, { ...choices, roles: roles(choices.roles) });
}

describe('accounts kept out of balance', () => {
  it('are told by a column that says yes; a parent id is neither id nor guessed to matter', () => {
    expect(guessColumns(TABLE).map(({ role }) => role)).toEqual([
      'id',
      'attribute',
      'house',
      'latitude',
      'longitude',
      'potential',
      'pipeline',
    ]);
    expect([...(keptOut(made((roles) => roles).dataset) ?? [])]).toEqual([0, 0, 0, 0, 1, 1]);
  });

  it('are owned through a parent that is in the file, and is not the account itself', () => {
    const { dataset } = made((roles) => roles.map((role, i) => (i === 1 ? 'parent' : role)));
    expect([...(keptOut(dataset) ?? [])]).toEqual([0, 2, 0, 0, 1, 1]);
  });

  it('stand on a line of their own, and the lines sum to the file', () => {
    const { dataset, preview } = made((roles) => roles.map((role, i) => (i === 1 ? 'parent' : role)));
    expect(preview.reconciliation).toMatchObject({ read: 6, placed: 2, unplaced: 1, house: 3 });
    expect(preview.reconciliation.sums[0]).toMatchObject({ read: 63, placed: 5, unplaced: 8, house: 50 });
    const { lat, lng } = dataset.accounts;
    const demand = binAccounts(buildGrid(coverPoints(lat, lng, 7)), dataset);
    expect([...demand.accountCell].map((cell) => cell >= 0)).toEqual([true, false, true, false, false, false]);
    expect(demand.cellValues[0]?.reduce((sum, value) => sum + value, 0)).toBe(5);
  });

  it('are suggested where a hundredth of the records holds a fifth of potential', () => {
    const rows = 400;
    const column = (value: (row: number) => string) => Array.from({ length: rows }, (_, row) => value(row));
    const table = (heavy: string): SourceTable => ({
      ...TABLE,
      rowCount: rows,
      columns: [
        textColumnOf(
          'id',
          column((row) => `k${row}`),
        ),
        textColumnOf(
          'lat',
          column((row) => String(47 + row / 1000)),
        ),
        textColumnOf(
          'lng',
          column((row) => String(-122 - row / 1000)),
        ),
        textColumnOf(
          'revenue',
          column((row) => (row < 4 ? heavy : '1')),
        ),
      ],
    });
    const codes = (heavy: string) => {
      const file = table(heavy);
      return makeDataset(file, defaultChoices(file, guessColumns(file), 2)).preview.warnings.map(({ code }) => code);
    };
    expect(codes('100')).toEqual(['concentrated-potential']);
    expect(codes('10')).toEqual([]);
  });
});
