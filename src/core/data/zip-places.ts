/** Where ZIP codes of the USA lie, and whether a table's records are to be placed by them. */
import type { ColumnRole, RejectReason, SourceTable, TextColumn } from './dataset.ts';
import { normalName } from './role-names.ts';
import { headAt, isBlankAt } from './text-column.ts';

const ZIPS = 100_000;
/** Degrees are held as whole ten-thousandths. */
const STEPS = 1e4;

export const ZIP_ATTRIBUTION = 'Places of ZIP codes: GeoNames, by way of zipcodes, CC BY 4.0';

export interface ZipPlaces {
  /** Position in `lat` and `lng` of each of 100,000 codes, -1 = not known. */
  readonly index: Int32Array;
  /** Degrees. */
  readonly lat: Float64Array;
  readonly lng: Float64Array;
}

/** Reads `geo/us-zips.bin` (scripts/make-zips.mjs has its layout). Throws TypeError where it is something else. */
export function zipPlacesOf(bytes: Uint8Array): ZipPlaces {
  const count = (bytes.length - ZIPS / 8) / 8;
  const index = new Int32Array(ZIPS).fill(-1);
  let found = 0;
  for (let zip = 0; zip < ZIPS && count > 0; zip++)
    if ((bytes[zip >> 3]! & (1 << (zip & 7))) !== 0) index[zip] = found++;
  if (found === 0 || found !== count) {
    throw new TypeError('The table of ZIP codes is damaged: reload the page, or reinstall the program.');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + ZIPS / 8);
  const degrees = (from: number) =>
    Float64Array.from({ length: count }, (_, at) => view.getInt32(4 * (from + at), true) / STEPS);
  return { index, lat: degrees(0), lng: degrees(count) };
}

/** Five digits out of `98101`, `98101-1234`, `981011234`, or a number that lost its zeros; -1 = none. */
export function zipCode(text: string): number {
  const found = /^(\d{3,5})(?:\.0+)?$|^(\d{5})[-\s]?\d{4}$/.exec(text.trim());
  return found === null ? -1 : Number(found[1] ?? found[2]);
}

function positionOf(places: ZipPlaces, text: string): number {
  const zip = zipCode(text);
  return zip < 0 ? -1 : places.index[zip]!;
}

/** What a record's ZIP and country say. */
export interface ZipColumns {
  readonly zip: TextColumn;
  /** Records of another country are not looked up; null = no such column. */
  readonly country: TextColumn | null;
  readonly places: ZipPlaces;
}

const COUNTRY =
  /^(?:country|countrycode|countryname|billingcountry|billingcountrycode|shippingcountry|mailingcountry)$/;
const USA = /^\s*(?:us|usa|u\.s\.(?:a\.)?|united states(?: of america)?|840|pr|puerto rico)?\s*$/i;
/** Share of ZIPs that must be known for a column of five digits to be American: of other countries' codes about half are. */
const KNOWN_SHARE = 0.8;
const LOOKED_AT = 2000;
/** Names that only other countries use. */
const FOREIGN = /^(?:plz|postleitzahl|codepostal|cp|cap|codigopostal|postnummer|postnr)/;

/** The columns to place records by, or null where none holds ZIPs of the USA. */
export function zipColumns(table: SourceTable, roles: readonly ColumnRole[], places: ZipPlaces): ZipColumns | null {
  const zip = table.columns[roles.indexOf('zip')];
  if (zip === undefined || FOREIGN.test(normalName(zip.name))) return null;
  const country = table.columns.find(({ name }) => COUNTRY.test(normalName(name))) ?? null;
  const columns = { zip, country, places };
  let [seen, known] = [0, 0];
  const step = Math.max(1, table.rowCount / LOOKED_AT);
  for (let at = 0; at < table.rowCount; at += step) {
    const row = Math.floor(at);
    if (isBlankAt(zip, row) || isAbroad(columns, row)) continue;
    seen += 1;
    if (positionOf(places, headAt(zip, row)) >= 0) known += 1;
  }
  // A handful of records may hold as many slips as ZIPs.
  return known >= seen * (seen < 20 ? 0.5 : KNOWN_SHARE) && known > 0 ? columns : null;
}

function isAbroad({ country }: Pick<ZipColumns, 'country'>, row: number): boolean {
  return country !== null && !USA.test(headAt(country, row));
}

/** Writes latitude and longitude of a record's ZIP into `at`. */
export function placeByZip(columns: ZipColumns, row: number, at: [number, number]): RejectReason | null {
  if (isBlankAt(columns.zip, row)) return 'missing-coordinate';
  const { places, zip } = columns;
  const position = isAbroad(columns, row) ? -1 : positionOf(places, headAt(zip, row));
  if (position < 0) return 'unknown-zip';
  [at[0], at[1]] = [places.lat[position]!, places.lng[position]!];
  return null;
}
