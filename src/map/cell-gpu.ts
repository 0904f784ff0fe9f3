/** Graphics resources of the cell layer: made from the state when a context is there, dropped with it. */
import {
  type CellGeometry,
  buildCellGeometry,
  CHUNK_CELLS,
  chunkMatrix,
  type HexChunk,
  hexIndices,
  meetsView,
  type OddChunk,
} from './cell-geometry.ts';
import {
  colourFragment,
  HEX_ID_VERTEX,
  ID_FRAGMENT,
  ODD_ID_VERTEX,
  PALETTE_CODES_PER_ROW,
  SCREEN_VERTEX,
} from './cell-shaders.ts';
import type { CellState } from './cell-state.ts';
import { type CellTable, createCellTable } from './cell-table-texture.ts';
import { createBuffer, createProgram, createTexture, type Gl, type Program, readyForUpload } from './gl-tools.ts';

interface DrawnHexChunk {
  readonly chunk: HexChunk;
  readonly vertexArray: WebGLVertexArrayObject;
}
interface DrawnOddChunk {
  readonly chunk: OddChunk;
  readonly vertexArray: WebGLVertexArrayObject;
}

interface IdTarget {
  readonly texture: WebGLTexture;
  readonly framebuffer: WebGLFramebuffer;
  readonly width: number;
  readonly height: number;
}

export interface CellGpu {
  readonly gl: Gl;
  readonly hexProgram: Program;
  readonly oddProgram: Program;
  readonly colourProgram: Program;
  readonly pixelRatio: number;
  readonly owners: CellTable;
  readonly overlay: CellTable;
  palette: { readonly texture: WebGLTexture; readonly rows: number } | null;
  readonly hexChunks: readonly DrawnHexChunk[];
  readonly oddChunks: readonly DrawnOddChunk[];
  readonly emptyVertexArray: WebGLVertexArrayObject;
  target: IdTarget | null;
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
  const geometry = buildCellGeometry(state.grid);
  state.dirtyOwners.mark(null);
  state.dirtyOverlay.mark(null);
  state.paletteDirty = true;
  return {
    gl,
    hexProgram: createProgram(gl, HEX_ID_VERTEX, ID_FRAGMENT),
    oddProgram: createProgram(gl, ODD_ID_VERTEX, ID_FRAGMENT),
    colourProgram: createProgram(gl, SCREEN_VERTEX, colourFragment(pixelRatio)),
    pixelRatio,
    owners: createCellTable(gl, state.grid.count, 1, state.dirtyOwners),
    overlay: createCellTable(gl, state.grid.count, 2, state.dirtyOverlay),
    palette: null,
    hexChunks: hexArrays(gl, geometry),
    oddChunks: oddArrays(gl, geometry),
    emptyVertexArray: gl.createVertexArray(),
    target: null,
    camera: new Float64Array(18),
  };
}

export function destroyCellGpu(gpu: CellGpu): void {
  const { gl } = gpu;
  for (const { vertexArray } of [...gpu.hexChunks, ...gpu.oddChunks]) gl.deleteVertexArray(vertexArray);
  gl.deleteVertexArray(gpu.emptyVertexArray);
  for (const table of [gpu.owners, gpu.overlay]) gl.deleteTexture(table.texture);
  if (gpu.palette) gl.deleteTexture(gpu.palette.texture);
  if (gpu.target) destroyTarget(gl, gpu.target);
  for (const program of [gpu.hexProgram, gpu.oddProgram, gpu.colourProgram]) gl.deleteProgram(program.handle);
}

function destroyTarget(gl: Gl, target: IdTarget): void {
  gl.deleteFramebuffer(target.framebuffer);
  gl.deleteTexture(target.texture);
}

function createTarget(gl: Gl, width: number, height: number): IdTarget {
  const texture = createTexture(gl, gl.R32UI, width, height);
  const framebuffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return { texture, framebuffer, width, height };
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
  if (gpu.target && (gpu.target.width !== width || gpu.target.height !== height)) {
    destroyTarget(gl, gpu.target);
    gpu.target = null;
  }
  gpu.target ??= createTarget(gl, width, height);
  gl.bindFramebuffer(gl.FRAMEBUFFER, gpu.target.framebuffer);
  gl.viewport(0, 0, width, height);
  for (const test of [gl.BLEND, gl.DEPTH_TEST, gl.STENCIL_TEST, gl.CULL_FACE, gl.SCISSOR_TEST]) gl.disable(test);
  gl.colorMask(true, true, true, true);
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

/** Sends what changed since the last frame. */
export function uploadChanges(gpu: CellGpu, state: CellState): void {
  const { gl } = gpu;
  gpu.owners.upload(state.owners);
  gpu.overlay.upload(state.overlay);
  if (!state.paletteDirty) return;
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
