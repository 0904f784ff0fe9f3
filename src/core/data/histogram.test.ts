import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf } from './histogram.ts';

describe('a histogram', () => {
  it('takes growing steps where values differ much', () => {
    const wide = histogramOf('workload', [3, 4, 60], [0, 0, 0], 1);
    expect(wide.edges).toEqual([3, 5, 7, 10, 15, 20, 30, 50, 70]);
    expect(wide.counts).toEqual([[2, 0, 0, 0, 0, 0, 0, 1]]);
    const { edges, counts, zeros, largest } = histogramOf('x', [0, 3, 4, 60, 900, 20_000], [1, 1, 1, 1, 0, 0], 2);
    expect(edges).toEqual([2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000]);
    expect(counts).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
      [2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
    expect(zeros).toBe(1);
    expect(largest).toEqual({ record: 5, value: 20_000, share: 20_000 / 20_967 });
  });

  it('takes even steps where they do not', () => {
    const { edges, counts } = histogramOf('workload', [10, 12, 16, 21], [0, 0, 0, 0], 1);
    expect(edges.slice(0, 3)).toEqual([10, 11, 12]);
    expect(edges.at(-1)).toBeGreaterThan(21);
    expect(counts[0]!.reduce((sum, n) => sum + n, 0)).toBe(4);
    expect(histogramOf('count', [1, 1, 1], [0, 0, 0], 1).counts[0]!.filter((n) => n > 0)).toEqual([3]);
  });

  it('draws values that differ by rounding alone as one', () => {
    for (const [least, most] of [
      [1e12, 1e12 + 1e-3],
      [0.1 + 0.2, 0.3],
      [1e-9, 1e-9 * (1 + 1e-15)],
    ] as const) {
      const { edges, counts } = histogramOf('x', [least, most], [0, 0], 1);
      expect(edges.length).toBeLessThan(30);
      expect(counts[0]!.filter((n) => n > 0)).toEqual([2]);
    }
  });

  it('is empty without values', () => {
    expect(histogramOf('potential', [0, Number.NaN], [0, 0], 1)).toEqual({
      key: 'potential',
      edges: [],
      counts: [],
      zeros: 2,
      largest: null,
    });
  });

  it('counts every value once, inside its bin or, below many decades, in the first', () => {
    const value = fc.oneof(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), fc.integer({ min: -5, max: 5 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const tiers = values.map((_, i) => i % 3);
        const { edges, counts, zeros } = histogramOf('x', values, tiers, 3);
        const held = counts.flat().reduce((sum, n) => sum + n, 0);
        expect(held + zeros).toBe(values.length);
        expect(edges.length).toBeLessThan(30);
        for (let i = 0; i + 1 < edges.length; i++) expect(edges[i + 1]!).toBeGreaterThan(edges[i]!);
        for (const one of values) if (one > 0) expect(edges.at(-1)!).toBeGreaterThan(one);
      }),
      { numRuns: 200 },
    );
  });
});
