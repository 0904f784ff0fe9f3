import { gridDisk, latLngToCell } from 'h3-js';
import { expect, test } from 'vitest';
import { buildGrid } from '../core/grid/build-grid.ts';
import { FLAG_IN_HAND, FLAG_UNDER_BRUSH, NO_PROPOSED_OWNER, OWNER_WIDTH } from './cell-shader-parts.ts';
import {
  addInHand,
  type CellColours,
  clearInHand,
  createCellState,
  hasOverlay,
  setProposed,
  setUnderBrush,
} from './cell-state.ts';
import { createDirtyRows } from './cell-table-texture.ts';

const grid = buildGrid(gridDisk(latLngToCell(47, -120, 5), 5));
const black = [0, 0, 0, 1] as const;
const colours: CellColours = { border: black, casing: black, selection: black, cell: black, brush: black };
const make = () =>
  createCellState(
    grid,
    new Uint16Array(grid.count),
    { codeCount: 1, shadesFrom: 1, texels: new Uint8Array(8) },
    colours,
  );

test('only rows that changed are sent, neighbouring ones together', () => {
  const dirty = createDirtyRows(5 * OWNER_WIDTH + 3);
  const drained = (): number[][] => {
    const runs: number[][] = [];
    dirty.drain((first, count) => runs.push([first, count]));
    return runs;
  };
  expect(drained()).toEqual([[0, 6]]);
  expect(drained()).toEqual([]);
  dirty.mark([1, OWNER_WIDTH, 4 * OWNER_WIDTH + 7]);
  expect(drained()).toEqual([
    [0, 2],
    [4, 1],
  ]);
  dirty.mark(Uint32Array.of(2 * OWNER_WIDTH, 5 * OWNER_WIDTH + 2), 1);
  expect(drained()).toEqual([[2, 1]]);
  dirty.mark(null);
  expect(drained()).toEqual([[0, 6]]);
});

test('stroke, brush and proposal leave nothing behind once they are over', () => {
  const state = make();
  const before = state.overlay.slice();
  expect(hasOverlay(state)).toBe(false);
  addInHand(state, [3, 4]);
  addInHand(
    state,
    Uint32Array.from({ length: 80 }, (_, i) => i),
  );
  setUnderBrush(state, Uint32Array.of(4, 5, 6), 2);
  setProposed(state, Uint32Array.of(4, 9), Uint16Array.of(2, 3));
  expect(state.overlay[9]).toBe(FLAG_IN_HAND | FLAG_UNDER_BRUSH);
  expect(state.overlay[8]).toBe(2);
  expect(state.overlay[2 * 6 + 1]).toBe(FLAG_IN_HAND);
  expect(hasOverlay(state)).toBe(true);
  setProposed(state, Uint32Array.of(9), Uint16Array.of(1));
  expect([state.overlay[8], state.overlay[18]]).toEqual([NO_PROPOSED_OWNER, 1]);
  clearInHand(state);
  setUnderBrush(state, new Uint32Array(0), 0);
  setProposed(state, new Uint32Array(0), new Uint16Array(0));
  expect(state.overlay).toEqual(before);
  expect(hasOverlay(state)).toBe(false);
});
