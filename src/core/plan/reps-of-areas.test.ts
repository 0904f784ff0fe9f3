import { expect, test } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import { textColumnOf } from '../data/text-column.ts';
import { repsOfAreas } from './reps-of-areas.ts';

const dataset = (reps: readonly string[], repColumn = 0) =>
  ({ source: { columns: [textColumnOf('rep', reps)] }, accounts: { repColumn } }) as unknown as Dataset;

test('an area belongs to the rep named most often; where nobody is named it is vacant', () => {
  const reps = repsOfAreas(dataset(['Ana', 'Bo', 'Bo', '', 'Cy', 'Al', 'Al']), ['n', 'n', 'n', 'e', 's', 's', '']);
  expect([...reps]).toEqual([
    ['n', 'Bo'],
    ['s', 'Al'],
  ]);
});

test('without a column of reps no area has one', () => {
  expect(repsOfAreas(dataset(['Ana'], -1), ['n']).size).toBe(0);
});
