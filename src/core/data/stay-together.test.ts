import { expect, it } from 'vitest';
import type { Plan } from '../plan/plan.ts';
import type { Dataset, Demand } from './dataset.ts';
import { groupsOfPlan, KEEP_PARENTS } from './stay-together.ts';
import { KEEP_ZIPS } from './zip-units.ts';

const column = (name: string, values: readonly string[]) => {
  const bytes = new TextEncoder().encode(values.join(''));
  const offsets = new Uint32Array(values.length + 1);
  values.forEach((value, i) => (offsets[i + 1] = offsets[i]! + value.length));
  return { name, bytes, offsets };
};

/** Seven accounts in six cells; the last one has no place. */
const cells = [0, 1, 2, 3, 4, 5, -1];
const source = {
  columns: [
    column('Parent', ['ACME', 'ACME ', '', 'Bolt', 'Bolt', '', 'ACME']),
    column('ZIP', ['1', '2', '2', '3', '4', '5', '5']),
  ],
};
const dataset = {
  source,
  roles: ['parent', 'zip'],
  accounts: { count: 7, values: [new Float64Array(7).fill(1)] },
} as unknown as Dataset;
const demand = {
  accountCell: Int32Array.from(cells),
  accountsOfCell: { offsets: Uint32Array.of(0, 1, 2, 3, 4, 5, 6), targets: Uint32Array.of(0, 1, 2, 3, 4, 5) },
} as unknown as Demand;
const planWith = (...keys: readonly string[]) =>
  ({ records: { setting: new Map(keys.map((key) => [key, { key, value: true }])) } }) as unknown as Plan;

it('sites of one parent, cells of one ZIP, and both together are groups', () => {
  expect(groupsOfPlan(planWith(), { dataset, demand })).toEqual({});
  expect([...groupsOfPlan(planWith(KEEP_PARENTS), { dataset, demand }).groups!]).toEqual([0, 0, -1, 3, 3, -1]);
  // A ZIP of the second site brings its other cell along.
  expect([...groupsOfPlan(planWith(KEEP_PARENTS, KEEP_ZIPS), { dataset, demand }).groups!]).toEqual([
    0, 0, 0, 3, 3, -1,
  ]);
});

it('without such a column there is nothing to keep', () => {
  const other = { ...dataset, roles: ['attribute', 'attribute'] } as unknown as Dataset;
  expect(groupsOfPlan(planWith(KEEP_PARENTS), { dataset: other, demand: { ...demand } })).toEqual({});
});
