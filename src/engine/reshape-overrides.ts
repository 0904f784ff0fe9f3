/** Named accounts of a territory that is closed. */
import type { AccountIndex, Demand } from '../core/data/dataset.ts';
import { locksOf } from '../core/edit/locks.ts';
import type { Override, Plan, TerritoryCode } from '../core/plan/plan.ts';

/** The plan without them: an account follows its cell again. */
export function planWithoutOverridesInto(plan: Plan, code: TerritoryCode): Plan {
  const override = new Map([...plan.records.override].filter(([, { territory }]) => territory !== code));
  return { ...plan, records: { ...plan.records, override } };
}

export interface OverridesOfClosed {
  /** Accounts that go back to their cells, and those that go with most of the territory. */
  readonly back: number;
  readonly along: number;
  /** For the plan with these owners. @param potential of each cell */
  changes(owners: Uint16Array, potential: Float64Array): (readonly [before: Override, after: Override | null])[];
}

/**
 * An account goes back to its cell where somebody else owns that and may be given it, or where the cell is dealt with the
 * territory. One without a cell, on land of nobody or of a locked territory goes with most of the closed one's potential.
 */
export function overridesOfClosed(plan: Plan, { accountCell }: Demand, code: TerritoryCode): OverridesOfClosed {
  const owners = plan.layers[0]!;
  const locks = locksOf(plan);
  const named = [...plan.records.override.values()].filter(({ territory }) => territory === code);
  const goesBack = (account: AccountIndex) => {
    const cell = accountCell[account] ?? -1;
    return cell >= 0 && owners[cell]! > 0 && !locks.codes.has(owners[cell]!);
  };
  const back = named.filter(({ account }) => goesBack(account)).length;
  return {
    back,
    along: named.length - back,
    changes: (wanted, potential) => {
      const heir = mostOf(owners, wanted, code, potential);
      return named.map((before) => [
        before,
        goesBack(before.account) || heir === 0 ? null : { ...before, territory: heir },
      ]);
    },
  };
}

/** Who gets most of the potential that the territory had; the most cells where it had none. 0 = nobody. */
function mostOf(owners: Uint16Array, wanted: Uint16Array, code: TerritoryCode, potential: Float64Array): TerritoryCode {
  const gains = new Map<TerritoryCode, number>();
  owners.forEach((owner, cell) => {
    const heir = wanted[cell]!;
    if (owner === code && heir !== code) gains.set(heir, (gains.get(heir) ?? 0) + potential[cell]! + 1e-9);
  });
  return [...gains].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0] as [number, number])[0];
}
