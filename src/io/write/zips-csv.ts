/** ZIPs by territory: a row for each territory that holds accounts of a ZIP, with its share of the ZIP's potential. */
import { POTENTIAL } from '../../core/data/measure.ts';
import { textAt } from '../../core/data/text-column.ts';
import { zipCode, zipColumns, type ZipPlaces } from '../../core/data/zip-places.ts';
import { cellAt } from '../../core/grid/cell-at.ts';
import type { Territory } from '../../core/plan/plan.ts';
import { accountPlaces } from './accounts-csv.ts';
import { createByteWriter } from './byte-writer.ts';
import { csvLine } from './csv-writer.ts';
import { eachRow, type ExportStep, noStep } from './export-step.ts';
import type { PlanRequest } from './territory-properties.ts';

interface ZipPart {
  readonly zip: string;
  readonly code: number;
  accounts: number;
  readonly values: number[];
}

interface Shared {
  /** Of the whole ZIP. */
  readonly share: number;
}

interface Whole {
  accounts: number;
  potential: number;
  readonly values: number[];
}

/**
 * Sorted by ZIP, largest part first; accounts without a ZIP are the rows with an empty one. The share is that of
 * potential, where the ZIP has none of it that of accounts. With `places`, where the accounts' ZIPs are those of the USA, the
 * ZIPs of the plan's ground that hold no account are rows too, in the territory that their middle lies in, and 98101-0001
 * counts as 98101.
 * @throws RangeError when no column holds ZIPs
 */
export async function writeZipsCsv(
  request: PlanRequest,
  places: ZipPlaces | null = null,
  step: ExportStep = noStep,
): Promise<Uint8Array> {
  const { dataset, plan, zipOwners = 'parts' } = request;
  const keys = dataset.measures.map((measure) => measure.key);
  const potential = Math.max(0, keys.indexOf(POTENTIAL));
  const found = await zipParts(request, places, step);
  const parts = [...found.parts, ...(found.american ? emptyZips(request, found.american, found.named) : [])];
  const wholes = wholesOf(parts, potential);
  const weight = ({ accounts, values }: ZipPart, whole: Whole): number =>
    whole.accounts === 0
      ? 1
      : whole.potential > 0
        ? (values[potential] ?? 0) / whole.potential
        : accounts / whole.accounts;
  const shared = parts.map((part) => ({ ...part, share: weight(part, wholes.get(part.zip) as Whole) }));
  // Nobody owns a ZIP only where no territory has a part of it.
  const last = (code: number) => Number(zipOwners === 'one' && code === 0);
  const byPart = (a: ZipPart & Shared, b: ZipPart & Shared) =>
    last(a.code) - last(b.code) || b.share - a.share || a.code - b.code;
  shared.sort((a, b) => (a.zip < b.zip ? -1 : a.zip > b.zip ? 1 : byPart(a, b)));
  const territories = plan.records.territory as ReadonlyMap<number, Territory>;
  const writer = createByteWriter();
  const lost = zipOwners === 'one' ? ['lost_accounts', 'lost_potential'] : [];
  writer.text(csvLine(['zip', 'territory_id', 'territory_name', 'accounts', ...keys, 'share', ...lost]));
  let before: string | null = null;
  for (const part of shared) {
    // What has no ZIP is no ZIP that could be given away.
    const one = zipOwners === 'one' && part.zip !== '';
    if (one && part.zip === before) continue;
    before = part.zip;
    const territory = territories.get(part.code);
    const whole = wholes.get(part.zip) as Whole;
    const { accounts, values } = one ? whole : part;
    const losses = one ? [whole.accounts - part.accounts, whole.potential - (part.values[potential] ?? 0)] : [0, 0];
    writer.text(
      csvLine([
        ...[part.zip, territory?.id ?? '', territory?.name ?? ''],
        ...[accounts, ...values, part.share, ...(lost.length > 0 ? losses : [])].map(String),
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
function emptyZips({ dataset, grid, plan }: PlanRequest, places: ZipPlaces, named: ReadonlySet<number>): ZipPart[] {
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

const ZIP_PLUS_FOUR = /^(\d{5})[-\s]?\d{4}$/;

interface FoundZips {
  readonly parts: readonly ZipPart[];
  /** Where ZIPs lie, if those of the accounts are of the USA. */
  readonly american: ZipPlaces | null;
  /** Codes that accounts name, where they are of the USA. */
  readonly named: ReadonlySet<number>;
}

async function zipParts(request: PlanRequest, places: ZipPlaces | null, step: ExportStep): Promise<FoundZips> {
  const { source, roles, accounts } = request.dataset;
  const column = source.columns[roles.indexOf('zip')];
  if (!column)
    throw new RangeError('No column of the accounts holds ZIPs: import the file again and say which one does.');
  const american = places && zipColumns(source, roles, places) ? places : null;
  const { codes } = accountPlaces(request);
  const parts = new Map<string, ZipPart>();
  const named = new Set<number>();
  await eachRow(source.rowCount, step, (row) => {
    const text = textAt(column, row).trim();
    if (american) named.add(zipCode(text));
    const zip = american ? text.replace(ZIP_PLUS_FOUR, '$1') : text;
    const code = codes[row] ?? 0;
    const key = `${code} ${zip}`;
    const part = parts.get(key) ?? { zip, code, accounts: 0, values: accounts.values.map(() => 0) };
    parts.set(key, part);
    part.accounts += 1;
    accounts.values.forEach((values, m) => {
      part.values[m] = (part.values[m] as number) + (values[row] as number);
    });
  });
  return { parts: [...parts.values()], american, named };
}
