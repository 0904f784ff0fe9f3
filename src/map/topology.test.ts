import { expect, test } from 'vitest';
import { decodeTopology, type Topology } from './topology.ts';

/** Two squares side by side that share an arc, quantised to tenths. */
const SQUARES: Topology = {
  transform: { scale: [0.1, 0.1], translate: [10, 20] },
  arcs: [
    [
      [10, 0],
      [0, 10],
    ],
    [
      [10, 10],
      [-10, 0],
      [0, -10],
      [10, 0],
    ],
    [
      [10, 0],
      [10, 0],
      [0, 10],
      [-10, 0],
    ],
  ],
  objects: {
    both: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0, 1]] },
        { type: 'MultiPolygon', arcs: [[[2, ~0]]] },
      ],
    },
    seam: { type: 'LineString', arcs: [0] },
  },
};

test('shared arcs are joined without repeating their ends, backwards where the index is negative', () => {
  const { both, seam } = decodeTopology(SQUARES);
  expect(seam).toEqual([
    {
      type: 'LineString',
      coordinates: [
        [11, 20],
        [11, 21],
      ],
    },
  ]);
  const [west, east] = both ?? [];
  expect(west?.type === 'Polygon' && west.coordinates[0]).toEqual([
    [11, 20],
    [11, 21],
    [10, 21],
    [10, 20],
    [11, 20],
  ]);
  expect(east?.type === 'MultiPolygon' && east.coordinates[0]?.[0]?.at(-1)).toEqual([11, 20]);
});
