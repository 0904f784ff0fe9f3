import { describe, expect, it } from 'vitest';
import { defaultChoices } from './default-choices.ts';
import { guessColumns } from './guess-roles.ts';
import { makeDataset } from './make-accounts.ts';
import { tableOf } from './test-table.ts';
import { textAt } from './text-column.ts';

const COLUMNS = {
  account_id: ['001a000001AbCdE', 'B', '001a000001AbCdEAAV', 'b', '', '', 'B'],
  name: ['Ada', 'Bob', 'Ada Ltd', 'bob', 'x', 'y', 'Bobby'],
  latitude: ['', '47.5', '47.6', '47.7', '47.8', '47.9', '47.5'],
  longitude: ['', '-122.1', '-122.2', '-122.3', '-122.4', '-122.5', '-122.1'],
  zip: ['01067', '98101', '01067', '98102', '98103', '98104', '98101'],
  product: ['p', 'q', 'r', 's', 't', 'u', 'v'],
  revenue: ['0.1', '2', '0.2', '', '5', '6', '30'],
  price: ['3', '4', '5', '6', '7', '8', '9'],
  employees: ['50', '7', '50', '8', '9', '10', '7'],
  units: ['1', '10', '', '100', '1', '1', '20'],
};

function datasetOf(sum: boolean, potential = 'revenue') {
  const table = tableOf(COLUMNS);
  const choices = defaultChoices(table, guessColumns(table), 2);
  const measures = choices.measures.map((one) => (one.key === 'potential' ? { ...one, formula: potential } : one));
  return makeDataset(table, { ...choices, measures, sumRepeated: sum });
}

describe('records of one id', () => {
  it('are accounts of their own until they are asked to be summed', () => {
    const { dataset, preview } = datasetOf(false);
    expect(dataset.accounts.count).toBe(7);
    expect(preview.warnings.find(({ code }) => code === 'duplicate-ids')?.count).toBe(2);
    expect('summed' in dataset).toBe(false);
  });

  it('become one account: ids by case and checksum, text of the first with a place, figures added', () => {
    const { dataset, preview } = datasetOf(true);
    const column = (name: keyof typeof COLUMNS) => {
      const found = dataset.source.columns.find((one) => one.name === name)!;
      return Array.from({ length: dataset.source.rowCount }, (_, row) => textAt(found, row));
    };
    expect(column('account_id')).toEqual(['001a000001AbCdEAAV', 'B', 'b', '', '']);
    expect(column('name')).toEqual(['Ada Ltd', 'Bob', 'bob', 'x', 'y']);
    expect(column('zip')).toEqual(['01067', '98101', '98102', '98103', '98104']);
    expect(column('revenue')).toEqual(['0.3', '32', '', '5', '6']);
    // Said again in each record; a number of things; what nobody adds up.
    expect(column('employees')).toEqual(['50', '7', '8', '9', '10']);
    expect(column('units')).toEqual(['1', '30', '100', '1', '1']);
    expect(column('price')).toEqual(['5', '4', '6', '7', '8']);
    expect([...dataset.accounts.reasons]).toEqual([0, 0, 0, 0, 0]);
    expect([...dataset.accounts.values[0]!]).toEqual([0.30000000000000004, 32, 0, 5, 6]);
    expect(preview.reconciliation).toMatchObject({ read: 5, placed: 5 });
    expect(preview.warnings.some(({ code }) => code === 'duplicate-ids')).toBe(false);
  });

  it('are summed after each was computed, and count as one', () => {
    expect([...datasetOf(true, '=units * price').dataset.accounts.values[0]!]).toEqual([3, 220, 600, 7, 8]);
    expect([...datasetOf(true, 'employees').dataset.accounts.values[0]!]).toEqual([50, 7, 8, 9, 10]);
    expect([...datasetOf(true, '=count').dataset.accounts.values[0]!]).toEqual([1, 1, 1, 1, 1]);
  });

  it('visit the account once, not once a record', () => {
    const [each, once] = [datasetOf(false), datasetOf(true)].map(({ dataset }) => dataset.accounts.values[1]!.length);
    expect([each, once]).toEqual([7, 5]);
  });
});
