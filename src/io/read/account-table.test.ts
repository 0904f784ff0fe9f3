import { describe, expect, it } from 'vitest';
import { labelsByTable } from './account-table.ts';

describe('a table of accounts and territories', () => {
  it('names accounts by id, to the character', () => {
    const found = labelsByTable(['007', '7', 'a', 'A', ''], ['7', 'a', 'x', ''], ['North', 'South', 'West', 'East']);
    expect(found).toEqual({ labels: ['', 'North', 'South', '', ''], unnamed: 3, unknown: ['x'], repeated: [] });
  });

  it('takes 15 and 18 characters of one Salesforce id for the same, and no other', () => {
    const ids = ['001A0000006Vm9r', '001A0000006Vm9R'];
    const { labels } = labelsByTable(ids, ['001A0000006Vm9rIAC'], ['North']);
    expect(labels).toEqual(['North', '']);
    expect(labelsByTable(ids, ['001A0000006Vm9rIAB'], ['North']).labels).toEqual(['', '']);
  });

  it('keeps the first territory of an id that is named twice, and says so', () => {
    const found = labelsByTable(['1'], ['1', '1', '1'], ['North', 'North', 'South']);
    expect(found).toMatchObject({ labels: ['North'], repeated: ['1'] });
  });
});
