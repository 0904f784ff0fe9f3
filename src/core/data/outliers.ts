/** Accounts far away from the rest: Guam among the states, a town geocoded to Finland. */

const BIN_DEGREES = 2;
const COLUMNS = 360 / BIN_DEGREES;
/** Bins this near count as one cluster: gaps of up to about 400 km. */
const REACH = 2;
/** A cluster is out of the way when it holds at most this share of all... */
const OUTLIER_SHARE = 0.01;
/** ...while one cluster holds at least this. */
const MAIN_SHARE = 0.8;

/**
 * Positions of the points in small clusters away from a main one, none where there is no main one. NaN places are left
 * out. Single-linkage over bins of two degrees.
 */
export function outliersOf(lat: ArrayLike<number>, lng: ArrayLike<number>): number[] {
  const bins = new Map<number, number>();
  let total = 0;
  for (let i = 0; i < lat.length; i++) {
    if (Number.isNaN(lat[i]!)) continue;
    const bin = binOf(lat[i]!, lng[i]!);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
    total += 1;
  }
  const clusters = clustersOf(bins);
  const main = Math.max(0, ...clusters.map(({ size }) => size));
  if (main < total * MAIN_SHARE) return [];
  const small = clusters.filter(({ size }) => size !== main && size <= Math.max(1, total * OUTLIER_SHARE));
  const away = new Set(small.flatMap((cluster) => cluster.bins));
  const found: number[] = [];
  if (away.size === 0) return found;
  for (let i = 0; i < lat.length; i++) {
    if (!Number.isNaN(lat[i]!) && away.has(binOf(lat[i]!, lng[i]!))) found.push(i);
  }
  return found;
}

function binOf(lat: number, lng: number): number {
  const row = Math.min(180 / BIN_DEGREES - 1, Math.floor((lat + 90) / BIN_DEGREES));
  return row * COLUMNS + (Math.floor((lng + 180) / BIN_DEGREES) % COLUMNS);
}

function clustersOf(bins: ReadonlyMap<number, number>): { readonly size: number; readonly bins: readonly number[] }[] {
  const seen = new Set<number>();
  const clusters: { readonly size: number; readonly bins: readonly number[] }[] = [];
  for (const start of bins.keys()) {
    if (seen.has(start)) continue;
    seen.add(start);
    const open = [start];
    const held = [start];
    let size = 0;
    for (let bin = open.pop(); bin !== undefined; bin = open.pop()) {
      size += bins.get(bin) ?? 0;
      for (const near of binsAround(bin)) {
        if (seen.has(near) || !bins.has(near)) continue;
        seen.add(near);
        open.push(near);
        held.push(near);
      }
    }
    clusters.push({ size, bins: held });
  }
  return clusters;
}

function* binsAround(bin: number): Generator<number> {
  const row = Math.floor(bin / COLUMNS);
  const column = bin % COLUMNS;
  for (let dy = -REACH; dy <= REACH; dy++) {
    for (let dx = -REACH; dx <= REACH; dx++) yield (row + dy) * COLUMNS + ((column + dx + COLUMNS) % COLUMNS);
  }
}
