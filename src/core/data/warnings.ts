/** What is worth a look before an import goes on: counted, explained, never acted upon unasked. */
import { accountKey } from './account-key.ts';
import { numbersOf } from './column-numbers.ts';
import { type ColumnType, type Dataset, REJECT_REASONS, type ReadWarning, type SourceTable } from './dataset.ts';
import { cellResolutionCounts } from './h3-value.ts';
import { outliersOf } from './outliers.ts';
import { keptOut } from './kept-out.ts';
import { POTENTIAL } from './measure.ts';
import { columnsOfPlaces, countByZip, degreesOf, hasCoordinates, placeColumns, placedBy } from './place-records.ts';
import { normalName } from './role-names.ts';
import { isBlankAt, textAt } from './text-column.ts';

/** The reader's warnings and those about accounts. `types` = type of each column. */
export function datasetWarnings(dataset: Dataset, types: readonly ColumnType[]): ReadWarning[] {
  const { source, roles } = dataset;
  return [
    ...source.warnings,
    ...withoutCoordinates(dataset),
    ...byZip(dataset),
    ...spreadAreas(dataset),
    ...outOfRange(dataset),
    ...outliers(dataset),
    ...concentrated(dataset),
    ...repeatedCoordinates(dataset),
    ...blankValues(source, roles, types),
    ...duplicateIds(dataset),
    ...mixedResolution(dataset),
  ];
}

function warning(code: string, count: number, message: string): ReadWarning[] {
  return count === 0 ? [] : [{ code, message, count }];
}

export function hasPlaces(roles: Dataset['roles']): boolean {
  return hasCoordinates(roles) || roles.includes('h3');
}

/** Columns that say where records are, or ZIPs that did. */
export function canPlace(dataset: Pick<Dataset, 'source' | 'roles' | 'accounts'>): boolean {
  return hasPlaces(dataset.roles) || countByZip(dataset) > 0;
}

function byZip(dataset: Dataset): ReadWarning[] {
  const message =
    'Records without coordinates stand at the middle of their ZIP, most of them within 5 km of where they are.';
  return warning('placed-by-zip', countByZip(dataset), message);
}

function spreadAreas({ source, roles, accounts }: Dataset): ReadWarning[] {
  const at = roles.indexOf('area');
  const column = source.columns[at];
  if (column === undefined) return [];
  let count = 0;
  for (let row = 0; row < accounts.count; row++) if (accounts.reasons[row] === 0 && !isBlankAt(column, row)) count += 1;
  const message = `Areas are spread over the cells that they cover, by area; as an attribute, ${column.name} lets each stand at a point inside it.`;
  return warning('spread-areas', count, message);
}

function withoutCoordinates(dataset: Dataset): ReadWarning[] {
  const { source } = dataset;
  if (canPlace(dataset)) return [];
  const message = 'No columns with latitude and longitude, and none with H3 cells, were found.';
  return warning('no-coordinates', Math.max(1, source.rowCount), message);
}

/** Names of columns that hold metres or kilometres of a map projection. */
const PROJECTED =
  /easting|northing|rechtswert|hochwert|lambert|mercator|gauss|krueger|utm|osgb|lv(?:95|03)|epsg(?!4326|4258|4269)|metres|meters/;

/**
 * Numbers far beyond degrees are metres of a projection, and so are most of a column beyond them; numbers that fit the other
 * way round are swapped. Small figures of a projection look like degrees: names tell.
 */
function outOfRange({ source, roles, accounts }: Dataset): ReadWarning[] {
  const columns = placeColumns(source, roles);
  const name = columnsOfPlaces(columns);
  if (name === null) return [];
  const reason = 1 + REJECT_REASONS.indexOf('coordinate-out-of-range');
  let [projected, swapped, beyond, placed, round] = [0, 0, 0, 0, 0];
  for (let row = 0; row < accounts.count; row++) {
    if (accounts.reasons[row] === 0) placed += 1;
    if (accounts.reasons[row] !== reason) continue;
    const [y, x] = degreesOf(columns, row, source.decimal).map(Math.abs) as [number, number];
    if (y > 1000 || x > 1000) projected += 1;
    else if (y <= 180 && x <= 90) swapped += 1;
    else if (y <= 90 && x <= 360) round += 1;
    else beyond += 1;
  }
  if (beyond > placed + swapped) projected += beyond;
  const metres = `${name} look like metres of a map projection, not degrees; export them as WGS 84.`;
  const other = `${name} would fit the other way round; swap latitude and longitude.`;
  const named = [columns.lat, columns.lng, columns.pair].some((one) => one && PROJECTED.test(normalName(one.name)));
  const doubtful = projected === 0 && named ? placed : 0;
  const looks = `${name} are named as those of a map projection, and have values like degrees; look where they lie.`;
  return [
    ...warning('projected-coordinates', projected, metres),
    ...warning('projected-coordinates', doubtful, looks),
    ...warning('swapped-coordinates', swapped, other),
    ...warning('longitudes-to-360', round, `${name}: longitudes beyond 180 degrees; subtract 360 from them.`),
  ];
}

function outliers({ accounts }: Dataset): ReadWarning[] {
  const count = outliersOf(accounts.lat, accounts.lng).length;
  return warning('outliers', count, 'Records stand far away from all the others; look whether they belong there.');
}

const TOP_SHARE = 0.01;
/** From this share of the whole on, what a hundredth of the records hold is pointed out. */
const CONCENTRATED = 0.2;
const FEWEST_RECORDS = 200;

/** A headquarters that books what its branches earn outweighs any territory it is put into. */
function concentrated(dataset: Dataset): ReadWarning[] {
  const { accounts, measures } = dataset;
  const at = measures.findIndex(({ key }) => key === POTENTIAL);
  const out = keptOut(dataset);
  // Those that are marked already are out of the way.
  const values = out === null ? accounts.values[at] : accounts.values[at]?.filter((_, i) => out[i] === 0);
  if (values === undefined || values.length < FEWEST_RECORDS) return [];
  const sorted = values.toSorted().reverse();
  const top = Math.ceil(sorted.length * TOP_SHARE);
  const [total, most] = [sorted, sorted.subarray(0, top)].map((part) => part.reduce((sum, value) => sum + value, 0));
  if (total === undefined || most === undefined || !(total > 0) || most < CONCENTRATED * total) return [];
  const share = Math.round((100 * most) / total);
  const message =
    `${top} of ${values.length} records (1%) hold ${share}% of potential, as where a headquarters books for its branches; ` +
    'mark those as house accounts, or limit what one counts for by a formula: =min(column, limit).';
  return [{ code: 'concentrated-potential', message, count: top }];
}

/** Records at exactly the place of an earlier one. */
function repeatedCoordinates(dataset: Dataset): ReadWarning[] {
  const { accounts } = dataset;
  const zips = countByZip(dataset) > 0;
  const seen = new Map<number, Set<number>>();
  let repeated = 0;
  for (let i = 0; i < accounts.count; i++) {
    // Those of one ZIP stand together by its nature.
    if (accounts.reasons[i] !== 0 || (zips && placedBy(dataset, i) === 'zip')) continue;
    const lat = accounts.lat[i]!;
    const lngs = seen.get(lat);
    if (lngs === undefined) seen.set(lat, new Set([accounts.lng[i]!]));
    else if (lngs.has(accounts.lng[i]!)) repeated += 1;
    else lngs.add(accounts.lng[i]!);
  }
  return warning('repeated-coordinates', repeated, 'Records stand at exactly the same point as an earlier one.');
}

function blankValues(source: SourceTable, roles: Dataset['roles'], types: readonly ColumnType[]): ReadWarning[] {
  return source.columns.flatMap((column, i) => {
    if (types[i] !== 'number' || roles[i] === 'latitude' || roles[i] === 'longitude') return [];
    const { blanks } = numbersOf(column, source.decimal);
    return warning('blank-values', blanks, `${column.name} is blank; a blank is not zero, but counts as none in sums.`);
  });
}

/** Records whose id an earlier record has; 15 and 18 characters of one Salesforce id are the same. */
function duplicateIds({ source, accounts }: Dataset): ReadWarning[] {
  const column = source.columns[accounts.idColumn];
  if (column === undefined) return [];
  const seen = new Set<string>();
  let repeated = 0;
  for (let row = 0; row < accounts.count; row++) {
    if (isBlankAt(column, row)) continue;
    const id = accountKey(textAt(column, row));
    if (seen.has(id)) repeated += 1;
    else seen.add(id);
  }
  return warning(
    'duplicate-ids',
    repeated,
    `${column.name} repeats ids of earlier records: each is an account of its own unless they are summed.`,
  );
}

function mixedResolution({ source, roles }: Dataset): ReadWarning[] {
  const column = source.columns[roles.indexOf('h3')];
  if (column === undefined) return [];
  const counts = [...cellResolutionCounts(column).values()].sort((a, b) => b - a);
  const others = counts.slice(1).reduce((sum, count) => sum + count, 0);
  return warning('mixed-resolution', others, `${column.name} holds cells of ${counts.length} resolutions.`);
}
