/** Every format is written, and read back by somebody else: ids are the same, sums are equal, text stays text. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kml } from '@tmcw/togeojson';
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import Papa from 'papaparse';
import initSqlJs, { type Database } from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textAt } from '../../src/core/data/text-column.ts';
import type { CsvVariant, ExportFormat } from '../../src/core/plan/export-request.ts';
import { exportPlan } from '../../src/io/write/export-plan.ts';
import { figuresOf, territoryProperties } from '../../src/io/write/territory-properties.ts';
import { gdalFeatures, gdalQuery, hasGdal } from './gdal.ts';
import { FORMULA, type NastyProject, nastyProject, SCRIPT } from './nasty-project.ts';

const sqliteWasm = async () => readFile(new URL(import.meta.resolve('sql.js/dist/sql-wasm.wasm')));
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
const rowsOf = (csv: string) => Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

let nasty: NastyProject;
let folder = '';
beforeAll(async () => {
  nasty = await nastyProject();
  folder = await mkdtemp(join(tmpdir(), 'hexwright-export-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function exported(format: ExportFormat, csv: CsvVariant = 'exact'): Promise<Uint8Array> {
  const { request, base } = nasty;
  return (await exportPlan({ ...request, format, csv, base }, { sqliteWasm })).bytes;
}

/** Writes a file for a program to read. */
async function saved(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

function sourceColumn(name: string): string[] {
  const { source } = nasty.dataset;
  const column = source.columns.find((one) => one.name === name)!;
  return Array.from({ length: source.rowCount }, (_, row) => textAt(column, row));
}

function expectedTerritories(): readonly Readonly<Record<string, string | number>>[] {
  return territoryProperties(nasty.request, figuresOf(nasty.request));
}

const total = (values: readonly unknown[]) => values.reduce<number>((sum, value) => sum + Number(value), 0);
const expectSum = (found: readonly unknown[], expected: readonly unknown[]) =>
  expect(Math.abs(total(found) - total(expected))).toBeLessThanOrEqual(1e-9 * Math.abs(total(expected)));

describe('file names', () => {
  it('carry plan, day and what is in them', async () => {
    const request = { ...nasty.request, format: 'kml', day: '2026-03-31' } as const;
    const { name } = await exportPlan(request, { sqliteWasm });
    expect(name).toBe('Q1-plan-b-2026-2026-03-31-territories.kml');
  });
});

describe('KML', () => {
  it('is read back with ids, figures and shapes, and holds no markup of the names', async () => {
    const xml = text(await exported('kml'));
    expect(xml).not.toContain('<script>');
    expect(xml).toContain('<Folder>\n<name>West &lt;i&gt;</name>');
    const faults: string[] = [];
    const document = new DOMParser({
      onError: (level, message) => faults.push(`${level}: ${message}`),
    }).parseFromString(xml, 'text/xml');
    // What XML forbids was replaced.
    expect(faults.filter((fault) => !fault.includes('replacement character'))).toEqual([]);
    const { features } = kml(document);
    const expected = expectedTerritories();
    const properties = features.map((feature) => feature.properties as Record<string, string | number>);
    expect(properties.map((record) => String(record['territory_id']).padStart(3, '0'))).toEqual(
      expected.map((record) => record['territory_id']),
    );
    expect(properties.map((record) => record['name'])).toEqual(expected.map((record) => record['name']));
    expect(properties.map((record) => Number(record['potential']))).toEqual(
      expected.map((record) => record['potential']),
    );
    expect(features.every(({ geometry }) => geometry !== null)).toBe(true);
  });

  it.runIf(hasGdal)('is read by GDAL', async () => {
    const path = await saved('plan.kml', await exported('kml'));
    const valid = gdalQuery(path, 'SELECT MIN(ST_IsValid(geometry)) FROM (SELECT geometry FROM "West <i>")');
    expect(valid).toEqual(['1']);
  });
});

describe('GeoPackage', () => {
  let database: Database;
  beforeAll(async () => {
    const sqlite = await initSqlJs();
    database = new sqlite.Database(await exported('gpkg'));
  });
  const column = (sql: string) => database.exec(sql)[0]?.values.map(([value]) => value) ?? [];

  it('has the tables that the standard asks for, and names its layers in them', () => {
    expect(column('PRAGMA application_id')).toEqual([0x47504b47]);
    expect(column('PRAGMA integrity_check')).toEqual(['ok']);
    expect(column('PRAGMA foreign_key_check')).toEqual([]);
    expect(column('SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id')).toEqual([-1, 0, 4326]);
    expect(column('SELECT table_name FROM gpkg_contents ORDER BY table_name')).toEqual([
      'accounts',
      'cells',
      'territories',
    ]);
    expect(column('SELECT geometry_type_name FROM gpkg_geometry_columns ORDER BY table_name')).toEqual([
      'POINT',
      'MULTIPOLYGON',
      'MULTIPOLYGON',
    ]);
  });

  it('holds every account, cell and territory with the same ids and sums', () => {
    const expected = expectedTerritories();
    expect(column('SELECT territory_id FROM territories')).toEqual(expected.map((record) => record['territory_id']));
    expectSum(
      column('SELECT potential FROM territories'),
      expected.map((record) => record['potential']),
    );
    expect(column('SELECT "Account Id" FROM accounts')).toEqual(sourceColumn('Account Id'));
    expect(column('SELECT name FROM accounts')).toEqual(sourceColumn('name'));
    expect(column('SELECT "__proto__" FROM accounts')).toEqual(sourceColumn('__proto__'));
    expect(column('SELECT geom_2 FROM accounts')).toEqual(sourceColumn('geom'));
    expectSum(column('SELECT revenue FROM accounts'), sourceColumn('revenue'));
    expect(column('SELECT COUNT(*) FROM accounts WHERE geom IS NULL')).toEqual([5]);
    expect(column('SELECT COUNT(*) FROM cells')).toEqual([nasty.request.grid.count]);
  });

  it.runIf(hasGdal)('is read by GDAL, every shape valid, areas as those of the cells', async () => {
    const path = await saved('plan.gpkg', await exported('gpkg'));
    // What GDAL reads ends with the first NUL.
    const names = sourceColumn('name').map((name) => name.split('\0', 1)[0]);
    expect(gdalFeatures(path, 'accounts').map(({ properties }) => properties['name'])).toEqual(names);
    for (const layer of ['territories', 'cells']) {
      expect(gdalQuery(path, `SELECT MIN(ST_IsValid(geom)) FROM ${layer}`)).toEqual(['1']);
    }
    const [cells, dissolved] = ['cells WHERE territory_id IS NOT NULL', 'territories'].map((from) =>
      Number(gdalQuery(path, `SELECT SUM(ST_Area(geom)) FROM ${from}`)[0]),
    );
    expect(dissolved! / cells!).toBeCloseTo(1, 4);
  });
});

describe('the workbook', () => {
  it('holds figures and accounts, and no formula', async () => {
    const files = unzipSync(await exported('xlsx'));
    const sheets = Object.keys(files).filter((name) => name.startsWith('xl/worksheets/sheet'));
    expect(sheets).toHaveLength(3);
    for (const name of sheets) expect(strFromU8(files[name]!)).not.toMatch(/<f[ >]/);
    const names = cellsOf(files, 'xl/worksheets/sheet3.xml').map((row) => row[1]);
    const escaped = (name: string) =>
      name
        .replace(/_(x0041_)/, '_x005F_$1')
        .replaceAll('\u0001', '_x0001_')
        .replaceAll('\0', '_x0000_');
    expect(names.slice(1)).toEqual(sourceColumn('name').map(escaped));
    const ids = cellsOf(files, 'xl/worksheets/sheet3.xml').map((row) => row[0]);
    expect(ids.slice(1)).toEqual(sourceColumn('Account Id'));
    const revenue = cellsOf(files, 'xl/worksheets/sheet3.xml').map((row) => row[4]);
    expectSum(revenue.slice(1), sourceColumn('revenue'));
    const territories = cellsOf(files, 'xl/worksheets/sheet2.xml').map((row) => row[0]);
    expect(territories.slice(1)).toEqual(expectedTerritories().map((record) => record['territory_id']));
  });

  it.runIf(hasGdal)('is read by GDAL', async () => {
    const path = await saved('plan.xlsx', await exported('xlsx'));
    expectSum(gdalQuery(path, 'SELECT SUM(revenue) FROM Accounts'), sourceColumn('revenue'));
  });
});

/** Cells of a sheet by row and column as text, read by hand from its XML. */
function cellsOf(files: Readonly<Record<string, Uint8Array>>, sheet: string): (string | undefined)[][] {
  const parse = (name: string) => new DOMParser().parseFromString(strFromU8(files[name]!), 'text/xml');
  const shared = Array.from(parse('xl/sharedStrings.xml').getElementsByTagName('si'), (item) => item.textContent ?? '');
  return Array.from(parse(sheet).getElementsByTagName('row'), (row) => {
    const cells: (string | undefined)[] = [];
    for (const cell of Array.from(row.getElementsByTagName('c'))) {
      const letters = /^[A-Z]+/.exec(cell.getAttribute('r') ?? '')![0];
      const at = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
      const value = cell.textContent ?? '';
      cells[at] = cell.getAttribute('t') === 's' ? shared[Number(value)] : value;
    }
    return cells;
  });
}

describe('Parquet', () => {
  it('holds the cells', async () => {
    const rows = await parquetReadObjects({ file: bufferOf(await exported('parquet')) });
    const csv = rowsOf(text(await exported('cells-csv')));
    expect(rows.map((row) => row['h3'])).toEqual(csv.map((row) => row['h3']));
    expect(rows.map((row) => row['territory_id'] ?? '')).toEqual(csv.map((row) => row['territory_id']));
    expect(rows.map((row) => String(row['potential']))).toEqual(csv.map((row) => row['potential']));
  });

  it('holds the accounts, text unchanged and numbers as numbers', async () => {
    const rows = await parquetReadObjects({ file: bufferOf(await exported('accounts-parquet')) });
    expect(rows.map((row) => row['Account Id'])).toEqual(sourceColumn('Account Id'));
    expect(rows.map((row) => row['name'])).toEqual(sourceColumn('name'));
    expectSum(
      rows.map((row) => row['revenue']),
      sourceColumn('revenue'),
    );
    expect(rows.filter((row) => row['hexwright_override'] === true)).toHaveLength(1);
    expect(rows.filter((row) => row['hexwright_lat'] === null)).toHaveLength(5);
  });
});

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}

describe('GeoJSON of accounts', () => {
  it('is a point an account, null where there is no place', async () => {
    const { features } = JSON.parse(text(await exported('accounts-geojson'))) as {
      features: { id: number; properties: Record<string, unknown>; geometry: { coordinates: number[] } | null }[];
    };
    const values = (name: string) =>
      features.map(({ properties }) => Object.getOwnPropertyDescriptor(properties, name)?.value);
    expect(values('Account Id')).toEqual(sourceColumn('Account Id'));
    expect(values('__proto__')).toEqual(sourceColumn('__proto__'));
    expectSum(values('revenue'), sourceColumn('revenue'));
    expect(features.filter(({ geometry }) => geometry === null)).toHaveLength(5);
    expect(new Set(features.map(({ id }) => id)).size).toBe(300);
  });
});

describe('CSV for spreadsheets', () => {
  it('begins with a byte order mark and holds no formula, numbers stay numbers', async () => {
    for (const format of ['accounts-csv', 'cells-csv', 'zips-csv', 'changes-csv'] as const) {
      const csv = text(await exported(format, 'spreadsheet'));
      expect(csv.startsWith('\ufeff')).toBe(true);
      const rows = Papa.parse<string[]>(csv.slice(1), { skipEmptyLines: true }).data;
      const formulas = rows.flat().filter((cell) => /^\s*[=+\-@]/.test(cell) && Number.isNaN(Number(cell)));
      expect(formulas).toEqual([]);
    }
    const [exact, safe] = await Promise.all([exported('accounts-csv'), exported('accounts-csv', 'spreadsheet')]);
    const names = rowsOf(text(safe).slice(1)).map((row) => row['name']);
    expect(rowsOf(text(exact)).map((row) => row['name'])).toEqual(sourceColumn('name'));
    expect(names.slice(0, 7)).toEqual([
      'plain',
      `'${FORMULA}`,
      SCRIPT,
      "'+1-800-CALL",
      "'-2+3",
      "'@SUM(1+1)",
      "'\tTab first",
    ]);
    const longitudes = rowsOf(text(safe).slice(1)).map((row) => row['longitude']);
    expect(longitudes).toEqual(sourceColumn('longitude'));
  });
});

describe('ZIPs', () => {
  it('sum to the accounts, zeros in front kept, shares of a ZIP to one', async () => {
    const rows = rowsOf(text(await exported('zips-csv')));
    expect(total(rows.map((row) => row['accounts']))).toBe(300);
    expect(new Set(rows.map((row) => row['zip']))).toEqual(new Set(sourceColumn('ZIP')));
    const values = nasty.dataset.accounts.values[0]!;
    expectSum(
      rows.map((row) => row['potential']),
      [...values],
    );
    expectSum(
      rows.map((row) => row['share']),
      [new Set(sourceColumn('ZIP')).size],
    );
  });
});

describe('Salesforce', () => {
  it('gets legal, distinct names, and what changes hands as additions and removals', async () => {
    const files = unzipSync(await exported('salesforce-csv'));
    const table = (name: string) => rowsOf(strFromU8(files[`${name}.csv`]!));
    const territories = table('Territory2');
    const names = territories.map((row) => row['DeveloperName']!);
    for (const name of names) expect(name).toMatch(/^[A-Za-z](?:_?[A-Za-z0-9])*$/);
    expect(names).toEqual([
      'name_script_alert_1_script_amp',
      'HYPERLINK_http_example_org_x_A1_open',
      'Zurich_lodz',
      'T_007',
      'T_007_2',
    ]);
    const insert = table('ObjectTerritory2Association-insert');
    const remove = table('ObjectTerritory2Association-delete');
    const changed = rowsOf(text(await exported('changes-csv')));
    expect(new Set(insert.map((row) => row['ObjectId']))).toEqual(
      new Set(changed.filter((row) => row['to'] !== '').map((row) => row['account'])),
    );
    expect(new Set(remove.map((row) => row['ObjectId']))).toEqual(
      new Set(changed.filter((row) => row['from'] !== '').map((row) => row['account'])),
    );
    expect(new Set(insert.map((row) => row['AssociationCause']))).toEqual(new Set(['Territory2Manual']));
    expect(insert.every((row) => names.includes(row['Territory2.DeveloperName']!))).toBe(true);
    expect(table('UserTerritory2Association-insert')).toHaveLength(4);
  });

  it('gets the id of a territory whose name is in another script', async () => {
    const { request } = await nastyProject();
    const [first] = request.plan.records.territory.values();
    request.plan.records.territory.set(first!.code, { ...first!, id: 'KANTO-1', name: '関東' });
    const { bytes } = await exportPlan({ ...request, format: 'salesforce-csv' }, { sqliteWasm });
    const [row] = rowsOf(strFromU8(unzipSync(bytes)['Territory2.csv']!));
    expect([row!['Name'], row!['DeveloperName']]).toEqual(['関東', 'KANTO_1']);
  });
});

describe('round the antimeridian', () => {
  it.runIf(hasGdal)('shapes of a GeoPackage stay valid and on the map', async () => {
    const { request } = await nastyProject([-17, 180]);
    const { bytes } = await exportPlan({ ...request, format: 'gpkg' }, { sqliteWasm });
    const path = await saved('fiji.gpkg', bytes);
    for (const layer of ['territories', 'cells']) {
      expect(gdalQuery(path, `SELECT MIN(ST_IsValid(geom)) FROM ${layer}`)).toEqual(['1']);
      expect(gdalQuery(path, `SELECT MAX(ABS(ST_MaxX(geom))) <= 180 FROM ${layer}`)).toEqual(['1']);
    }
  });
});
