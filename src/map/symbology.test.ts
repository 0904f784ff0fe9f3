import { expect, test } from 'vitest';
import { equalTerritories } from '../core/plan/make-plan.ts';
import { DEVIATION_LIMITS, deviationColour, deviationStep, hueColour, LOCKED_FLAG, makePalette } from './symbology.ts';
import { type MapTokens, parseColour, type Rgba } from './tokens.ts';

const grey = (value: number): Rgba => [value, value, value, 1];
const tokens = {
  fillAlpha: 0.44,
  unassigned: grey(9),
  hues: Array.from({ length: 10 }, (_, hue) => grey(100 + hue)),
  deviations: Array.from({ length: 7 }, (_, step) => grey(200 + step)),
} as unknown as MapTokens;

test('deviation steps run from far under to far over, zero in the middle', () => {
  expect([-0.4, -0.12, -0.07, 0, 0.07, 0.12, 0.4].map(deviationStep)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(DEVIATION_LIMITS.map(deviationStep)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(deviationStep(Number.POSITIVE_INFINITY)).toBe(6);
  expect(deviationColour(0)).toBe('var(--dev-0)');
  expect(hueColour(12)).toBe('var(--t3)');
});

test('a palette has two texels a code: colour with fill alpha, then flags', () => {
  const [first, second] = equalTerritories(2);
  if (!first || !second) throw new Error('two territories were asked for');
  const territories = [first, { ...second, hue: 4, locked: true }];
  const byHue = makePalette({ tokens, territories, deviations: null });
  expect(byHue.codeCount).toBe(3);
  expect([...byHue.texels.slice(8, 16)]).toEqual([100, 100, 100, 112, 0, 0, 0, 0]);
  expect([...byHue.texels.slice(16, 24)]).toEqual([104, 104, 104, 112, LOCKED_FLAG, 0, 0, 0]);
  const byDeviation = makePalette({ tokens, territories, deviations: [0, -0.2, 0.06] });
  expect(byDeviation.texels[8]).toBe(200);
  expect(byDeviation.texels[16]).toBe(204);
});

test('beyond ten territories the lowest bits of alpha tell those of one hue apart, where hues are shown', () => {
  const territories = equalTerritories(12).map((one) => ({ ...one, hue: (one.code - 1) % 10 }));
  const alphas = (deviations: number[] | null) => {
    const { texels } = makePalette({ tokens, territories, deviations });
    return territories.map(({ code }) => texels[8 * code + 3]! & 3);
  };
  expect(alphas(null)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  expect(alphas([])).toEqual(new Array(12).fill(0));
});

test('tokens are read in every notation the style sheet uses', () => {
  expect(parseColour('#9e174d')).toEqual([158, 23, 77, 1]);
  expect(parseColour(' #fff ')).toEqual([255, 255, 255, 1]);
  expect(parseColour('rgba(20,22,26,.26)')).toEqual([20, 22, 26, 0.26]);
  expect(() => parseColour('tomato')).toThrow(RangeError);
});
