import { expect, test } from 'vitest';
import { clusterPoints } from './clusters.ts';

const points = (places: readonly (readonly [number, number])[]) => ({
  originX: 0.25,
  originY: 0.25,
  positions: Float32Array.from(places.flat()),
});
const PIXEL_AT_0 = 1 / 512;

test('every point is in one cluster, and close ones are together only from afar', () => {
  const places: [number, number][] = [];
  for (let i = 0; i < 100; i++) places.push([(i % 10) * 3 * PIXEL_AT_0, Math.floor(i / 10) * 3 * PIXEL_AT_0]);
  places.push([200 * PIXEL_AT_0, 0]);
  const far = clusterPoints(points(places), 0);
  expect(far.map(({ count }) => count)).toEqual([100, 1]);
  const close = clusterPoints(points(places), 8);
  expect(close).toHaveLength(101);
  for (const zoom of [0, 2, 4]) {
    expect(clusterPoints(points(places), zoom).reduce((sum, { count }) => sum + count, 0)).toBe(101);
  }
});

test('a cluster stands at the mean of its points', () => {
  const [one] = clusterPoints(
    points([
      [0, 0],
      [4 * PIXEL_AT_0, 0],
      [2 * PIXEL_AT_0, 6 * PIXEL_AT_0],
    ]),
    0,
  );
  expect(one).toEqual({
    x: expect.closeTo(0.25 + 2 * PIXEL_AT_0, 6),
    y: expect.closeTo(0.25 + 2 * PIXEL_AT_0, 6),
    count: 3,
  });
});
