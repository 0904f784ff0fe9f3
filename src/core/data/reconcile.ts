import type { Dataset } from './dataset.ts';
import type { Reconciliation } from './import.ts';
import { createSum } from './number.ts';

/** File total = placed + unplaced, in records and in every measure. */
export function reconcile(dataset: Dataset): Reconciliation {
  const { accounts, measures } = dataset;
  let placed = 0;
  for (const reason of accounts.reasons) if (reason === 0) placed += 1;
  const sums = measures.map(({ key }, m) => {
    const values = accounts.values[m]!;
    const [all, inside, outside] = [createSum(), createSum(), createSum()];
    for (let i = 0; i < values.length; i++) {
      all.add(values[i]!);
      (accounts.reasons[i] === 0 ? inside : outside).add(values[i]!);
    }
    return { key, read: all.total(), placed: inside.total(), unplaced: outside.total() };
  });
  return { read: accounts.count, placed, unplaced: accounts.count - placed, sums };
}
