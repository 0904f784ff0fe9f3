/** What the overview says about a whole plan, from its figures and its accounts. */
import type { AccountIndex, Accounts, Demand } from '../../core/data/dataset.ts';
import type { TerritoryFigures } from '../../core/metrics/metrics.ts';
import { accountTerritories } from '../../core/plan/account-territory.ts';
import type { Plan, Territory, TerritoryCode } from '../../core/plan/plan.ts';

const SHOWN = 5;

export interface Extremes {
  /** Furthest above target first. */
  readonly over: readonly TerritoryFigures[];
  /** Furthest below target first. */
  readonly under: readonly TerritoryFigures[];
}

/** Up to five territories on each side of their target in measure `m`. */
export function extremesOf(territories: readonly TerritoryFigures[], m: number): Extremes {
  const deviation = (one: TerritoryFigures): number => one.deviations[m] ?? 0;
  const sorted = [...territories].sort((a, b) => deviation(b) - deviation(a) || a.code - b.code);
  return {
    over: sorted.filter((one) => deviation(one) > 0).slice(0, SHOWN),
    under: sorted
      .filter((one) => deviation(one) < 0)
      .reverse()
      .slice(0, SHOWN),
  };
}

export interface LargestAccount {
  readonly account: AccountIndex;
  readonly code: TerritoryCode;
  /** Of its territory's first measure. */
  readonly share: number;
}

/**
 * The account that weighs most in its own territory: what one loss would do to a rep.
 * @param loads first measure by territory code
 */
export function largestAccount(
  plan: Plan,
  demand: Pick<Demand, 'accountCell'>,
  { values }: Pick<Accounts, 'values'>,
  loads: ArrayLike<number>,
): LargestAccount | null {
  const column = values[0];
  if (column === undefined) return null;
  let best: LargestAccount | null = null;
  accountTerritories(plan, demand).forEach((code, account) => {
    const load = loads[code] ?? 0;
    if (code === 0 || load <= 0) return;
    const share = column[account]! / load;
    if (best === null || share > best.share) best = { account, code, share };
  });
  return best;
}

/** Territories without a rep; null where the plan names no rep at all, so that none is missing. */
export function vacantOf(territories: readonly Territory[]): readonly Territory[] | null {
  const vacant = territories.filter(({ rep }) => rep.trim() === '');
  return vacant.length === territories.length ? null : vacant;
}
