import type { Dataset } from './dataset.ts';
import type { Reconciliation } from './import.ts';
import { keptOut } from './kept-out.ts';
import { createSum } from './number.ts';

/** File total = placed + unplaced + house, in records and in every measure; house = all that are kept out of balance. */
export function reconcile(dataset: Dataset): Reconciliation {
  const { accounts, measures } = dataset;
  const out = keptOut(dataset);
  const lineOf = (i: number): 0 | 1 | 2 => (out !== null && out[i] !== 0 ? 2 : accounts.reasons[i] === 0 ? 0 : 1);
  const records = [0, 0, 0];
  for (let i = 0; i < accounts.count; i++) records[lineOf(i)]! += 1;
  const sums = measures.map(({ key }, m) => {
    const values = accounts.values[m]!;
    const all = createSum();
    const lines = [createSum(), createSum(), createSum()] as const;
    for (let i = 0; i < values.length; i++) {
      all.add(values[i]!);
      lines[lineOf(i)].add(values[i]!);
    }
    const [placed, unplaced, house] = lines;
    return { key, read: all.total(), placed: placed.total(), unplaced: unplaced.total(), house: house.total() };
  });
  const [placed = 0, unplaced = 0, house = 0] = records;
  return { read: accounts.count, placed, unplaced, house, sums };
}
