import { describe, expect, it } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { cellIdAt } from '../grid/cell-id.ts';
import { cellAtResolution, cellCenter, cellsCovering } from '../grid/cell-relations.ts';
import { seedCells } from './seed-cells.ts';

const PARENT = '8428d55ffffffff';
const grid = buildGrid(cellsCovering(PARENT, 6));

describe('cells of homes', () => {
  it('are their own where these are free', () => {
    const homes = [3, 17, 40].map((cell) => cellCenter(cellIdAt(grid, cell)));
    const seeds = seedCells(
      grid,
      homes.map(([lat]) => lat),
      homes.map(([, lng]) => lng),
    );
    expect(seeds).toEqual([3, 17, 40].map((cell) => ({ cell, movedKm: 0, why: 'own' })));
  });

  it('are beside the own one where two reps live in it, and the nearest where a rep lives outside', () => {
    const [lat, lng] = cellCenter(cellIdAt(grid, 17));
    const seeds = seedCells(grid, [lat, lat, lat + 5], [lng, lng, lng]);
    expect(seeds.map(({ why }) => why)).toEqual(['own', 'taken', 'outside']);
    expect(new Set(seeds.map(({ cell }) => cell)).size).toBe(3);
    const { offsets, targets } = grid.adjacency;
    expect([...targets.subarray(offsets[17], offsets[18])]).toContain(seeds[1]?.cell);
    expect(seeds[2]?.movedKm).toBeGreaterThan(400);
    expect(cellAtResolution(cellIdAt(grid, seeds[2]?.cell ?? -1), 4)).toBe(PARENT);
  });

  it('are refused for more homes than cells', () => {
    const many = new Float64Array(grid.count + 1);
    expect(() => seedCells(grid, many, many)).toThrow(/homes do not fit/);
  });
});
