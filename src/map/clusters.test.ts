import { expect, test } from 'vitest';
import { clearOf, clusterContent, clusterPoints } from './clusters.ts';
import { mercatorLat, mercatorY } from './mercator.ts';

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
  expect(one).toMatchObject({
    x: expect.closeTo(0.25 + 2 * PIXEL_AT_0, 6),
    y: expect.closeTo(0.25 + 2 * PIXEL_AT_0, 6),
    count: 3,
  });
});

test('a circle says what it holds, and at which zoom it falls apart; what stands at one place never does', () => {
  const places: [number, number][] = [
    [0, 0],
    [100 * PIXEL_AT_0, 0],
    [101 * PIXEL_AT_0, 0],
    [0, 0],
    [0, 0],
  ];
  const all = points(places);
  expect(clusterPoints(all, 0).map(({ count }) => count)).toEqual([3, 2]);
  expect(clusterContent(all, 0, 0, 20)).toEqual({ points: [0, 3, 4], opensAt: null });
  const { points: held, opensAt } = clusterContent(all, 0, 1, 20);
  expect(held).toEqual([1, 2]);
  expect(clusterPoints(all, opensAt!).map(({ count }) => count)).toEqual([3, 1, 1]);
  expect(clusterContent(all, 0, 1, 4)).toEqual({ points: [1, 2], opensAt: null });
  for (const lat of [-85, -12.5, 0, 47.6]) expect(mercatorLat(mercatorY(lat))).toBeCloseTo(lat, 9);
});

test('circles make way for names by a little, not onto one another, and stay where there is no room', () => {
  const name = { left: 100, top: 100, right: 180, bottom: 128 };
  const free = { left: 140, top: 80, radius: 10 };
  expect(clearOf(free, [name], [])).toBe(free);
  expect(clearOf({ left: 140, top: 95, radius: 10 }, [name], [])).toEqual({ left: 140, top: 88, radius: 10 });
  expect(clearOf({ left: 98, top: 110, radius: 9 }, [name], [])).toEqual({ left: 89, top: 110, radius: 9 });
  const above = { left: 142, top: 80, radius: 12 };
  const below = { left: 142, top: 150, radius: 12 };
  const deep = { left: 140, top: 108, radius: 10 };
  expect(clearOf(deep, [name], [])).toEqual({ left: 140, top: 88, radius: 10 });
  expect(clearOf(deep, [name], [above])).toEqual({ left: 140, top: 140, radius: 10 });
  expect(clearOf(deep, [name], [above, below])).toBe(deep);
});
