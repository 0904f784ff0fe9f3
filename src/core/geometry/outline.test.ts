import fc from 'fast-check';
import {
  cellsToMultiPolygon,
  cellToChildren,
  cellToLatLng,
  getPentagons,
  getRes0Cells,
  gridDisk,
  latLngToCell,
} from 'h3-js';
import { describe, expect, it, vi } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { cellIdAt, indexOfCell } from '../grid/cell-id.ts';
import type { Grid } from '../grid/grid.ts';
import { outlineOf, outlineOfCells } from './outline.ts';
import { bboxOf, type Rfc7946Geometry, toRfc7946 } from './rfc7946.ts';
import type { MultiPolygon, Position, Ring } from './ring.ts';
import { pointInRing, signedArea } from './ring.ts';

vi.setConfig({ testTimeout: 60_000 });

const world = (resolution: number) => buildGrid(getRes0Cells().flatMap((cell) => cellToChildren(cell, resolution)));

const fields = fc.record({
  lat: fc.oneof(fc.double({ min: -85, max: 85, noNaN: true }), fc.constantFrom(90, -90)),
  lng: fc.oneof(fc.double({ min: -180, max: 180, noNaN: true }), fc.constantFrom(180, -179.99)),
  resolution: fc.integer({ min: 1, max: 15 }),
  owners: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 61, maxLength: 61 }),
});

function polygonsOf(geometry: Rfc7946Geometry): MultiPolygon {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** The rules of RFC 7946 that need no geometry engine. */
function expectRfc7946(geometry: Rfc7946Geometry): void {
  expect(geometry.type === 'MultiPolygon' && geometry.coordinates.length === 1).toBe(false);
  expect(polygonsOf(geometry).flatMap((polygon) => polygon.flatMap(ringFaults))).toEqual([]);
}

function ringFaults(ring: Ring, position: number): string[] {
  const faults: string[] = [];
  if (ring.length < 4) faults.push(`a ring of ${ring.length} positions`);
  if (ring[0]![0] !== ring[ring.length - 1]![0] || ring[0]![1] !== ring[ring.length - 1]![1]) faults.push('not closed');
  if (signedArea(ring) > 0 !== (position === 0)) faults.push('not right-handed');
  for (const [lng, lat] of ring) {
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90) faults.push(`${lng}, ${lat} is off the map`);
    if (Math.round(lng * 1e7) / 1e7 !== lng) faults.push(`${lng} has more than 7 decimals`);
  }
  return faults;
}

function contains(polygons: MultiPolygon, point: Position): boolean {
  return polygons.some((polygon) => polygon.filter((ring) => pointInRing(point, ring)).length === 1);
}

function planarArea(polygons: MultiPolygon): number {
  return polygons.flat().reduce((sum, ring) => sum + signedArea(ring), 0);
}

describe('outlineOf', () => {
  it('holds exactly the centres of its cells, closed, right-handed, anywhere on earth', () => {
    fc.assert(
      fc.property(fields, ({ lat, lng, resolution, owners: pattern }) => {
        const grid = buildGrid(gridDisk(latLngToCell(lat, lng, resolution), 4));
        const owners = Uint16Array.from({ length: grid.count }, (_, i) => pattern[i % pattern.length]!);
        for (const code of [1, 2, 3]) {
          const outline = outlineOf(grid, owners, code);
          for (const polygon of outline) {
            polygon.forEach((ring, r) => {
              expect(ring[0]).toEqual(ring[ring.length - 1]);
              expect(signedArea(ring) > 0).toBe(r === 0);
            });
          }
          const geometry = toRfc7946(outline);
          expectRfc7946(geometry);
          const misplaced = allOf(grid).filter((cell) => {
            const center: Position = [grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!];
            // Straight lines in the plane leave the great circle near a pole.
            if (Math.abs(center[1]) > 80) return false;
            return contains(polygonsOf(geometry), center) !== (owners[cell] === code);
          });
          expect(misplaced).toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('has the pieces, holes and planar area that h3-js finds, away from the antimeridian', () => {
    fc.assert(
      fc.property(fields, ({ resolution, owners: pattern }) => {
        const grid = buildGrid(gridDisk(latLngToCell(47, 8, resolution), resolution < 3 ? 1 : 4));
        const owners = Uint16Array.from({ length: grid.count }, (_, i) => pattern[i % pattern.length]!);
        const ids = Array.from(owners.keys(), (cell) => cellIdAt(grid, cell)).filter((_, cell) => owners[cell] === 1);
        if (ids.length === 0) return;
        const expected = cellsToMultiPolygon(ids, true);
        const outline = outlineOf(grid, owners, 1);
        const sizes = (polygons: number[][][][]) => polygons.map((polygon) => polygon.length).sort((a, b) => a - b);
        expect(sizes(outline)).toEqual(sizes(expected));
        expect(planarArea(outline) / planarArea(expected as MultiPolygon)).toBeCloseTo(1, 5);
      }),
      { numRuns: 40 },
    );
  });

  it('draws each of the 842 cells of resolution 1; together they tile the map without gap or overlap', () => {
    const grid = world(1);
    let area = 0;
    for (let cell = 0; cell < grid.count; cell++) {
      const geometry = toRfc7946(outlineOfCells(grid, [cell]));
      expectRfc7946(geometry);
      area += planarArea(polygonsOf(geometry));
    }
    expect(area).toBeCloseTo(360 * 180, 4);
  });

  it.each([0, 1, 2, 3])('tiles the map with territories scattered over the world at resolution %i', (resolution) => {
    const grid = world(resolution);
    const owners = Uint16Array.from({ length: grid.count }, (_, cell) => 1 + ((cell * 7919) % 5));
    let area = 0;
    for (let code = 1; code <= 5; code++) {
      const geometry = toRfc7946(outlineOf(grid, owners, code));
      expectRfc7946(geometry);
      area += planarArea(polygonsOf(geometry));
    }
    expect(area).toBeCloseTo(360 * 180, 3);
  });

  it('goes round a pentagon and its distortion vertices', () => {
    for (const pentagon of getPentagons(3)) {
      const grid = buildGrid(gridDisk(pentagon, 2));
      const center = indexOfCell(grid, pentagon);
      const alone = outlineOfCells(grid, [center]);
      expect(alone[0]![0]).toHaveLength(11);
      const ring = outlineOfCells(
        grid,
        Array.from({ length: grid.count }, (_, i) => i).filter((i) => i !== center),
      );
      expect(ring).toHaveLength(1);
      expect(ring[0]).toHaveLength(2);
      expect(planarArea(ring) + planarArea(alone)).toBeCloseTo(planarArea(outlineOfCells(grid, allOf(grid))), 9);
    }
  });

  it('closes over a pole, rings it, and draws the whole world as a frame', () => {
    const grid = world(2);
    const pole = indexOfCell(grid, latLngToCell(90, 0, 2));
    const cap = toRfc7946(outlineOfCells(grid, [pole]));
    expect(bboxOf(polygonsOf(cap))!.filter((_, i) => i !== 1)).toEqual([-180, 180, 90]);
    const band = allOf(grid).filter((cell) => cell !== pole && cellToLatLng(cellIdAt(grid, cell))[0] > 60);
    const ring = toRfc7946(outlineOfCells(grid, band));
    expectRfc7946(ring);
    expect(contains(polygonsOf(ring), [0, 70])).toBe(true);
    expect(contains(polygonsOf(ring), [0, 89.9])).toBe(false);
    expect(planarArea(polygonsOf(toRfc7946(outlineOfCells(grid, allOf(grid)))))).toBe(360 * 180);
    const allButOne = toRfc7946(outlineOfCells(grid, allOf(grid).slice(1)));
    expect(planarArea(polygonsOf(allButOne))).toBeCloseTo(360 * 180 - planarArea(outlineOfCells(grid, [0])), 4);
  });

  it('cuts Fiji at the antimeridian and gives it a narrow box', () => {
    const grid = buildGrid(gridDisk(latLngToCell(-17, 179.9, 6), 12));
    const outline = outlineOfCells(grid, allOf(grid));
    expect(outline).toHaveLength(1);
    const geometry = toRfc7946(outline);
    expect(geometry.type).toBe('MultiPolygon');
    expectRfc7946(geometry);
    const [west, , east] = bboxOf(outline)!;
    expect(west).toBeGreaterThan(178);
    expect(east).toBeLessThan(-178);
    expect(planarArea(polygonsOf(geometry))).toBeCloseTo(planarArea(outline), 5);
  });

  it('is empty without cells', () => {
    const grid = buildGrid(gridDisk('8628d5b6fffffff', 1));
    expect(outlineOf(grid, new Uint16Array(grid.count), 4)).toEqual([]);
    expect(toRfc7946([])).toEqual({ type: 'MultiPolygon', coordinates: [] });
    expect(bboxOf([])).toBeNull();
  });
});

describe('toRfc7946', () => {
  const square = (west: number, east: number): Ring => [
    [west, 0],
    [east, 0],
    [east, 2],
    [west, 2],
    [west, 0],
  ];

  it('sets windings right and keeps 7 decimals', () => {
    const outer = square(10.123456789, 20).reverse();
    const hole: Ring = [
      [12, 0.5],
      [13, 0.5],
      [13, 1],
      [12, 1],
      [12, 0.5],
    ];
    const geometry = toRfc7946([[outer, hole]]);
    expect(geometry.type).toBe('Polygon');
    expectRfc7946(geometry);
    expect(geometry.coordinates).toHaveLength(2);
    expect(JSON.stringify(geometry)).toContain('10.1234568');
  });

  it('lets nothing reach the antimeridian or a pole by rounding, where the ring would touch its own cut', () => {
    const almost: Ring = [
      [179, 88],
      [179.99999998, 88.5],
      [179, 89.99999998],
      [179, 88],
    ];
    expect(toRfc7946([[almost]]).coordinates).toEqual([
      [
        [179, 88],
        [179.9999999, 88.5],
        [179, 89.9999999],
        [179, 88],
      ],
    ]);
    const pinned = ['8d1749ac34981bf', ...gridDisk('8d1749ac34981bf', 6)];
    const grid = buildGrid(pinned);
    for (let seed = 1; seed < 40; seed++) {
      const owners = Uint16Array.from(
        { length: grid.count },
        (_, cell) => 1 + ((((cell + 1) * seed * 40_503) >>> 3) % 2),
      );
      expectRfc7946(toRfc7946(outlineOf(grid, owners, 1)));
    }
  });

  it('moves what lies wholly beyond the antimeridian, and cuts what lies across with its holes', () => {
    expect(bboxOf([[square(190, 200)]])).toEqual([-170, 0, -160, 2]);
    const hole: Ring = [
      [179, 0.5],
      [179, 1],
      [181, 1],
      [181, 0.5],
      [179, 0.5],
    ];
    const geometry = toRfc7946([[square(175, 185), hole]]);
    expectRfc7946(geometry);
    expect(geometry.coordinates).toHaveLength(2);
    expect(planarArea(polygonsOf(geometry))).toBeCloseTo(20 - 1, 9);
    expect(toRfc7946([[square(170, 180)]]).type).toBe('Polygon');
    expect(bboxOf([[square(170, 180)], [square(-180, -175)]])).toEqual([170, 0, -175, 2]);
  });
});

function allOf(grid: Grid): number[] {
  return Array.from({ length: grid.count }, (_, i) => i);
}
