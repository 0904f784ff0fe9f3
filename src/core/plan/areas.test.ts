import { describe, expect, it } from 'vitest';
import { labelsInAreas } from './areas.ts';

const box = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
];

describe('points in named areas', () => {
  it('go to the smallest area that holds them; what lies in none is counted', () => {
    const areas = [
      { name: 'Country', polygons: [box(0, 0, 10, 10)] },
      { name: 'City', polygons: [box(4, 4, 5, 5)] },
      { name: 'Islands', polygons: [box(20, 0, 21, 1), box(22, 0, 23, 1)] },
    ];
    const lng = [1, 4.5, 20.5, 22.5, 40, Number.NaN];
    const lat = [1, 4.5, 0.5, 0.5, 40, 1];
    expect(labelsInAreas(areas, lng, lat)).toEqual({
      labels: ['Country', 'City', 'Islands', 'Islands', '', ''],
      outside: 1,
      overlapping: 1,
    });
  });

  it('see holes, any winding, and the antimeridian', () => {
    const ring = [...box(0, 0, 10, 10), ...box(4, 4, 6, 6)].map((points) => points.toReversed());
    const fiji = { name: 'Fiji', polygons: [box(177, -19, 182, -16)] };
    const areas = [{ name: 'Ring', polygons: [ring] }, fiji];
    expect(labelsInAreas(areas, [5, 1, 178, -179], [5, 1, -18, -18]).labels).toEqual(['', 'Ring', 'Fiji', 'Fiji']);
  });
});
