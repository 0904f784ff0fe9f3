/** What the cell layer shows, on the side of the page: it outlives the graphics context. */
import type { Grid } from '../core/grid/grid.ts';
import { FLAG_IN_HAND, FLAG_UNDER_BRUSH, NO_PROPOSED_OWNER } from './cell-shader-parts.ts';
import { createDirtyRows, type DirtyRows } from './cell-table-texture.ts';
import type { Palette } from './symbology.ts';
import type { Rgba } from './tokens.ts';

export interface CellColours {
  readonly border: Rgba;
  readonly casing: Rgba;
  readonly selection: Rgba;
  readonly cell: Rgba;
  /** Tint of the cells a brush would paint. */
  readonly brush: Rgba;
}

/** Brush ring in CSS pixels from the top left of the map. */
export interface BrushRing {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface CellState {
  readonly grid: Grid;
  /** The plan's own array: read, never written. */
  owners: Uint16Array;
  /** Proposed owner and flags of each cell, interleaved. */
  readonly overlay: Uint16Array;
  /** Shade of each cell, 0 = its owner's colour, k = shade k - 1 of the palette; null = all have their owner's colour. */
  shades: Uint16Array | null;
  readonly dirtyShades: DirtyRows;
  readonly dirtyOwners: DirtyRows;
  readonly dirtyOverlay: DirtyRows;
  inHand: Uint32Array;
  inHandCount: number;
  underBrush: Uint32Array;
  proposed: Uint32Array;
  /** Lines of the stroke or the proposal changed; the brush's tint has none. */
  linesDirty: boolean;
  palette: Palette;
  paletteDirty: boolean;
  colours: CellColours;
  selected: number;
  hovered: number;
  ring: BrushRing | null;
}

const NO_CELLS = new Uint32Array(0);

export function createCellState(grid: Grid, owners: Uint16Array, palette: Palette, colours: CellColours): CellState {
  const overlay = new Uint16Array(2 * grid.count);
  for (let i = 0; i < overlay.length; i += 2) overlay[i] = NO_PROPOSED_OWNER;
  return {
    grid,
    owners,
    overlay,
    shades: null,
    dirtyShades: createDirtyRows(grid.count),
    dirtyOwners: createDirtyRows(grid.count),
    dirtyOverlay: createDirtyRows(grid.count),
    inHand: new Uint32Array(256),
    inHandCount: 0,
    underBrush: NO_CELLS,
    proposed: NO_CELLS,
    linesDirty: true,
    palette,
    paletteDirty: true,
    colours,
    selected: 0,
    hovered: 0,
    ring: null,
  };
}

/** The overlay costs a second look-up a pixel, so it is only read while there is something in it. */
export function hasOverlay(state: CellState): boolean {
  return state.inHandCount > 0 || state.underBrush.length > 0 || state.proposed.length > 0;
}

function setFlag(state: CellState, cells: ArrayLike<number>, count: number, flag: number): void {
  for (let i = 0; i < count; i++) state.overlay[2 * (cells[i] as number) + 1]! |= flag;
  state.dirtyOverlay.mark(cells, count);
}

function clearFlag(state: CellState, cells: ArrayLike<number>, count: number, flag: number): void {
  for (let i = 0; i < count; i++) state.overlay[2 * (cells[i] as number) + 1]! &= ~flag;
  state.dirtyOverlay.mark(cells, count);
}

/** Adds cells to the stroke in hand: denser fill, dashed edge. */
export function addInHand(state: CellState, cells: ArrayLike<number>): void {
  const needed = state.inHandCount + cells.length;
  if (needed > state.inHand.length) {
    const longer = new Uint32Array(2 * needed);
    longer.set(state.inHand.subarray(0, state.inHandCount));
    state.inHand = longer;
  }
  state.inHand.set(cells, state.inHandCount);
  state.inHandCount = needed;
  state.linesDirty = true;
  setFlag(state, cells, cells.length, FLAG_IN_HAND);
}

export function clearInHand(state: CellState): void {
  if (state.inHandCount === 0) return;
  state.linesDirty = true;
  clearFlag(state, state.inHand, state.inHandCount, FLAG_IN_HAND);
  state.inHandCount = 0;
}

/** Cells the brush would paint here; copied, because the search that found them reuses its array. */
export function setUnderBrush(state: CellState, cells: Uint32Array, count: number): void {
  clearFlag(state, state.underBrush, state.underBrush.length, FLAG_UNDER_BRUSH);
  state.underBrush = count === 0 ? NO_CELLS : cells.slice(0, count);
  setFlag(state, state.underBrush, count, FLAG_UNDER_BRUSH);
}

/** Shows `cells[i]` as going to `codes[i]`; empty arrays take the proposal away. */
export function setProposed(state: CellState, cells: Uint32Array, codes: Uint16Array): void {
  for (const cell of state.proposed) state.overlay[2 * cell] = NO_PROPOSED_OWNER;
  state.dirtyOverlay.mark(state.proposed);
  state.proposed = cells;
  state.linesDirty = true;
  for (let i = 0; i < cells.length; i++) state.overlay[2 * (cells[i] as number)] = codes[i] as number;
  state.dirtyOverlay.mark(cells);
}
