import { expect, test } from 'vitest';
import { markChange, measureBreaks, sequenceStep, shadesOfMeasure } from './cell-shading.ts';

test('each step of a scale holds as many cells with a value as the others', () => {
  const values = [0, 0, 0, ...Array.from({ length: 60 }, (_, i) => 2 ** (i / 3))];
  const breaks = measureBreaks(values);
  expect(breaks).toHaveLength(6);
  const shades = shadesOfMeasure(values, breaks);
  const counts = new Map<number, number>();
  for (const shade of shades) counts.set(shade, (counts.get(shade) ?? 0) + 1);
  expect([...counts].sort(([a], [b]) => a - b)).toEqual([[1, 3], ...[2, 3, 4, 5, 6, 7].map((shade) => [shade, 10])]);
});

test('values that repeat make fewer steps, spread over the whole scale', () => {
  const values = [5, 5, 5, 9, 9, 9, 0];
  const breaks = measureBreaks(values);
  expect(breaks).toEqual([5, 9]);
  expect([...shadesOfMeasure(values, breaks)]).toEqual([2, 2, 2, 7, 7, 7, 1]);
  expect(measureBreaks([0, 0, -3])).toEqual([]);
  expect([...shadesOfMeasure([0, -3], [])]).toEqual([1, 1]);
  expect(sequenceStep(0, 1)).toBe(5);
});

test('cells that left the baseline have their owners colour, the others none', () => {
  const shades = new Uint16Array(4);
  const base = Uint16Array.of(1, 1, 2, 0);
  const owners = Uint16Array.of(1, 2, 2, 1);
  markChange(shades, owners, base, null);
  expect([...shades]).toEqual([1, 0, 1, 0]);
  owners[1] = 1;
  markChange(shades, owners, base, Uint32Array.of(1));
  expect([...shades]).toEqual([1, 1, 1, 0]);
});
