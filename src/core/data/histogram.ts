/** How a measure is spread over accounts, by tier: what decides where tiers should begin. */

export interface MeasureHistogram {
  readonly key: string;
  /** Bin i holds values from edges[i] up to, not with, edges[i + 1]; one more edge than bins, none where no value. */
  readonly edges: readonly number[];
  /** Records by tier and bin. */
  readonly counts: readonly (readonly number[])[];
  /** Records without a value above 0. */
  readonly zeros: number;
  /** Position of the record with most, and its share of the whole; null where there is none. */
  readonly largest: { readonly record: number; readonly value: number; readonly share: number } | null;
}

/** Values that differ by more than this are drawn in steps that grow with them, by more than that in wider ones. */
const WIDE = 10;
const VERY_WIDE = 5000;
const FINE_STEPS = [1, 1.5, 2, 3, 5, 7];
const COARSE_STEPS = [1, 2, 5];
const LINEAR_BINS = 12;
const MOST_LOG_BINS = 24;
/** Values nearer to each other than this share of them are drawn as one: edges between them would be lost in rounding. */
const ALIKE = 1e-6;

/** `tiers` = tier of each value, 0 to `tierCount` - 1. */
export function histogramOf(
  key: string,
  values: ArrayLike<number>,
  tiers: ArrayLike<number>,
  tierCount: number,
): MeasureHistogram {
  let [least, most, total, zeros, record] = [Number.POSITIVE_INFINITY, 0, 0, 0, -1];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value > 0)) {
      zeros += 1;
      continue;
    }
    total += value;
    least = Math.min(least, value);
    if (value > most) [most, record] = [value, i];
  }
  if (record < 0) return { key, edges: [], counts: [], zeros, largest: null };
  const edges = most / least > WIDE ? logEdges(least, most) : linearEdges(least, most);
  const counts = Array.from({ length: tierCount }, () => new Array<number>(edges.length - 1).fill(0));
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value > 0) counts[tiers[i]!]![binOf(edges, value)]! += 1;
  }
  return { key, edges, counts, zeros, largest: { record, value: most, share: most / total } };
}

/** From at or below the least to above the most; where that is too many bins, the smallest values share the first. */
function logEdges(least: number, most: number): number[] {
  const edges: number[] = [];
  for (let exponent = Math.floor(Math.log10(least)); ; exponent++) {
    for (const step of most / least > VERY_WIDE ? COARSE_STEPS : FINE_STEPS) {
      const edge = Number(`${step}e${exponent}`);
      // Only the last edge at or below the least is one.
      if (edge <= least) edges.length = 0;
      edges.push(edge);
      if (edge > most) return edges.slice(-MOST_LOG_BINS - 1);
    }
  }
}

function linearEdges(least: number, most: number): number[] {
  const rough = (most - least > ALIKE * most ? most - least : most) / LINEAR_BINS;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5, 10].find((digit) => digit * unit >= rough) ?? 10);
  const first = Math.floor(least / step);
  const edges = [first * step];
  for (let n = first + 1; edges.at(-1)! <= most; n++) edges.push(Number((n * step).toPrecision(12)));
  return edges;
}

function binOf(edges: readonly number[], value: number): number {
  let bin = 0;
  while (bin + 2 < edges.length && edges[bin + 1]! <= value) bin += 1;
  return bin;
}
