/** `changes.csv`: accounts that change hands between two plans on one grid, most potential first. */
import { textAt } from '../../core/data/text-column.ts';
import { accountTerritories } from '../../core/plan/account-territory.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';

/** `account` is the user's id, or the 1-based row where the file has no id column; from and to are territory ids. */
export function writeChangesCsv(
  base: Plan,
  { plan, demand, dataset }: Pick<ExportRequest, 'plan' | 'demand' | 'dataset'>,
): Uint8Array {
  const { accounts, measures, source } = dataset;
  const keys = measures.map((measure) => measure.key);
  const before = accountTerritories(base, demand);
  const after = accountTerritories(plan, demand);
  const potential = accounts.values[keys.indexOf('potential')];
  const idColumn = source.columns[accounts.idColumn];
  const changed = Array.from(before.keys()).filter((account) => before[account] !== after[account]);
  changed.sort((a, b) => (potential?.[b] ?? 0) - (potential?.[a] ?? 0) || a - b);
  const writer = createByteWriter();
  writer.text(csvLine(['account', 'from', 'to', ...keys]));
  for (const account of changed) {
    writer.text(
      csvLine([
        idColumn ? textAt(idColumn, account) : String(account + 1),
        base.records.territory.get(before[account] as number)?.id ?? '',
        plan.records.territory.get(after[account] as number)?.id ?? '',
        ...accounts.values.map((values) => String(values[account])),
      ]),
    );
  }
  return writer.take();
}
