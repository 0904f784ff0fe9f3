/** Units of ground by what a column of the accounts says: ZIPs, cities, districts, a region of the user's own. */
import { type CellUnits, cellUnits } from '../grid/cell-units.ts';
import type { Accounts, Demand, TextColumn } from './dataset.ts';
import { textAt } from './text-column.ts';

export interface ColumnUnits extends CellUnits {
  /** Unit of each account as a position in `names`, -1 = none given; length accounts. */
  readonly unitOfAccount: Int32Array;
}

/**
 * A cell is of the unit with most of the first measure in it, of equal ones of the unit with more accounts. Cells without
 * accounts are of none.
 * @param nameOf the unit that a trimmed value stands for; blank = none
 */
export function columnUnits(
  column: TextColumn,
  accounts: Pick<Accounts, 'count' | 'values'>,
  { accountsOfCell: { offsets, targets } }: Pick<Demand, 'accountsOfCell'>,
  nameOf: (value: string) => string = (value) => value,
): ColumnUnits {
  const names: string[] = [];
  const known = new Map<string, number>();
  const unitOfAccount = new Int32Array(accounts.count).fill(-1);
  for (let account = 0; account < accounts.count; account++) {
    const name = nameOf(textAt(column, account).trim());
    if (name === '') continue;
    const unit = known.get(name) ?? names.push(name) - 1;
    known.set(name, unit);
    unitOfAccount[account] = unit;
  }
  const unitOfCell = new Int32Array(offsets.length - 1).fill(-1);
  const values = accounts.values[0];
  for (let cell = 0; cell < unitOfCell.length; cell++) {
    const weights = new Map<number, [value: number, accounts: number]>();
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
      const unit = unitOfAccount[targets[k]!]!;
      if (unit < 0) continue;
      const [value, number] = weights.get(unit) ?? [0, 0];
      weights.set(unit, [value + (values?.[targets[k]!] ?? 0), number + 1]);
    }
    let best: [value: number, accounts: number] = [-1, 0];
    for (const [unit, weight] of weights) {
      if (weight[0] < best[0] || (weight[0] === best[0] && weight[1] <= best[1])) continue;
      best = weight;
      unitOfCell[cell] = unit;
    }
  }
  return { ...cellUnits(unitOfCell, names), unitOfAccount };
}

/** Pairs of accounts looked at to tell whether a column speaks of places. */
const SAMPLE = 4000;
const MOST_UNITS = 5000;
/** How much more accounts of one cell must agree than any two accounts do: 1 = always. */
const LEAST_AGREEMENT = 0.6;

/**
 * Positions of the columns whose value says where an account is: accounts in one cell mostly have the same, and not
 * because nearly all have (Cohen's kappa over neighbours in a cell). Columns whose every value is another are none.
 */
export function areaColumns(
  columns: readonly TextColumn[],
  { accountsOfCell: { offsets, targets } }: Pick<Demand, 'accountsOfCell'>,
): number[] {
  const seconds: number[] = [];
  for (let cell = 0; cell + 1 < offsets.length; cell++) {
    for (let k = offsets[cell]! + 1; k < offsets[cell + 1]!; k++) seconds.push(k);
  }
  const stride = Math.max(1, Math.floor(seconds.length / SAMPLE));
  const pairs = seconds.filter((_, i) => i % stride === 0).map((k) => [targets[k - 1]!, targets[k]!] as const);
  if (pairs.length === 0) return [];
  return [...columns.keys()].filter((at) => {
    const counts = new Map<string, number>();
    let same = 0;
    let both = 0;
    for (const [one, other] of pairs) {
      const [a, b] = [textAt(columns[at]!, one).trim(), textAt(columns[at]!, other).trim()];
      if (a === '' || b === '') continue;
      both++;
      if (a === b) same++;
      counts.set(b, (counts.get(b) ?? 0) + 1);
    }
    const isMany = counts.size > MOST_UNITS || counts.size > both / 2;
    if (counts.size < 2 || isMany || both < pairs.length / 2) return false;
    let byChance = 0;
    for (const count of counts.values()) byChance += (count / both) ** 2;
    return (same / both - byChance) / (1 - byChance) >= LEAST_AGREEMENT;
  });
}
