/** A change of plan as those see it who sell: what each rep keeps, gains and loses. */
import type { Demand } from '../data/dataset.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import type { Plan, TerritoryCode } from '../plan/plan.ts';
import type { Flow } from './metrics.ts';
import type { AccountValues } from './totals.ts';

/** Accounts and their sums: first the potential, then current sales where they are known. */
export interface RepPart {
  readonly accounts: number;
  readonly potential: number;
  readonly sales: number;
}

export interface RepView {
  /** Name of the rep, or of the territory where it has none. */
  readonly name: string;
  /** A territory of the rep: in the base plan where there is one. */
  readonly territory: TerritoryCode;
  readonly before: RepPart;
  readonly kept: RepPart;
  readonly gained: RepPart;
  readonly lost: RepPart;
  /** Share that is lost of current sales where any are known, else of potential; 0 with nothing to lose. */
  readonly lostShare: number;
}

/** A rep who loses more than this share is warned about. */
export const REP_LOSS_WARNING = 0.2;

interface OpenPart {
  accounts: number;
  potential: number;
  sales: number;
}
interface OpenRep {
  name: string;
  territory: TerritoryCode;
  before: OpenPart;
  kept: OpenPart;
  gained: OpenPart;
  lost: OpenPart;
}

const nothing = (): OpenPart => ({ accounts: 0, potential: 0, sales: 0 });

/**
 * One row a rep of either plan, most lost first. A territory without a named rep is a rep of its own; a rep with several
 * territories keeps what moves between them. Areal demand counts as potential of its cell's territory.
 * @param sales of each account; null = not known
 */
export function repViews(
  base: Plan,
  plan: Plan,
  demand: Demand,
  accounts: AccountValues,
  sales: Float64Array | null,
): RepView[] {
  const reps = new Map<string, OpenRep>();
  const [repBefore, repAfter] = [repsOf(base, plan, reps), repsOf(plan, base, reps)];
  const move = (from: TerritoryCode, to: TerritoryCode, part: OpenPart) => {
    const [a, b] = [repBefore.get(from), repAfter.get(to)];
    if (a) add(a.before, part);
    if (a && a === b) add(a.kept, part);
    else {
      if (a) add(a.lost, part);
      if (b) add(b.gained, part);
    }
  };
  const [before, after] = [accountTerritories(base, demand), accountTerritories(plan, demand)];
  const potential = accounts.values[0];
  for (let account = 0; account < before.length; account++) {
    const part = { accounts: 1, potential: potential?.[account] ?? 0, sales: sales?.[account] ?? 0 };
    if (before[account] !== 0 || after[account] !== 0) move(before[account]!, after[account]!, part);
  }
  const areal = demand.areal[0];
  areal?.forEach((value, cell) => {
    if (value !== 0) move(base.layers[0]![cell]!, plan.layers[0]![cell]!, { ...nothing(), potential: value });
  });
  const rows = [...reps.values()].map((rep): RepView => ({ ...rep, lostShare: lostShareOf(rep, sales !== null) }));
  return rows.sort((a, b) => b.lostShare - a.lostShare || b.before.potential - a.before.potential);
}

/** Name of the rep of a territory; one that the plan does not name is the other plan's for that territory. */
function repOf(plan: Plan, other: Plan, code: TerritoryCode): string {
  return plan.records.territory.get(code)?.rep || (other.records.territory.get(code)?.rep ?? '');
}

/** A territory without a named rep is a rep of its own. */
const keyOf = (name: string, code: TerritoryCode): string => (name === '' ? `#${code}` : `rep ${name}`);

/** Of how many reps accounts change hands: those who lose some, and those who lose or gain some. */
export interface RepsTouched {
  readonly losing: number;
  readonly touched: number;
}

/** As `repViews` counts them. @param flows from `base` to `plan` */
export function repsTouched(base: Plan, plan: Plan, flows: readonly Flow[]): RepsTouched {
  const losing = new Set<string>();
  const touched = new Set<string>();
  for (const { from, to, accounts } of flows) {
    if (accounts === 0) continue;
    const loser = from === 0 ? '' : keyOf(repOf(base, plan, from), from);
    const winner = to === 0 ? '' : keyOf(repOf(plan, base, to), to);
    if (loser === winner) continue;
    if (loser !== '') losing.add(loser);
    for (const rep of [loser, winner]) if (rep !== '') touched.add(rep);
  }
  return { losing: losing.size, touched: touched.size };
}

/** Rep of each territory of a plan. */
function repsOf(plan: Plan, other: Plan, reps: Map<string, OpenRep>): Map<TerritoryCode, OpenRep> {
  const found = new Map<TerritoryCode, OpenRep>();
  for (const { code, name } of plan.records.territory.values()) {
    const named = repOf(plan, other, code);
    const key = keyOf(named, code);
    const open = reps.get(key) ?? {
      name: named || name,
      territory: code,
      before: nothing(),
      kept: nothing(),
      gained: nothing(),
      lost: nothing(),
    };
    reps.set(key, open);
    found.set(code, open);
  }
  return found;
}

function add(sum: OpenPart, part: OpenPart): void {
  sum.accounts += part.accounts;
  sum.potential += part.potential;
  sum.sales += part.sales;
}

function lostShareOf({ before, lost }: OpenRep, hasSales: boolean): number {
  if (hasSales && before.sales > 0) return lost.sales / before.sales;
  return before.potential > 0 ? lost.potential / before.potential : 0;
}
