/** Accounts that change hands in any of several plans, one column a plan; most potential first. */
import type { AccountIndex } from '../../core/data/dataset.ts';
import { textAt } from '../../core/data/text-column.ts';
import { movedAccounts } from '../../core/metrics/changed-accounts.ts';
import type { ExportRequest } from '../../core/plan/export-request.ts';
import type { Plan, TerritoryCode } from '../../core/plan/plan.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';

/**
 * Columns: `account,from,to_a,to_b,...`, then `reason_a,reason_b,...` where reasons are given, then the measures. Ids as in
 * changes.csv; `to_` repeats `from` where it stays, and its reason is blank.
 * @param reasonOf why plan `i` has an account where it is
 */
export function writeMovedCsv(
  base: Plan,
  plans: readonly Plan[],
  { demand, dataset }: Pick<ExportRequest, 'demand' | 'dataset'>,
  reasonOf?: (account: AccountIndex, i: number) => string,
): Uint8Array {
  const { accounts, measures, source } = dataset;
  const idColumn = source.columns[accounts.idColumn];
  const letters = plans.map((_, i) => `to_${String.fromCodePoint(97 + i)}`);
  const reasons = reasonOf === undefined ? [] : letters.map((letter) => letter.replace('to_', 'reason_'));
  const writer = createByteWriter();
  writer.text(csvLine(['account', 'from', ...letters, ...reasons, ...measures.map((measure) => measure.key)]));
  for (const { account, from, to, values } of movedAccounts(base, plans, demand, accounts)) {
    const id = idColumn ? textAt(idColumn, account) : String(account + 1);
    const goals = to.map((code, i) => territoryId(code === from ? base : plans[i]!, code));
    const whys = reasons.map((_, i) => (to[i] === from ? '' : (reasonOf?.(account, i) ?? '')));
    writer.text(csvLine([id, territoryId(base, from), ...goals, ...whys, ...values.map(String)]));
  }
  return writer.take();
}

function territoryId(plan: Plan, code: TerritoryCode): string {
  return plan.records.territory.get(code)?.id ?? '';
}
