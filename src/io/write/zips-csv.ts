/** ZIPs by territory: a row for each territory that holds accounts of a ZIP, with its share of the ZIP's potential. */
import { POTENTIAL } from '../../core/data/measure.ts';
import { textAt } from '../../core/data/text-column.ts';
import type { Territory } from '../../core/plan/plan.ts';
import { accountPlaces } from './accounts-csv.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';
import type { PlanRequest } from './territory-properties.ts';

interface ZipPart {
  readonly zip: string;
  readonly code: number;
  accounts: number;
  readonly values: number[];
}

/**
 * Sorted by ZIP, largest part first; accounts without a ZIP are the rows with an empty one. The share is that of the
 * first measure where the ZIP has none of potential: of accounts.
 * @throws RangeError when no column holds ZIPs
 */
export function writeZipsCsv(request: PlanRequest): Uint8Array {
  const { dataset, plan } = request;
  const keys = dataset.measures.map((measure) => measure.key);
  const potential = Math.max(0, keys.indexOf(POTENTIAL));
  const parts = zipParts(request);
  const wholes = new Map<string, { accounts: number; potential: number }>();
  for (const { zip, accounts, values } of parts) {
    const whole = wholes.get(zip) ?? { accounts: 0, potential: 0 };
    wholes.set(zip, { accounts: whole.accounts + accounts, potential: whole.potential + (values[potential] ?? 0) });
  }
  parts.sort((a, b) =>
    a.zip < b.zip ? -1 : a.zip > b.zip ? 1 : (b.values[potential] ?? 0) - (a.values[potential] ?? 0),
  );
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const writer = createByteWriter();
  writer.text(csvLine(['zip', 'territory_id', 'territory_name', 'accounts', ...keys, 'share']));
  for (const { zip, code, accounts, values } of parts) {
    const whole = wholes.get(zip) ?? { accounts: 0, potential: 0 };
    const share = whole.potential > 0 ? (values[potential] ?? 0) / whole.potential : accounts / whole.accounts;
    const territory = territories.get(code);
    const name = [zip, territory?.id ?? '', territory?.name ?? ''];
    writer.text(csvLine([...name, String(accounts), ...values.map(String), String(share)]));
  }
  return writer.take();
}

function zipParts(request: PlanRequest): ZipPart[] {
  const { source, roles, accounts } = request.dataset;
  const column = source.columns[roles.indexOf('zip')];
  if (!column)
    throw new RangeError('No column of the accounts holds ZIPs: import the file again and say which one does.');
  const { codes } = accountPlaces(request);
  const parts = new Map<string, ZipPart>();
  for (let row = 0; row < source.rowCount; row++) {
    const zip = textAt(column, row).trim();
    const code = codes[row] ?? 0;
    const key = `${code} ${zip}`;
    const part = parts.get(key) ?? { zip, code, accounts: 0, values: accounts.values.map(() => 0) };
    parts.set(key, part);
    part.accounts += 1;
    accounts.values.forEach((values, m) => {
      part.values[m] = (part.values[m] as number) + (values[row] as number);
    });
  }
  return [...parts.values()];
}
