/** A table and the answers about it -> accounts. Every record becomes one, placed or not. */
import type { Accounts, ColumnRole, Dataset, SourceTable } from './dataset.ts';
import type { ImportChoices } from './import.ts';
import { measureValues, summedMeasures } from './measure-values.ts';
import { countByZip, hasCoordinates, placeRecords } from './place-records.ts';
import { sumRepeated } from './sum-repeated.ts';
import { formatOfRoles } from './table-format.ts';
import { isBlankAt } from './text-column.ts';
import { ZIP_ATTRIBUTION, type ZipPlaces } from './zip-places.ts';

/** Throws FormulaError for a measure that cannot be computed, RangeError for roles that do not fit the table. */
export function datasetOf(table: SourceTable, choices: ImportChoices, zips: ZipPlaces | null = null): Dataset {
  const { roles, measures, workloadModel } = choices;
  if (roles.length !== table.columns.length) {
    throw new RangeError(`${roles.length} roles do not fit the ${table.columns.length} columns of ${table.file}.`);
  }
  const places = needsZips(table, choices) ? zips : null;
  const records = placeRecords(table, roles, places);
  const summed = choices.sumRepeated ? sumRepeated(table, roles, (row) => records.reasons[row] === 0) : null;
  const used = summed?.table ?? table;
  const placement = summed === null ? records : placeRecords(used, roles, places);
  const sums = summed && summedMeasures(table, measures, workloadModel, summed);
  const { values, tiers } = measureValues(used, roles, measures, workloadModel, placement, sums);
  const accounts: Accounts = {
    count: used.rowCount,
    ...placement,
    idColumn: roles.indexOf('id'),
    nameColumn: nameColumn(roles),
    territoryColumn: roles.indexOf('territory'),
    repColumn: roles.indexOf('rep'),
    tiers,
    values,
  };
  const source = { ...used, format: formatOfRoles(table.format, roles) };
  const made = { source, measures, accounts, roles, ...(choices.sumRepeated && { summed: true }), workloadModel };
  return { ...made, attribution: attributionOf(made, choices) };
}

/** ZIPs are looked up: they say where records are, and nothing else does, or it was asked for. */
export function needsZips(
  table: SourceTable,
  { roles, blanksByZip }: Pick<ImportChoices, 'roles' | 'blanksByZip'>,
): boolean {
  if (!roles.includes('zip')) return false;
  return blanksByZip === true || !hasFilledPlaces(table, roles);
}

/** A column of places may be there and hold nothing. */
function hasFilledPlaces({ columns, rowCount }: SourceTable, roles: readonly ColumnRole[]): boolean {
  if (!hasCoordinates(roles) && !roles.includes('h3')) return false;
  const places = columns.filter((_, i) => PLACES.has(roles[i] ?? 'attribute'));
  for (let row = 0; row < rowCount; row++) if (places.some((column) => !isBlankAt(column, row))) return true;
  return rowCount === 0;
}

const PLACES: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'latitude',
  'longitude',
  'latlng',
  'lnglat',
  'area',
  'h3',
]);

function attributionOf(
  made: Pick<Dataset, 'source' | 'roles' | 'accounts'>,
  choices: ImportChoices,
): readonly string[] {
  const given = choices.attribution ?? [];
  return countByZip(made) > 0 && !given.includes(ZIP_ATTRIBUTION) ? [...given, ZIP_ATTRIBUTION] : given;
}

function nameColumn(roles: readonly ColumnRole[]): number {
  const name = roles.indexOf('name');
  return name >= 0 ? name : roles.indexOf('city');
}
