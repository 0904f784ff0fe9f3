/** GLSL that several passes of the cell layer share, and the numbers both sides must agree on. */

/** Width of the owner and overlay textures in texels, a power of two; cell i is at (i % width, i / width). */
export const OWNER_WIDTH = 1024;
/** Territory codes in one row of the palette texture, two texels each; a power of two. */
export const PALETTE_CODES_PER_ROW = 256;
/** Device pixels along the side of a tile that is asked as a whole whether a line runs through it. */
export const TILE_SIZE = 8;
/** In the overlay texture: nothing is proposed for the cell. */
export const NO_PROPOSED_OWNER = 0xffff;
export const FLAG_IN_HAND = 1;
export const FLAG_UNDER_BRUSH = 2;

/** What a tile holds, as bits: several cells, a border, an edge of the selection, selected cells. */
export const TILE_CELLS = 1;
export const TILE_BORDER = 2;
export const TILE_SELECTION = 4;
export const TILE_IN_SELECTION = 8;

/** What shaders are specialised for. */
export interface ShaderVariant {
  /** Device pixels a CSS pixel. */
  readonly pixelRatio: number;
  /** Whether anything is proposed, in hand or under the brush. */
  readonly overlay: boolean;
  /** Whether cells have colours of their own. */
  readonly shaded: boolean;
}

/** Lines keep their width to the eye on dense screens, up to a limit the look-ups can afford. */
export const lineScale = ({ pixelRatio }: ShaderVariant): number => Math.max(1, Math.min(3, pixelRatio));
export const lineSigma = (scale: number): number => 1.1 * scale;

export function header(variant: ShaderVariant): string {
  const scale = lineScale(variant);
  return `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
#define SCALE ${scale.toFixed(3)}
#define HAS_OVERLAY ${variant.overlay ? 1 : 0}
#define SHADED ${variant.shaded ? 1 : 0}
#define LINE_SIGMA ${lineSigma(scale).toFixed(3)}
#define TILE_SHIFT ${Math.log2(TILE_SIZE)}
`;
}

export const LOOKUPS = `
uniform usampler2D u_ids;
uniform usampler2D u_owners;
#if HAS_OVERLAY
uniform usampler2D u_overlay;
#endif

const uint OUTSIDE = 0xffffffffu;
ivec2 last;

uint idAt(ivec2 pixel) { return texelFetch(u_ids, clamp(pixel, ivec2(0), last), 0).r; }
ivec2 placeOf(uint id) {
  uint cell = id - 1u;
  return ivec2(cell & ${OWNER_WIDTH - 1}u, cell >> ${Math.log2(OWNER_WIDTH)}u);
}
uint ownerOf(uint id) { return id == 0u ? OUTSIDE : texelFetch(u_owners, placeOf(id), 0).r; }
// Proposed owner (the present one where nothing is proposed) and flags.
uvec2 overlayOf(uint id, uint owner) {
#if HAS_OVERLAY
  if (id == 0u) return uvec2(owner, 0u);
  uvec2 overlay = texelFetch(u_overlay, placeOf(id), 0).rg;
  return uvec2(overlay.x == ${NO_PROPOSED_OWNER}u ? owner : overlay.x, overlay.y);
#else
  return uvec2(owner, 0u);
#endif
}
`;

export const PAINT = `
uniform highp sampler2D u_palette;
uniform vec2 u_hatchAnchor;
out vec4 o_colour;

vec4 paletteOf(uint code, uint part) {
  uint column = code & ${PALETTE_CODES_PER_ROW - 1}u;
  return texelFetch(u_palette, ivec2(2u * column + part, code >> ${Math.log2(PALETTE_CODES_PER_ROW)}u), 0);
}
vec4 over(vec4 below, vec4 colour, float alpha) {
  float a = colour.a * alpha;
  return vec4(colour.rgb * a, a) + below * (1.0 - a);
}
// Distance to a line in pixels from the weighted share of pixels on the own side (inverse of a blurred step).
float distanceOf(float own, float sigma) { return own > 0.998 ? 99.0 : sigma * log(own / (1.0 - own)) / 1.702; }
float coverage(float halfWidth, float distance) { return clamp(0.5 + halfWidth - distance, 0.0, 1.0); }
// Squares in turn: dashes along a line of any direction.
float dashes(vec2 pixel) {
  vec2 square = floor((pixel - u_hatchAnchor) / (3.0 * SCALE));
  return mod(square.x + square.y, 2.0);
}
`;

export interface Tap {
  readonly x: number;
  readonly y: number;
  /** Share of the whole, the own pixel included. */
  readonly weight: number;
}

/** Pixels round one with the weights of a Gaussian, the own pixel left out. */
export function gaussianTaps(reach: number, sigma: number): Tap[] {
  const taps: Tap[] = [];
  let total = 0;
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const weight = Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
      total += weight;
      if (x !== 0 || y !== 0) taps.push({ x, y, weight });
    }
  }
  return taps.map(({ x, y, weight }) => ({ x, y, weight: weight / total }));
}

/** Calls of a GLSL function `tap(ivec2, float)`, written out: loops and exp() cost software rendering dearly. */
export function callTaps(taps: readonly Tap[]): string {
  return taps.map(({ x, y, weight }) => `  tap(ivec2(${x}, ${y}), ${weight.toFixed(6)});`).join('\n');
}
