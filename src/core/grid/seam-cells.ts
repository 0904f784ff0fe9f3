/**
 * Cells that H3 itself must draw: pentagons and whatever touches an edge of the icosahedron, where a hexagon gets
 * distortion vertices (5 to 10 corners). Neighbours compute a shared corner apart and differ in the last bits; here
 * the later cell takes over the corner of the earlier one, so that shapes meet exactly.
 */
import { cellToBoundary, cellToLatLng, gridDisk } from 'h3-js';
import { findCell, splitId } from './cell-id.ts';
import type { CellTable } from './cell-table.ts';
import type { GridDraft } from './grid-draft.ts';
import { polygonAreaKm2 } from './polygon-area.ts';

export interface SeamCells {
  /** Ascending cell indices. */
  readonly cells: Uint32Array;
  /** Boundary of each as H3 gives it: lng, lat interleaved, degrees, counter-clockwise. */
  readonly boundaries: readonly Float64Array[];
}

/** Asks H3 for the boundaries of some cells. */
export function seamCells(table: CellTable, cells: Uint32Array): SeamCells {
  const boundaries: Float64Array[] = [];
  for (const cell of cells) {
    const points = cellToBoundary([table.cellLo[cell]!, table.cellHi[cell]!]);
    const ring = new Float64Array(2 * points.length);
    for (let k = 0; k < points.length; k++) {
      ring[2 * k] = points[k]![1];
      ring[2 * k + 1] = points[k]![0];
    }
    boundaries.push(ring);
  }
  return { cells, boundaries };
}

/**
 * Fills centres, corners, areas and edge neighbours of the seam cells, and the edges of other cells that face them.
 * The other cells' corners must be in place. Mutates the draft.
 */
export function fillSeamCells(draft: GridDraft, seam: SeamCells): void {
  const settled = new Uint8Array(draft.count).fill(1);
  for (const cell of seam.cells) settled[cell] = 0;
  const neighbours: number[][] = [];
  for (let s = 0; s < seam.cells.length; s++) {
    const cell = seam.cells[s]!;
    const around = neighboursByH3(draft, cell);
    neighbours.push(around);
    placeCell(draft, cell, seam.boundaries[s]!, around, settled);
    settled[cell] = 1;
  }
  for (let s = 0; s < seam.cells.length; s++) linkCell(draft, seam.cells[s]!, neighbours[s]!);
  for (const cell of seam.cells) draft.areasKm2[cell] = polygonAreaKm2(draft, cell);
}

function neighboursByH3(draft: GridDraft, cell: number): number[] {
  const found: number[] = [];
  for (const id of gridDisk([draft.cellLo[cell]!, draft.cellHi[cell]!], 1)) {
    const [hi, lo] = splitId(id);
    const neighbour = findCell(draft, hi, lo);
    if (neighbour >= 0 && neighbour !== cell) found.push(neighbour);
  }
  return found;
}

function placeCell(draft: GridDraft, cell: number, ring: Float64Array, around: number[], settled: Uint8Array): void {
  const { centers, corners, cornerOffsets } = draft;
  const [lat, lng] = cellToLatLng([draft.cellLo[cell]!, draft.cellHi[cell]!]);
  centers[2 * cell] = lng;
  centers[2 * cell + 1] = lat;
  const start = 2 * cornerOffsets[cell]!;
  const tolerance = 1e-4 * shortestReach(ring, lng, lat);
  for (let k = 0; k < ring.length; k += 2) {
    const match = settledCorner(draft, ring[k]!, ring[k + 1]!, tolerance, around, settled);
    corners[start + k] = match < 0 ? ring[k]! : corners[match]!;
    corners[start + k + 1] = match < 0 ? ring[k + 1]! : corners[match + 1]!;
  }
}

/** Distance in degrees of arc from the centre to the nearest corner. */
function shortestReach(ring: Float64Array, lng: number, lat: number): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < ring.length; k += 2) shortest = Math.min(shortest, arcSquared(ring[k]!, ring[k + 1]!, lng, lat));
  return Math.sqrt(shortest);
}

/** Square of a chord in degrees of arc: comparable at any place, poles and antimeridian included. */
function arcSquared(lng1: number, lat1: number, lng2: number, lat2: number): number {
  const rad = Math.PI / 180;
  const sinLat = Math.sin(((lat2 - lat1) * rad) / 2);
  const sinLng = Math.sin(((lng2 - lng1) * rad) / 2);
  return (4 * (sinLat * sinLat + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * sinLng * sinLng)) / (rad * rad);
}

function settledCorner(
  draft: GridDraft,
  lng: number,
  lat: number,
  tolerance: number,
  around: readonly number[],
  settled: Uint8Array,
): number {
  const { corners, cornerOffsets } = draft;
  let best = -1;
  let bestSquared = tolerance * tolerance;
  for (const neighbour of around) {
    if (settled[neighbour] !== 1) continue;
    const end = 2 * cornerOffsets[neighbour + 1]!;
    for (let at = 2 * cornerOffsets[neighbour]!; at < end; at += 2) {
      if (Math.abs(corners[at + 1]! - lat) > tolerance) continue;
      const squared = arcSquared(lng, lat, corners[at]!, corners[at + 1]!);
      if (squared < bestSquared) {
        best = at;
        bestSquared = squared;
      }
    }
  }
  return best;
}

function linkCell(draft: GridDraft, cell: number, around: readonly number[]): void {
  const { cornerOffsets, edgeNeighbours } = draft;
  const start = cornerOffsets[cell]!;
  const end = cornerOffsets[cell + 1]!;
  for (let k = start; k < end; k++) {
    const next = k + 1 === end ? start : k + 1;
    for (const neighbour of around) {
      const twin = edgeBetween(draft, neighbour, next, k);
      if (twin < 0) continue;
      edgeNeighbours[k] = neighbour;
      edgeNeighbours[twin] = cell;
      break;
    }
  }
}

/** Position of the edge of a cell that runs from corner `from` to corner `to` of another cell, or -1. */
function edgeBetween(draft: GridDraft, cell: number, from: number, to: number): number {
  const start = draft.cornerOffsets[cell]!;
  const end = draft.cornerOffsets[cell + 1]!;
  for (let k = start; k < end; k++) {
    const next = k + 1 === end ? start : k + 1;
    if (sameCorner(draft.corners, k, from) && sameCorner(draft.corners, next, to)) return k;
  }
  return -1;
}

function sameCorner(corners: Float64Array, a: number, b: number): boolean {
  return corners[2 * a] === corners[2 * b] && corners[2 * a + 1] === corners[2 * b + 1];
}
