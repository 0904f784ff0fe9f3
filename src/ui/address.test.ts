import { describe, expect, it } from 'vitest';
import { type Address, isOtherPlace, parseAddress, planOfAddress, writeAddress } from './address.ts';

const comparison = { a: 'one', b: 'two/three', mode: 'swipe', against: null, also: [] } as const;
const ADDRESSES: readonly Address[] = [
  { kind: 'start' },
  { kind: 'plan', planId: '3f2a' },
  { kind: 'plan', planId: 'ä b/c?d#e' },
  { kind: 'compare', comparison },
  { kind: 'compare', comparison: { ...comparison, mode: 'change', against: 'today', also: ['x', 'y'] } },
];

describe('addresses', () => {
  it('say what they were written from', () => {
    for (const address of ADDRESSES) expect(parseAddress(writeAddress(address))).toEqual(address);
    expect(writeAddress(ADDRESSES[3]!)).toBe('#/compare/one/two%2Fthree?mode=swipe');
  });

  it('of unknown kinds, ways of drawing and escapes lead somewhere all the same', () => {
    for (const hash of ['', '#', '#/', '#/plan', '#/plan/', '#/compare/a', '#/other/x', '#section']) {
      expect(parseAddress(hash)).toEqual({ kind: 'start' });
      expect(planOfAddress(hash)).toBeNull();
    }
    expect(parseAddress('#/compare/a/b?mode=upside-down')).toMatchObject({
      comparison: { a: 'a', b: 'b', mode: 'side' },
    });
    expect(parseAddress('#/plan/%E0%A4%A')).toEqual({ kind: 'plan', planId: '%E0%A4%A' });
    expect(planOfAddress('#/compare/a/b')).toBe('b');
  });

  it('tell another place from another way of drawing', () => {
    const swipe = ADDRESSES[3]!;
    expect(isOtherPlace(swipe, { kind: 'compare', comparison: { ...comparison, mode: 'side' } })).toBe(false);
    expect(isOtherPlace(swipe, { kind: 'compare', comparison: { ...comparison, b: 'four' } })).toBe(true);
    expect(isOtherPlace(swipe, { kind: 'plan', planId: 'one' })).toBe(true);
    expect(isOtherPlace({ kind: 'plan', planId: 'one' }, { kind: 'plan', planId: 'one' })).toBe(false);
  });
});
