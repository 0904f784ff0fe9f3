import { gridDisk, latLngToCell } from 'h3-js';
import { expect, test } from 'vitest';
import { buildGrid } from '../core/grid/build-grid.ts';
import { buildCellGeometry, CHUNK_CELLS, chunkMatrix, hexIndices, meetsView } from './cell-geometry.ts';
import { mercatorX, mercatorY } from './mercator.ts';

/** Circumference of the earth. */
const MILLIMETRES = 4e10;

test('corners come back from chunk origins within millimetres on the ground', () => {
  const grid = buildGrid(gridDisk(latLngToCell(47.6, -122.3, 9), 30));
  const { hexChunks, oddChunks } = buildCellGeometry(grid);
  expect(oddChunks).toEqual([]);
  expect(hexChunks.length).toBe(Math.ceil(grid.count / CHUNK_CELLS));
  for (const chunk of hexChunks) {
    for (let slot = 0; slot < chunk.cellCount; slot += 97) {
      const corner = 2 * (grid.cornerOffsets[chunk.firstCell + slot] as number);
      const x = chunk.originX + (chunk.positions[12 * slot] as number);
      const y = chunk.originY + (chunk.positions[12 * slot + 1] as number);
      expect(Math.abs(x - mercatorX(grid.corners[corner] as number)) * MILLIMETRES).toBeLessThan(5);
      expect(Math.abs(y - mercatorY(grid.corners[corner + 1] as number)) * MILLIMETRES).toBeLessThan(5);
    }
  }
});

test('cells that are not hexagons are drawn apart, each vertex naming its cell', () => {
  // The disk round a pentagon of resolution 3.
  const grid = buildGrid(gridDisk('830800fffffffff', 2));
  const { oddChunks } = buildCellGeometry(grid);
  const drawn = new Set(oddChunks.flatMap(({ cells }) => [...cells]));
  const odd = Array.from({ length: grid.count }, (_, cell) => cell).filter(
    (cell) => (grid.cornerOffsets[cell + 1] as number) - (grid.cornerOffsets[cell] as number) !== 6,
  );
  expect(odd.length).toBeGreaterThan(0);
  expect([...drawn].sort((a, b) => a - b)).toEqual(odd);
  for (const { indices, cells } of oddChunks) {
    for (let i = 0; i < indices.length; i += 3) {
      const names = [0, 1, 2].map((k) => cells[indices[i + k] as number]);
      expect(new Set(names).size).toBe(1);
    }
  }
});

test('four triangles a cell cover its six corners', () => {
  const indices = hexIndices(2);
  expect([...indices.slice(0, 12)]).toEqual([0, 1, 2, 0, 2, 3, 0, 3, 4, 0, 4, 5]);
  expect(Math.max(...indices)).toBe(11);
});

test('the origin is folded into the matrix before float32 loses it', () => {
  const matrix = [4, 0, 0, 0, 0, -2, 0, 0, 0, 0, 1, 0, -1, 1, 0, 1];
  const out = new Float32Array(16);
  chunkMatrix(matrix, 0.25, 0.5, out);
  expect([...out.slice(12)]).toEqual([0, 0, 0, 1]);
  expect([...out.slice(0, 12)]).toEqual(matrix.slice(0, 12));
});

test('a chunk is seen in every copy of the world that is in view', () => {
  const bounds = [0.9, 0.2, 1.02, 0.3] as const;
  const view = [-0.2, 0, 0.05, 1] as const;
  expect([-2, -1, 0, 1].filter((shift) => meetsView(bounds, shift, view))).toEqual([-1]);
});
