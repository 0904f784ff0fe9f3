import { expect, test } from 'vitest';
import type { FlowArrow } from './flow-arrows.ts';
import { arrowBoxes, placeArrows } from './flow-drawing.ts';
import type { Box } from './label-placement.ts';

const VIEW = { width: 700, height: 600 };
const TOOLS: Box = { left: 12, top: 12, right: 52, bottom: 200 };
const project = ([x, y]: [number, number]) => ({ x, y });
const widthOf = (text: string) => 6 * text.length;
const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** 45 territories in a 9 x 5 lattice that give to the next one. */
const crowd: FlowArrow[] = Array.from({ length: 45 }, (_, i) => ({
  lng: 30 + 75 * (i % 9),
  lat: 60 + 110 * Math.floor(i / 9),
  towardsLng: 105 + 75 * (i % 9),
  towardsLat: 90 + 110 * Math.floor(i / 9),
  width: 2 + (i % 5),
  text: `${i} · $${i}.0M`,
}));

test('of a crowd the largest arrows are kept, clear of each other’s pills, of the tools and of the edge', () => {
  const placed = placeArrows(project, crowd, widthOf, VIEW, [TOOLS]);
  expect(placed.length).toBeGreaterThan(5);
  expect(placed.length).toBeLessThan(crowd.length);
  for (const [at, one] of placed.entries()) {
    for (const box of arrowBoxes(one)) {
      expect(overlap(box, TOOLS)).toBe(false);
      expect(box.left >= 0 && box.top >= 0 && box.right <= VIEW.width && box.bottom <= VIEW.height).toBe(true);
    }
    for (const other of placed.slice(at + 1)) {
      expect(arrowBoxes(other).some((box) => overlap(box, one.pill))).toBe(false);
    }
  }
  const widths = placed.map(({ arrow }) => arrow.width);
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
});

test('an arrow that starts below the tools is left to the list', () => {
  const hidden: FlowArrow = { ...crowd[0]!, lng: 30, lat: 60, towardsLng: 40, towardsLat: 150 };
  expect(placeArrows(project, [hidden], widthOf, VIEW, [TOOLS])).toEqual([]);
});
