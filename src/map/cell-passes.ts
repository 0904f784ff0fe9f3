/** The colouring passes of the cell layer, from the bottom up, each with the program it needs at the moment. */
import { type CellGpu, readyTarget } from './cell-gpu.ts';
import { type ShaderVariant, TILE_BORDER, TILE_IN_SELECTION, TILE_SELECTION, TILE_SIZE } from './cell-shader-parts.ts';
import {
  borderFragment,
  cellLineFragment,
  fillFragment,
  RING_VERTEX,
  ringFragment,
  SCREEN_VERTEX,
  selectionFragment,
  TILE_VERTEX,
  tileFragment,
} from './cell-shaders.ts';
import { type CellState, hasOverlay } from './cell-state.ts';
import { type BegunProgram, beginProgram, finishProgram, type Gl, isCompiled, type Program } from './gl-tools.ts';
import type { Rgba } from './tokens.ts';

type PassName = 'tiles' | 'fill' | 'cellLines' | 'borders' | 'selection' | 'ring';

const SOURCES: Record<PassName, { vertex: string; fragment: (variant: ShaderVariant) => string }> = {
  tiles: { vertex: SCREEN_VERTEX, fragment: tileFragment },
  fill: { vertex: SCREEN_VERTEX, fragment: fillFragment },
  cellLines: { vertex: TILE_VERTEX, fragment: cellLineFragment },
  borders: { vertex: TILE_VERTEX, fragment: borderFragment },
  selection: { vertex: TILE_VERTEX, fragment: selectionFragment },
  ring: { vertex: RING_VERTEX, fragment: ringFragment },
};
/** Passes that look at proposals and strokes come in two forms. */
const WITH_OVERLAY: ReadonlySet<PassName> = new Set(['tiles', 'fill', 'borders']);

type Form = Pick<ShaderVariant, 'overlay' | 'shaded'>;

const keyOf = (pass: PassName, { overlay, shaded }: Form): string => `${pass} ${overlay} ${shaded}`;

function begin({ gl, pixelRatio }: CellGpu, pass: PassName, form: Form): BegunProgram {
  const { vertex, fragment } = SOURCES[pass];
  return beginProgram(gl, vertex, fragment({ pixelRatio, ...form }));
}

function keep(gpu: CellGpu, key: string, begun: BegunProgram): Program {
  const program = finishProgram(gpu.gl, begun);
  gpu.begun.delete(key);
  gpu.programs.set(key, program);
  return program;
}

/** Where a pass is drawn before its program is there, the frame waits for the compiler. */
function programOf(gpu: CellGpu, state: CellState, pass: PassName): Program {
  const form = {
    overlay: WITH_OVERLAY.has(pass) && hasOverlay(state),
    shaded: pass === 'fill' && state.shades !== null,
  };
  const key = keyOf(pass, form);
  return gpu.programs.get(key) ?? keep(gpu, key, gpu.begun.get(key) ?? begin(gpu, pass, form));
}

/** Has everything compiled that a stroke and its proposal will draw with; other shades wait until they are chosen. */
export function beginPasses(gpu: CellGpu): void {
  for (const pass of Object.keys(SOURCES) as PassName[]) {
    for (const overlay of WITH_OVERLAY.has(pass) ? [false, true] : [false]) {
      const form = { overlay, shaded: false };
      const key = keyOf(pass, form);
      if (!gpu.programs.has(key) && !gpu.begun.has(key)) gpu.begun.set(key, begin(gpu, pass, form));
    }
  }
}

/** Takes over one program that is compiled by now; false when none is left to wait for. */
export function takeCompiledPass(gpu: CellGpu): boolean {
  for (const [key, begun] of gpu.begun) {
    if (!isCompiled(gpu.gl, begun)) continue;
    keep(gpu, key, begun);
    break;
  }
  return gpu.begun.size > 0;
}

function bindTexture(gl: Gl, unit: number, texture: WebGLTexture | null): void {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  // A sampler object left bound would override NEAREST, and integer textures would read as zero.
  gl.bindSampler(unit, null);
}

const UNITS = ['u_ids', 'u_owners', 'u_overlay', 'u_tiles', 'u_palette', 'u_shades'];

function bindTextures(gpu: CellGpu): void {
  const { gl, target, owners, overlay, tiles, palette, shades } = gpu;
  const holders = [target, owners, overlay, tiles, palette, shades];
  holders.forEach((holder, unit) => bindTexture(gl, unit, holder?.texture ?? null));
}

/** What all passes are told about the frame; positions in device pixels from the bottom left. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly hatchAnchor: readonly [number, number];
  readonly brush: { readonly x: number; readonly y: number; readonly radius: number; readonly reach: number } | null;
  /** Opacity of cell outlines: 0 where cells are too small for them. */
  readonly cellLines: number;
}

function setColour(gl: Gl, at: WebGLUniformLocation | null, [red, green, blue, alpha]: Rgba): void {
  if (at) gl.uniform4f(at, red / 255, green / 255, blue / 255, alpha);
}

/** Uniforms a program does not have are null locations, which WebGL ignores. */
function prepare(gpu: CellGpu, state: CellState, frame: Frame, pass: PassName, wanted: number): void {
  const { gl } = gpu;
  const { handle, at } = programOf(gpu, state, pass);
  const { colours } = state;
  gl.useProgram(handle);
  UNITS.forEach((name, unit) => gl.uniform1i(at(name), unit));
  gl.uniform1ui(at('u_wanted'), wanted);
  gl.uniform2f(at('u_size'), frame.width, frame.height);
  gl.uniform2f(at('u_hatchAnchor'), ...frame.hatchAnchor);
  gl.uniform1ui(at('u_selected'), state.selected);
  gl.uniform1ui(at('u_hovered'), state.hovered);
  gl.uniform1ui(at('u_shadesFrom'), state.palette.shadesFrom);
  // Only outlines of cells are drawn for the brush's sake.
  const brush = pass === 'cellLines' || pass === 'ring' ? frame.brush : null;
  gl.uniform3f(at('u_brush'), brush?.x ?? 0, brush?.y ?? 0, brush?.radius ?? 0);
  gl.uniform1f(at('u_brushReach'), brush?.reach ?? 0);
  gl.uniform1f(at('u_cellLines'), frame.cellLines);
  setColour(gl, at('u_brushColour'), colours.brush);
  setColour(gl, at('u_border'), colours.border);
  setColour(gl, at('u_casing'), colours.casing);
  setColour(gl, at('u_ink'), colours.selection);
  setColour(gl, at('u_cell'), colours.cell);
}

/** Blends fills and lines over what the map has drawn so far. */
export function drawPasses(gpu: CellGpu, state: CellState, frame: Frame): void {
  const { gl, tiles } = gpu;
  if (!tiles || !gpu.palette) return;
  bindTextures(gpu);
  for (const test of [gl.DEPTH_TEST, gl.STENCIL_TEST, gl.CULL_FACE]) gl.disable(test);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.bindVertexArray(gpu.emptyVertexArray);
  const inTiles = (pass: PassName, wanted: number): void => {
    prepare(gpu, state, frame, pass, wanted);
    gl.drawArrays(gl.TRIANGLES, 0, 6 * tiles.width * tiles.height);
  };
  prepare(gpu, state, frame, 'fill', 0);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  if (frame.cellLines > 0 && (state.selected !== 0 || frame.brush)) inTiles('cellLines', TILE_IN_SELECTION);
  inTiles('borders', TILE_BORDER);
  if (state.selected !== 0) inTiles('selection', TILE_SELECTION);
  if (frame.brush) {
    prepare(gpu, state, frame, 'ring', 0);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }
  gl.bindVertexArray(null);
  gl.activeTexture(gl.TEXTURE0);
}

/** The tile target is bound. */
function drawTilePass(gpu: CellGpu, state: CellState): void {
  const { gl } = gpu;
  bindTextures(gpu);
  // The pass must not read the texture it writes.
  bindTexture(gl, UNITS.indexOf('u_tiles'), null);
  const { handle, at } = programOf(gpu, state, 'tiles');
  gl.useProgram(handle);
  UNITS.forEach((name, unit) => gl.uniform1i(at(name), unit));
  gl.uniform1ui(at('u_selected'), state.selected);
  gl.bindVertexArray(gpu.emptyVertexArray);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  gl.bindVertexArray(null);
  gl.activeTexture(gl.TEXTURE0);
}

const tileCount = (pixels: number): number => Math.ceil(pixels / TILE_SIZE);

/** Sorts the tiles of the screen anew when `changed`, when lines of stroke or proposal did, or the selection. */
export function drawTiles(gpu: CellGpu, state: CellState, changed: boolean): void {
  const { gl, target } = gpu;
  if (!target || !(changed || state.linesDirty || gpu.tilesFor !== state.selected)) return;
  gpu.tilesFor = state.selected;
  state.linesDirty = false;
  gpu.tiles = readyTarget(gl, gpu.tiles, gl.R8UI, tileCount(target.width), tileCount(target.height));
  drawTilePass(gpu, state);
}
