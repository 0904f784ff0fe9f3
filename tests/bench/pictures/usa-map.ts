/** Maps of the cells of the USA: areas of cells, lines of states, names of cities. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mesh } from 'topojson-client';
import { colourTerritories, territoryNeighbours } from '../../../src/core/geometry/colouring.ts';
import { outlineOfCells } from '../../../src/core/geometry/outline.ts';
import type { Grid } from '../../../src/core/grid/grid.ts';
import { mix, short, stepsPath, text, token } from './svg.ts';

const require = createRequire(import.meta.url);
const RAD = Math.PI / 180;
/** Steps of a path per pixel. */
const FINE = 5;
/** Lines of states are drawn in steps of this many pixels at least. */
const STATE_STEP = 1.5;

/** Albers equal-area conic with the parallels 29.5 and 45.5 (Snyder 1987, 14-1 to 14-6), in sphere radii. */
function albers(lng: number, lat: number): [number, number] {
  const n = (Math.sin(29.5 * RAD) + Math.sin(45.5 * RAD)) / 2;
  const c = Math.cos(29.5 * RAD) ** 2 + 2 * n * Math.sin(29.5 * RAD);
  const radius = (at: number) => Math.sqrt(c - 2 * n * Math.sin(at * RAD)) / n;
  const turn = n * (lng + 96) * RAD;
  return [radius(lat) * Math.sin(turn), radius(lat) * Math.cos(turn) - radius(37.5)];
}

export interface UsaMap {
  readonly grid: Grid;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  project(lng: number, lat: number): [number, number];
}

/** Pixels around the cells that a map is made for. */
const PADDING = 6;

/** A map that some cells fill: as wide as `width`, and no higher than `most`. */
export function createMap(grid: Grid, cells: ArrayLike<number>, width: number, most = Infinity): UsaMap {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < cells.length; i++) {
    const [x, y] = albers(grid.centers[2 * cells[i]!]!, grid.centers[2 * cells[i]! + 1]!);
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  const scale = Math.min((width - 2 * PADDING) / (right - left), (most - 2 * PADDING) / (bottom - top));
  const height = Math.round(scale * (bottom - top) + 2 * PADDING);
  return {
    grid,
    width,
    height,
    project(lng, lat) {
      const [x, y] = albers(lng, lat);
      return [width / 2 + scale * (x - (left + right) / 2), height / 2 + scale * (y - (top + bottom) / 2)];
    },
  };
}

/** A map of all cells of a grid. */
export function wholeMap(grid: Grid, width: number): UsaMap {
  return createMap(
    grid,
    Uint32Array.from({ length: grid.count }, (_, cell) => cell),
    width,
  );
}

/** Where the middle of some cells is on a map. */
export function middleOf({ grid, project }: UsaMap, cells: readonly number[]): [number, number] {
  let [sumX, sumY] = [0, 0];
  for (const cell of cells) {
    const [x, y] = project(grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!);
    sumX += x;
    sumY += y;
  }
  return [sumX / cells.length, sumY / cells.length];
}

/** Path of the outline of some cells, in steps of a fifth of a pixel: draw it within `fine`. */
export function areaPath({ grid, project }: UsaMap, cells: ArrayLike<number>): string {
  return outlineOfCells(grid, cells)
    .flatMap((polygon) => polygon)
    .map((ring) => {
      const points = ring.slice(0, -1).map(([lng, lat]) => project(lng, lat));
      return stepsPath(
        points.map(([x, y]) => [FINE * x, FINE * y] as const),
        true,
      );
    })
    .join('');
}

export function fine(body: string): string {
  return `<g transform="scale(${1 / FINE})">${body}</g>`;
}

/** Stroke width of `pixels` within `fine`. */
export function fineWidth(pixels: number): string {
  return short(FINE * pixels);
}

/** Cells of each of `count` groups. */
export function cellsByGroup(groups: ArrayLike<number>, count: number): number[][] {
  const cells: number[][] = Array.from({ length: count }, () => []);
  for (let cell = 0; cell < groups.length; cell++) cells[groups[cell]!]?.push(cell);
  return cells;
}

/** A muted colour for each part, neighbours apart. */
export function partColours(grid: Grid, parts: Int32Array, count: number): string[] {
  const owners = Uint16Array.from(parts, (p) => p + 1);
  const codes = Array.from({ length: count }, (_, p) => p + 1);
  const hues = colourTerritories(territoryNeighbours(grid, owners, count + 1), codes);
  const share = Number(token('map-fill'));
  return codes.map((code) => mix(token(`t${hues.get(code)! + 1}`), share));
}

/** Inner borders of states, thin. */
export function stateLines(map: UsaMap): string {
  const topology = JSON.parse(readFileSync(require.resolve('us-atlas/states-10m.json'), 'utf8'));
  const borders = mesh(topology, topology.objects.states, (a, b) => a !== b).coordinates;
  const path = borders.map((border) => {
    const points: [number, number][] = [];
    border.forEach(([lng = 0, lat = 0], i) => {
      if (lng < -125 || lat < 24) return;
      const at = map.project(lng, lat);
      const last = points.at(-1);
      const near = last && Math.hypot(at[0] - last[0], at[1] - last[1]) < STATE_STEP;
      if (!near || i === border.length - 1) points.push(at);
    });
    return stepsPath(
      points.map(([x, y]) => [FINE * x, FINE * y] as const),
      false,
    );
  });
  return `<path d="${path.join('')}" fill="none" stroke="${token('map-state')}" stroke-opacity=".45" stroke-width="${fineWidth(0.5)}"/>`;
}

const CITIES: readonly (readonly [string, number, number])[] = [
  ['New York', -74.01, 40.71],
  ['Los Angeles', -118.24, 34.05],
  ['Chicago', -87.63, 41.88],
  ['Houston', -95.37, 29.76],
  ['Seattle', -122.33, 47.61],
  ['Denver', -104.99, 39.74],
  ['Atlanta', -84.39, 33.75],
  ['Miami', -80.19, 25.76],
];

/** Dots and names of cities. */
export function cityNames(map: UsaMap, cities: readonly (readonly [string, number, number])[] = CITIES): string {
  return cities
    .map(([name, lng, lat]) => {
      const [x, y] = map.project(lng, lat);
      const atEdge = x > map.width - 60;
      const label = text(x + (atEdge ? -6 : 6), y + 4, name, {
        size: 11,
        fill: token('map-city'),
        anchor: atEdge ? 'end' : 'start',
        halo: true,
      });
      return `<circle cx="${short(x)}" cy="${short(y)}" r="2" fill="${token('map-dot')}" stroke="#fff"/>${label}`;
    })
    .join('');
}
