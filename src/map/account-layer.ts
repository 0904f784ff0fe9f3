/** Accounts as points in one draw call: 100,000 are no slower to hand over than 1,000. */
import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import type { Accounts } from '../core/data/dataset.ts';
import { chunkMatrix } from './cell-geometry.ts';
import { createBuffer, createProgram, type Gl, type Program } from './gl-tools.ts';
import { mercatorX, mercatorY } from './mercator.ts';
import type { Rgba } from './tokens.ts';

export const ACCOUNT_LAYER = 'hexwright-accounts';

const VERTEX = `#version 300 es
precision highp float;
layout(location = 0) in vec2 a_position;
uniform mat4 u_matrix;
uniform highp float u_size;
void main() {
  gl_Position = u_matrix * vec4(a_position, 0.0, 1.0);
  gl_PointSize = u_size + 1.0;
}`;

const FRAGMENT = `#version 300 es
precision highp float;
uniform highp float u_size;
uniform vec4 u_colour;
out vec4 o_colour;
void main() {
  float off = length(gl_PointCoord - 0.5) * (u_size + 1.0);
  float a = u_colour.a * clamp(0.5 + 0.5 * u_size - off, 0.0, 1.0);
  o_colour = vec4(u_colour.rgb * a, a);
}`;

/** Places in unit Mercator, x and y interleaved, relative to an origin. */
export interface Points {
  readonly originX: number;
  readonly originY: number;
  readonly positions: Float32Array;
  /** The account of each place. */
  readonly accounts: Uint32Array;
}

/** Positions of the placed accounts around the first of them, unit Mercator. */
export function accountPoints(accounts: Pick<Accounts, 'count' | 'lat' | 'lng' | 'reasons'>): Points {
  const positions = new Float32Array(2 * accounts.count);
  const placed = new Uint32Array(accounts.count);
  let originX = NaN;
  let originY = NaN;
  let used = 0;
  for (let i = 0; i < accounts.count; i++) {
    const lat = accounts.lat[i] as number;
    const lng = accounts.lng[i] as number;
    if (accounts.reasons[i] !== 0 || !Number.isFinite(lat) || !Number.isFinite(lng)) continue;
    const x = mercatorX(lng);
    const y = mercatorY(lat);
    if (used === 0) {
      originX = x;
      originY = y;
    }
    placed[used / 2] = i;
    positions[used++] = x - originX;
    positions[used++] = y - originY;
  }
  return { originX, originY, positions: positions.slice(0, used), accounts: placed.slice(0, used / 2) };
}

/** Diameter of a point in CSS pixels: small from afar, easy to hit close up. */
function pointSize(zoom: number): number {
  return Math.max(1.6, Math.min(7, 2.6 + 0.7 * (zoom - 6)));
}

/** From afar points pile up over the colours they stand on, so they are fainter there. */
function pointAlpha(zoom: number): number {
  return Math.max(0.28, Math.min(0.62, 0.28 + 0.17 * (zoom - 5)));
}

export interface AccountLayer {
  readonly layer: CustomLayerInterface;
  show(points: Points | null, colour: Rgba): void;
}

export function createAccountLayer(map: MapLibreMap): AccountLayer {
  let points: Points | null = null;
  let colour: Rgba = [0, 0, 0, 1];
  let program: Program | null = null;
  let vertexArray: WebGLVertexArrayObject | null = null;
  let buffer: WebGLBuffer | null = null;
  let made: Points | null = null;
  let context: Gl | null = null;
  const drop = (): void => {
    if (program) context?.deleteProgram(program.handle);
    if (vertexArray) context?.deleteVertexArray(vertexArray);
    if (buffer) context?.deleteBuffer(buffer);
    program = null;
    vertexArray = null;
    buffer = null;
    made = null;
  };
  const ready = (gl: Gl): boolean => {
    if (made !== points) drop();
    if (!points || points.positions.length === 0) return false;
    if (made) return true;
    context = gl;
    program = createProgram(gl, VERTEX, FRAGMENT);
    vertexArray = gl.createVertexArray();
    gl.bindVertexArray(vertexArray);
    buffer = createBuffer(gl, gl.ARRAY_BUFFER, points.positions);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.bindVertexArray(null);
    made = points;
    return true;
  };
  const matrix = new Float32Array(16);
  const layer: CustomLayerInterface = {
    id: ACCOUNT_LAYER,
    type: 'custom',
    renderingMode: '2d',
    render(gl, { defaultProjectionData }) {
      if (!ready(gl) || !points || !program) return;
      const pixelRatio = gl.drawingBufferWidth / Math.max(1, map.getCanvas().clientWidth);
      gl.useProgram(program.handle);
      gl.uniform1f(program.at('u_size'), pointSize(map.getZoom()) * pixelRatio);
      gl.uniform4f(
        program.at('u_colour'),
        colour[0] / 255,
        colour[1] / 255,
        colour[2] / 255,
        pointAlpha(map.getZoom()),
      );
      gl.disable(gl.DEPTH_TEST);
      gl.disable(gl.STENCIL_TEST);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
      gl.bindVertexArray(vertexArray);
      const shift = Math.round(mercatorX(map.getCenter().lng) - points.originX);
      chunkMatrix(defaultProjectionData.mainMatrix, points.originX + shift, points.originY, matrix);
      gl.uniformMatrix4fv(program.at('u_matrix'), false, matrix);
      gl.drawArrays(gl.POINTS, 0, points.positions.length / 2);
      gl.bindVertexArray(null);
    },
    onRemove: drop,
  };
  return {
    layer,
    show(next, nextColour) {
      points = next;
      colour = nextColour;
      map.triggerRepaint();
    },
  };
}
