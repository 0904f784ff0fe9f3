/**
 * How an area lies over the cells of a grid: the share of it in each. Everything is cut in the cylindrical equal-area
 * projection (longitude, sine of latitude), so that areas on the page are areas on the sphere. Method: the area is
 * halved together with the cells under it (Sutherland-Hodgman at each cut) until one cell is left.
 */
import { type LooseMultiPolygon, tidyPolygons } from '../geometry/planar-polygons.ts';
import type { CellIndex, Grid } from './grid.ts';

export interface AreaShares {
  readonly cells: readonly CellIndex[];
  /** Aligned with `cells`; they sum to 1. */
  readonly shares: readonly number[];
}

/** x, y, x, y...; the closing point is left out. */
type Ring = readonly number[];
type Box = readonly [west: number, south: number, east: number, north: number];

/** A cell, moved by whole turns to where the area is. */
interface Placed {
  readonly cell: CellIndex;
  readonly shift: number;
  readonly box: Box;
}

const DEGREE = Math.PI / 180;
/** Of the area of a box: what is covered as far as that is covered wholly. */
const WHOLE = 1 - 1e-12;

const heightOf = (lat: number): number => Math.sin(lat * DEGREE) / DEGREE;

/** Null where no cell of the grid has a part of the area. Cells that hold a pole are left out. */
export function createAreaShares(grid: Grid): (polygons: LooseMultiPolygon) => AreaShares | null {
  const boxes = boxesOf(grid);
  const byHeight = Array.from(grid.areasKm2.keys()).sort((a, b) => boxes[4 * a + 1]! - boxes[4 * b + 1]!);
  const souths = Float64Array.from(byHeight, (cell) => boxes[4 * cell + 1]!);
  let tallest = 0;
  for (let cell = 0; cell < grid.count; cell++)
    tallest = Math.max(tallest, boxes[4 * cell + 3]! - boxes[4 * cell + 1]!);

  const under = ([west, south, east, north]: Box): Placed[] => {
    const found: Placed[] = [];
    for (let at = firstAtLeast(souths, south - tallest); at < souths.length && souths[at]! <= north; at++) {
      const cell = byHeight[at]!;
      for (const shift of [0, 360, -360]) {
        const box: Box = [
          boxes[4 * cell]! + shift,
          boxes[4 * cell + 1]!,
          boxes[4 * cell + 2]! + shift,
          boxes[4 * cell + 3]!,
        ];
        if (box[0] < east && box[2] > west && box[1] < north && box[3] > south) found.push({ cell, shift, box });
      }
    }
    return found;
  };

  return (polygons) => {
    const parts = new Map<CellIndex, number>();
    for (const polygon of tidyPolygons(polygons)) {
      const rings = polygon.map((ring) => ring.slice(0, -1).flatMap(([lng, lat]) => [lng, heightOf(lat)]));
      const box = boxOf(rings);
      deal(grid, rings, under(box), parts);
    }
    const cells = [...parts.keys()].filter((cell) => parts.get(cell)! > 0).sort((a, b) => a - b);
    const total = cells.reduce((sum, cell) => sum + parts.get(cell)!, 0);
    if (!(total > 0)) return null;
    return { cells, shares: cells.map((cell) => parts.get(cell)! / total) };
  };
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** West, south, east, north of each cell in the projection; empty for a cell that holds a pole. */
function boxesOf({ count, corners, cornerOffsets }: Grid): Float64Array {
  const boxes = new Float64Array(4 * count);
  for (let cell = 0; cell < count; cell++) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let k = cornerOffsets[cell]!; k < cornerOffsets[cell + 1]!; k++) {
      const [x, y] = [corners[2 * k]!, heightOf(corners[2 * k + 1]!)];
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [south, north] = [Math.min(south, y), Math.max(north, y)];
    }
    boxes.set(east - west > 180 ? [Infinity, south, -Infinity, north] : [west, south, east, north], 4 * cell);
  }
  return boxes;
}

function boxOf(rings: readonly Ring[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      [west, east] = [Math.min(west, ring[i]!), Math.max(east, ring[i]!)];
      [south, north] = [Math.min(south, ring[i + 1]!), Math.max(north, ring[i + 1]!)];
    }
  }
  return [west, south, east, north];
}

function signedArea(ring: Ring): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return twice / 2;
}

const areaOf = (rings: readonly Ring[]): number => rings.reduce((sum, ring) => sum + signedArea(ring), 0);

/** Adds the area of the rings in each cell to `parts`. */
function deal(grid: Grid, rings: readonly Ring[], cells: readonly Placed[], parts: Map<CellIndex, number>): void {
  if (rings.length === 0 || cells.length === 0) return;
  const add = (cell: CellIndex, area: number) => parts.set(cell, (parts.get(cell) ?? 0) + area);
  const box = boxAround(cells);
  const inside = within(rings, box);
  if (inside.length === 0) return;
  if (areaOf(inside) >= WHOLE * (box[2] - box[0]) * (box[3] - box[1])) {
    for (const placed of cells) add(placed.cell, signedArea(outlineOf(grid, placed)));
    return;
  }
  const [only] = cells;
  if (cells.length === 1 && only) {
    add(only.cell, areaOf(inConvex(inside, outlineOf(grid, only))));
    return;
  }
  const axis = box[2] - box[0] > box[3] - box[1] ? 0 : 1;
  const middle = ({ box: own }: Placed) => own[axis] + own[axis === 0 ? 2 : 3];
  const sorted = cells.toSorted((a, b) => middle(a) - middle(b));
  const half = sorted.length >> 1;
  deal(grid, inside, sorted.slice(0, half), parts);
  deal(grid, inside, sorted.slice(half), parts);
}

function boxAround(cells: readonly Placed[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { box } of cells) {
    [west, east] = [Math.min(west, box[0]), Math.max(east, box[2])];
    [south, north] = [Math.min(south, box[1]), Math.max(north, box[3])];
  }
  return [west, south, east, north];
}

function outlineOf({ corners, cornerOffsets }: Grid, { cell, shift }: Placed): Ring {
  const ring: number[] = [];
  for (let k = cornerOffsets[cell]!; k < cornerOffsets[cell + 1]!; k++) {
    ring.push(corners[2 * k]! + shift, heightOf(corners[2 * k + 1]!));
  }
  return ring;
}

function within(rings: readonly Ring[], [west, south, east, north]: Box): Ring[] {
  return rings
    .map((ring) => cut(cut(cut(cut(ring, 1, 0, -west), -1, 0, east), 0, 1, -south), 0, -1, north))
    .filter((ring) => ring.length >= 6);
}

/** `outline` counter-clockwise and convex. */
function inConvex(rings: readonly Ring[], outline: Ring): Ring[] {
  return rings
    .map((ring) => {
      let left = ring;
      for (let i = 0; i < outline.length; i += 2) {
        const j = (i + 2) % outline.length;
        const [x, y] = [outline[i]!, outline[i + 1]!];
        const [dx, dy] = [outline[j]! - x, outline[j + 1]! - y];
        left = cut(left, -dy, dx, dy * x - dx * y);
      }
      return left;
    })
    .filter((ring) => ring.length >= 6);
}

/** The part of a ring where a x + b y + c is not negative. */
function cut(ring: Ring, a: number, b: number, c: number): Ring {
  const kept: number[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [x1, y1, x2, y2] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
    const [d1, d2] = [a * x1 + b * y1 + c, a * x2 + b * y2 + c];
    if (d1 >= 0) kept.push(x1, y1);
    if (d1 > 0 ? d2 < 0 : d1 < 0 && d2 > 0) {
      const t = d1 / (d1 - d2);
      kept.push(x1 + t * (x2 - x1), y1 + t * (y2 - y1));
    }
  }
  return kept;
}
