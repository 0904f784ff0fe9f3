/**
 * All cells of a plan as one custom layer with deferred colouring: ids are drawn when the camera moves, colours are
 * looked up a pixel at a time, so that recolouring one cell or all of them costs the same frame.
 */
import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import { type CellGpu, createCellGpu, destroyCellGpu, drawIds, uploadChanges } from './cell-gpu.ts';
import { beginPasses, drawPasses, drawTiles, type Frame, takeCompiledPass } from './cell-passes.ts';
import type { CellState } from './cell-state.ts';
import type { Gl } from './gl-tools.ts';
import { mercatorX, mercatorY } from './mercator.ts';

export const CELL_LAYER = 'hexwright-cells';
/** Outlines of cells fade in between these edge-to-edge widths, CSS pixels. */
const CELL_LINES_FROM = 7;
const CELL_LINES_FULL = 12;
/** Cell outlines round the brush reach this many ring radii out, and at least this many cells. */
const BRUSH_REACH = 2.6;
const BRUSH_REACH_CELLS = 4;
/** Between two looks at what the compiler has done, and how many there are at most. */
const COMPILE_LOOK_MS = 100;
const COMPILE_LOOKS = 100;

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

function frameOf(gpu: CellGpu, state: CellState, map: MapLibreMap): Frame {
  const { gl, pixelRatio } = gpu;
  const { ring, grid } = state;
  const width = gl.drawingBufferWidth;
  const height = gl.drawingBufferHeight;
  const spacing = cellSpacing(grid, map);
  const lines = (spacing - CELL_LINES_FROM) / (CELL_LINES_FULL - CELL_LINES_FROM);
  // Stripes are tied to the ground: they move with the map, and only with it.
  const anchor = map.project([grid.centers[0] ?? 0, grid.centers[1] ?? 0]);
  const period = 24 * pixelRatio;
  const radius = (ring?.radius ?? 0) * pixelRatio;
  const reach = Math.max(radius * BRUSH_REACH, spacing * BRUSH_REACH_CELLS * pixelRatio);
  return {
    width,
    height,
    hatchAnchor: [(anchor.x * pixelRatio) % period, (height - anchor.y * pixelRatio) % period],
    brush: ring && { x: ring.x * pixelRatio, y: height - ring.y * pixelRatio, radius, reach },
    cellLines: Math.max(0, Math.min(1, lines)),
  };
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
  /** After the first picture: the first stroke must not wait for a compiler. */
  const warm = (resources: CellGpu) => (): void => {
    if (gpu !== resources) return;
    beginPasses(resources);
    let looks = 0;
    const look = (): void => {
      if (gpu === resources && takeCompiledPass(resources) && ++looks < COMPILE_LOOKS)
        setTimeout(look, COMPILE_LOOK_MS);
    };
    setTimeout(look, COMPILE_LOOK_MS);
  };
  /** Resources fit one grid and one pixel ratio; with either changed they are made anew. */
  const ready = (gl: Gl): CellGpu | null => {
    const pixelRatio = gl.drawingBufferWidth / Math.max(1, map.getCanvas().clientWidth);
    if (gpu && (made !== state || Math.abs(gpu.pixelRatio - pixelRatio) > 0.01)) drop();
    if (!gpu && state && state.grid.count > 0) {
      gpu = createCellGpu(gl, state, pixelRatio);
      made = state;
      map.once('idle', warm(gpu));
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
      drawTiles(resources, state, changed || moved);
    },
    render() {
      if (gpu && state && made === state) drawPasses(gpu, state, frameOf(gpu, state, map));
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
