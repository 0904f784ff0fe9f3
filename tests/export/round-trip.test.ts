/**
 * Plans where maps break: across the antimeridian, over the poles, round a pentagon, with holes and islands, and all 842 cells
 * of the world at resolution 1. Each format is read back by this program and, where it is installed, by GDAL.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

const PLANS: readonly (readonly [string, readonly [string, number][]])[] = [
  ['Fiji', around(-17.8, 179.9, 5)],
  ['Chukotka', around(66, -179.8, 4)],
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

describe.each(PLANS)('%s', (name, cells) => {
  let request: PlanRequest;
  beforeAll(async () => {
    request = await projectOf(name, new Map(cells));
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
    expect(sumOf(column('potential').map(Number))).toBeCloseTo(sumOf([...request.dataset.accounts.values[0]!]), 6);
    expect(sumOf(column('open_pipeline').map(Number))).toBe(2 * request.grid.count);
    column('geometry').forEach((text, at) => {
      const expected = areaByCells(request, territories[at]!.code);
      expect(Math.abs(planarArea(parseArea(text)!) / expected - 1)).toBeLessThan(1e-3);
    });
  });

  it('has boxes that hold what is in them, the short way round', async () => {
    const { bbox, features } = JSON.parse(new TextDecoder().decode(await written(request, 'geojson'))) as {
      bbox: number[];
      features: { bbox: number[]; geometry: { coordinates: unknown } }[];
    };
    const crosses = name === 'Fiji' || name === 'Chukotka';
    expect(bbox[0]! > bbox[2]!).toBe(crosses);
    for (const feature of features) {
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

  it('comes back from tables with every id and every cent', async () => {
    const expected = sumOf([...request.dataset.accounts.values[0]!]);
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
      expect([format, table.rowCount]).toEqual([format, request.grid.count]);
      const sums = guessColumns(table).find((guess) => guess.name === column)?.sum;
      expect(sums).toBeCloseTo(expected, 6);
      const ids = table.columns.find((one) => one.name === 'Account Id');
      if (ids) expect(textAt(ids, 7)).toBe('00007');
    }
  });

  it('with straight borders has fewer corners, shares its borders and covers what it covered', async () => {
    const [exact, straight] = await Promise.all(
      (['cells', 'straight'] as const).map(async (borders) => {
        const text = new TextDecoder().decode(await written({ ...request, borders }, 'geojson'));
        return JSON.parse(text) as { features: { geometry: { type: string; coordinates: LooseMultiPolygon } }[] };
      }),
    );
    const polygonsOf = (file: typeof exact) =>
      file!.features.map(({ geometry: { type, coordinates } }) =>
        type === 'Polygon' ? ([coordinates] as unknown as LooseMultiPolygon) : coordinates,
      );
    const corners = (file: typeof exact) => polygonsOf(file).flat(2).flat().length;
    expect(corners(straight)).toBeLessThan(0.8 * corners(exact));
    const areas = [exact, straight].map((file) => sumOf(polygonsOf(file).map(planarArea)));
    // Gaps and overlaps would show: what is shared is in one area what it is not in the other.
    expect(Math.abs(areas[1]! / areas[0]! - 1)).toBeLessThan(0.03);
    const edges = new Map<string, number>();
    const count = (file: typeof exact) => {
      edges.clear();
      for (const ring of polygonsOf(file).flat(2)) {
        ring.slice(1).forEach((to, i) => {
          const key = [ring[i]!.join(), to.join()].sort().join(' ');
          edges.set(key, (edges.get(key) ?? 0) + 1);
        });
      }
      return [...edges.values()].filter((times) => times === 2).length / edges.size;
    };
    // Of all borders as large a share is in two areas as before.
    expect(count(straight)).toBeGreaterThan(0.6 * count(exact));
  });

  it.runIf(hasGdal)('is valid to GDAL in every format of maps, and no larger or smaller than its cells', async () => {
    const territories = [...request.plan.records.territory.values()];
    const byCells = sumOf(territories.map(({ code }) => areaByCells(request, code)));
    const inOrder = territories.map(({ id }) => id).join(' ');
    const straight = join(folder, `${name.replaceAll(' ', '-')}-straight.geojson`);
    await writeFile(straight, await written({ ...request, borders: 'straight' }, 'geojson'));
    expect(gdalQuery(straight, (layer) => `SELECT MIN(ST_IsValid(geometry)) FROM "${layer}"`)).toEqual(['1']);
    for (const [format, geometry, id] of [
      ['geojson', 'geometry', 'territory_id'],
      ['kml', 'geometry', 'territory_id'],
      ['gpkg', 'geom', 'territory_id'],
    ] as const) {
      const path = join(folder, `${name.replaceAll(' ', '-')}.${format}`);
      await writeFile(path, await written(request, format));
      const layer = format === 'gpkg' ? 'territories' : null;
      const figures = `MIN(ST_IsValid(${geometry})) || ' ' || SUM(ST_Area(${geometry})) || ' ' || GROUP_CONCAT(${id}, ' ')`;
      const [found = ''] = gdalQuery(path, (layerName) => `SELECT ${figures} FROM "${layer ?? layerName}"`);
      const [valid, area, ...ids] = found.split(' ');
      expect([format, valid, ids.join(' ')]).toEqual([format, '1', inOrder]);
      expect(Math.abs(Number(area) / byCells - 1)).toBeLessThan(1e-3);
    }
  });
});
