import fc from 'fast-check';
import { gridDisk, gridRing } from 'h3-js';
import { describe, expect, it, vi } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { indexOfCell } from '../grid/cell-id.ts';
import { colourTerritories, territoryNeighbours } from './colouring.ts';
import { labelPoints } from './label-point.ts';
import { outlineOf } from './outline.ts';
import { areaKm2, perimeterKm, polsbyPopper, shapesOfAll } from './shape.ts';
import { distanceKm } from './sphere.ts';

vi.setConfig({ testTimeout: 60_000 });

const CENTER = '8628d5b6fffffff';
const grid = buildGrid(gridDisk(CENTER, 8));
const patterns = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: grid.count, maxLength: grid.count })
  .map((codes) => Uint16Array.from(codes));

describe('shapesOfAll', () => {
  it('measures area by cells and perimeter along the outline', () => {
    fc.assert(
      fc.property(patterns, (owners) => {
        const { areaKm2: areas, perimeterKm: lengths } = shapesOfAll(grid, owners, 10);
        expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(
          grid.areasKm2.reduce((sum, area) => sum + area, 0),
          6,
        );
        for (let code = 1; code < 10; code++) {
          let length = 0;
          for (const ring of outlineOf(grid, owners, code).flat()) {
            for (let i = 1; i < ring.length; i++) length += distanceKm(...ring[i - 1]!, ...ring[i]!);
          }
          expect(lengths[code]).toBeCloseTo(length, 6);
          expect(perimeterKm(grid, owners, code)).toBeCloseTo(length, 6);
          expect(areaKm2(grid, owners, code)).toBeCloseTo(areas[code]!, 6);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('finds a hexagon as compact as a hexagon', () => {
    const owners = new Uint16Array(grid.count);
    owners[indexOfCell(grid, CENTER)] = 1;
    const shapes = shapesOfAll(grid, owners, 2);
    expect(polsbyPopper(shapes.areaKm2[1]!, shapes.perimeterKm[1]!)).toBeCloseTo(Math.PI / (2 * Math.sqrt(3)), 2);
    expect(polsbyPopper(0, 0)).toBe(0);
  });
});

describe('labelPoints', () => {
  it('stands in the deepest cell, the nearest to the middle among equals, and nowhere without cells', () => {
    const owners = new Uint16Array(grid.count).fill(2);
    for (const id of gridDisk(CENTER, 3)) owners[indexOfCell(grid, id)] = 1;
    expect(labelPoints(grid, owners, 4)[1]).toBe(indexOfCell(grid, CENTER));
    for (const id of gridRing(CENTER, 1)) owners[indexOfCell(grid, id)] = 3;
    const points = labelPoints(grid, owners, 4);
    expect(owners[points[1]!]).toBe(1);
    expect(owners[points[3]!]).toBe(3);
    expect(owners[points[2]!]).toBe(2);
    expect([points[0], points.length]).toEqual([-1, 4]);
  });

  it('always lies in its territory', () => {
    fc.assert(
      fc.property(patterns, (owners) => {
        const points = labelPoints(grid, owners, 10);
        expect(points[0]).toBe(-1);
        // Territories that are looked for alone stand where they stand among all.
        const some = labelPoints(
          grid,
          owners,
          10,
          Uint8Array.from({ length: 10 }, (_, code) => Number(code % 3 === 1)),
        );
        expect([...some]).toEqual(Array.from(points, (cell, code) => (code % 3 === 1 ? cell : -1)));
        const standsIn = Array.from(points, (cell) => owners[cell] ?? -1);
        expect(standsIn.slice(1)).toEqual(
          [1, 2, 3, 4, 5, 6, 7, 8, 9].map((code) => (owners.includes(code) ? code : -1)),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('colourTerritories', () => {
  it('never gives neighbours on a map one hue, a hub with thirty neighbours included', () => {
    const seeds = fc.uniqueArray(fc.nat({ max: grid.count - 1 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(seeds, (starts) => {
        const owners = grow(starts);
        const pairs = territoryNeighbours(grid, owners, starts.length + 1);
        const codes = starts.map((_, i) => i + 1);
        for (const hues of [6, 10]) {
          const hueOf = colourTerritories(pairs, codes, hues);
          expect([...hueOf.keys()]).toEqual(codes);
          for (const [a, b] of pairs) expect(hueOf.get(a)).not.toBe(hueOf.get(b));
          for (const hue of hueOf.values()) expect(hue >= 0 && hue < hues).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
    const wheel = Array.from({ length: 30 }, (_, i): [number, number][] => [
      [1, i + 2],
      [i + 2, ((i + 1) % 30) + 2],
    ]).flat();
    const hueOf = colourTerritories(
      wheel,
      Array.from({ length: 31 }, (_, i) => i + 1),
    );
    for (const [a, b] of wheel) expect(hueOf.get(a)).not.toBe(hueOf.get(b));
  });

  it('uses every hue before it wears one out, and copes with more neighbours than hues', () => {
    const apart = colourTerritories(
      [],
      Array.from({ length: 10 }, (_, i) => i + 1),
    );
    expect(new Set(apart.values()).size).toBe(10);
    const crowd = Array.from({ length: 12 }, (_, a) =>
      Array.from({ length: a }, (_, b): [number, number] => [b, a]),
    ).flat();
    const hueOf = colourTerritories(
      crowd,
      Array.from({ length: 12 }, (_, i) => i),
    );
    expect(crowd.filter(([a, b]) => hueOf.get(a) === hueOf.get(b)).length).toBeLessThanOrEqual(2);
  });

  it('is the same every time and ignores pairs of unknown territories', () => {
    const pairs: [number, number][] = [
      [1, 2],
      [2, 3],
      [3, 99],
      [2, 2],
    ];
    expect(colourTerritories(pairs, [1, 2, 3])).toEqual(colourTerritories(pairs, [1, 2, 3]));
    expect(colourTerritories([], [])).toEqual(new Map());
  });
});

/** Territories grown from seeds, breadth first. */
function grow(starts: readonly number[]): Uint16Array {
  const owners = new Uint16Array(grid.count);
  const queue = [...starts];
  for (const [i, start] of starts.entries()) owners[start] = i + 1;
  for (let head = 0; head < queue.length; head++) {
    const cell = queue[head]!;
    for (let k = grid.adjacency.offsets[cell]!; k < grid.adjacency.offsets[cell + 1]!; k++) {
      const neighbour = grid.adjacency.targets[k]!;
      if (owners[neighbour] !== 0) continue;
      owners[neighbour] = owners[cell]!;
      queue.push(neighbour);
    }
  }
  return owners;
}
