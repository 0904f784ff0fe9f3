import fc from 'fast-check';
import { cellToLatLng, getHexagonEdgeLengthAvg, gridDisk, latLngToCell, polygonToCells } from 'h3-js';
import { describe, expect, it, vi } from 'vitest';
import { pointInRing, type Position } from '../geometry/ring.ts';
import { distanceKm } from '../geometry/sphere.ts';
import { buildGrid } from './build-grid.ts';
import { cellsInPolygon } from './cells-in-polygon.ts';
import { bufferCells, coverPoints, coverPolygons } from './cover.ts';

vi.setConfig({ testTimeout: 60_000 });

const SQUARE: Position[] = [
  [-123, 45],
  [-119, 45],
  [-119, 48],
  [-123, 48],
  [-123, 45],
];
const HOLE: Position[] = [
  [-122, 46],
  [-121, 46],
  [-121, 47],
  [-122, 47],
  [-122, 46],
];
const area = (cells: string[]) => buildGrid(cells).areasKm2.reduce((sum, cell) => sum + cell, 0);
const moved = (ring: Position[], by: number) => ring.map(([lng, lat]): Position => [lng + by, lat]);

describe('coverPolygons', () => {
  it('takes the cells whose centre is inside and not in a hole, whatever the winding', () => {
    const cells = coverPolygons([[SQUARE, HOLE]], 5);
    for (const cell of cells) {
      const [lat, lng] = cellToLatLng(cell);
      expect(pointInRing([lng, lat], SQUARE) && !pointInRing([lng, lat], HOLE)).toBe(true);
    }
    expect(area(cells) / 93_570).toBeCloseTo(1, 1);
    expect(cells).toEqual([...new Set(cells)].sort());
    expect(coverPolygons([[SQUARE.toReversed(), HOLE]], 5)).toEqual(cells);
    expect(coverPolygons([[SQUARE.toReversed().slice(1), HOLE.toReversed()]], 5)).toEqual(cells);
    expect(coverPolygons([[SQUARE], [HOLE], [SQUARE]], 5)).toEqual(coverPolygons([[SQUARE]], 5));
  });

  it('takes what h3-js takes, for any star of a polygon', () => {
    const star = fc.record({
      lat: fc.double({ min: -60, max: 60, noNaN: true }),
      lng: fc.double({ min: -160, max: 160, noNaN: true }),
      radii: fc.array(fc.double({ min: 0.2, max: 5, noNaN: true }), { minLength: 3, maxLength: 40 }),
      resolution: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(star, ({ lat, lng, radii, resolution }) => {
        const ring = radii.map((radius, i): Position => {
          const angle = (2 * Math.PI * i) / radii.length;
          return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
        });
        const expected = polygonToCells([[...ring, ring[0]!]], resolution, true).sort();
        expect(coverPolygons([[ring]], resolution)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same across the antimeridian, unwrapped or jumping', () => {
    const beyond = moved(SQUARE, 301);
    const jumping = beyond.map(([lng, lat]): Position => [lng > 180 ? lng - 360 : lng, lat]);
    const cells = coverPolygons([[beyond]], 5);
    expect(coverPolygons([[jumping]], 5)).toEqual(cells);
    expect(area(cells) / area(coverPolygons([[SQUARE]], 5))).toBeCloseTo(1, 1);
    const sides = cells.map((cell) => Math.sign(cellToLatLng(cell)[1]));
    expect(new Set(sides)).toEqual(new Set([1, -1]));
  });

  it('covers a pole, the whole world, and countries wider than half of it', () => {
    const cap: Position[] = Array.from({ length: 36 }, (_, i) => [10 * i - 180, 75]);
    for (const ring of [cap, cap.toReversed()]) {
      const cells = coverPolygons([[ring]], 3);
      expect(cells).toContain(latLngToCell(90, 0, 3));
      expect(area(cells) / 8_690_000).toBeCloseTo(1, 1);
    }
    const frame: Position[] = [
      [-180, -90],
      [180, -90],
      [180, 90],
      [-180, 90],
    ];
    expect(coverPolygons([[frame]], 1)).toHaveLength(842);
    const south: Position[] = [
      [-180, -90],
      [180, -90],
      [180, -70],
      [0, -65],
      [-180, -70],
    ];
    expect(coverPolygons([[south]], 2)).toContain(latLngToCell(-90, 0, 2));
  });

  it('leaves out what has no area and refuses resolutions that do not exist', () => {
    expect(coverPolygons([], 5)).toEqual([]);
    expect(
      coverPolygons(
        [
          [
            [
              [0, 0],
              [1, 1],
            ],
          ],
          [[]],
          [],
        ],
        5,
      ),
    ).toEqual([]);
    expect(
      coverPolygons(
        [
          [
            [
              [0, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        ],
        5,
      ),
    ).toEqual([]);
    for (const wrong of [-1, 16, 5.5, Number.NaN]) expect(() => coverPolygons([[SQUARE]], wrong)).toThrow(RangeError);
  });
});

describe('coverPoints and bufferCells', () => {
  const lat = [47.6, 45.5, Number.NaN, 47.6];
  const lng = [-122.3, -122.7, 3, -122.3];

  it('hold the places that are finite', () => {
    expect(coverPoints(lat, lng, 6)).toEqual([latLngToCell(47.6, -122.3, 6), latLngToCell(45.5, -122.7, 6)].sort());
    expect(bufferCells(lat, lng, 6, 0)).toEqual(coverPoints(lat, lng, 6));
  });

  it('take the cells whose centre is within the distance of a place', () => {
    const near = fc.record({
      lat: fc.double({ min: -1, max: 1, noNaN: true }),
      lng: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(near, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 60 }), (offsets, km) => {
        const lats = offsets.map((o) => 60 + o.lat);
        const lngs = offsets.map((o) => 180 + o.lng);
        const candidates = gridDisk(latLngToCell(60, 180, 5), 14);
        const found = new Set(bufferCells(lats, lngs, 5, km));
        const own = new Set(coverPoints(lats, lngs, 5));
        // Of several points in a cell the nearest to its centre stands for all.
        const slack = own.size === lats.length ? 0 : 2.2 * getHexagonEdgeLengthAvg(5, 'km');
        const wrong = candidates.filter((cell) => {
          const [y, x] = cellToLatLng(cell);
          const nearest = Math.min(...lats.map((la, i) => distanceKm(lngs[i]!, la, x, y)));
          if (own.has(cell) || nearest <= km - slack) return !found.has(cell);
          return nearest > km && found.has(cell);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('cellsInPolygon', () => {
  it('finds the cells whose centre is inside a lasso, crossing itself or the antimeridian', () => {
    const positions = fc.tuple(
      fc.double({ min: 176, max: 184, noNaN: true }),
      fc.double({ min: 50, max: 54, noNaN: true }),
    );
    const grid = buildGrid(gridDisk(latLngToCell(52, 180, 5), 18));
    fc.assert(
      fc.property(fc.array(positions, { minLength: 3, maxLength: 30 }), fc.constantFrom(0, -360, 360), (ring, turn) => {
        const expected = Array.from({ length: grid.count }, (_, cell) => cell).filter((cell) => {
          const lng = grid.centers[2 * cell]!;
          return pointInRing([lng < 0 ? lng + 360 : lng, grid.centers[2 * cell + 1]!], ring);
        });
        expect([...cellsInPolygon(grid, moved(ring, turn))]).toEqual(expected);
      }),
      { numRuns: 50 },
    );
    expect(
      cellsInPolygon(grid, [
        [180, 50],
        [181, 52],
      ]),
    ).toHaveLength(0);
  });
});
