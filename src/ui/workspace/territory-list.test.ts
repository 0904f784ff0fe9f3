import { expect, test } from 'vitest';
import type { Region, Territory } from '../../core/plan/plan.ts';
import { isHead, listItems, type ListRequest, regionFigures } from './territory-list.ts';

const territory = (code: number, name: string, rest: Partial<Territory> = {}): Territory => ({
  code,
  id: `T${code}`,
  name,
  hue: 0,
  rep: 'Ada',
  region: '',
  targetShare: 0.25,
  capacity: 1,
  locked: false,
  ...rest,
});
const TERRITORIES = [
  territory(1, 'North 10', { region: 'n' }),
  territory(2, 'North 2', { region: 'n', locked: true }),
  territory(3, 'South', { region: 's', rep: ' ' }),
  territory(4, 'Elsewhere'),
];
const FIGURES = new Map([
  [1, { loads: [30], deviations: [0.2] }],
  [2, { loads: [20], deviations: [-0.2] }],
  [3, { loads: [40], deviations: [0.6] }],
  [4, { loads: [10], deviations: [-0.6] }],
]);
const REGIONS = new Map<string, Region>([
  ['s', { id: 's', name: 'Alpha', parent: '' }],
  ['n', { id: 'n', name: 'Beta', parent: '' }],
]);
const REQUEST: ListRequest = {
  territories: TERRITORIES,
  figures: FIGURES,
  measures: ['potential'],
  corridor: 0.25,
  query: '',
  sort: 'plan',
  filter: 'all',
  regions: null,
};
const shown = (request: Partial<ListRequest>) =>
  listItems({ ...REQUEST, ...request }).map((item) => (isHead(item) ? `# ${item.name}` : item.name));

test('the list is found, filtered and sorted', () => {
  expect(shown({})).toEqual(['North 10', 'North 2', 'South', 'Elsewhere']);
  expect(shown({ sort: 'name' })).toEqual(['Elsewhere', 'North 2', 'North 10', 'South']);
  expect(shown({ sort: 'load potential' })).toEqual(['South', 'North 10', 'North 2', 'Elsewhere']);
  expect(shown({ sort: 'deviation potential' })).toEqual(['South', 'North 10', 'North 2', 'Elsewhere']);
  expect(shown({ sort: 'off' })).toEqual(['South', 'Elsewhere', 'North 10', 'North 2']);
  expect(shown({ sort: 'load gone' })).toEqual(shown({}));
  expect(shown({ query: ' NORTH' })).toEqual(['North 10', 'North 2']);
  expect(shown({ query: 't3' })).toEqual(['South']);
  expect(shown({ filter: 'outside' })).toEqual(['South', 'Elsewhere']);
  expect(shown({ filter: 'locked' })).toEqual(['North 2']);
  expect(shown({ filter: 'no-rep' })).toEqual(['South']);
});

test('regions stand in the order of their names, those without one last, and carry what theirs do', () => {
  expect(shown({ regions: REGIONS, sort: 'name' })).toEqual([
    '# Alpha',
    'South',
    '# Beta',
    'North 2',
    'North 10',
    '# ',
    'Elsewhere',
  ]);
  const [, , head] = listItems({ ...REQUEST, regions: REGIONS });
  expect(isHead(head!) && regionFigures(head, FIGURES, [100])).toEqual({ loads: [50], deviations: [0] });
});

test('regions in regions: those in it follow a region, which carries what all of them do', () => {
  const regions = new Map<string, Region>([
    ['s', { id: 's', name: 'Alpha', parent: 'w' }],
    ['n', { id: 'n', name: 'Beta', parent: 'w' }],
    ['w', { id: 'w', name: 'West', parent: '' }],
  ]);
  const request = { ...REQUEST, regions, territories: [...TERRITORIES, territory(5, 'Whole', { region: 'w' })] };
  const items = listItems(request);
  expect(items.map((item) => (isHead(item) ? `${'#'.repeat(item.level + 1)} ${item.name}` : item.name))).toEqual([
    '# West',
    'Whole',
    '## Alpha',
    'South',
    '## Beta',
    'North 10',
    'North 2',
    '# ',
    'Elsewhere',
  ]);
  expect(isHead(items[0]!) && regionFigures(items[0], FIGURES, [100]).loads).toEqual([90]);
});
