/**
 * All cells of a plan as one custom layer with deferred colouring: ids are drawn when the camera moves, colours are
 * looked up a pixel at a time, so that recolouring one cell or all of them costs the same frame.
 */
import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import {
  bindLookups,
  bindTexture,
  type CellGpu,
  createCellGpu,
  destroyCellGpu,
  drawIds,
  drawTiles,
  uploadChanges,
} from './cell-gpu.ts';
import type { CellState } from './cell-state.ts';
import type { Gl } from './gl-tools.ts';
import { mercatorX, mercatorY } from './mercator.ts';
import type { Rgba } from './tokens.ts';

export const CELL_LAYER = 'hexwright-cells';
/** Outlines of cells fade in between these edge-to-edge widths, CSS pixels. */
const CELL_LINES_FROM = 7;
const CELL_LINES_FULL = 12;
/** Cell outlines round the brush reach this many ring radii out, and at least this many cells. */
const BRUSH_REACH = 2.6;
const BRUSH_REACH_CELLS = 4;

export interface CellLayer {
  readonly layer: CustomLayerInterface;
  /** Shows another grid, or none. */
  show(state: CellState | null): void;
}

function viewBounds(map: MapLibreMap): [number, number, number, number] {
  const bounds = map.getBounds();
  return [
    mercatorX(bounds.getWest()),
    mercatorY(bounds.getNorth()),
    mercatorX(bounds.getEast()),
    mercatorY(bounds.getSouth()),
  ];
}

function setColour(gl: Gl, at: WebGLUniformLocation | null, [red, green, blue, alpha]: Rgba): void {
  gl.uniform4f(at, red / 255, green / 255, blue / 255, alpha);
}

/** Kilometres across a CSS pixel in the middle of the map. */
export function kmPerPixel(map: MapLibreMap): number {
  return (40_075.017 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom());
}

/** Distance between the centres of neighbouring cells on screen, CSS pixels. */
export function cellSpacing(grid: CellState['grid'], map: MapLibreMap): number {
  if (grid.count === 0) return 0;
  const areaKm2 = (grid.areasKm2[grid.count >> 1] as number) || 1;
  // A hexagon of area A is sqrt(2 A / sqrt 3) wide from edge to edge.
  return Math.sqrt((2 * areaKm2) / Math.sqrt(3)) / kmPerPixel(map);
}

function setUniforms(gpu: CellGpu, state: CellState, map: MapLibreMap): void {
  const { gl, colourProgram, pixelRatio } = gpu;
  const { at } = colourProgram;
  const spacing = cellSpacing(state.grid, map);
  const { colours, ring } = state;
  gl.uniform1i(at('u_tiles'), 3);
  gl.uniform1i(at('u_palette'), 4);
  gl.uniform1ui(at('u_selected'), state.selected);
  gl.uniform1ui(at('u_hovered'), state.hovered);
  const lines = (spacing - CELL_LINES_FROM) / (CELL_LINES_FULL - CELL_LINES_FROM);
  gl.uniform1f(at('u_cellLines'), Math.max(0, Math.min(1, lines)));
  const height = gl.drawingBufferHeight;
  // Stripes are tied to the ground: they move with the map, and only with it.
  const anchor = map.project([state.grid.centers[0] ?? 0, state.grid.centers[1] ?? 0]);
  const period = 24 * pixelRatio;
  gl.uniform2f(at('u_hatchAnchor'), (anchor.x * pixelRatio) % period, (height - anchor.y * pixelRatio) % period);
  const radius = (ring?.radius ?? 0) * pixelRatio;
  gl.uniform3f(at('u_brush'), (ring?.x ?? 0) * pixelRatio, height - (ring?.y ?? 0) * pixelRatio, radius);
  gl.uniform1f(at('u_brushReach'), Math.max(radius * BRUSH_REACH, spacing * BRUSH_REACH_CELLS * pixelRatio));
  setColour(gl, at('u_brushColour'), colours.brush);
  setColour(gl, at('u_border'), colours.border);
  setColour(gl, at('u_casing'), colours.casing);
  setColour(gl, at('u_selection'), colours.selection);
  setColour(gl, at('u_cell'), colours.cell);
}

function drawColours(gpu: CellGpu, state: CellState, map: MapLibreMap): void {
  const { gl } = gpu;
  if (!gpu.target || !gpu.tiles || !gpu.palette) return;
  gl.useProgram(gpu.colourProgram.handle);
  bindLookups(gpu, state, gpu.colourProgram);
  bindTexture(gl, 3, gpu.tiles.texture);
  bindTexture(gl, 4, gpu.palette.texture);
  setUniforms(gpu, state, map);
  gl.disable(gl.DEPTH_TEST);
  gl.disable(gl.STENCIL_TEST);
  gl.disable(gl.CULL_FACE);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.bindVertexArray(gpu.emptyVertexArray);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  gl.bindVertexArray(null);
  gl.activeTexture(gl.TEXTURE0);
}

export function createCellLayer(map: MapLibreMap): CellLayer {
  let state: CellState | null = null;
  let gpu: CellGpu | null = null;
  let made: CellState | null = null;
  const drop = (): void => {
    if (gpu) destroyCellGpu(gpu);
    gpu = null;
    made = null;
  };
  /** Resources fit one grid and one pixel ratio; with either changed they are made anew. */
  const ready = (gl: Gl): CellGpu | null => {
    const pixelRatio = gl.drawingBufferWidth / Math.max(1, map.getCanvas().clientWidth);
    if (gpu && (made !== state || Math.abs(gpu.pixelRatio - pixelRatio) > 0.01)) drop();
    if (!gpu && state && state.grid.count > 0) {
      gpu = createCellGpu(gl, state, pixelRatio);
      made = state;
    }
    return gpu;
  };
  const layer: CustomLayerInterface = {
    id: CELL_LAYER,
    type: 'custom',
    renderingMode: '2d',
    prerender(gl, { defaultProjectionData }) {
      const resources = ready(gl);
      if (!resources || !state) return;
      const changed = uploadChanges(resources, state);
      const moved = drawIds(resources, { matrix: defaultProjectionData.mainMatrix, bounds: viewBounds(map) });
      if (changed || moved) drawTiles(resources, state);
    },
    render() {
      if (gpu && state && made === state) drawColours(gpu, state, map);
    },
    onRemove: drop,
  };
  return {
    layer,
    show(next) {
      state = next;
      map.triggerRepaint();
    },
  };
}
