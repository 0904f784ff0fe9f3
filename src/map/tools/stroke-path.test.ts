import { expect, test } from 'vitest';
import { pointsBetween, sampleStep } from './stroke-path.ts';

test('samples end at the pointer and lie no further apart than asked', () => {
  const points = pointsBetween({ x: 0, y: 0 }, { x: 30, y: 40 }, 7);
  expect(points.at(-1)).toEqual({ x: 30, y: 40 });
  const all = [{ x: 0, y: 0 }, ...points];
  for (let i = 1; i < all.length; i++) {
    const [a, b] = [all[i - 1], all[i]];
    expect(Math.hypot((b?.x ?? 0) - (a?.x ?? 0), (b?.y ?? 0) - (a?.y ?? 0))).toBeLessThanOrEqual(7);
  }
  expect(pointsBetween({ x: 5, y: 5 }, { x: 5, y: 5 }, 3)).toEqual([{ x: 5, y: 5 }]);
});

test('one-cell strokes are sampled closer than an edge is long', () => {
  // The edge of a hexagon is its width over the root of three.
  expect(sampleStep(20, 0)).toBeLessThan(20 / Math.sqrt(3));
  expect(sampleStep(0.2, 3)).toBe(1);
});
