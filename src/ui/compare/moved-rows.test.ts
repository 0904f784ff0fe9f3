import { describe, expect, it } from 'vitest';
import { type MovedFilter, movedRows, type MovedSort } from './moved-rows.ts';

/** Accounts 0-3: only A moves the first, only B the second, both the third alike, both the fourth apart. */
const MOVED = [
  { account: 0, from: 1, to: [2, 1], values: [40, 1] },
  { account: 1, from: 1, to: [1, 3], values: [30, 4] },
  { account: 2, from: 2, to: [3, 3], values: [20, 2] },
  { account: 3, from: 3, to: [1, 2], values: [10, 3] },
];
const NAMES = ['Delta', 'alpha', 'Charlie', 'Bravo'];
const TEXTS = {
  name: (account: number) => NAMES[account]!,
  all: (account: number) => `${NAMES[account]} #${account}`,
  why: ({ account }: { account: number }) => ['Brush', 'Override', 'Fill', 'Build'][account]!,
  territory: (_: string, code: number) => ['', 'North', 'South', 'East'][code]!,
};
const ALL: MovedFilter = { which: 'either', territory: null, query: '' };
const listed = (filter: Partial<MovedFilter>, sort: MovedSort = { key: 0, descending: true }) =>
  movedRows(MOVED, { ...ALL, ...filter }, sort, TEXTS).map(({ account }) => account);

describe('accounts that change hands', () => {
  it('are those of A, of B, of either, or those that A and B give to different territories', () => {
    expect(listed({})).toEqual([0, 1, 2, 3]);
    expect(listed({ which: 'a' })).toEqual([0, 2, 3]);
    expect(listed({ which: 'b' })).toEqual([1, 2, 3]);
    expect(listed({ which: 'differ' })).toEqual([0, 1, 3]);
  });

  it('are found by territory, on either side, and by name whatever the case', () => {
    expect(listed({ territory: 2 })).toEqual([0, 2, 3]);
    expect(listed({ query: ' ALPHA ' })).toEqual([1]);
    expect(listed({ query: '#3', territory: 2 })).toEqual([3]);
    expect(listed({ query: 'nobody' })).toEqual([]);
  });

  it('are ordered by any column, both ways, and the list given is left as it was', () => {
    expect(listed({}, { key: 1, descending: true })).toEqual([1, 3, 2, 0]);
    expect(listed({}, { key: 'name', descending: false })).toEqual([1, 3, 2, 0]);
    expect(listed({}, { key: 'b', descending: false })).toEqual([1, 2, 0, 3]);
    expect(listed({}, { key: 'why', descending: false })).toEqual([0, 3, 2, 1]);
    expect(listed({}, { key: 'from', descending: true })).toEqual([2, 0, 1, 3]);
    expect(MOVED.map(({ account }) => account)).toEqual([0, 1, 2, 3]);
  });
});
