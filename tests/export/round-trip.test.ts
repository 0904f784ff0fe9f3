/**
 * Plans where maps break: across the antimeridian, over the poles, round a pentagon, with holes and islands, and all 842 cells
 * of the world at resolution 1. Each format is read back by this program and, where it is installed, by GDAL.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MultiPolygon, Polygon } from 'geojson';
import { cellToChildren, getPentagons, getRes0Cells, gridDisk, gridDistance, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultChoices } from '../../src/core/data/default-choices.ts';
import { groundOfGrid } from '../../src/core/data/ground-of-grid.ts';
import { guessColumns } from '../../src/core/data/guess-roles.ts';
import { makeDataset } from '../../src/core/data/make-accounts.ts';
import { columnIndex, textAt } from '../../src/core/data/text-column.ts';
import { parseArea } from '../../src/core/data/wkt-area.ts';
import { outlineOfCells } from '../../src/core/geometry/outline.ts';
import type { LooseMultiPolygon } from '../../src/core/geometry/planar-polygons.ts';
import { toRfc7946 } from '../../src/core/geometry/rfc7946.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { cellIdAt } from '../../src/core/grid/cell-id.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import type { ExportFormat } from '../../src/core/plan/export-request.ts';
import { readSource } from '../../src/io/read/read-source.ts';
import { exportPlan } from '../../src/io/write/export-plan.ts';
import type { PlanRequest } from '../../src/io/write/territory-properties.ts';
import { gdalQuery, hasGdal } from './gdal.ts';
import { faultsOf, geopackageRows, geopackageShapes, polygonsOf, shapesOf } from './independent.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hexwright-round-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A core with an island beyond the ring around it, the ring, and what is outside: a hole in each but the first. */
function rings(centre: string, radius: number): [string, number][] {
  return gridDisk(centre, radius).map((cell) => {
    const steps = gridDistance(centre, cell);
    return [cell, steps < 2 || (steps === 4 && cell < centre) ? 1 : steps === 2 ? 2 : 3];
  });
}
const around = (lat: number, lng: number, resolution: number) => rings(latLngToCell(lat, lng, resolution), 5);
/** A pentagon has no grid distance: by disks within disks. */
function roundPentagon(centre: string): [string, number][] {
  const [one, two] = [new Set(gridDisk(centre, 1)), new Set(gridDisk(centre, 2))];
  return gridDisk(centre, 5).map((cell) => [cell, one.has(cell) ? 1 : two.has(cell) ? 2 : 3]);
}
const world = getRes0Cells().flatMap((cell, i) =>
  cellToChildren(cell, 1).map((child): [string, number] => [child, 1 + (i % 5)]),
);

/** The western cells are nobody's, and the third territory is there without a cell. */
function ofNobody(cells: readonly [string, number][]): [string, number][] {
  return cells.map(([cell, owner], i): [string, number] => [cell, i % 7 === 0 ? 0 : owner === 3 ? 4 : owner]);
}

const PLANS: readonly (readonly [string, readonly [string, number][]])[] = [
  ['Fiji', around(-17.8, 179.9, 5)],
  ['Chukotka', around(66, -179.8, 4)],
  ['the Aleutians, with cells of nobody and a territory without any', ofNobody(around(52, 180, 5))],
  ['holes and islands', around(47.6, -122.3, 6)],
  ['a pentagon', roundPentagon(getPentagons(3)[4]!)],
  ['the north pole', around(90, 0, 3)],
  ['the south pole', around(-90, 0, 2)],
  ['all 842 cells of resolution 1', world],
];

async function projectOf(name: string, ownerOf: ReadonlyMap<string, number>): Promise<PlanRequest> {
  const grid = buildGrid([...ownerOf.keys()]);
  const records = Array.from({ length: grid.count }, (_, cell) => {
    const [lng, lat] = [grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!];
    return `${String(cell).padStart(5, '0')},${lat},${lng},${(cell * 7919) % 1000}.25,2`;
  });
  const csv = new TextEncoder().encode(`Account Id,lat,lng,revenue,Open Pipeline\n${records.join('\n')}\n`);
  const { table } = await readSource('accounts.csv', csv);
  const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table), 3));
  const { ground } = groundOfGrid(grid, dataset, 0, () => 0);
  const owners = Uint16Array.from({ length: grid.count }, (_, cell) => ownerOf.get(cellIdAt(grid, cell)) ?? 0);
  const territories = equalTerritories(Math.max(...owners));
  const plan = createPlan({ id: 'plan', name, grid, territories, owners, bridges: ground.bridges });
  return { planName: name, dataset, grid, demand: ground.demand, plan };
}

const sqliteWasm = async () => readFile(new URL(import.meta.resolve('sql.js/dist/sql-wasm.wasm')));
const written = async (request: PlanRequest, format: ExportFormat) =>
  (await exportPlan({ ...request, format }, { sqliteWasm })).bytes;

/** Square degrees, holes taken off. */
function planarArea(polygons: LooseMultiPolygon): number {
  const ofRing = (ring: readonly (readonly number[])[]) =>
    Math.abs(
      ring.reduce(
        (sum, [x, y], i) => sum + x! * ring[(i + 1) % ring.length]![1]! - ring[(i + 1) % ring.length]![0]! * y!,
        0,
      ),
    ) / 2;
  return polygons
    .flatMap((polygon) => polygon.map((ring, i) => (i === 0 ? 1 : -1) * ofRing(ring)))
    .reduce((a, b) => a + b, 0);
}

function areaByCells({ grid, plan }: PlanRequest, code: number): number {
  let area = 0;
  plan.layers[0]!.forEach((owner, cell) => {
    if (owner !== code) return;
    const { type, coordinates } = toRfc7946(outlineOfCells(grid, [cell]));
    area += planarArea(type === 'Polygon' ? [coordinates] : coordinates);
  });
  return area;
}

describe.each(PLANS)('%s', (planName, ownedCells) => {
  let request: PlanRequest;
  beforeAll(async () => {
    request = await projectOf(planName, new Map(ownedCells));
  });
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

  it.each(['geojson', 'kml'] as const)('comes back from %s with ids, sums and areas', async (format) => {
    const { table } = await readSource(`plan.${format}`, await written(request, format));
    const column = (wanted: string) => {
      const at = table.columns[columnIndex(table, wanted)]!;
      return Array.from({ length: table.rowCount }, (_, row) => textAt(at, row));
    };
    const territories = [...request.plan.records.territory.values()];
    expect(column('territory_id')).toEqual(territories.map(({ id }) => id));
    // Every cell holds the account of its number.
    const ofSomebody = request.dataset.accounts.values[0]!.filter((_, cell) => request.plan.layers[0]![cell] !== 0);
    expect(sumOf(column('potential').map(Number))).toBeCloseTo(sumOf([...ofSomebody]), 6);
    expect(sumOf(column('open_pipeline').map(Number))).toBe(2 * ofSomebody.length);
    column('geometry').forEach((text, at) => {
      if (!request.plan.layers[0]!.includes(territories[at]!.code)) return expect(text).toBe('');
      const expected = areaByCells(request, territories[at]!.code);
      expect(Math.abs(planarArea(parseArea(text)!) / expected - 1)).toBeLessThan(1e-3);
    });
  });

  it('has boxes that hold what is in them, the short way round', async () => {
    const { bbox, features } = JSON.parse(new TextDecoder().decode(await written(request, 'geojson'))) as {
      bbox: number[];
      features: { bbox?: number[]; geometry: { coordinates: unknown } | null }[];
    };
    const crosses = /Fiji|Chukotka|Aleutians/.test(planName);
    expect(bbox[0]! > bbox[2]!).toBe(crosses);
    for (const feature of features) {
      expect(feature.bbox === undefined).toBe(feature.geometry === null);
      if (feature.geometry === null) continue;
      const numbers = [feature.geometry.coordinates].flat(9) as number[];
      const [lngs, lats] = [numbers.filter((_, i) => i % 2 === 0), numbers.filter((_, i) => i % 2 === 1)];
      const [west, south, east, north] = feature.bbox as [number, number, number, number];
      const low = (values: number[]) => values.reduce((a, b) => Math.min(a, b));
      const high = (values: number[]) => values.reduce((a, b) => Math.max(a, b));
      expect([south, north]).toEqual([low(lats), high(lats)]);
      if (west <= east) expect([west, east]).toEqual([low(lngs), high(lngs)]);
      else expect(lngs.every((lng) => lng >= west || lng <= east)).toBe(true);
    }
  });

  it('comes back from tables with every id, owner and cent', async () => {
    const { dataset, grid, plan } = request;
    const expected = sumOf([...dataset.accounts.values[0]!]);
    const territoryOf = (cell: number) => plan.records.territory.get(plan.layers[0]![cell]!)?.id ?? '';
    const cellIds = Array.from({ length: grid.count }, (_, cell) => cellIdAt(grid, cell));
    const owners = cellIds.map((_, cell) => territoryOf(cell));
    // Every cell holds the account of its number.
    const accountIds = cellIds.map((_, cell) => String(cell).padStart(5, '0'));
    for (const [format, file, column] of [
      ['cells-csv', 'cells.csv', 'potential'],
      ['parquet', 'cells.parquet', 'potential'],
      ['accounts-csv', 'accounts.csv', 'revenue'],
      ['accounts-parquet', 'accounts.parquet', 'revenue'],
      ['accounts-geojson', 'accounts.geojson', 'revenue'],
      ['xlsx', 'plan.xlsx', 'revenue'],
    ] as const) {
      const { table } = await readSource(
        file,
        await written(request, format),
        format === 'xlsx' ? { sheet: 'Accounts' } : {},
      );
      const sums = guessColumns(table).find((guess) => guess.name === column)?.sum;
      expect(sums).toBeCloseTo(expected, 6);
      const valuesOf = (name: string) => {
        const found = table.columns[columnIndex(table, name)]!;
        return Array.from({ length: table.rowCount }, (_, row) => textAt(found, row));
      };
      const ofCells = column === 'potential';
      expect([format, valuesOf(ofCells ? 'h3' : 'Account Id')]).toEqual([format, ofCells ? cellIds : accountIds]);
      expect([format, valuesOf(ofCells ? 'territory_id' : 'hexwright_territory_id')]).toEqual([format, owners]);
      if (!ofCells) expect(valuesOf('hexwright_h3')).toEqual(cellIds);
    }
  });

  it('comes back from a GeoPackage and a workbook to somebody else with every id and every cent', async () => {
    const { dataset, grid } = request;
    const expected = sumOf([...dataset.accounts.values[0]!]);
    const gpkg = await written(request, 'gpkg');
    const [cells, accounts] = await Promise.all([
      geopackageRows(gpkg, "SELECT h3, COALESCE(territory_id, ''), potential FROM cells ORDER BY fid"),
      geopackageRows(gpkg, 'SELECT "Account Id", hexwright_h3, revenue FROM accounts ORDER BY fid'),
    ]);
    const cellIds = Array.from({ length: grid.count }, (_, cell) => cellIdAt(grid, cell));
    expect(cells.map(([h3]) => h3)).toEqual(cellIds);
    expect(accounts.map(([, h3]) => h3)).toEqual(cellIds);
    expect(accounts.map(([id]) => id)).toEqual(cellIds.map((_, cell) => String(cell).padStart(5, '0')));
    for (const rows of [cells, accounts]) expect(sumOf(rows.map((row) => Number(row[2])))).toBeCloseTo(expected, 6);
    const faults = (await geopackageShapes(gpkg, 'cells', 'h3')).flatMap(({ id, geometry }) =>
      faultsOf(geometry).map((fault) => `${id}: ${fault}`),
    );
    expect(faults).toEqual([]);
  });

  it('with straight borders has fewer corners, shares its borders and covers what it covered', async () => {
    const [exact, straight] = await Promise.all(
      (['cells', 'straight'] as const).map(async (borders) => {
        const text = new TextDecoder().decode(await written({ ...request, borders }, 'geojson'));
        return JSON.parse(text) as { features: { geometry: Polygon | MultiPolygon | null }[] };
      }),
    );
    const areasOf = (file: typeof exact) => file!.features.map(({ geometry }) => polygonsOf(geometry));
    const corners = (file: typeof exact) => areasOf(file).flat(2).flat().length;
    expect(corners(straight)).toBeLessThan(0.8 * corners(exact));
    const areas = [exact, straight].map((file) => sumOf(areasOf(file).map(planarArea)));
    // Gaps and overlaps would show: what is shared is in one area what it is not in the other.
    expect(Math.abs(areas[1]! / areas[0]! - 1)).toBeLessThan(0.03);
    /** How many areas have each border between two corners. */
    const bordersOf = (file: typeof exact) => {
      const times = new Map<string, number>();
      for (const ring of areasOf(file).flat(2)) {
        ring.slice(1).forEach((to, i) => {
          const key = [ring[i]!.join(), to.join()].sort().join(' ');
          times.set(key, (times.get(key) ?? 0) + 1);
        });
      }
      return [...times];
    };
    const rim = new Set(bordersOf(exact).flatMap(([key, times]) => (times === 1 ? key.split(' ') : [])));
    // A border that one area has alone runs along the rim: were two areas made straight apart, it would lie between them.
    const alone = bordersOf(straight).filter(
      ([key, times]) => times === 1 && !key.split(' ').every((at) => rim.has(at)),
    );
    expect(alone).toEqual([]);
    expect(bordersOf(straight).filter(([, times]) => times > 2)).toEqual([]);
  });

  it('is valid to others in every format of maps, and no larger or smaller than its cells', async () => {
    const territories = [...request.plan.records.territory.values()];
    const owned = territories.filter(({ code }) => request.plan.layers[0]!.includes(code));
    const byCells = sumOf(owned.map(({ code }) => areaByCells(request, code)));
    for (const format of ['geojson', 'kml', 'gpkg'] as const) {
      // Straight borders are the same in all of them.
      for (const borders of format === 'geojson' ? (['cells', 'straight'] as const) : (['cells'] as const)) {
        const bytes = await written({ ...request, borders }, format);
        const shapes = await shapesOf(format, bytes);
        expect(shapes.map(({ id }) => id)).toEqual(territories.map(({ id }) => id));
        expect(shapes.filter(({ geometry }) => geometry !== null)).toHaveLength(owned.length);
        expect([format, borders, shapes.flatMap(({ geometry }) => faultsOf(geometry))]).toEqual([format, borders, []]);
        const area = sumOf(shapes.map(({ geometry }) => planarArea(polygonsOf(geometry))));
        expect(Math.abs(area / byCells - 1)).toBeLessThan(borders === 'cells' ? 1e-3 : 0.03);
        if (hasGdal) await expectValidToGdal({ bytes, format, borders, area, owned: owned.length });
      }
    }
  });

  /** GDAL, where it is: every shape is valid, as large as another reader found it. */
  async function expectValidToGdal({ bytes, format, borders, area, owned }: GdalCase): Promise<void> {
    const path = join(folder, `${planName.replaceAll(/\W/g, '-')}-${borders}.${format}`);
    await writeFile(path, bytes);
    const geometry = format === 'gpkg' ? 'geom' : 'geometry';
    const figures = `COUNT(${geometry}) || ' ' || SUM(ST_IsValid(${geometry}) = 1) || ' ' || SUM(ST_Area(${geometry}))`;
    const [found = ''] = gdalQuery(
      path,
      (first) => `SELECT ${figures} FROM "${format === 'gpkg' ? 'territories' : first}" WHERE ${geometry} IS NOT NULL`,
    );
    const [count, valid, size] = found.split(' ').map(Number);
    expect([format, borders, count, valid]).toEqual([format, borders, owned, owned]);
    expect(Math.abs(size! / area - 1)).toBeLessThan(1e-6);
    if (format !== 'gpkg' || borders !== 'cells') return;
    const [cells] = gdalQuery(path, "SELECT COUNT(*) || ' ' || SUM(ST_IsValid(geom) = 1) FROM cells");
    expect(cells).toBe(`${request.grid.count} ${request.grid.count}`);
  }
});

interface GdalCase {
  readonly bytes: Uint8Array;
  readonly format: 'geojson' | 'kml' | 'gpkg';
  readonly borders: 'cells' | 'straight';
  /** Square degrees. */
  readonly area: number;
  readonly owned: number;
}
