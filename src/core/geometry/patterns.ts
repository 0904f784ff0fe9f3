/** Patterns in the fill of territories: where there are more of them than hues, a hue stands for several. */

/** Kinds of fill, plain among them. */
export const PATTERN_COUNT = 4;
const HUES = 10;
const PLAIN: ReadonlyMap<number, number> = new Map();

interface Coloured {
  readonly code: number;
  readonly hue: number;
}

/**
 * Pattern of each territory, 0 = plain, by code; codes left out are plain. Up to ten territories have no need of any. Of
 * more, the first of each hue by code is plain and those after it take the patterns in turn: with up to forty no two
 * look alike wherever they lie, beyond that only neighbours are told apart for certain, by their hues.
 */
export function patternsOf(territories: Iterable<Coloured>): ReadonlyMap<number, number> {
  const all = [...territories];
  if (all.length <= HUES) return PLAIN;
  const seen = new Map<number, number>();
  const patterns = new Map<number, number>();
  for (const { code, hue } of all.sort((a, b) => a.code - b.code)) {
    const before = seen.get(hue) ?? 0;
    seen.set(hue, before + 1);
    if (before % PATTERN_COUNT > 0) patterns.set(code, before % PATTERN_COUNT);
  }
  return patterns;
}
