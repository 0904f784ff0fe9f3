import { expect, test } from 'vitest';
import { createPlan, equalTerritories } from '../plan/make-plan.ts';
import type { Dataset, Demand } from './dataset.ts';
import { tableOf } from './test-table.ts';
import { accountsElsewhere, cutZips, zipUnits } from './zip-units.ts';

// Accounts 0 to 5 in cells 0, 0, 1, 1, 2 and none.
const ZIPS = ['98101', '98102', '98101-1234', '', '98102', '98102'];
const VALUES = Float64Array.of(10, 4, 6, 1, 5, 100);
const CELLS = Int32Array.of(0, 0, 1, 1, 2, -1);

const dataset = {
  source: tableOf({ ZIP: ZIPS }),
  roles: ['zip'],
  accounts: { count: 6, values: [VALUES] },
} as unknown as Dataset;
const demand = {
  accountCell: CELLS,
  accountsOfCell: { offsets: Uint32Array.of(0, 2, 4, 5, 5), targets: Uint32Array.of(0, 1, 2, 3, 4) },
} as unknown as Demand;
const planOf = (owners: number[]) =>
  createPlan({
    id: 'plan',
    name: 'Plan',
    grid: { count: 4, hash: 'hash' },
    territories: equalTerritories(2),
    owners: Uint16Array.from(owners),
    bridges: [],
  });

test('a cell is of the ZIP with most potential in it; cells and accounts without one are of none', () => {
  const units = zipUnits(dataset, demand)!;
  expect(units.names).toEqual(['98101', '98102']);
  expect([...units.unitOfCell]).toEqual([0, 0, 1, -1]);
  expect([...units.zipOfAccount]).toEqual([0, 1, 0, -1, 1, 1]);
  expect(zipUnits({ ...dataset, roles: ['id'] }, demand)).toBeNull();
});

test('cut ZIPs are listed with their money, largest part first, without what has no place', () => {
  const units = zipUnits(dataset, demand)!;
  const plan = planOf([1, 2, 2, 2]);
  expect(cutZips(units, plan, demand, VALUES)).toEqual([
    {
      zip: 0,
      away: 6,
      parts: [
        { code: 1, value: 10, accounts: 1 },
        { code: 2, value: 6, accounts: 1 },
      ],
    },
    {
      zip: 1,
      away: 4,
      parts: [
        { code: 2, value: 5, accounts: 1 },
        { code: 1, value: 4, accounts: 1 },
      ],
    },
  ]);
  expect(accountsElsewhere(units, { zip: 0, code: 1 }, plan, demand)).toEqual([2]);
  expect(cutZips(units, planOf([1, 1, 1, 1]), demand, VALUES)).toEqual([]);
});
