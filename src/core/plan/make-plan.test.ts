import { describe, expect, it } from 'vitest';
import { clonePlan, createPlan, equalTerritories, planCorridor, planName } from './make-plan.ts';

const grid = { count: 4, hash: 'abc' };

describe('equalTerritories', () => {
  it('numbers territories and shares the whole equally', () => {
    const territories = equalTerritories(3, ['North', 'South']);
    expect(territories.map(({ code, id, name }) => [code, id, name])).toEqual([
      [1, 'T01', 'North'],
      [2, 'T02', 'South'],
      [3, 'T03', 'Territory 3'],
    ]);
    expect(territories.reduce((sum, { targetShare }) => sum + targetShare, 0)).toBeCloseTo(1, 12);
  });

  it.each([0, -1, 1.5, 65_536])('refuses %s territories', (count) => {
    expect(() => equalTerritories(count)).toThrow(RangeError);
  });
});

describe('createPlan', () => {
  const request = {
    id: 'p',
    name: 'First',
    grid,
    territories: equalTerritories(2),
    bridges: [{ a: 3, b: 1 }],
    overrides: [{ account: 5, territory: 2 }],
  };

  it('keys records, names the plan and copies the owners', () => {
    const owners = Uint16Array.of(1, 2, 0, 1);
    const plan = createPlan({ ...request, owners, settings: [{ key: 'corridor', value: 0.15 }] });
    owners[0] = 2;
    expect([...plan.layers[0]!]).toEqual([1, 2, 0, 1]);
    expect([...plan.records.bridge.keys()]).toEqual(['1-3']);
    expect(plan.records.override.get(5)).toEqual({ account: 5, territory: 2 });
    expect(planName(plan)).toBe('First');
    expect(planCorridor(plan)).toBe(0.15);
    expect(plan.gridHash).toBe('abc');
  });

  it('refuses owners that do not fit', () => {
    expect(() => createPlan({ ...request, owners: Uint16Array.of(1) })).toThrow(/1 cells, the grid has 4/);
    expect(() => createPlan({ ...request, owners: Uint16Array.of(1, 3, 0, 0) })).toThrow(/unknown territory 3/);
  });

  it('is copied whole: nothing that changes is shared', () => {
    const plan = createPlan(request);
    const copy = clonePlan(plan, 'q', 'Second');
    copy.layers[0]![0] = 1;
    copy.records.territory.delete(1);
    expect(plan.layers[0]![0]).toBe(0);
    expect(plan.records.territory.size).toBe(2);
    expect([planName(plan), planName(copy), copy.id]).toEqual(['First', 'Second', 'q']);
  });
});
