import { expect, test } from 'vitest';
import { createPlan } from '../plan/make-plan.ts';
import { freshTerritory } from '../plan/fresh-territory.ts';
import type { Plan } from '../plan/plan.ts';
import { applyEdit } from './apply.ts';
import { invertEdit } from './invert.ts';
import { carveEdit, mergeEdit } from './territory-edits.ts';

function planOf(shares: readonly number[]): Plan {
  const words = new Set<string>();
  return createPlan({
    id: 'plan',
    name: 'Plan',
    grid: { count: 8, hash: 'h' },
    territories: shares.map((share, i) => freshTerritory(i + 1, share, words)),
    owners: Uint16Array.of(1, 1, 1, 2, 2, 3, 3, 0),
    bridges: [],
    overrides: [{ account: 4, territory: 2 }],
  });
}

const sharesOf = (plan: Plan) => [...plan.records.territory.values()].map(({ targetShare }) => targetShare);

test('a merge takes cells and named accounts along; equals stay equal', () => {
  const plan = planOf([1 / 3, 1 / 3, 1 / 3]);
  const edit = mergeEdit(plan, 1, [1, 2]);
  applyEdit(plan, edit);
  expect([...plan.layers[0]!]).toEqual([1, 1, 1, 1, 1, 3, 3, 0]);
  expect(plan.records.override.get(4)).toEqual({ account: 4, territory: 1 });
  expect(sharesOf(plan)).toEqual([0.5, 0.5]);
  applyEdit(plan, invertEdit(edit));
  expect([...plan.layers[0]!]).toEqual([1, 1, 1, 2, 2, 3, 3, 0]);
  expect(plan.records.override.get(4)).toEqual({ account: 4, territory: 2 });
});

test('unequal shares are added, and halved again by a split', () => {
  const plan = planOf([0.5, 0.3, 0.2]);
  applyEdit(plan, mergeEdit(plan, 3, [2]));
  expect(sharesOf(plan)).toEqual([0.5, 0.5]);
  const unequal = planOf([0.5, 0.3, 0.2]);
  const { edit, territory } = carveEdit(unequal, [0], 4, 1);
  applyEdit(unequal, edit);
  expect(territory.code).toBe(4);
  expect(unequal.layers[0]![0]).toBe(4);
  expect(sharesOf(unequal)).toEqual([0.25, 0.3, 0.2, 0.25]);
});

test('a territory of chosen cells carries as much as each of its equals', () => {
  const plan = planOf([1 / 3, 1 / 3, 1 / 3]);
  applyEdit(plan, carveEdit(plan, [2, 3, 7], 4, null).edit);
  expect([...plan.layers[0]!]).toEqual([1, 1, 4, 4, 2, 3, 3, 4]);
  for (const share of sharesOf(plan)) expect(share).toBeCloseTo(0.25, 12);
});

test('one territory alone cannot be merged', () => {
  expect(() => mergeEdit(planOf([0.5, 0.3, 0.2]), 1, [1])).toThrow('Select two territories or more to merge them.');
  expect(() => mergeEdit(planOf([0.5, 0.3, 0.2]), 1, [9])).toThrow('There is no territory with code 9.');
});
