/** Accounts of a table, and what an import shows of them. */
import { type ColumnRole, type ColumnType, type Dataset, REJECT_REASONS, type SourceTable } from './dataset.ts';
import { countTerritories } from './count-territories.ts';
import { typeOfColumn } from './column-type.ts';
import { histogramOf } from './histogram.ts';
import type { AccountsPreview, ImportChoices, RejectedRecord } from './import.ts';
import { datasetOf } from './make-dataset.ts';
import { WORKLOAD } from './measure.ts';
import { type Placement, rejectedRecord } from './place-records.ts';
import { reconcile } from './reconcile.ts';
import { textAt } from './text-column.ts';
import { datasetWarnings } from './warnings.ts';
import type { ZipPlaces } from './zip-places.ts';

const REJECTED_SHOWN = 1000;
/** Tiers of accounts where no model says otherwise. */
const USUAL_TIERS = 3;

/** Throws as `datasetOf` does. */
export function makeDataset(
  table: SourceTable,
  choices: ImportChoices,
  zips: ZipPlaces | null = null,
): { dataset: Dataset; preview: AccountsPreview } {
  const dataset = datasetOf(table, choices, zips);
  return { dataset, preview: previewOf(dataset) };
}

export function previewOf(dataset: Dataset): AccountsPreview {
  const { source, roles, accounts } = dataset;
  return {
    reconciliation: reconcile(dataset),
    rejected: rejectedRecords(source, roles, accounts, REJECTED_SHOWN),
    rejectedByReason: countByReason(accounts),
    extent: extentOf(accounts),
    warnings: datasetWarnings(dataset, typesOf(source)),
    tierCounts: tierCounts(dataset),
    territories: countTerritories(dataset),
    histograms: dataset.measures.map(({ key }, m) =>
      histogramOf(key, accounts.values[m]!, accounts.tiers, dataset.workloadModel?.tiers.length ?? USUAL_TIERS),
    ),
  };
}

function typesOf({ columns, decimal }: SourceTable): ColumnType[] {
  return columns.map((column) => typeOfColumn(column, decimal));
}

/** The first `limit` records without a place, in file order. */
export function rejectedRecords(
  table: SourceTable,
  roles: readonly ColumnRole[],
  placement: Pick<Placement, 'reasons'>,
  limit: number,
): RejectedRecord[] {
  const found: RejectedRecord[] = [];
  for (let row = 0; row < table.rowCount && found.length < limit; row++) {
    if (placement.reasons[row] !== 0) found.push(rejectedRecord(table, roles, placement, row));
  }
  return found;
}

export function countByReason(placement: Pick<Placement, 'reasons'>): Record<string, number> {
  const counts = new Uint32Array(REJECT_REASONS.length + 1);
  for (const reason of placement.reasons) counts[reason]! += 1;
  const byReason: Record<string, number> = {};
  REJECT_REASONS.forEach((reason, i) => {
    if (counts[i + 1]! > 0) byReason[reason] = counts[i + 1]!;
  });
  return byReason;
}

/** Longitudes that span more than this, but less than half the globe the other way round, cross the antimeridian. */
const CROSSING_DEGREES = 330;

/**
 * West, south, east, north of the placed records. Of records that stand close to the antimeridian on both sides
 * (Fiji, Chukotka), west is greater than east, as in RFC 7946.
 */
export function extentOf({ lat, lng, reasons }: Placement): [number, number, number, number] | null {
  let [south, north] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [west, east] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [leastPositive, greatestNegative] = [180, -180];
  for (let i = 0; i < reasons.length; i++) {
    if (reasons[i] !== 0) continue;
    const x = lng[i]!;
    south = Math.min(south, lat[i]!);
    north = Math.max(north, lat[i]!);
    west = Math.min(west, x);
    east = Math.max(east, x);
    if (x >= 0) leastPositive = Math.min(leastPositive, x);
    else greatestNegative = Math.max(greatestNegative, x);
  }
  if (south > north) return null;
  const otherWay = greatestNegative + 360 - leastPositive;
  const crosses = east - west > CROSSING_DEGREES && otherWay < 180;
  return crosses ? [leastPositive, south, greatestNegative, north] : [west, south, east, north];
}

function tierCounts({ source, accounts, measures, workloadModel }: Dataset): AccountsPreview['tierCounts'] {
  const hours = accounts.values[measures.findIndex((measure) => measure.key === WORKLOAD)];
  return (workloadModel?.tiers ?? []).map(({ tier }, code) => {
    let count = 0;
    let total = 0;
    let first = -1;
    accounts.tiers.forEach((own, i) => {
      if (own !== code) return;
      count += 1;
      total += hours?.[i] ?? 0;
      if (first < 0 && accounts.reasons[i] === 0) first = i;
    });
    const named = source.columns[accounts.nameColumn] ?? source.columns[accounts.idColumn];
    const name = named === undefined || first < 0 ? '' : textAt(named, first);
    return { tier, accounts: count, hours: total, example: first < 0 ? null : { name, hours: hours?.[first] ?? 0 } };
  });
}
