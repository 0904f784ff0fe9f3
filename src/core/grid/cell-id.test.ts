import { cellToParent, gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildGrid } from './build-grid.ts';
import { cellAt } from './cell-at.ts';
import { cellIdAt, indexOfCell, isCellId, joinId, resolutionOf, splitId } from './cell-id.ts';

const ids = gridDisk('8628d5b6fffffff', 3).sort();
const grid = buildGrid(ids);

describe('cell ids', () => {
  it('go from text to halves and back, at any resolution', () => {
    for (let resolution = 0; resolution <= 15; resolution++) {
      const id = latLngToCell(47.6, -122.3, resolution);
      const [hi, lo] = splitId(id);
      expect(joinId(hi, lo)).toBe(id);
      expect(resolutionOf(hi)).toBe(resolution);
      expect(splitId(`0${id.toUpperCase()}`)).toEqual([hi, lo]);
    }
  });

  it('are looked up by binary search', () => {
    ids.forEach((id, i) => {
      expect(indexOfCell(grid, id)).toBe(i);
      expect(cellIdAt(grid, i)).toBe(id);
    });
    for (const other of [
      '8628d5b6fffffff0',
      '',
      'zebra',
      cellToParent(ids[0]!, 5),
      '8626e4b2fffffff',
      'ffffffffffffffff',
    ]) {
      expect(indexOfCell(grid, other)).toBe(-1);
    }
    expect(() => cellIdAt(grid, ids.length)).toThrow('outside the grid of 37 cells');
    expect(indexOfCell(buildGrid([]), ids[0]!)).toBe(-1);
  });

  it('are told from other text', () => {
    expect(isCellId('8628d5b6fffffff')).toBe(true);
    expect(isCellId('08628D5B6FFFFFFF')).toBe(true);
    for (const other of ['', '98101', '8628d5b6ffffff', '8628d5b6fffffffg', '1628d5b6fffffff', '8628d5b6ffffff0']) {
      expect(isCellId(other)).toBe(false);
    }
  });
});

describe('cellAt', () => {
  it('finds the cell under a place, and -1 outside', () => {
    for (let i = 0; i < grid.count; i++) {
      expect(cellAt(grid, grid.centers[2 * i + 1]!, grid.centers[2 * i]!)).toBe(i);
      expect(cellAt(grid, grid.centers[2 * i + 1]!, grid.centers[2 * i]! + 360)).toBe(i);
    }
    expect(cellAt(grid, 0, 0)).toBe(-1);
    expect(cellAt(grid, Number.NaN, 0)).toBe(-1);
    expect(cellAt(grid, 47, Number.POSITIVE_INFINITY)).toBe(-1);
  });
});
