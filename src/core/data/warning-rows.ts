/** Which records a warning is about, where they have a place that can be looked at. */
import { accountKey } from './account-key.ts';
import type { Dataset } from './dataset.ts';
import { POTENTIAL } from './measure.ts';
import { outliersOf } from './outliers.ts';
import { countByZip, placedBy } from './place-records.ts';
import { isBlankAt, textAt } from './text-column.ts';

/** Warnings that have places. */
export const PLACED_WARNINGS: ReadonlySet<string> = new Set([
  'outliers',
  'repeated-coordinates',
  'duplicate-ids',
  'concentrated-potential',
]);

/** 0-based, in the order of the file; of potential that is concentrated, the heaviest first. */
export function rowsOfWarning(dataset: Dataset, code: string): number[] {
  const { accounts } = dataset;
  switch (code) {
    case 'outliers':
      return outliersOf(accounts.lat, accounts.lng);
    case 'repeated-coordinates':
      return repeatedPlaces(dataset);
    case 'duplicate-ids':
      return repeatedIds(dataset);
    case 'concentrated-potential':
      return heaviest(dataset);
    default:
      return [];
  }
}

/** Every record at a place that has several. */
function repeatedPlaces(dataset: Dataset): number[] {
  const { accounts } = dataset;
  const zips = countByZip(dataset) > 0;
  return sharing(accounts.count, (row) => {
    if (accounts.reasons[row] !== 0 || (zips && placedBy(dataset, row) === 'zip')) return null;
    return `${accounts.lat[row]},${accounts.lng[row]}`;
  });
}

function repeatedIds({ source, accounts }: Dataset): number[] {
  const column = source.columns[accounts.idColumn];
  if (column === undefined) return [];
  return sharing(accounts.count, (row) => (isBlankAt(column, row) ? null : accountKey(textAt(column, row))));
}

function sharing(count: number, keyOf: (row: number) => string | null): number[] {
  const first = new Map<string, number>();
  const found = new Set<number>();
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    if (key === null) continue;
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else found.add(before).add(row);
  }
  return [...found].sort((a, b) => a - b);
}

function heaviest({ accounts, measures }: Dataset): number[] {
  const values = accounts.values[measures.findIndex(({ key }) => key === POTENTIAL)];
  if (values === undefined) return [];
  const rows = Array.from(values.keys()).filter((row) => values[row]! > 0);
  return rows.sort((a, b) => values[b]! - values[a]!).slice(0, Math.ceil(accounts.count / 100));
}
