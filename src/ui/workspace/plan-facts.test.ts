import { expect, test } from 'vitest';
import type { TerritoryFigures } from '../../core/metrics/metrics.ts';
import type { Plan, Territory } from '../../core/plan/plan.ts';
import { extremesOf, heavyCells, largestAccount, vacantOf } from './plan-facts.ts';

const figures = (code: number, deviation: number) =>
  ({ code, deviations: [0, deviation] }) as unknown as TerritoryFigures;
const codes = (list: readonly TerritoryFigures[]) => list.map(({ code }) => code);

test('five furthest over and under, in order; who is on target is on neither side', () => {
  const list = [0.1, -0.3, 0, 0.2, -0.1, 0.05, 0.4, 0.01, 0.02, -0.2].map((deviation, at) =>
    figures(at + 1, deviation),
  );
  const { over, under } = extremesOf(list, 1);
  expect(codes(over)).toEqual([7, 4, 1, 6, 9]);
  expect(codes(under)).toEqual([2, 10, 5]);
});

test('the heaviest account is found by its share of the territory it belongs to, overrides considered', () => {
  const plan = {
    layers: [Uint16Array.of(1, 2, 0)],
    records: { override: new Map([[1, { account: 1, territory: 2 }]]) },
  } as unknown as Plan;
  // Account 3 has no place, account 4 no territory.
  const demand = { accountCell: Int32Array.of(0, 0, 1, -1, 2) };
  const accounts = { values: [Float64Array.of(50, 30, 10, 900, 900)] };
  expect(largestAccount(plan, demand, accounts, [900, 100, 40])).toEqual({ account: 1, code: 2, share: 0.75 });
  expect(largestAccount(plan, demand, { values: [] }, [])).toBeNull();
});

test('without any rep none is missing', () => {
  const territories = ['', 'Ana', ' '].map((rep, code) => ({ code, rep }) as Territory);
  expect(vacantOf(territories)?.map(({ code }) => code)).toEqual([0, 2]);
  expect(vacantOf(territories.slice(2))).toBeNull();
});

test('a cell that alone is beyond its territory is heavy, unless its accounts were moved without it', () => {
  const territories = new Map([[1, { code: 1, targetShare: 0.5 }]]);
  const override = new Map<number, { account: number; territory: number }>();
  const plan = { layers: [Uint16Array.of(1, 1, 0)], records: { territory: territories, override } } as unknown as Plan;
  const project = {
    demand: { accountCell: Int32Array.of(0, 0, 1), cellValues: [Float64Array.of(70, 30, 90)] },
    dataset: { accounts: { values: [Float64Array.of(60, 10, 30)] } },
  };
  expect(heavyCells(plan, project, [100], 0.15)).toEqual([{ cell: 0, code: 1, m: 0, part: 1.4 }]);
  override.set(0, { account: 0, territory: 2 });
  expect(heavyCells(plan, project, [100], 0.15)).toEqual([]);
});
