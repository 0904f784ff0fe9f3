/** ZIPs by territory: a row for each territory that holds accounts of a ZIP, with its share of the ZIP's potential. */
import { POTENTIAL } from '../../core/data/measure.ts';
import { textAt } from '../../core/data/text-column.ts';
import { zipCode, zipColumns, type ZipPlaces } from '../../core/data/zip-places.ts';
import { cellAt } from '../../core/grid/cell-at.ts';
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

interface Whole {
  accounts: number;
  potential: number;
  readonly values: number[];
}

/**
 * Sorted by ZIP, largest part first; accounts without a ZIP are the rows with an empty one. The share is that of
 * potential, where the ZIP has none of it that of accounts. With `places` the ZIPs of the plan's ground that hold no
 * account are rows too, in the territory that their middle lies in, where the accounts' ZIPs are those of the USA.
 * @throws RangeError when no column holds ZIPs
 */
export function writeZipsCsv(request: PlanRequest, places: ZipPlaces | null = null): Uint8Array {
  const { dataset, plan, zipOwners = 'parts' } = request;
  const keys = dataset.measures.map((measure) => measure.key);
  const potential = Math.max(0, keys.indexOf(POTENTIAL));
  const parts = [...zipParts(request), ...emptyZips(request, places)];
  const wholes = wholesOf(parts, potential);
  const weight = ({ accounts, values }: ZipPart, whole: Whole): number =>
    whole.accounts === 0
      ? 1
      : whole.potential > 0
        ? (values[potential] ?? 0) / whole.potential
        : accounts / whole.accounts;
  const shared = parts.map((part) => ({ ...part, share: weight(part, wholes.get(part.zip) as Whole) }));
  shared.sort((a, b) => (a.zip < b.zip ? -1 : a.zip > b.zip ? 1 : b.share - a.share || a.code - b.code));
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const one = zipOwners === 'one';
  const writer = createByteWriter();
  const lost = one ? ['lost_accounts', 'lost_potential'] : [];
  writer.text(csvLine(['zip', 'territory_id', 'territory_name', 'accounts', ...keys, 'share', ...lost]));
  let before: string | null = null;
  for (const part of shared) {
    if (one && part.zip === before) continue;
    before = part.zip;
    const territory = territories.get(part.code);
    const whole = wholes.get(part.zip) as Whole;
    const { accounts, values } = one ? whole : part;
    const losses = [whole.accounts - part.accounts, whole.potential - (part.values[potential] ?? 0)];
    writer.text(
      csvLine([
        ...[part.zip, territory?.id ?? '', territory?.name ?? ''],
        ...[accounts, ...values, part.share, ...(one ? losses : [])].map(String),
      ]),
    );
  }
  return writer.take();
}

function wholesOf(parts: readonly ZipPart[], potential: number): Map<string, Whole> {
  const wholes = new Map<string, Whole>();
  for (const { zip, accounts, values } of parts) {
    const whole = wholes.get(zip) ?? { accounts: 0, potential: 0, values: values.map(() => 0) };
    whole.accounts += accounts;
    whole.potential += values[potential] ?? 0;
    values.forEach((value, m) => {
      whole.values[m]! += value;
    });
    wholes.set(zip, whole);
  }
  return wholes;
}

/** ZIPs whose middle lies in a cell of the grid and that no account names. */
function emptyZips({ dataset, grid, plan }: PlanRequest, places: ZipPlaces | null): ZipPart[] {
  const columns = places && zipColumns(dataset.source, dataset.roles, places);
  if (columns === null || places === null) return [];
  const named = new Set<number>();
  for (let row = 0; row < dataset.source.rowCount; row++) named.add(zipCode(textAt(columns.zip, row)));
  const owners = plan.layers[0] as Uint16Array;
  const found: ZipPart[] = [];
  places.index.forEach((position, zip) => {
    if (position < 0 || named.has(zip)) return;
    const cell = cellAt(grid, places.lat[position]!, places.lng[position]!);
    if (cell < 0) return;
    const values = dataset.measures.map(() => 0);
    found.push({ zip: String(zip).padStart(5, '0'), code: owners[cell] ?? 0, accounts: 0, values });
  });
  return found;
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
