/**
 * Hours per year of an account where the file has none: visits by tier of potential, minutes a visit, travel a visit,
 * administration. Travel is additive (a leg among the accounts of a territory's size around the account, a leg to the
 * nearest), never a flat share: twelve territories of the sample equal on visits alone were 22% apart in hours.
 */
import { around, distance } from 'geokdbush';
import KDBush from 'kdbush';
import type { WorkloadModel, WorkloadTier } from './dataset.ts';
import { legMinutes } from './leg-minutes.ts';

/**
 * Shares of accounts in tiers A, B and C by potential. Few accounts hold most of it, and are called on accordingly: A
 * every week, B every two months, C twice a year. On the sample that is 17,960 hours a year, fewer than the usual
 * 20/40/40 with 12, 5 and 2 visits of an hour (21,030), and it leaves potential and workload less at odds: cells hold
 * 3.9 targets more of one than of the other, against 5.4.
 */
const TIER_SHARES = [0.02, 0.38, 0.6] as const;
const TIERS = [
  { tier: 'A', visitsPerYear: 52, minutesPerVisit: 90 },
  { tier: 'B', visitsPerYear: 6, minutesPerVisit: 60 },
  { tier: 'C', visitsPerYear: 2, minutesPerVisit: 30 },
] as const;
/** Distances looked up before the accounts around one are thinned out to a sample. */
const EXACT_LOOKUPS = 4_000_000;
const SAMPLE_NEIGHBOURS = 48;
/** Points a leaf of the index: small, as most queries want the one nearest. */
const NODE_SIZE = 8;

/** Tier limits at the usual shares, rounded to two digits; defaults that a user will change. */
export function defaultWorkloadModel(potential: ArrayLike<number>, territories: number): WorkloadModel {
  const sorted = Float64Array.from(potential, (value) => (Number.isFinite(value) ? value : 0)).sort();
  let above = 0;
  const tiers = TIERS.map((tier, i): WorkloadTier => {
    above += TIER_SHARES[i]!;
    const limit = sorted[Math.max(0, Math.floor(sorted.length * (1 - above)))] ?? 0;
    return { ...tier, fromPotential: i === TIERS.length - 1 ? 0 : twoDigits(limit) };
  });
  return {
    tiers,
    adminHoursPerAccount: 0.5,
    shareBetween: 0.4,
    shareNearest: 0.8,
    detourFactor: 1.3,
    urbanSpeedKmh: 30,
    ruralSpeedKmh: 70,
    urbanLegKm: 10,
    territories,
  };
}

function twoDigits(value: number): number {
  if (value <= 0) return 0;
  const unit = 10 ** Math.max(-6, Math.floor(Math.log10(value)) - 1);
  return Number((Math.round(value / unit) * unit).toPrecision(6));
}

/** Index into `model.tiers` of each account: the first tier whose limit it reaches, the last where none. */
export function tiersOf(model: WorkloadModel, potential: ArrayLike<number>): Uint8Array {
  const tiers = new Uint8Array(potential.length);
  const last = model.tiers.length - 1;
  for (let i = 0; i < potential.length; i++) {
    const found = model.tiers.findIndex((tier) => potential[i]! >= tier.fromPotential);
    tiers[i] = found < 0 ? last : found;
  }
  return tiers;
}

/**
 * Travel minutes a visit of each account. NaN coordinates get the mean of the others, 0 where there are none.
 * Deterministic, and independent of the order of the accounts but for exact ties.
 */
export function travelMinutes(model: WorkloadModel, lat: ArrayLike<number>, lng: ArrayLike<number>): Float64Array {
  const minutes = new Float64Array(lat.length).fill(Number.NaN);
  const placed: number[] = [];
  for (let i = 0; i < lat.length; i++) if (!Number.isNaN(lat[i]!)) placed.push(i);
  const wanted = Math.max(1, Math.round(placed.length / Math.max(1, model.territories)));
  const thin = placed.length * wanted > EXACT_LOOKUPS ? Math.min(1, SAMPLE_NEIGHBOURS / wanted) : 1;
  const all = indexOf(placed, lat, lng);
  const sample = thin === 1 ? placed : placed.filter((i) => scatter(lat[i]!, lng[i]!) < thin);
  const surroundings = thin === 1 ? all : indexOf(sample, lat, lng);
  const nearestKm = createNearest(all, placed, lat, lng);
  const between = new Map<number, number>();
  // Accounts within about 300 m (5 km where there are very many) share the leg among their surroundings.
  const fineness = thin === 1 ? 360 : 20;
  let sum = 0;
  for (const i of placed) {
    const nearest = nearestKm(i);
    const key = Math.round(lat[i]! * fineness) * 131_072 + Math.round(lng[i]! * fineness);
    let leg = between.get(key);
    if (leg === undefined) {
      const near = distances(surroundings, sample, lat, lng, i, Math.max(2, Math.round(wanted * thin)));
      leg = near.reduce((total, km) => total + km, 0) / Math.max(1, near.length);
      between.set(key, leg);
    }
    minutes[i] = model.shareBetween * legMinutes(model, leg) + model.shareNearest * legMinutes(model, nearest);
    sum += minutes[i];
  }
  const mean = placed.length === 0 ? 0 : sum / placed.length;
  for (let i = 0; i < minutes.length; i++) if (Number.isNaN(minutes[i]!)) minutes[i] = mean;
  return minutes;
}

function indexOf(accounts: readonly number[], lat: ArrayLike<number>, lng: ArrayLike<number>): KDBush {
  const index = new KDBush(accounts.length, NODE_SIZE);
  for (const i of accounts) index.add(lng[i]!, lat[i]!);
  return index.finish();
}

/** Kilometres to the nearest `count` accounts of an index, ascending; the account itself (0) comes first. */
function distances(
  index: KDBush,
  accounts: readonly number[],
  lat: ArrayLike<number>,
  lng: ArrayLike<number>,
  account: number,
  count: number,
): number[] {
  const near: number[] = around(index, lng[account]!, lat[account]!, count);
  return near.map((n) => distance(lng[account]!, lat[account]!, lng[accounts[n]!]!, lat[accounts[n]!]!));
}

const KM_PER_DEGREE = 111.195;

/**
 * Kilometres from an account to the nearest other one, 0 where there is none. Looks around in growing circles (of
 * degrees) until the nearest one found is nearer than anything outside: ten times as fast as a search by priority for
 * one neighbour.
 */
function createNearest(
  index: KDBush,
  accounts: readonly number[],
  lat: ArrayLike<number>,
  lng: ArrayLike<number>,
): (account: number) => number {
  let usual = 0.01;
  return (account) => {
    const [y, x] = [lat[account]!, lng[account]!];
    const kmPerDegree = KM_PER_DEGREE * Math.max(0.02, Math.cos((Math.abs(y) * Math.PI) / 180));
    for (let radius = usual; ; radius *= 2) {
      let nearest = Number.POSITIVE_INFINITY;
      for (const n of index.within(x, y, radius)) {
        const other = accounts[n]!;
        if (other !== account) nearest = Math.min(nearest, distance(x, y, lng[other]!, lat[other]!));
      }
      if (nearest <= radius * kmPerDegree || radius > 360) {
        usual = Math.max(1e-4, Math.min(radius, nearest / kmPerDegree) / 2);
        return Number.isFinite(nearest) ? nearest : 0;
      }
    }
  };
}

/** A number in 0..1 that depends on the place alone: thins accounts out evenly and the same way each time. */
function scatter(lat: number, lng: number): number {
  let h = Math.imul(Math.round(lat * 1e5) ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(Math.round(lng * 1e5), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39);
  return ((h ^ (h >>> 16)) >>> 0) / 0x1_0000_0000;
}
