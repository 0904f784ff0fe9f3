/** What a refresh of the accounts changes, a row an account. */
import type { RefreshReport } from '../../core/plan/refresh.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';

export function writeRefreshCsv({ changes }: Pick<RefreshReport, 'changes'>): Uint8Array {
  const writer = createByteWriter();
  writer.text(csvLine(['change', 'id', 'name', 'potential_before', 'potential_after', 'moved']));
  const figure = (value: number | null): string => (value === null ? '' : String(value));
  for (const { kind, id, name, before, after, moved } of changes) {
    writer.text(csvLine([kind, id, name, figure(before), figure(after), String(moved)]));
  }
  return writer.take();
}
