import { expect, test } from 'vitest';
import { createPlan, equalTerritories } from '../plan/make-plan.ts';
import { hindrancesOf } from './hindrances.ts';

// A row of nine cells, three territories of three cells each.
const count = 9;
const neighbours = Array.from({ length: count }, (_, cell) => [cell - 1, cell + 1].filter((n) => n >= 0 && n < count));
const grid = {
  adjacency: {
    offsets: Uint32Array.from([0, ...neighbours.map((_, i) => neighbours.slice(0, i + 1).flat().length)]),
    targets: Uint32Array.from(neighbours.flat()),
  },
};
const planOf = () =>
  createPlan({
    id: 'plan',
    name: 'Plan',
    grid: { count, hash: 'hash' },
    territories: equalTerritories(3),
    owners: Uint16Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3),
    bridges: [],
  });

test('one thing that explains it alone needs nothing besides', () => {
  const plan = planOf();
  plan.records.cellLock.set(2, { cell: 2 });
  const lock = (code: number) =>
    plan.records.territory.set(code, { ...plan.records.territory.get(code)!, locked: true });
  lock(1);
  expect(hindrancesOf(plan, grid, { code: 2, cell: 4, reason: 'heavy-cell' })).toEqual([{ kind: 'heavy', cells: [4] }]);
  expect(hindrancesOf(plan, grid, { code: 1, cell: -1, reason: 'locked' })).toEqual([{ kind: 'lock', code: 1 }]);
  expect(hindrancesOf(plan, grid, { code: 2, cell: -1, reason: 'locked' }, [2])).toEqual([{ kind: 'lock', code: 2 }]);
  expect(hindrancesOf(plan, grid, { code: 2, cell: -1, reason: 'cap' })).toEqual([{ kind: 'territory', code: 2 }]);
});

test('else what its border runs along: locks of neighbours, locked cells, barriers; not those far away', () => {
  const plan = planOf();
  const failing = { code: 2, cell: -1, reason: 'search-limit' } as const;
  expect(hindrancesOf(plan, grid, failing)).toEqual([{ kind: 'territory', code: 2 }]);
  plan.records.cellLock.set(6, { cell: 6 });
  plan.records.territory.set(3, { ...plan.records.territory.get(3)!, locked: true });
  plan.records.barrier.set('2-3', { a: 2, b: 3 });
  plan.records.barrier.set('0-1', { a: 0, b: 1 });
  expect(hindrancesOf(plan, grid, { ...failing, cell: 5 })).toEqual([
    { kind: 'heavy', cells: [5] },
    { kind: 'lock', code: 3 },
    { kind: 'cell-locks', cells: [6] },
    { kind: 'barrier', cells: [2, 3] },
  ]);
  expect(hindrancesOf(plan, grid, { ...failing, code: 1 })).toEqual([{ kind: 'barrier', cells: [2, 3] }]);
});
