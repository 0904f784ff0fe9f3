/** Target shares when a territory comes or goes: they always sum to what they summed to. */
import type { Territory, TerritoryCode } from '../core/plan/plan.ts';

/** Who carries less for a new territory, or more for one that goes: its neighbours, or everybody in proportion. */
export type ShareSource = 'neighbours' | 'everybody';

/**
 * The territories with `made` as the last of them. From its neighbours it takes as much as each of them then carries on
 * average, so that nobody else's target changes; from everybody, an average share of the whole.
 */
export function sharesWith(
  known: readonly Territory[],
  made: Territory,
  around: readonly Territory[],
  from: ShareSource,
): Territory[] {
  const givers = from === 'neighbours' ? around : known;
  const codes = new Set(givers.map(({ code }) => code));
  const rest = givers.length / (givers.length + 1);
  const share = givers.reduce((sum, one) => sum + one.targetShare, 0) / (givers.length + 1);
  const others = known.map((one) => (codes.has(one.code) ? { ...one, targetShare: one.targetShare * rest } : one));
  return [...others, { ...made, targetShare: share }];
}

/** The territories without `closed`: its share goes to those that take its land, or to everybody, in proportion. */
export function sharesWithout(
  known: readonly Territory[],
  closed: Territory,
  takers: ReadonlySet<TerritoryCode>,
  to: ShareSource,
): Territory[] {
  const left = known.filter(({ code }) => code !== closed.code);
  const heirs = to === 'neighbours' ? left.filter(({ code }) => takers.has(code)) : left;
  const sum = heirs.reduce((total, one) => total + one.targetShare, 0);
  const codes = new Set(heirs.map(({ code }) => code));
  const shareOf = ({ targetShare }: Territory) =>
    sum > 0 ? targetShare * (1 + closed.targetShare / sum) : closed.targetShare / heirs.length;
  return left.map((one) => (codes.has(one.code) ? { ...one, targetShare: shareOf(one) } : one));
}
