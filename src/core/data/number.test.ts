import { describe, expect, it } from 'vitest';
import { createSum, decimalEvidence, parseNumber } from './number.ts';

describe('parseNumber', () => {
  it.each([
    ['12', 12],
    ['-122.3', -122.3],
    ['+35.93', 35.93],
    ['-090.60', -90.6],
    [' 1,234,567.5 ', 1234567.5],
    ["1'234.5", 1234.5],
    ['1 234', 1234],
    ['$1,200', 1200],
    ['-$5.00', -5],
    ['$-5.00', -5],
    ['(1,200.00)', -1200],
    ['12%', 0.12],
    ['1.5e3', 1500],
    ['−7', -7],
    ['100-', -100],
    ['.5', 0.5],
    ['12,34,567', 1234567],
    ['USD 12', 12],
    ['12\u0000', 12],
  ])('reads %j with a decimal point as %d', (text, value) => {
    expect(parseNumber(text, '.')).toBeCloseTo(value, 12);
  });

  it.each([
    ['48,137', 48.137],
    ['1.234,50', 1234.5],
    ['1.234.567', 1234567],
    ['12 %', 0.12],
    ['1 234,5 €', 1234.5],
    ['-0,5', -0.5],
  ])('reads %j with a decimal comma as %d', (text, value) => {
    expect(parseNumber(text, ',')).toBeCloseTo(value, 12);
  });

  it.each(['', ' ', 'abc', '1,23', '1.2.3', '12abc', '0x10', 'Infinity', 'NaN', '-', '$', '1,2345', '--5', '122,4W'])(
    'refuses %j',
    (text) => {
      expect(parseNumber(text, '.')).toBeNaN();
    },
  );
});

describe('decimalEvidence', () => {
  it('tells a point from a comma and stays silent where it cannot know', () => {
    expect(decimalEvidence('48.1371')).toBeGreaterThan(0);
    expect(decimalEvidence('48,1371')).toBeLessThan(0);
    expect(decimalEvidence('1.234,5')).toBeLessThan(0);
    expect(decimalEvidence('1,234.5')).toBeGreaterThan(0);
    expect(decimalEvidence('1.234.567')).toBeLessThan(0);
    expect(decimalEvidence('1,234')).toBe(0);
    expect(decimalEvidence('Main St. 5')).toBe(0);
  });
});

describe('createSum', () => {
  it('does not lose small values beside large ones', () => {
    const sum = createSum();
    for (const value of [1e16, 1, -1e16, 0.1, 0.2]) sum.add(value);
    expect(sum.total()).toBeCloseTo(1.3, 15);
  });
});
