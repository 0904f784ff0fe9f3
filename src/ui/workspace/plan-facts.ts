/** What the overview says about a whole plan, from its figures and its accounts. */
import type { AccountIndex, Accounts, Demand } from '../../core/data/dataset.ts';
import type { CellIndex } from '../../core/grid/grid.ts';
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

interface HeavyProject {
  readonly demand: Pick<Demand, 'accountCell' | 'cellValues'>;
  readonly dataset: { readonly accounts: Pick<Accounts, 'values'> };
}

export interface HeavyCell {
  readonly cell: CellIndex;
  readonly code: TerritoryCode;
  /** Measure. */
  readonly m: number;
  /** Of its territory's target, as a share. */
  readonly part: number;
}

/** Hundreds of thousands of cells ask: an array by code, 0 without a territory. */
function targetsByCode(territories: ReadonlyMap<number, Territory>, whole: number): Float64Array {
  const targets = new Float64Array(Math.max(0, ...territories.keys()) + 1);
  for (const { code, targetShare } of territories.values()) targets[code] = targetShare * whole;
  return targets;
}

/**
 * Cells that alone are beyond what their territory may carry, heaviest first: no border mends that. Accounts that were
 * moved without their cell do not count in it.
 */
export function heavyCells(
  plan: Plan,
  project: HeavyProject,
  wholes: readonly number[],
  corridor: number,
): HeavyCell[] {
  const { demand, dataset } = project;
  const owners = plan.layers[0]!;
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const moved = new Map<CellIndex, AccountIndex[]>();
  for (const { account, territory } of plan.records.override.values()) {
    const cell = demand.accountCell[account] ?? -1;
    if (cell >= 0 && owners[cell] !== territory) moved.set(cell, [...(moved.get(cell) ?? []), account]);
  }
  const heavy: HeavyCell[] = [];
  demand.cellValues.forEach((values, m) => {
    const targets = targetsByCode(territories, wholes[m] ?? 0);
    for (let cell = 0; cell < values.length; cell++) {
      if (values[cell] === 0) continue;
      const target = targets[owners[cell]!] ?? 0;
      if (target <= 0 || values[cell]! <= target * (1 + corridor)) continue;
      const away = (moved.get(cell) ?? []).reduce((sum, one) => sum + (dataset.accounts.values[m]?.[one] ?? 0), 0);
      const part = (values[cell]! - away) / target;
      if (part > 1 + corridor) heavy.push({ cell, code: owners[cell]!, m, part });
    }
  });
  return heavy.sort((a, b) => b.part - a.part);
}
