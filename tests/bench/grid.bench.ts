/** The ground: covering the contiguous USA at resolution 6, building its grid, and what map and tools ask of it. */
import { readFileSync } from 'node:fs';
import { labelPoints } from '../../src/core/geometry/label-point.ts';
import { outlineOf } from '../../src/core/geometry/outline.ts';
import type { LooseMultiPolygon } from '../../src/core/geometry/planar-polygons.ts';
import { toRfc7946 } from '../../src/core/geometry/rfc7946.ts';
import type { Position } from '../../src/core/geometry/ring.ts';
import { shapesOfAll } from '../../src/core/geometry/shape.ts';
import { proposeBridges } from '../../src/core/grid/bridges.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { cellAt } from '../../src/core/grid/cell-at.ts';
import { cellsInPolygon } from '../../src/core/grid/cells-in-polygon.ts';
import { componentsOf } from '../../src/core/grid/components.ts';
import { coverPolygons } from '../../src/core/grid/cover.ts';
import { createDiskSearch } from '../../src/core/grid/disk.ts';
import type { Grid } from '../../src/core/grid/grid.ts';
import { regionsFromTopology } from '../../src/io/read-regions.ts';

export const name = 'grid';

interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: number;
}

const RESOLUTION = 6;
const TERRITORIES = 200;
/** Alaska, Hawaii and the territories overseas. */
const OUTSIDE = new Set(['US-02', 'US-15', 'US-60', 'US-66', 'US-69', 'US-72', 'US-78']);

function contiguousUsa(): LooseMultiPolygon {
  const path = new URL('../../public/geo/regions.json', import.meta.url);
  return regionsFromTopology(JSON.parse(readFileSync(path, 'utf8')))
    .filter(({ id, kind }) => kind === 'state' && !OUTSIDE.has(id))
    .flatMap((state) => [...state.polygons]);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Of the later runs, when the engine has compiled what is hot. */
function settled(work: () => void): number {
  return median(Array.from({ length: 15 }, () => milliseconds(work)).slice(4));
}

/** Territories of one size, grown side by side from cells spread over the table. */
function grownOwners(grid: Grid): Uint16Array {
  const owners = new Uint16Array(grid.count);
  const queue = Array.from({ length: TERRITORIES }, (_, i) => Math.floor(((i + 0.5) * grid.count) / TERRITORIES));
  for (const [i, cell] of queue.entries()) owners[cell] = i + 1;
  for (let head = 0; head < queue.length; head++) {
    const cell = queue[head] as number;
    for (const neighbour of grid.adjacency.targets.subarray(
      grid.adjacency.offsets[cell],
      grid.adjacency.offsets[cell + 1],
    )) {
      if (owners[neighbour] !== 0) continue;
      owners[neighbour] = owners[cell] as number;
      queue.push(neighbour);
    }
  }
  return owners;
}

export async function run(): Promise<Figure[]> {
  const polygons = contiguousUsa();
  let ids: string[] = [];
  const cover = milliseconds(() => {
    ids = coverPolygons(polygons, RESOLUTION);
  });
  let grid = buildGrid(ids.slice(0, 1));
  const first = milliseconds(() => {
    grid = buildGrid(ids);
  });
  const again = median(Array.from({ length: 5 }, () => milliseconds(() => buildGrid(ids))));
  return [
    { figure: `cover of the contiguous USA, ${grid.count} cells`, value: cover, unit: 'ms', budget: 1500 },
    { figure: 'grid from ids, first time (adjacency, corners, areas)', value: first, unit: 'ms', budget: 600 },
    { figure: 'grid from ids, warm', value: again, unit: 'ms', budget: 600 },
    ...lookUps(grid),
    ...shapes(grid),
  ];
}

function lookUps(grid: Grid): Figure[] {
  const search = createDiskSearch(grid.adjacency);
  const places = Array.from({ length: 20_000 }, (_, i): Position => {
    const cell = (i * 7919) % grid.count;
    return [(grid.centers[2 * cell] as number) + 0.01, grid.centers[2 * cell + 1] as number];
  });
  const hits = settled(() => {
    for (const [lng, lat] of places) cellAt(grid, lat, lng);
  });
  const disks = settled(() => {
    for (let i = 0; i < places.length; i++) search((i * 7919) % grid.count, 5);
  });
  const lasso = Array.from({ length: 400 }, (_, i): Position => {
    const radius = 9 + 0.2 * Math.sin(i * 0.7);
    return [-98 + 1.5 * radius * Math.cos((i * Math.PI) / 200), 39 + radius * Math.sin((i * Math.PI) / 200)];
  });
  const lassoTime = settled(() => cellsInPolygon(grid, lasso));
  return [
    { figure: 'hit test', value: (hits / places.length) * 1000, unit: 'us', budget: 5 },
    { figure: 'disk of radius 5', value: (disks / places.length) * 1000, unit: 'us', budget: 20 },
    { figure: 'lasso of 400 corners over a third of the cells', value: lassoTime, unit: 'ms', budget: 5 },
  ];
}

function shapes(grid: Grid): Figure[] {
  const owners = grownOwners(grid);
  const all = Array.from({ length: TERRITORIES }, (_, i) => i + 1);
  const outlines = milliseconds(() => {
    for (const code of all) toRfc7946(outlineOf(grid, owners, code));
  });
  const labels = milliseconds(() => labelPoints(grid, owners, TERRITORIES + 1));
  const measured = milliseconds(() => shapesOfAll(grid, owners, TERRITORIES + 1));
  const pieces = milliseconds(() => componentsOf(grid.adjacency));
  const bridges = milliseconds(() => proposeBridges(grid));
  return [
    { figure: `outline as RFC 7946, mean of ${TERRITORIES} territories`, value: outlines / TERRITORIES, unit: 'ms' },
    { figure: `label points of ${TERRITORIES} territories`, value: labels, unit: 'ms' },
    { figure: `areas and perimeters of ${TERRITORIES} territories`, value: measured, unit: 'ms' },
    { figure: 'components', value: pieces, unit: 'ms' },
    { figure: 'bridges to all islands', value: bridges, unit: 'ms' },
  ];
}
