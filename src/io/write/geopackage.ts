/** GeoPackage 1.3 of a plan: the layers territories, cells and accounts, written by SQLite itself. */
/// <reference path="./sql-wasm-browser.d.ts" />
import initSqlJs, { type Database, type SqlValue } from 'sql.js/dist/sql-wasm-browser.js';
import { outlineOfCells } from '../../core/geometry/outline.ts';
import { toRfc7946 } from '../../core/geometry/rfc7946.ts';
import { territoriesOf } from '../../core/plan/make-plan.ts';
import { type ExportStep, noStep, partOf } from './export-step.ts';
import { accountsTable, cellsTable, distinctNames, type ExportTable, territoriesTable } from './export-table.ts';
import { type Envelope, geopackagePoint, geopackagePolygons } from './geometry-bytes.ts';
import { GEOPACKAGE_SCHEMA, SPATIAL_REFERENCES } from './geopackage-schema.ts';
import { territoryShapes } from './territory-shapes.ts';
import { figuresOf, type PlanRequest } from './territory-properties.ts';

const SQL_TYPES = { text: 'TEXT', number: 'REAL', integer: 'INTEGER', boolean: 'BOOLEAN' } as const;
/** SQLite's own limit is 2,000; id and geometry are two of them. */
const MAX_COLUMNS = 1998;
const ROWS_A_STEP = 500;

interface Layer {
  readonly name: 'territories' | 'cells' | 'accounts';
  readonly description: string;
  readonly geometryType: 'MULTIPOLYGON' | 'POINT';
  readonly table: ExportTable;
  /** null = the row has no geometry. */
  geometryAt(row: number): { readonly bytes: Uint8Array; readonly envelope: Envelope } | null;
}

/**
 * @param wasm SQLite as WebAssembly, the file that comes with sql.js
 * @throws RangeError when the accounts have more columns than a table of SQLite
 */
export async function writeGeopackage(
  request: PlanRequest,
  wasm: Uint8Array,
  step: ExportStep = noStep,
): Promise<Uint8Array> {
  const sqlite = await initSqlJs({ wasmBinary: wasm as Uint8Array<ArrayBuffer> as unknown as ArrayBuffer });
  const database = new sqlite.Database();
  try {
    database.run(GEOPACKAGE_SCHEMA);
    for (const values of SPATIAL_REFERENCES) {
      database.run('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)', [...values]);
    }
    database.run('BEGIN');
    const layers = await layersOf(request, partOf(step, 0, 0.1));
    const rows = layers.reduce((sum, { table }) => sum + table.rowCount, 0);
    const writing = partOf(step, 0.1, 1);
    let before = 0;
    for (const layer of layers) {
      const done = before;
      await writeLayer(database, layer, (row) => writing((done + row) / rows));
      before += layer.table.rowCount;
    }
    database.run('COMMIT');
    return database.export();
  } finally {
    database.close();
  }
}

async function layersOf(request: PlanRequest, step: ExportStep): Promise<Layer[]> {
  const { grid, plan, dataset, planName } = request;
  const shapes = await territoryShapes(request, partOf(step, 0, 0.5));
  const accounts = await accountsTable(request, partOf(step, 0.5, 1));
  const territories = territoriesOf(plan);
  const { lat, lng } = dataset.accounts;
  return [
    {
      name: 'territories',
      description: `Territories of ${planName}`,
      geometryType: 'MULTIPOLYGON',
      table: territoriesTable(request, figuresOf(request)),
      geometryAt: (row) => {
        const shape = shapes.get(territories[row]?.code ?? 0);
        return shape === undefined ? null : geopackagePolygons(shape);
      },
    },
    {
      name: 'cells',
      description: `H3 cells of resolution ${grid.resolution}`,
      geometryType: 'MULTIPOLYGON',
      table: cellsTable(request),
      geometryAt: (cell) => geopackagePolygons(toRfc7946(outlineOfCells(grid, [cell]))),
    },
    {
      name: 'accounts',
      description: `Accounts of ${dataset.source.file}`,
      geometryType: 'POINT',
      table: accounts,
      geometryAt: (row) => {
        const [x, y] = [lng[row] ?? Number.NaN, lat[row] ?? Number.NaN];
        if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
        return { bytes: geopackagePoint(x, y), envelope: [x, x, y, y] };
      },
    },
  ];
}

async function writeLayer(database: Database, layer: Layer, onRow: (row: number) => Promise<void>): Promise<void> {
  const { name, table, geometryType } = layer;
  const { columns, rowCount } = table;
  if (columns.length > MAX_COLUMNS) {
    throw new RangeError(
      `A GeoPackage takes ${MAX_COLUMNS} columns, not ${columns.length}: export the accounts as CSV.`,
    );
  }
  const names = distinctNames(
    columns.map((column) => column.name.replaceAll('\0', '')),
    ['fid', 'geom'],
  );
  const definitions = columns.map(({ type }, at) => `${quoted(names[at] as string)} ${SQL_TYPES[type]}`);
  database.run(
    `CREATE TABLE ${name} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom ${geometryType}, ${definitions.join(', ')})`,
  );
  const places = columns.map(() => '?').join(', ');
  const insert = database.prepare(`INSERT INTO ${name} VALUES (?, ?, ${places})`);
  const extent: Envelope = [Infinity, -Infinity, Infinity, -Infinity];
  for (let row = 0; row < rowCount; row++) {
    if (row % ROWS_A_STEP === 0) await onRow(row);
    const geometry = layer.geometryAt(row);
    if (geometry) widen(extent, geometry.envelope);
    const values = columns.map((column): SqlValue => {
      const value = column.valueAt(row);
      return typeof value === 'boolean' ? Number(value) : value;
    });
    insert.run([row + 1, geometry?.bytes ?? null, ...values]);
  }
  insert.free();
  register(database, layer, extent);
}

function register(database: Database, { name, description, geometryType }: Layer, extent: Envelope): void {
  const [west, east, south, north] = extent.map((value) => (Number.isFinite(value) ? value : null)) as [
    number | null,
    number | null,
    number | null,
    number | null,
  ];
  database.run(
    'INSERT INTO gpkg_contents (table_name, data_type, identifier, description, min_x, min_y, max_x, max_y, srs_id) ' +
      "VALUES (?, 'features', ?, ?, ?, ?, ?, ?, 4326)",
    [name, name, description, west, south, east, north],
  );
  database.run('INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, 4326, 0, 0)', [name, 'geom', geometryType]);
}

function widen(extent: Envelope, [west, east, south, north]: Envelope): void {
  extent[0] = Math.min(extent[0], west);
  extent[1] = Math.max(extent[1], east);
  extent[2] = Math.min(extent[2], south);
  extent[3] = Math.max(extent[3], north);
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
