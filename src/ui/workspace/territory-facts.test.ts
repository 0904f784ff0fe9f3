import { cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import type { Accounts, Demand } from '../../core/data/dataset.ts';
import { perimeterKm } from '../../core/geometry/shape.ts';
import { buildGrid } from '../../core/grid/build-grid.ts';
import { createPlan, equalTerritories } from '../../core/plan/make-plan.ts';
import { accountsOf, neighboursOf } from './territory-facts.ts';

const grid = buildGrid(gridDisk(latLngToCell(47.6, -122.3, 6), 3));

describe('facts of a territory', () => {
  it('measures the border it shares, the same from both sides, and leaves unassigned land out', () => {
    const owners = new Uint16Array(grid.count).fill(1);
    owners[0] = 2;
    const [neighbour] = neighboursOf(grid, owners, 2);
    expect(neighbour?.code).toBe(1);
    expect(neighboursOf(grid, owners, 1)[0]?.borderKm).toBeCloseTo(neighbour?.borderKm ?? 0, 9);
    expect(neighbour?.borderKm ?? 0).toBeLessThanOrEqual(perimeterKm(grid, owners, 2) + 1e-6);
    owners.fill(0).fill(2, 0, 1);
    expect(neighboursOf(grid, owners, 2)).toEqual([]);
  });

  it('counts its accounts by tier and names the largest, overrides considered', () => {
    const at = Array.from({ length: 4 }, (_, i) => cellToLatLng(gridDisk(latLngToCell(47.6, -122.3, 6), 3)[i] ?? ''));
    const accounts: Accounts = {
      count: 4,
      lat: Float64Array.from(at, ([lat]) => lat),
      lng: Float64Array.from(at, ([, lng]) => lng),
      reasons: new Uint8Array(4),
      idColumn: -1,
      nameColumn: -1,
      territoryColumn: -1,
      repColumn: -1,
      tiers: Uint8Array.of(0, 1, 2, 0),
      values: [Float64Array.of(5, 9, 1, 7)],
    };
    const offsets = new Uint32Array(grid.count + 1).fill(4);
    offsets.set([0, 1, 2, 3]);
    const demand: Demand = {
      measures: [],
      accountCell: Int32Array.of(0, 1, 2, 3),
      accountsOfCell: { offsets, targets: Uint32Array.of(0, 1, 2, 3) },
      areal: [],
      cellValues: [],
    };
    const owners = new Uint16Array(grid.count).fill(1);
    owners[3] = 2;
    const plan = createPlan({
      id: 'p',
      name: 'p',
      grid,
      territories: equalTerritories(2),
      owners,
      bridges: [],
      overrides: [{ account: 1, territory: 2 }],
    });
    expect(accountsOf(plan, demand, accounts, 1)).toEqual({ tiers: [1, 0, 1], largest: [0, 2] });
    expect(accountsOf(plan, demand, accounts, 2)).toEqual({ tiers: [1, 1, 0], largest: [1, 3] });
  });
});
