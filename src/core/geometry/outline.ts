/**
 * Outlines of sets of cells by a half-edge walk: neighbours share their corners, so rings are stitched by index and
 * never by comparing coordinates.
 */
import type { CellIndex, Grid } from '../grid/grid.ts';
import type { MultiPolygon, Position, Ring } from './ring.ts';
import { signedArea } from './ring.ts';
import { nearLongitude } from './sphere.ts';
import { type CylinderRing, cutAtAntimeridian } from './strips.ts';

/**
 * Outline of a territory as MultiPolygon coordinates in degrees: one polygon a connected piece, outer ring
 * counter-clockwise, holes clockwise, closed. Unwrapped: a piece across the antimeridian runs on beyond 180; only a
 * piece that holds a pole is cut there. Empty when the territory has no cell.
 */
export function outlineOf(grid: Grid, owners: Uint16Array, code: number): MultiPolygon {
  const cells: CellIndex[] = [];
  for (let i = 0; i < owners.length; i++) if (owners[i] === code) cells.push(i);
  return outlineOfCells(grid, cells);
}

/** Outline of distinct cells, as `outlineOf`. */
export function outlineOfCells(grid: Grid, cells: ArrayLike<CellIndex>): MultiPolygon {
  const piece = labelPieces(grid, cells);
  try {
    return ringsByPiece(grid, cells, piece).flatMap(polygonsOfPiece);
  } finally {
    for (let i = 0; i < cells.length; i++) piece[cells[i]!] = 0;
  }
}

function ringsByPiece(grid: Grid, cells: ArrayLike<CellIndex>, piece: Int32Array): CylinderRing[][] {
  const rings: CylinderRing[][] = [];
  const visited = new Set<number>();
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!;
    const own = (rings[piece[cell]! - 1] ??= []);
    for (let k = grid.cornerOffsets[cell]!; k < grid.cornerOffsets[cell + 1]!; k++) {
      if (isInside(piece, grid.edgeNeighbours[k]!) || visited.has(k)) continue;
      own.push(walk(grid, piece, cell, k, visited));
    }
  }
  return rings;
}

function isInside(piece: Int32Array, cell: number): boolean {
  return cell >= 0 && piece[cell]! > 0;
}

/** All zero between calls: clearing a few cells is cheaper than a fresh array for a few cells of a large grid. */
let pieceScratch = new Int32Array(0);

/** Connected pieces of the cells, numbered from 1; 0 elsewhere. The caller sets its cells back to 0. */
function labelPieces(grid: Grid, cells: ArrayLike<CellIndex>): Int32Array {
  const { offsets, targets } = grid.adjacency;
  if (pieceScratch.length < grid.count) pieceScratch = new Int32Array(grid.count);
  const piece = pieceScratch;
  for (let i = 0; i < cells.length; i++) piece[cells[i]!] = -1;
  const stack: number[] = [];
  let pieces = 0;
  for (let i = 0; i < cells.length; i++) {
    if (piece[cells[i]!] !== -1) continue;
    pieces++;
    piece[cells[i]!] = pieces;
    stack.push(cells[i]!);
    for (let cell = stack.pop(); cell !== undefined; cell = stack.pop()) {
      for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) {
        if (piece[targets[k]!] !== -1) continue;
        piece[targets[k]!] = pieces;
        stack.push(targets[k]!);
      }
    }
  }
  return piece;
}

/** Follows the border from an edge of a cell round to itself, the cells on the left. */
function walk(grid: Grid, piece: Int32Array, cell: number, edge: number, visited: Set<number>): CylinderRing {
  const { corners, cornerOffsets, edgeNeighbours } = grid;
  const points: Position[] = [];
  let lng = corners[2 * edge]!;
  for (let c = cell, k = edge; !visited.has(k); ) {
    visited.add(k);
    lng = nearLongitude(corners[2 * k]!, lng);
    points.push([lng, corners[2 * k + 1]!]);
    // At the end of the edge, turn round the corner through the cells of the set until an edge faces outside.
    k = k + 1 === cornerOffsets[c + 1]! ? cornerOffsets[c]! : k + 1;
    for (let next = edgeNeighbours[k]!; isInside(piece, next); next = edgeNeighbours[k]!) {
      k = edgeAfter(grid, next, c);
      c = next;
    }
  }
  const first = points[0]![0];
  return { points, turns: Math.round((nearLongitude(first, lng) - first) / 360) };
}

/** The edge of a cell that follows, counter-clockwise, its last edge towards a neighbour. */
function edgeAfter(grid: Grid, cell: number, neighbour: number): number {
  const { cornerOffsets, edgeNeighbours } = grid;
  const start = cornerOffsets[cell]!;
  const end = cornerOffsets[cell + 1]!;
  for (let k = start; k < end; k++) {
    const next = k + 1 === end ? start : k + 1;
    if (edgeNeighbours[k] === neighbour && edgeNeighbours[next] !== neighbour) return next;
  }
  throw new RangeError(`Cell ${cell} has no edge towards ${neighbour}: the grid's edges are not symmetric.`);
}

function polygonsOfPiece(rings: readonly CylinderRing[]): Ring[][] {
  const outers = rings.filter((ring) => ring.turns === 0 && signedArea(ring.points) > 0);
  const outer = outers[0];
  // Over a pole, or more than a half of the world: no ring is an outer one in the plane.
  if (!outer || outers.length > 1 || rings.some((ring) => ring.turns !== 0)) return cutAtAntimeridian(rings);
  let west = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  for (const [lng] of outer.points) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
  }
  const holes = rings.filter((ring) => ring !== outer);
  return [[closed(outer.points), ...holes.map((hole) => closed(movedNear(hole.points, (west + east) / 2)))]];
}

function movedNear(points: readonly Position[], lng: number): Position[] {
  const shift = nearLongitude(points[0]![0], lng) - points[0]![0];
  return shift === 0 ? [...points] : points.map(([x, y]): Position => [x + shift, y]);
}

function closed(points: readonly Position[]): Ring {
  const first = points[0]!;
  return [...points, [first[0], first[1]]];
}
