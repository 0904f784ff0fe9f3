/**
 * Part of one plan taken over into another of the same project, in which a code means one territory. Over the land that is
 * taken the plan becomes as the source is: owners, and named accounts. Everything else stays.
 */
import type { AccountIndex, Demand } from '../data/dataset.ts';
import type { CellIndex } from '../grid/grid.ts';
import type { Plan, Territory, TerritoryCode } from '../plan/plan.ts';
import { editOfOwners, recordEdit } from './edit-of-cells.ts';
import type { Edit } from './edit.ts';
import { squashEdits } from './squash.ts';
import { areEqual, withShares } from './territory-edits.ts';

type AccountsByCell = Pick<Demand, 'accountsOfCell'>;

/**
 * Territories as the source has them: what they have there comes, and what only the plan gives them goes to whoever has
 * it in the source. Empty where nothing differs. @throws RangeError on plans of different grids
 */
export function takeTerritoriesEdit(
  plan: Plan,
  source: Plan,
  codes: Iterable<TerritoryCode>,
  demand: AccountsByCell,
): Edit {
  const [mine, theirs] = [plan.layers[0]!, source.layers[0]!];
  const wanted = new Set(codes);
  const cells: CellIndex[] = [];
  for (let cell = 0; cell < mine.length; cell++) {
    if (wanted.has(mine[cell]!) || wanted.has(theirs[cell]!)) cells.push(cell);
  }
  const named: AccountIndex[] = [];
  for (const { records } of [plan, source]) {
    for (const { account, territory } of records.override.values()) if (wanted.has(territory)) named.push(account);
  }
  return takeEdit(plan, source, cells, [...named, ...accountsIn(cells, demand)]);
}

/** Cells, and the accounts in them, as the source has them. @throws RangeError on plans of different grids */
export function takeCellsEdit(plan: Plan, source: Plan, cells: ArrayLike<CellIndex>, demand: AccountsByCell): Edit {
  return takeEdit(plan, source, cells, accountsIn(cells, demand));
}

function takeEdit(plan: Plan, source: Plan, cells: ArrayLike<CellIndex>, accounts: Iterable<AccountIndex>): Edit {
  if (plan.gridHash !== source.gridHash) throw new RangeError('Plans on different grids cannot be merged.');
  const theirs = source.layers[0]!;
  const owners = editOfOwners(plan.layers[0]!, cells, (_, cell) => theirs[cell]!);
  const overrides = overrideEdits(plan, source, new Set(accounts));
  const needed = [
    ...owners.patches.flatMap(({ after }) => [...new Set(after)]),
    ...overrides.flatMap(({ records }) =>
      [...(records.override?.values() ?? [])].map(({ after }) => after?.territory ?? 0),
    ),
  ];
  return squashEdits([...strangerEdits(plan, source, new Set(needed)), owners, ...overrides]);
}

function accountsIn(
  cells: ArrayLike<CellIndex>,
  { accountsOfCell: { offsets, targets } }: AccountsByCell,
): AccountIndex[] {
  const accounts: AccountIndex[] = [];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    for (let at = offsets[cell]!; at < offsets[cell + 1]!; at++) accounts.push(targets[at]!);
  }
  return accounts;
}

function overrideEdits(plan: Plan, source: Plan, accounts: ReadonlySet<AccountIndex>): Edit[] {
  const edits: Edit[] = [];
  for (const account of accounts) {
    const before = plan.records.override.get(account) ?? null;
    const after = source.records.override.get(account) ?? null;
    if (before?.territory !== after?.territory) edits.push(recordEdit('override', account, before, after));
  }
  return edits;
}

/** Territories that the plan lacks come with their records. Of equals all stay equal; else the others make room. */
function strangerEdits(plan: Plan, source: Plan, codes: ReadonlySet<TerritoryCode>): Edit[] {
  const present = [...plan.records.territory.values()];
  const strangers = [...codes].flatMap((code): Territory[] => {
    const territory = source.records.territory.get(code);
    return territory === undefined || plan.records.territory.has(code) ? [] : [{ ...territory, locked: false }];
  });
  if (strangers.length === 0) return [];
  const all = [...present, ...strangers];
  const whole = present.reduce((sum, { targetShare }) => sum + targetShare, 0) || 1;
  const asked = strangers.reduce((sum, { targetShare }) => sum + targetShare, 0);
  const isEqual = areEqual(present) || asked >= whole;
  const shareOf = (one: Territory): number => {
    if (isEqual) return whole / all.length;
    return strangers.includes(one) ? one.targetShare : one.targetShare * (1 - asked / whole);
  };
  return withShares(
    present,
    all.map((one) => ({ ...one, targetShare: shareOf(one) })),
  );
}
