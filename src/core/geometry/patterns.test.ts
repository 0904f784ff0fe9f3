import { expect, test } from 'vitest';
import { PATTERN_COUNT, patternsOf } from './patterns.ts';

const coloured = (hues: readonly number[]) => hues.map((hue, i) => ({ code: i + 1, hue }));
const looks = (hues: readonly number[]) => {
  const patterns = patternsOf(coloured(hues));
  return coloured(hues).map(({ code, hue }) => `${hue} ${patterns.get(code) ?? 0}`);
};

test('up to ten territories are plain, whatever their hues', () => {
  expect(patternsOf(coloured([1, 1, 1, 2]))).toEqual(new Map());
  expect(patternsOf(coloured([0, 1, 2, 3, 4, 5, 6, 7, 8, 8]))).toEqual(new Map());
});

test('of more no two look alike as long as hues and patterns suffice, and the first of a hue stays plain', () => {
  const hues = Array.from({ length: 10 * PATTERN_COUNT }, (_, i) => (7 * i) % 10);
  expect(new Set(looks(hues)).size).toBe(hues.length);
  expect(looks(hues).slice(0, 10)).toEqual(hues.slice(0, 10).map((hue) => `${hue} 0`));
  expect(new Set(looks([...hues, 3])).size).toBe(hues.length);
  // Order in which they come says nothing.
  expect(patternsOf(coloured(hues).reverse())).toEqual(patternsOf(coloured(hues)));
});
