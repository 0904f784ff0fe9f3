import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hueDistance } from './colouring.ts';
import { areAlike, CLEAR_NEIGHBOURS, clearedHues } from './colouring-repair.ts';

type Rgb = readonly [number, number, number];

/** The ten hues of each theme, light first, as the style sheet has them. */
function hueTokens(): Rgb[][] {
  const css = readFileSync(new URL('../../ui/tokens.css', import.meta.url), 'utf8');
  const found = [...css.matchAll(/--t(\d+):\s*#([0-9a-f]{6})/g)].map(([, hue, hex]) => ({
    hue: Number(hue),
    rgb: [0, 2, 4].map((at) => Number.parseInt(hex!.slice(at, at + 2), 16) / 255) as unknown as Rgb,
  }));
  expect(found).toHaveLength(20);
  return [found.slice(0, 10), found.slice(10)].map((theme) =>
    theme.sort((a, b) => a.hue - b.hue).map(({ rgb }) => rgb),
  );
}

const linear = (rgb: Rgb) =>
  rgb.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;
const times = (matrix: readonly Rgb[], v: Rgb) =>
  matrix.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as unknown as Rgb;
/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const DEUTERANOPIA: readonly Rgb[] = [
  [0.367322, 0.860646, -0.227968],
  [0.280085, 0.672501, 0.047413],
  [-0.01182, 0.04294, 0.968881],
];
/** Ottosson 2020. */
function okLab(rgb: Rgb): Rgb {
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((v) => Math.cbrt(Math.max(0, v))) as unknown as Rgb;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms,
  );
}
const clamped = (rgb: Rgb) => rgb.map((v) => Math.min(1, Math.max(0, v))) as unknown as Rgb;
const distance = (a: Rgb, b: Rgb) => 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Smallest distance of two hues over both themes, to normal and to deuteranopic sight. */
function measured(a: number, b: number): number {
  const pairs = hueTokens().flatMap((theme) => {
    const [x, y] = [linear(theme[a]!), linear(theme[b]!)];
    return [
      distance(okLab(x), okLab(y)),
      distance(okLab(clamped(times(DEUTERANOPIA, x))), okLab(clamped(times(DEUTERANOPIA, y)))),
    ];
  });
  return Math.min(...pairs);
}

describe('hues of neighbours', () => {
  it('lie at least 0.12 apart in OKLab, in both themes, to normal and to deuteranopic sight', () => {
    expect(CLEAR_NEIGHBOURS).toBe(12);
    for (let a = 0; a < 10; a++) {
      for (let b = 0; b < a; b++) {
        expect(Math.abs(measured(a, b) - hueDistance(a, b, 10)), `${a} and ${b}`).toBeLessThan(1);
        if (!areAlike(a, b)) expect(measured(a, b), `${a} and ${b}`).toBeGreaterThan(11.5);
      }
    }
  });
});

/** The smallest number of codes to change so that every conflict is touched, by trying all sets. */
function smallestCover(codes: number, conflicts: readonly (readonly [number, number])[]): number {
  let best = codes;
  for (let set = 0; set < 1 << codes; set++) {
    if (!conflicts.every(([a, b]) => (set & (1 << a)) !== 0 || (set & (1 << b)) !== 0)) continue;
    let size = 0;
    for (let bits = set; bits > 0; bits &= bits - 1) size++;
    best = Math.min(best, size);
  }
  return best;
}

describe('clearedHues', () => {
  it('changes as few territories as can be, and leaves no two neighbours alike', () => {
    const maps = fc.record({
      hues: fc.array(fc.nat({ max: 9 }), { minLength: 9, maxLength: 9 }),
      links: fc.uniqueArray(fc.nat({ max: 17 }), { maxLength: 18 }),
    });
    // Links of a grid of three by three, with diagonals one way: planar, at most six neighbours each.
    const edges: [number, number][] = [];
    for (let at = 0; at < 9; at++) {
      if (at % 3 < 2) edges.push([at, at + 1]);
      if (at < 6) edges.push([at, at + 3]);
      if (at % 3 < 2 && at < 6) edges.push([at, at + 4]);
    }
    fc.assert(
      fc.property(maps, ({ hues, links }) => {
        const pairs = links.flatMap((i) => (edges[i] ? [edges[i]] : []));
        const before = new Map(hues.map((hue, code) => [code, hue]));
        const changed = clearedHues(pairs, before);
        const after = new Map([...before, ...changed]);
        expect(pairs.filter(([a, b]) => areAlike(after.get(a)!, after.get(b)!))).toEqual([]);
        const conflicts = pairs.filter(([a, b]) => areAlike(hues[a]!, hues[b]!));
        expect(changed.size).toBe(smallestCover(9, conflicts));
      }),
      { numRuns: 100 },
    );
  });

  it('spares a hub that has neighbours in every hue', () => {
    const hues = new Map([[0, 4], ...Array.from({ length: 10 }, (_, i): [number, number] => [i + 1, i])]);
    const changed = clearedHues(
      Array.from({ length: 10 }, (_, i): [number, number] => [0, i + 1]),
      hues,
    );
    expect(changed.has(0)).toBe(false);
    const after = new Map([...hues, ...changed]);
    for (let spoke = 1; spoke <= 10; spoke++) expect(areAlike(after.get(0)!, after.get(spoke)!)).toBe(false);
  });

  it('changes the cheaper of two', () => {
    const hues = new Map([
      [1, 3],
      [2, 3],
    ]);
    expect([...clearedHues([[1, 2]], hues, (code) => (code === 1 ? 1 : 1.001)).keys()]).toEqual([1]);
    expect([...clearedHues([[1, 2]], hues, (code) => (code === 2 ? 1 : 1.001)).keys()]).toEqual([2]);
    expect(clearedHues([], hues).size).toBe(0);
  });
});
