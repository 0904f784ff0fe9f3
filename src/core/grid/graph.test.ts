import fc from 'fast-check';
import { cellToChildren, gridDisk, gridDistance, gridRing } from 'h3-js';
import { describe, expect, it, vi } from 'vitest';
import { distanceKm } from '../geometry/sphere.ts';
import { proposeBridges } from './bridges.ts';
import { buildGrid } from './build-grid.ts';
import { cellIdAt, indexOfCell } from './cell-id.ts';
import { componentsOf, territoryComponents } from './components.ts';
import { createDiskSearch } from './disk.ts';
import type { CellEdge, Grid } from './grid.ts';
import { linkCells } from './link-cells.ts';

vi.setConfig({ testTimeout: 60_000 });

const CENTER = '8628d5b6fffffff';

/** A field of cells with random gaps. */
const gappyGrids = fc
  .array(fc.boolean(), { minLength: 91, maxLength: 91 })
  .map((keep) => buildGrid(gridDisk(CENTER, 5).filter((_, i) => keep[i])))
  .filter((grid) => grid.count > 0);

describe('createDiskSearch', () => {
  it('gives what h3-js gives on open ground, centre first, ring by ring', () => {
    const grid = buildGrid(gridDisk(CENTER, 9));
    const search = createDiskSearch(grid.adjacency);
    const center = indexOfCell(grid, CENTER);
    for (const radius of [0, 1, 5, 8, 2]) {
      const { cells, count } = search(center, radius);
      const found = Array.from(cells.subarray(0, count), (cell) => cellIdAt(grid, cell));
      expect(found[0]).toBe(CENTER);
      expect([...found].sort()).toEqual(gridDisk(CENTER, radius).sort());
      const distances = found.map((id) => gridDistance(CENTER, id));
      expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    }
    expect(search(-1, 3).count).toBe(0);
    expect(search(grid.count, 3).count).toBe(0);
    expect(search(center, Number.POSITIVE_INFINITY).count).toBe(grid.count);
  });

  it('keeps to the grid: it goes round a gap, not over it', () => {
    const grid = buildGrid([CENTER, ...gridRing(CENTER, 2)]);
    const search = createDiskSearch(grid.adjacency);
    expect(search(indexOfCell(grid, CENTER), 9).count).toBe(1);
  });
});

describe('components', () => {
  it('are what a flood from each cell finds', () => {
    fc.assert(
      fc.property(gappyGrids, (grid) => {
        const { count, label, sizes } = componentsOf(grid.adjacency);
        const flood = createDiskSearch(grid.adjacency);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(grid.count);
        expect(new Set(label).size).toBe(count);
        for (let cell = 0; cell < grid.count; cell++) expect(flood(cell, 1e9).count).toBe(sizes[label[cell]!]);
      }),
      { numRuns: 40 },
    );
  });

  it('count the pieces of each territory, unassigned cells in none', () => {
    const grid = buildGrid(gridDisk(CENTER, 3));
    const owners = new Uint16Array(grid.count);
    const ring = (k: number) => gridRing(CENTER, k).map((id) => indexOfCell(grid, id));
    for (const cell of ring(3)) owners[cell] = 7;
    for (const cell of [ring(2)[0]!, ring(2)[6]!]) owners[cell] = 9;
    const { pieces, label, sizes } = territoryComponents(grid.adjacency, owners);
    expect(pieces).toHaveLength(10);
    expect([pieces[0], pieces[7], pieces[8], pieces[9]]).toEqual([0, 1, 0, 2]);
    expect([...sizes].sort((a, b) => a - b)).toEqual([1, 1, 18]);
    for (let cell = 0; cell < grid.count; cell++) expect(label[cell]! < 0).toBe(owners[cell] === 0);
    expect(territoryComponents(grid.adjacency, owners, 20).pieces).toHaveLength(20);
  });
});

describe('proposeBridges', () => {
  it('joins all pieces with one bridge less than there are pieces, each the closest pair', () => {
    fc.assert(
      fc.property(gappyGrids, (grid) => {
        const { count, label, sizes } = componentsOf(grid.adjacency);
        const bridges = proposeBridges(grid);
        expect(bridges).toHaveLength(count - 1);
        expect(componentsOf(linkCells(grid.adjacency, bridges, [])).count).toBe(1);
        const order = [...sizes.keys()].sort((a, b) => sizes[b]! - sizes[a]! || a - b);
        bridges.forEach((bridge, i) => {
          expect(bridge.a).toBeLessThan(bridge.b);
          const before = new Set(order.slice(0, i + 1));
          const pieces = [label[bridge.a]!, label[bridge.b]!];
          expect(pieces).toContain(order[i + 1]);
          expect(lengthOf(grid, bridge)).toBeCloseTo(shortest(grid, label, order[i + 1]!, before), 9);
        });
      }),
      { numRuns: 30 },
    );
  });

  it('reaches islands far away, Hawaii from the mainland, and needs none on one piece', () => {
    const grid = buildGrid([...gridDisk('8628d5b6fffffff', 4), ...gridDisk('865d13507ffffff', 2), '86464a897ffffff']);
    const { count } = componentsOf(grid.adjacency);
    expect(count).toBe(3);
    expect(componentsOf(linkCells(grid.adjacency, proposeBridges(grid), [])).count).toBe(1);
    expect(proposeBridges(buildGrid(cellToChildren('8428d5bffffffff', 6)))).toEqual([]);
    expect(proposeBridges(buildGrid([]))).toEqual([]);
  });
});

function lengthOf(grid: Grid, { a, b }: CellEdge): number {
  const { centers } = grid;
  return distanceKm(centers[2 * a]!, centers[2 * a + 1]!, centers[2 * b]!, centers[2 * b + 1]!);
}

function shortest(grid: Grid, label: Int32Array, piece: number, others: ReadonlySet<number>): number {
  let best = Number.POSITIVE_INFINITY;
  for (let a = 0; a < grid.count; a++) {
    for (let b = 0; b < grid.count; b++) {
      if (label[a] === piece && others.has(label[b]!)) best = Math.min(best, lengthOf(grid, { a, b }));
    }
  }
  return best;
}

describe('linkCells', () => {
  const grid = buildGrid(gridDisk(CENTER, 2));
  const center = indexOfCell(grid, CENTER);
  const neighbour = grid.adjacency.targets[grid.adjacency.offsets[center]!]!;
  const far = indexOfCell(grid, gridRing(CENTER, 2)[0]!);
  const row = (graph: Grid['adjacency'], cell: number) => [
    ...graph.targets.subarray(graph.offsets[cell], graph.offsets[cell + 1]),
  ];

  it('returns the same graph when nothing changes', () => {
    expect(linkCells(grid.adjacency, [], [])).toBe(grid.adjacency);
  });

  it('adds bridges and cuts barriers on both sides; a bridge mends a barrier', () => {
    const edge = { a: center, b: neighbour };
    const graph = linkCells(grid.adjacency, [{ a: center, b: far }], [edge]);
    expect(row(graph, center)).toEqual([...row(grid.adjacency, center).slice(1), far]);
    expect(row(graph, far)).toEqual([...row(grid.adjacency, far), center]);
    expect(row(graph, neighbour)).not.toContain(center);
    expect(graph.targets).toHaveLength(grid.adjacency.targets.length);
    const mended = linkCells(grid.adjacency, [edge, { a: neighbour, b: center }], [edge]);
    expect(new Set(row(mended, center))).toEqual(new Set(row(grid.adjacency, center)));
    expect(row(mended, center)).toHaveLength(6);
  });

  it('refuses edges outside the grid', () => {
    expect(() => linkCells(grid.adjacency, [{ a: 0, b: grid.count }], [])).toThrow(/does not join two cells/);
    expect(() => linkCells(grid.adjacency, [], [{ a: 3, b: 3 }])).toThrow(RangeError);
  });
});
