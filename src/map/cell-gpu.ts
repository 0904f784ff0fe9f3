/** Graphics resources of the cell layer: made from the state when a context is there, dropped with it. */
import {
  type CellGeometry,
  cellGeometry,
  CHUNK_CELLS,
  chunkMatrix,
  type HexChunk,
  hexIndices,
  meetsView,
  type OddChunk,
} from './cell-geometry.ts';
import { PALETTE_CODES_PER_ROW } from './cell-shader-parts.ts';
import { HEX_ID_VERTEX, ID_FRAGMENT, ODD_ID_VERTEX } from './cell-shaders.ts';
import type { CellState } from './cell-state.ts';
import { type CellTable, createCellTable } from './cell-table-texture.ts';
import {
  type BegunProgram,
  createBuffer,
  createProgram,
  createTexture,
  type Gl,
  type Program,
  readyForUpload,
} from './gl-tools.ts';

interface DrawnHexChunk {
  readonly chunk: HexChunk;
  readonly vertexArray: WebGLVertexArrayObject;
}
interface DrawnOddChunk {
  readonly chunk: OddChunk;
  readonly vertexArray: WebGLVertexArrayObject;
}

interface Target {
  readonly texture: WebGLTexture;
  readonly framebuffer: WebGLFramebuffer;
  readonly width: number;
  readonly height: number;
}

export interface CellGpu {
  readonly gl: Gl;
  readonly hexProgram: Program;
  readonly oddProgram: Program;
  /** Programs of the colouring passes, made when first used. */
  readonly programs: Map<string, Program>;
  /** Those that are being compiled, so that nobody has to wait for them. */
  readonly begun: Map<string, BegunProgram>;
  readonly pixelRatio: number;
  readonly owners: CellTable;
  readonly overlay: CellTable;
  /** Made when cells first have colours of their own. */
  shades: CellTable | null;
  palette: { readonly texture: WebGLTexture; readonly rows: number } | null;
  readonly hexChunks: readonly DrawnHexChunk[];
  readonly oddChunks: readonly DrawnOddChunk[];
  readonly emptyVertexArray: WebGLVertexArrayObject;
  /** Cell id + 1 of every device pixel. */
  target: Target | null;
  /** Which tiles of the screen a border runs through. */
  tiles: Target | null;
  /** Selected territory the tiles were sorted for. */
  tilesFor: number;
  /** Camera the ids were drawn with. */
  readonly camera: Float64Array;
}

function hexArrays(gl: Gl, geometry: CellGeometry): DrawnHexChunk[] {
  const indices = createBuffer(gl, gl.ELEMENT_ARRAY_BUFFER, hexIndices(CHUNK_CELLS));
  return geometry.hexChunks.map((chunk) => {
    const vertexArray = gl.createVertexArray();
    gl.bindVertexArray(vertexArray);
    createBuffer(gl, gl.ARRAY_BUFFER, chunk.positions);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, indices);
    gl.bindVertexArray(null);
    return { chunk, vertexArray };
  });
}

function oddArrays(gl: Gl, geometry: CellGeometry): DrawnOddChunk[] {
  return geometry.oddChunks.map((chunk) => {
    const vertexArray = gl.createVertexArray();
    gl.bindVertexArray(vertexArray);
    createBuffer(gl, gl.ARRAY_BUFFER, chunk.positions);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    createBuffer(gl, gl.ARRAY_BUFFER, chunk.cells);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribIPointer(1, 1, gl.UNSIGNED_INT, 0, 0);
    createBuffer(gl, gl.ELEMENT_ARRAY_BUFFER, chunk.indices);
    gl.bindVertexArray(null);
    return { chunk, vertexArray };
  });
}

export function createCellGpu(gl: Gl, state: CellState, pixelRatio: number): CellGpu {
  // A bound vertex array would take over the index buffer bindings made below.
  gl.bindVertexArray(null);
  const geometry = cellGeometry(state.grid);
  state.dirtyOwners.mark(null);
  state.dirtyOverlay.mark(null);
  state.dirtyShades.mark(null);
  state.paletteDirty = true;
  state.linesDirty = true;
  return {
    gl,
    hexProgram: createProgram(gl, HEX_ID_VERTEX, ID_FRAGMENT),
    oddProgram: createProgram(gl, ODD_ID_VERTEX, ID_FRAGMENT),
    programs: new Map(),
    begun: new Map(),
    pixelRatio,
    owners: createCellTable(gl, state.grid.count, 1, state.dirtyOwners),
    overlay: createCellTable(gl, state.grid.count, 2, state.dirtyOverlay),
    shades: null,
    palette: null,
    hexChunks: hexArrays(gl, geometry),
    oddChunks: oddArrays(gl, geometry),
    emptyVertexArray: gl.createVertexArray(),
    target: null,
    tiles: null,
    tilesFor: -1,
    camera: new Float64Array(18),
  };
}

export function destroyCellGpu(gpu: CellGpu): void {
  const { gl } = gpu;
  for (const { vertexArray } of [...gpu.hexChunks, ...gpu.oddChunks]) gl.deleteVertexArray(vertexArray);
  gl.deleteVertexArray(gpu.emptyVertexArray);
  for (const table of [gpu.owners, gpu.overlay, gpu.shades]) if (table) gl.deleteTexture(table.texture);
  if (gpu.palette) gl.deleteTexture(gpu.palette.texture);
  for (const target of [gpu.target, gpu.tiles]) if (target) destroyTarget(gl, target);
  const programs = [gpu.hexProgram, gpu.oddProgram, ...gpu.programs.values(), ...gpu.begun.values()];
  for (const { handle } of programs) gl.deleteProgram(handle);
}

function destroyTarget(gl: Gl, target: Target): void {
  gl.deleteFramebuffer(target.framebuffer);
  gl.deleteTexture(target.texture);
}

/** The target itself when it still has the size, else a new one. Leaves its framebuffer bound, ready to be drawn into. */
export function readyTarget(gl: Gl, target: Target | null, format: number, width: number, height: number): Target {
  let ready = target;
  if (ready && (ready.width !== width || ready.height !== height)) {
    destroyTarget(gl, ready);
    ready = null;
  }
  if (!ready) {
    const texture = createTexture(gl, format, width, height);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
    ready = { texture, framebuffer, width, height };
  }
  gl.bindFramebuffer(gl.FRAMEBUFFER, ready.framebuffer);
  gl.viewport(0, 0, width, height);
  for (const test of [gl.BLEND, gl.DEPTH_TEST, gl.STENCIL_TEST, gl.CULL_FACE, gl.SCISSOR_TEST]) gl.disable(test);
  gl.colorMask(true, true, true, true);
  return ready;
}

/** True when the ids on screen were drawn with another camera or size; remembers the new one. */
function cameraChanged(gpu: CellGpu, matrix: ArrayLike<number>, width: number, height: number): boolean {
  const { camera } = gpu;
  let changed = camera[16] !== width || camera[17] !== height;
  for (let i = 0; i < 16; i++) changed ||= camera[i] !== matrix[i];
  if (!changed) return false;
  for (let i = 0; i < 16; i++) camera[i] = matrix[i] as number;
  camera[16] = width;
  camera[17] = height;
  return true;
}

export interface CellView {
  /** Unit Mercator to clip space, float64. */
  readonly matrix: ArrayLike<number>;
  /** What is visible, in unit Mercator, unwrapped: west, north, east, south. */
  readonly bounds: readonly [number, number, number, number];
}

/** Draws cell ids, but only when camera or size changed: recolouring never comes through here. */
export function drawIds(gpu: CellGpu, view: CellView): boolean {
  const { gl } = gpu;
  const width = gl.drawingBufferWidth;
  const height = gl.drawingBufferHeight;
  if (!cameraChanged(gpu, view.matrix, width, height)) return false;
  gpu.target = readyTarget(gl, gpu.target, gl.R32UI, width, height);
  gl.clearBufferuiv(gl.COLOR, 0, new Uint32Array(4));
  const matrix = new Float32Array(16);
  const draw = (program: Program, chunks: readonly (DrawnHexChunk | DrawnOddChunk)[]): void => {
    if (chunks.length === 0) return;
    gl.useProgram(program.handle);
    for (const { chunk, vertexArray } of chunks) {
      // The same cells show up again in every copy of the world that is in view.
      for (let shift = -2; shift <= 2; shift++) {
        if (!meetsView(chunk.bounds, shift, view.bounds)) continue;
        chunkMatrix(view.matrix, chunk.originX + shift, chunk.originY, matrix);
        gl.uniformMatrix4fv(program.at('u_matrix'), false, matrix);
        gl.bindVertexArray(vertexArray);
        if ('cellCount' in chunk) {
          gl.uniform1ui(program.at('u_firstCell'), chunk.firstCell);
          gl.drawElements(gl.TRIANGLES, 12 * chunk.cellCount, gl.UNSIGNED_SHORT, 0);
        } else {
          gl.drawElements(gl.TRIANGLES, chunk.indices.length, gl.UNSIGNED_INT, 0);
        }
      }
    }
  };
  draw(gpu.hexProgram, gpu.hexChunks);
  draw(gpu.oddProgram, gpu.oddChunks);
  gl.bindVertexArray(null);
  return true;
}

/** Sends what changed since the last frame; true when owners did. */
export function uploadChanges(gpu: CellGpu, state: CellState): boolean {
  const owners = gpu.owners.upload(state.owners);
  gpu.overlay.upload(state.overlay);
  if (state.shades) {
    gpu.shades ??= createCellTable(gpu.gl, state.grid.count, 1, state.dirtyShades);
    gpu.shades.upload(state.shades);
  }
  if (state.paletteDirty) uploadPalette(gpu, state);
  return owners;
}

function uploadPalette(gpu: CellGpu, state: CellState): void {
  const { gl } = gpu;
  state.paletteDirty = false;
  const rows = Math.ceil(state.palette.codeCount / PALETTE_CODES_PER_ROW);
  if (gpu.palette && gpu.palette.rows !== rows) gl.deleteTexture(gpu.palette.texture);
  if (gpu.palette?.rows !== rows) {
    gpu.palette = { texture: createTexture(gl, gl.RGBA8, 2 * PALETTE_CODES_PER_ROW, rows), rows };
  }
  const texels = new Uint8Array(8 * PALETTE_CODES_PER_ROW * rows);
  texels.set(state.palette.texels);
  readyForUpload(gl);
  gl.bindTexture(gl.TEXTURE_2D, gpu.palette.texture);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, 2 * PALETTE_CODES_PER_ROW, rows, gl.RGBA, gl.UNSIGNED_BYTE, texels);
}
