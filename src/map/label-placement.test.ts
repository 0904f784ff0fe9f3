import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlacer, type LabelRequest, placeLabels } from './label-placement.ts';

const VIEW = { width: 400, height: 300 };
const request = (change: Partial<LabelRequest>): LabelRequest => ({
  key: 'a',
  x: 200,
  y: 150,
  width: 60,
  height: 28,
  room: 100,
  leader: true,
  margin: 2,
  ...change,
});

test('a territory with room carries its name; a small one gets a leader beside it', () => {
  const [roomy] = placeLabels([request({})], VIEW);
  expect(roomy).toMatchObject({ left: 170, top: 136, leaderEnd: null });
  const [small] = placeLabels([request({ room: 20 })], VIEW);
  expect(small?.leaderEnd).not.toBeNull();
  expect(small && small.left + 60 < 200).toBe(true);
});

test('a place gives way to a territory that is there already', () => {
  const place = request({ key: 'p', x: 200, y: 152, width: 40, height: 14, room: 0, leader: false });
  const placed = placeLabels([request({}), place], VIEW).map(({ request: { key } }) => key);
  expect(placed).toEqual(['a']);
});

test('labels neither overlap nor leave the view, whatever is asked', () => {
  const anything = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 300 }),
      width: fc.integer({ min: 10, max: 90 }),
      room: fc.integer({ min: 0, max: 200 }),
      leader: fc.boolean(),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(anything, (asked) => {
      const placed = placeLabels(
        asked.map((one, i) => request({ ...one, key: String(i) })),
        VIEW,
      );
      placed.forEach((a, i) => {
        expect(a.left).toBeGreaterThanOrEqual(0);
        expect(a.left + a.request.width).toBeLessThanOrEqual(VIEW.width);
        for (const b of placed.slice(i + 1)) {
          const apart =
            a.left + a.request.width <= b.left ||
            b.left + b.request.width <= a.left ||
            a.top + a.request.height <= b.top ||
            b.top + b.request.height <= a.top;
          expect(apart).toBe(true);
        }
      });
    }),
    { numRuns: 100 },
  );
});

test('what is placed stays while the same is wanted, and is placed anew as soon as anything differs', () => {
  const place = createPlacer();
  const panel = { left: 150, top: 100, right: 250, bottom: 200 };
  const first = place([request({})], VIEW);
  expect(place([request({})], VIEW)).toBe(first);
  expect(place([request({})], VIEW, [panel])).toEqual(placeLabels([request({})], VIEW, [panel]));
  const changes: readonly Partial<LabelRequest>[] = [
    { x: 201 },
    { room: 20 },
    { key: 'b' },
    { leader: false, room: 0 },
  ];
  for (const change of changes) {
    expect(place([request(change)], VIEW)).toEqual(placeLabels([request(change)], VIEW));
  }
});
