import { expect, test } from 'vitest';
import type { Region } from './plan.ts';
import { regionLine, regionOfPath, regionPath } from './region-path.ts';

const region = (id: string, name: string, parent = ''): [string, Region] => [id, { id, name, parent }];
const REGIONS = new Map([
  region('w', 'West'),
  region('c', 'Coast', 'w'),
  region('n', 'North', 'c'),
  region('e', 'East'),
]);

test('a region is told with those it lies in; one that lies in itself, or nowhere, is no endless path', () => {
  expect(regionPath(REGIONS, 'n')).toBe('West > Coast > North');
  expect(regionPath(REGIONS, 'e')).toBe('East');
  expect(regionPath(REGIONS, 'gone')).toBe('gone');
  const looped = new Map([region('a', 'A', 'b'), region('b', 'B', 'a'), region('d', 'D', 'gone')]);
  expect(regionPath(looped, 'a')).toBe('B > A');
  expect(regionLine(looped, 'd').map(({ id }) => id)).toEqual(['d']);
});

test('a path names what there is, and makes what there is not', () => {
  expect(regionOfPath(REGIONS, ' West>Coast ')).toEqual({ id: 'c', fresh: [] });
  expect(regionOfPath(REGIONS, 'North')).toEqual({ id: 'n', fresh: [] });
  expect(regionOfPath(REGIONS, '  ')).toEqual({ id: '', fresh: [] });
  expect(regionOfPath(REGIONS, 'East > Coast > n')).toEqual({
    id: 'n 2',
    fresh: [
      { id: 'Coast', name: 'Coast', parent: 'e' },
      { id: 'n 2', name: 'n', parent: 'Coast' },
    ],
  });
});
