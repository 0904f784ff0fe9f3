/** Which county, state or other area each cell lies in. */
import { createEdgeIndex, type EdgeIndex } from '../geometry/edge-index.ts';
import { tidyPolygons } from '../geometry/planar-polygons.ts';
import type { CellIndex, Grid } from './grid.ts';
import type { Region } from './regions.ts';

type Outlines = readonly Pick<Region, 'polygons'>[];

const DEGREES = 360;
/** Cells looked at, or outlines indexed, between two slices. */
const SLICE = 2048;
const SHAPES = 4;

/**
 * The region that each cell's centre lies in, -1 = in none. Works in slices of some milliseconds: whoever asks may do
 * something else between them.
 */
export function* regionOfCells(grid: Grid, regions: Outlines): Generator<void, Int32Array> {
  const shapes = new Map<number, readonly EdgeIndex[]>();
  let built = 0;
  const shapeOf = (region: number): readonly EdgeIndex[] => {
    const known = shapes.get(region);
    if (known) return known;
    built++;
    const made = tidyPolygons(regions[region]!.polygons).map((polygon) => createEdgeIndex(polygon));
    shapes.set(region, made);
    return made;
  };
  const near = regionsByDegree(regions);
  const found = new Int32Array(grid.count).fill(-1);
  let latest = -1;
  const holds = (region: number, lng: number, lat: number): boolean =>
    region >= 0 && shapeOf(region).some((shape) => shape.contains(lng, lat));
  for (let cell = 0; cell < grid.count; cell++) {
    if (cell % SLICE === 0 || built >= SHAPES) {
      built = 0;
      yield;
    }
    const [lng, lat] = [grid.centers[2 * cell]!, grid.centers[2 * cell + 1]!];
    // Neighbours in the table are neighbours on the ground.
    if (!holds(latest, lng, lat))
      latest = near.get(degreeOf(lng, lat))?.find((region) => holds(region, lng, lat)) ?? -1;
    found[cell] = latest;
  }
  return found;
}

const degreeOf = (lng: number, lat: number): number => Math.floor(lat) * DEGREES + Math.floor(lng);

/** Regions whose box meets each square degree. */
function regionsByDegree(regions: Outlines): Map<number, number[]> {
  const near = new Map<number, number[]>();
  regions.forEach(({ polygons }, region) => {
    const met = new Set<number>();
    for (const [ring] of polygons) {
      const box = boxOf(ring ?? []);
      for (let lat = Math.floor(box.south); lat <= box.north; lat++)
        for (let lng = Math.floor(box.west); lng <= box.east; lng++) met.add(degreeOf(lng, lat));
    }
    for (const degree of met) {
      const list = near.get(degree);
      if (list) list.push(region);
      else near.set(degree, [region]);
    }
  });
  return near;
}

function boxOf(ring: readonly (readonly number[])[]) {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const [lng = 0, lat = 0] of ring) {
    box.west = Math.min(box.west, lng);
    box.east = Math.max(box.east, lng);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return box;
}

/** Land that a simplified map leaves in the sea: cells in no unit join the nearest one, up to so many steps. Mutates `unitOfCell`. */
export function growUnits({ adjacency }: Pick<Grid, 'adjacency'>, unitOfCell: Int32Array, steps: number): void {
  let edge = Array.from(unitOfCell.keys()).filter((cell) => unitOfCell[cell]! >= 0);
  for (let step = 0; step < steps && edge.length > 0; step++) {
    const joined: CellIndex[] = [];
    for (const cell of edge) {
      for (let k = adjacency.offsets[cell]!; k < adjacency.offsets[cell + 1]!; k++) {
        const beside = adjacency.targets[k]!;
        if (unitOfCell[beside]! >= 0) continue;
        unitOfCell[beside] = unitOfCell[cell]!;
        joined.push(beside);
      }
    }
    edge = joined;
  }
}
