/**
 * An export of account x product has a record for each product: records of one id become one account, on the user's word.
 * Its text is that of the first record with a place, its figures are the sums of all.
 */
import { accountKey } from './account-key.ts';
import { typeOfColumn } from './column-type.ts';
import { numbersOf } from './column-numbers.ts';
import type { ColumnRole, SourceTable, TextColumn } from './dataset.ts';
import { createSum } from './number.ts';
import { isAdditiveName, isCodeName } from './role-names.ts';
import { createTextColumnBuilder, isBlankAt, textAt } from './text-column.ts';

export interface Summed {
  /** A record an account. */
  readonly table: SourceTable;
  /** Figures of the records added up to figures of the accounts. */
  fold(values: Float64Array): Float64Array;
  /** Columns whose figures are of the account in each of its records, or are none: they were not added up. */
  readonly kept: ReadonlySet<string>;
}

/** Roles whose numbers add up; others but `attribute` say what, where or whose a record is. */
const SUMS: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['potential', 'workload', 'accounts', 'pipeline']);

/**
 * Records without an id, and those with too many or too few fields, stay as they are. null where no id is there twice.
 * @param isPlaced whether a record says where it is; asked for records of repeated ids only
 */
export function sumRepeated(
  table: SourceTable,
  roles: readonly ColumnRole[],
  isPlaced: (row: number) => boolean,
): Summed | null {
  const ids = table.columns[roles.indexOf('id')];
  if (ids === undefined) return null;
  const { accountOf, count } = accountsById(table, ids);
  if (count === table.rowCount) return null;
  const told = tellingRecords(accountOf, count, isPlaced);
  const fold = (values: Float64Array): Float64Array => {
    const sums = new Float64Array(count);
    const lost = new Float64Array(count);
    values.forEach((value, row) => {
      // As createSum does, for many sums at once: what rounding drops is kept beside.
      const account = accountOf[row]!;
      const sum = sums[account]! + value;
      const part = sum - sums[account]!;
      lost[account]! += sums[account]! - (sum - part) + (value - part);
      sums[account] = sum;
    });
    return sums.map((sum, account) => sum + lost[account]!);
  };
  const columns = table.columns.map((column, at) =>
    summedColumn({ column, role: roles[at] ?? 'attribute', decimal: table.decimal, accountOf, told }),
  );
  const kept = new Set(columns.filter(({ isSum }) => !isSum).map(({ column }) => column.name));
  const made = { ...table, columns: columns.map(({ column }) => column), rowCount: count };
  return { table: { ...made, ...markedAgain(table, told) }, fold, kept };
}

interface ById {
  /** Account of each record, in order of appearance. */
  readonly accountOf: Uint32Array;
  readonly count: number;
}

function accountsById({ rowCount, ragged }: SourceTable, ids: TextColumn): ById {
  const known = new Map<string, number>();
  const accountOf = new Uint32Array(rowCount);
  let count = 0;
  for (let row = 0; row < rowCount; row++) {
    if (isBlankAt(ids, row) || ragged.has(row + 1)) {
      accountOf[row] = count++;
      continue;
    }
    const key = accountKey(textAt(ids, row));
    const account = known.get(key) ?? count++;
    known.set(key, account);
    accountOf[row] = account;
  }
  return { accountOf, count };
}

/** The record that tells of each account: its first one that has a place, or its first. */
function tellingRecords(accountOf: Uint32Array, count: number, isPlaced: (row: number) => boolean): Uint32Array {
  const told = new Uint32Array(count);
  const records = new Uint32Array(count);
  const placed = new Uint8Array(count);
  accountOf.forEach((account) => (records[account]! += 1));
  const seen = new Uint8Array(count);
  accountOf.forEach((account, row) => {
    const first = seen[account] === 0;
    seen[account] = 1;
    if (first) told[account] = row;
    if (records[account] === 1 || placed[account] === 1 || !isPlaced(row)) return;
    placed[account] = 1;
    told[account] = row;
  });
  return told;
}

interface ToSum extends Pick<ById, 'accountOf'> {
  readonly column: TextColumn;
  readonly role: ColumnRole;
  readonly decimal: '.' | ',';
  readonly told: Uint32Array;
}

function summedColumn({ column, role, decimal, accountOf, told }: ToSum): { column: TextColumn; isSum: boolean } {
  const asTold = () => {
    const builder = createTextColumnBuilder(column.name, told.length);
    for (const row of told) builder.appendBytes(column.bytes, column.offsets[row]!, column.offsets[row + 1]!);
    return { column: builder.finish(), isSum: false };
  };
  if (!addsUp(column, role, decimal)) return asTold();
  const { values } = numbersOf(column, decimal);
  const sums = Array.from(told, () => createSum());
  const parts = new Uint32Array(told.length);
  let differ = false;
  values.forEach((value, row) => {
    const account = accountOf[row]!;
    if (Number.isNaN(value)) return;
    parts[account]! += 1;
    sums[account]!.add(value);
    differ ||= value !== values[told[account]!]!;
  });
  // Employees of the account, said again in each of its records, are no more for it.
  if (!differ && role === 'attribute') return asTold();
  const builder = createTextColumnBuilder(column.name, told.length);
  told.forEach((row, account) => {
    if (parts[account] === 1 && !Number.isNaN(values[row]!)) {
      builder.appendBytes(column.bytes, column.offsets[row]!, column.offsets[row + 1]!);
    } else builder.append(parts[account] === 0 ? '' : written(sums[account]!.total(), decimal));
  });
  return { column: builder.finish(), isSum: true };
}

function addsUp(column: TextColumn, role: ColumnRole, decimal: '.' | ','): boolean {
  if (!SUMS.has(role) && role !== 'attribute') return false;
  if (role === 'attribute' && (isCodeName(column.name) || !isAdditiveName(column.name))) return false;
  return typeOfColumn(column, decimal) === 'number';
}

/** Sums of decimals come out a hair apart: fourteen digits hold what a file's figures have. */
function written(sum: number, decimal: '.' | ','): string {
  const text = String(Number(sum.toPrecision(14)));
  return decimal === ',' ? text.replace('.', ',') : text;
}

/** What the reader marked by record number, by the number of the account. */
function markedAgain(
  { ragged, surplus, invalidGeometry }: SourceTable,
  told: Uint32Array,
): Pick<SourceTable, 'ragged' | 'surplus' | 'invalidGeometry'> {
  const again = <T>(marks: ReadonlyMap<number, T>): Map<number, T> => {
    const found = new Map<number, T>();
    told.forEach((row, account) => {
      const mark = marks.get(row + 1);
      if (mark !== undefined) found.set(account + 1, mark);
    });
    return found;
  };
  return {
    ragged: again(ragged),
    ...(surplus && { surplus: again(surplus) }),
    ...(invalidGeometry && { invalidGeometry: again(invalidGeometry) }),
  };
}
