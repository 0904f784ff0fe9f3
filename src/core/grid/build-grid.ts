import { nearLongitude } from '../geometry/sphere.ts';
import { adjacencyOfEdges } from './adjacency.ts';
import { type CellIds, type CellTable, cellTable } from './cell-table.ts';
import { fillFaceCells } from './face-cells.ts';
import type { Grid } from './grid.ts';
import type { GridDraft } from './grid-draft.ts';
import { placeCells } from './place-cells.ts';
import { fillSeamCells, seamCells } from './seam-cells.ts';

/**
 * Builds the ground of a plan from H3 cells of one resolution: sorted, deduped, with centres, areas, corners and
 * neighbours. Throws RangeError on an id that is no cell, or on cells of several resolutions.
 */
export function buildGrid(ids: CellIds | readonly string[]): Grid {
  const table = cellTable(ids);
  const count = table.cellHi.length;
  const placed = placeCells(table);
  const outsiders: number[] = [];
  for (let i = 0; i < count; i++) if (placed.face[i]! < 0) outsiders.push(i);
  const seam = seamCells(table, Uint32Array.from(outsiders));
  const cornerCounts = new Uint8Array(count).fill(6);
  for (let s = 0; s < seam.cells.length; s++) cornerCounts[seam.cells[s]!] = seam.boundaries[s]!.length / 2;
  const cornerOffsets = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) cornerOffsets[i + 1] = cornerOffsets[i]! + cornerCounts[i]!;
  const edges = cornerOffsets[count]!;
  const draft: GridDraft = {
    ...table,
    count,
    centers: new Float64Array(2 * count),
    areasKm2: new Float64Array(count),
    cornerOffsets,
    corners: new Float64Array(2 * edges),
    edgeNeighbours: new Int32Array(edges).fill(-1),
  };
  fillFaceCells(draft, placed);
  fillSeamCells(draft, seam);
  unwrapCorners(draft);
  return { ...draft, adjacency: adjacencyOfEdges(cornerOffsets, draft.edgeNeighbours), hash: hashOf(table) };
}

/** Moves corners by whole turns to within 180 degrees of their cell's centre, so that no cell is torn apart. */
function unwrapCorners({ count, centers, corners, cornerOffsets }: GridDraft): void {
  for (let cell = 0; cell < count; cell++) {
    // Far from the antimeridian and the poles no cell, however large, comes near it.
    if (Math.abs(centers[2 * cell]!) < 90 && Math.abs(centers[2 * cell + 1]!) < 60) continue;
    const end = 2 * cornerOffsets[cell + 1]!;
    for (let at = 2 * cornerOffsets[cell]!; at < end; at += 2) {
      const lng = corners[at]!;
      if (Math.abs(lng - centers[2 * cell]!) > 180) corners[at] = nearLongitude(lng, centers[2 * cell]!);
    }
  }
}

/** 64 bits in two 32-bit lanes over resolution and table: xor, multiply, rotate (after MurmurHash3). */
function hashOf(table: CellTable): string {
  const { cellHi, cellLo, resolution } = table;
  let a = 0x9747b28c ^ resolution;
  let b = 0x3c6ef372 ^ cellHi.length;
  for (let i = 0; i < cellHi.length; i++) {
    a = Math.imul(a ^ cellHi[i]!, 0xcc9e2d51);
    a = Math.imul(((a << 15) | (a >>> 17)) ^ cellLo[i]!, 0x1b873593);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ cellLo[i]!, 0x85ebca6b);
    b = Math.imul(((b << 11) | (b >>> 21)) ^ cellHi[i]!, 0xc2b2ae35);
    b = (b << 17) | (b >>> 15);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 13) ^ a, 0xc2b2ae35);
  return [a ^ (a >>> 13), b ^ (b >>> 16)].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}
