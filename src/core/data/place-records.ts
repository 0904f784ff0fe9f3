/** Where each record stands, or why it has no place. */
import { cellCenter } from '../grid/cell-relations.ts';
import { coordinateReason, degreesAt, placeReason } from './coordinate.ts';
import { isBlankPair, type PairOrder, parsePair } from './coordinate-pair.ts';
import {
  type ColumnRole,
  type Dataset,
  REJECT_REASONS,
  type RejectReason,
  type SourceTable,
  type TextColumn,
} from './dataset.ts';
import { innerPoint } from '../geometry/inner-point.ts';
import { parseH3 } from './h3-value.ts';
import type { RejectedRecord } from './import.ts';
import { headAt, isBlankAt, textAt } from './text-column.ts';
import { parseArea } from './wkt-area.ts';
import { placeByZip, type ZipColumns, zipColumns, type ZipPlaces } from './zip-places.ts';

/** All arrays are `table.rowCount` long. */
export interface Placement {
  /** Degrees, NaN where unplaced. */
  readonly lat: Float64Array;
  readonly lng: Float64Array;
  /** 0 = placed, otherwise 1 + index into REJECT_REASONS. */
  readonly reasons: Uint8Array;
}

export interface PlaceColumns {
  readonly lat: TextColumn | null;
  readonly lng: TextColumn | null;
  /** Both in one text; only where there are no columns of their own. */
  readonly pair: TextColumn | null;
  readonly order: PairOrder;
  readonly h3: TextColumn | null;
  /** Polygons: records stand at a point inside where nothing else says where they are. */
  readonly area: TextColumn | null;
  /** Of records that say their place in no other way. */
  readonly zip: ZipColumns | null;
}

/** `zips` = where ZIPs lie, for tables that are to be placed by them. */
export function placeRecords(
  table: SourceTable,
  roles: readonly ColumnRole[],
  zips: ZipPlaces | null = null,
): Placement {
  const count = table.rowCount;
  const lat = new Float64Array(count).fill(Number.NaN);
  const lng = new Float64Array(count).fill(Number.NaN);
  const reasons = new Uint8Array(count);
  const columns = { ...placeColumns(table, roles), zip: zips && zipColumns(table, roles, zips) };
  const at: [number, number] = [0, 0];
  for (let row = 0; row < count; row++) {
    const reason = tableReason(table, row) ?? placeOrZip(columns, row, table.decimal, at);
    if (reason === null) [lat[row], lng[row]] = at;
    else reasons[row] = 1 + REJECT_REASONS.indexOf(reason);
  }
  return { lat, lng, reasons };
}

/** What the reader found wrong with a record, whatever its columns say. */
function tableReason({ ragged, invalidGeometry }: SourceTable, row: number): RejectReason | null {
  if (ragged.has(row + 1)) return 'wrong-number-of-fields';
  return invalidGeometry?.has(row + 1) === true ? 'invalid-geometry' : null;
}

export function placeColumns(table: SourceTable, roles: readonly ColumnRole[]): PlaceColumns {
  const column = (role: ColumnRole): TextColumn | null => table.columns[roles.indexOf(role)] ?? null;
  const [lat, lng] = [column('latitude'), column('longitude')];
  const order = roles.includes('latlng') ? 'latlng' : 'lnglat';
  const pair = lat !== null && lng !== null ? null : column(order);
  return { lat, lng, pair, order, h3: column('h3'), area: column('area'), zip: null };
}

/** Columns say where records are: two of them, or both coordinates in one. */
export function hasCoordinates(roles: readonly ColumnRole[]): boolean {
  const two = roles.includes('latitude') && roles.includes('longitude');
  return two || (['latlng', 'lnglat', 'area'] as const).some((role) => roles.includes(role));
}

/** Names of the columns with coordinates, for a sentence; null where there are none. */
export function columnsOfPlaces({ lat, lng, pair }: PlaceColumns): string | null {
  if (lat !== null && lng !== null) return `${lat.name} and ${lng.name}`;
  return pair === null ? null : `The values of ${pair.name}`;
}

/** Latitude and longitude as written, NaN where they are none. */
export function degreesOf(columns: PlaceColumns, row: number, decimal: '.' | ','): [number, number] {
  const { lat, lng, pair, order } = columns;
  if (lat !== null && lng !== null) return [degreesAt(lat, row, decimal, 'lat'), degreesAt(lng, row, decimal, 'lng')];
  return (pair === null ? null : parsePair(headAt(pair, row), order)) ?? [Number.NaN, Number.NaN];
}

/** By ZIP only where nothing else says where a record is. */
function placeOrZip(columns: PlaceColumns, row: number, decimal: '.' | ',', at: [number, number]): RejectReason | null {
  const reason = place(columns, row, decimal, at);
  return reason === 'missing-coordinate' && columns.zip !== null ? placeByZip(columns.zip, row, at) : reason;
}

/** What a record's place was taken from; null = it has none. */
export type PlacedBy = 'coordinates' | 'h3' | 'zip' | null;

type Placed = Pick<Dataset, 'source' | 'roles' | 'accounts'>;

/** Told from the record itself: coordinates that are filled come first, then its cell, then its ZIP. */
export function placedBy({ source, roles, accounts }: Placed, row: number): PlacedBy {
  return accounts.reasons[row] === 0 ? saidBy(placeColumns(source, roles), row) : null;
}

function saidBy({ lat, lng, pair, h3, area }: PlaceColumns, row: number): Exclude<PlacedBy, null> {
  if (lat !== null && lng !== null && !isBlankAt(lat, row) && !isBlankAt(lng, row)) return 'coordinates';
  if (pair !== null && !isBlankPair(headAt(pair, row))) return 'coordinates';
  if (area !== null && !isBlankAt(area, row)) return 'coordinates';
  return h3 !== null && !isBlankAt(h3, row) ? 'h3' : 'zip';
}

/** Records that stand at the middle of their ZIP. */
export function countByZip({ source, roles, accounts }: Placed): number {
  if (!roles.includes('zip')) return 0;
  const columns = placeColumns(source, roles);
  let count = 0;
  for (let row = 0; row < accounts.count; row++) {
    if (accounts.reasons[row] === 0 && saidBy(columns, row) === 'zip') count += 1;
  }
  return count;
}

/** Writes latitude and longitude into `at`. Coordinates first; the H3 cell stands in where they are blank. */
function place(columns: PlaceColumns, row: number, decimal: '.' | ',', at: [number, number]): RejectReason | null {
  const { lat, lng, pair, order, h3, area } = columns;
  const others = h3 !== null || area !== null;
  if (lat !== null && lng !== null) {
    at[0] = degreesAt(lat, row, decimal, 'lat');
    at[1] = degreesAt(lng, row, decimal, 'lng');
    const reason = coordinateReason(lat, lng, row, at[0], at[1]);
    if (reason !== 'missing-coordinate' || !others) return reason;
  } else if (pair !== null) {
    const reason = placePair(headAt(pair, row), order, at);
    if (reason !== 'missing-coordinate' || !others) return reason;
  }
  if (area !== null && !isBlankAt(area, row)) return placeArea(textAt(area, row), at);
  if (h3 === null || isBlankAt(h3, row)) return 'missing-coordinate';
  const cell = parseH3(headAt(h3, row));
  if (cell === null) return 'invalid-h3-cell';
  [at[0], at[1]] = cellCenter(cell);
  return null;
}

function placeArea(text: string, at: [number, number]): RejectReason | null {
  const polygons = parseArea(text);
  const point = polygons === null ? null : innerPoint(polygons);
  if (point === null) return 'invalid-geometry';
  [at[1], at[0]] = point;
  return placeReason(at[0], at[1]);
}

function placePair(text: string, order: PairOrder, at: [number, number]): RejectReason | null {
  if (isBlankPair(text)) return 'missing-coordinate';
  const pair = parsePair(text, order);
  if (pair === null) return 'coordinate-not-a-number';
  [at[0], at[1]] = pair;
  return placeReason(pair[0], pair[1]);
}

/** A rejected record with the column and value that are to blame. `row` is 0-based, the record's is 1-based. */
export function rejectedRecord(
  table: SourceTable,
  roles: readonly ColumnRole[],
  placement: Pick<Placement, 'reasons'>,
  row: number,
): RejectedRecord {
  const reason = REJECT_REASONS[placement.reasons[row]! - 1]!;
  if (reason === 'wrong-number-of-fields') {
    return { row: row + 1, reason, value: `${table.ragged.get(row + 1) ?? 0} of ${table.columns.length}` };
  }
  const broken = table.invalidGeometry?.get(row + 1);
  if (broken !== undefined) return { row: row + 1, reason, value: broken };
  const zip = table.columns[roles.indexOf('zip')] ?? null;
  const column = columnToBlame(placeColumns(table, roles), zip, reason, row, table.decimal);
  if (column === null) return { row: row + 1, reason };
  return { row: row + 1, reason, column: column.name, value: textAt(column, row) };
}

function columnToBlame(
  { lat, lng, pair, h3, area }: PlaceColumns,
  zip: TextColumn | null,
  reason: RejectReason,
  row: number,
  decimal: '.' | ',',
): TextColumn | null {
  if (reason === 'invalid-h3-cell') return h3;
  if (reason === 'invalid-geometry') return area;
  if (reason === 'unknown-zip') return zip;
  if (lat === null || lng === null) return pair ?? area ?? h3 ?? zip;
  const latitude = degreesAt(lat, row, decimal, 'lat');
  switch (reason) {
    case 'missing-coordinate':
      return isBlankAt(lat, row) ? lat : lng;
    case 'coordinate-not-a-number':
      return Number.isNaN(latitude) ? lat : lng;
    case 'coordinate-out-of-range':
      return Math.abs(latitude) > 90 ? lat : lng;
    default:
      return lat;
  }
}
