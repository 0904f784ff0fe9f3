/** Area, perimeter and compactness of territories on the sphere. */
import type { Grid } from '../grid/grid.ts';
import { distanceKm } from './sphere.ts';

export interface Shapes {
  /** By territory code, square kilometres. */
  readonly areaKm2: Float64Array;
  /** By territory code, kilometres of outline, holes included. */
  readonly perimeterKm: Float64Array;
}

/** Lengths of edges that have been asked for, NaN for the others: plans of one grid share most of their borders. */
const lengthsOfGrid = new WeakMap<Grid, Float64Array>();

function edgeLengths(grid: Grid): Float64Array {
  const known = lengthsOfGrid.get(grid) ?? new Float64Array(grid.edgeNeighbours.length).fill(Number.NaN);
  lengthsOfGrid.set(grid, known);
  return known;
}

/** Area and perimeter of every territory in one pass; arrays are `codeCount` long, row 0 = unassigned. */
export function shapesOfAll(grid: Grid, owners: Uint16Array, codeCount: number): Shapes {
  const shapes = { areaKm2: new Float64Array(codeCount), perimeterKm: new Float64Array(codeCount) };
  measureShapes(grid, owners, shapes, new Uint8Array(codeCount).fill(1));
  return shapes;
}

/** Measures the territories anew that are wanted, to the same figures as `shapesOfAll`; the rows of others stay. Mutates `shapes`. */
export function measureShapes(grid: Grid, owners: Uint16Array, shapes: Shapes, wanted: Uint8Array): void {
  const { cornerOffsets, edgeNeighbours, areasKm2: cellAreas } = grid;
  const lengths = edgeLengths(grid);
  const { areaKm2: areas, perimeterKm: perimeters } = shapes;
  wanted.forEach((isWanted, code) => {
    if (isWanted === 1) areas[code] = perimeters[code] = 0;
  });
  for (let cell = 0; cell < grid.count; cell++) {
    const code = owners[cell]!;
    if (wanted[code] !== 1) continue;
    areas[code] = areas[code]! + cellAreas[cell]!;
    const end = cornerOffsets[cell + 1]!;
    for (let k = cornerOffsets[cell]!; k < end; k++) {
      const neighbour = edgeNeighbours[k]!;
      if (neighbour >= 0 && owners[neighbour] === code) continue;
      if (Number.isNaN(lengths[k]!)) lengths[k] = edgeLengthKm(grid, cell, k);
      perimeters[code] = perimeters[code]! + lengths[k]!;
    }
  }
}

/** Square kilometres of one territory. */
export function areaKm2(grid: Grid, owners: Uint16Array, code: number): number {
  let area = 0;
  for (let cell = 0; cell < grid.count; cell++) if (owners[cell] === code) area += grid.areasKm2[cell]!;
  return area;
}

/** Kilometres of outline of one territory, holes included. */
export function perimeterKm(grid: Grid, owners: Uint16Array, code: number): number {
  let length = 0;
  for (let cell = 0; cell < grid.count; cell++) {
    if (owners[cell] !== code) continue;
    for (let k = grid.cornerOffsets[cell]!; k < grid.cornerOffsets[cell + 1]!; k++) {
      const neighbour = grid.edgeNeighbours[k]!;
      if (neighbour < 0 || owners[neighbour] !== code) length += edgeLengthKm(grid, cell, k);
    }
  }
  return length;
}

/** Polsby-Popper compactness: 4 pi area / perimeter squared; 1 for a circle in the plane, 0 without a shape. */
export function polsbyPopper(area: number, perimeter: number): number {
  return perimeter > 0 ? (4 * Math.PI * area) / (perimeter * perimeter) : 0;
}

function edgeLengthKm(grid: Grid, cell: number, edge: number): number {
  const { corners, cornerOffsets } = grid;
  const next = edge + 1 === cornerOffsets[cell + 1]! ? cornerOffsets[cell]! : edge + 1;
  return distanceKm(corners[2 * edge]!, corners[2 * edge + 1]!, corners[2 * next]!, corners[2 * next + 1]!);
}
