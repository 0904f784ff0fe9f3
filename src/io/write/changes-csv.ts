/** `changes.csv`: accounts that change hands between two plans on one grid, most potential first. */
import { textAt } from '../../core/data/text-column.ts';
import { type ChangedAccount, changedAccounts } from '../../core/metrics/changed-accounts.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';
import { eachRow, type ExportStep, noStep } from './export-step.ts';

/** `account` is the user's id, or the 1-based row where the file has no id column; from and to are territory ids. */
export async function writeChangesCsv(
  base: Plan,
  { plan, demand, dataset }: Pick<ExportRequest, 'plan' | 'demand' | 'dataset'>,
  step: ExportStep = noStep,
): Promise<Uint8Array> {
  const { accounts, measures, source } = dataset;
  const idColumn = source.columns[accounts.idColumn];
  const writer = createByteWriter();
  writer.text(csvLine(['account', 'from', 'to', ...measures.map((measure) => measure.key)]));
  const changed = changedAccounts(base, plan, demand, accounts);
  await eachRow(changed.length, step, (row) => {
    const { account, from, to, values } = changed[row] as ChangedAccount;
    const id = idColumn ? textAt(idColumn, account) : String(account + 1);
    writer.text(csvLine([id, territoryId(base, from), territoryId(plan, to), ...values.map(String)]));
  });
  return writer.take();
}

function territoryId(plan: Plan, code: TerritoryCode): string {
  return plan.records.territory.get(code)?.id ?? '';
}
