/**
 * Shaders of the deferred cell layer. The first writes cell ids into a screen-sized target, the last colours the screen
 * from id -> owner -> palette, so the cost of a frame does not depend on how many cells changed. In between, small tiles
 * of the screen learn whether a border is near: most are not, and their pixels need no look around.
 *
 * Borders are found in screen space: a weighted share of neighbouring pixels with another owner estimates the distance
 * to the border, which gives smooth lines of any width without geometry.
 */

/** Width of the owner and overlay textures in texels, a power of two; cell i is at (i % width, i / width). */
export const OWNER_WIDTH = 1024;
/** Territory codes in one row of the palette texture, two texels each; a power of two. */
export const PALETTE_CODES_PER_ROW = 256;
/** Device pixels along the side of a tile that is asked as a whole whether a border runs through it. */
export const TILE_SIZE = 8;

/** In the overlay texture: nothing is proposed for the cell. */
export const NO_PROPOSED_OWNER = 0xffff;
export const FLAG_IN_HAND = 1;
export const FLAG_UNDER_BRUSH = 2;

export const HEX_ID_VERTEX = `#version 300 es
precision highp float;
precision highp int;
layout(location = 0) in vec2 a_position;
uniform mat4 u_matrix;
uniform highp uint u_firstCell;
flat out highp uint v_id;
void main() {
  v_id = u_firstCell + uint(gl_VertexID) / 6u + 1u;
  gl_Position = u_matrix * vec4(a_position, 0.0, 1.0);
}`;

export const ODD_ID_VERTEX = `#version 300 es
precision highp float;
precision highp int;
layout(location = 0) in vec2 a_position;
layout(location = 1) in highp uint a_cell;
uniform mat4 u_matrix;
flat out highp uint v_id;
void main() {
  v_id = a_cell + 1u;
  gl_Position = u_matrix * vec4(a_position, 0.0, 1.0);
}`;

export const ID_FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
flat in highp uint v_id;
layout(location = 0) out highp uint o_id;
void main() { o_id = v_id; }`;

export const SCREEN_VERTEX = `#version 300 es
precision highp float;
void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(2.0 * corner - 1.0, 0.0, 1.0);
}`;

const LOOKUPS = `
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D u_ids;
uniform usampler2D u_owners;
uniform usampler2D u_overlay;
uniform bool u_hasOverlay;

const uint OUTSIDE = 0xffffffffu;
const uint NO_PROPOSAL = 0xffffu;
ivec2 last;

uint idAt(ivec2 pixel) { return texelFetch(u_ids, clamp(pixel, ivec2(0), last), 0).r; }
ivec2 placeOf(uint id) { uint cell = id - 1u; return ivec2(cell & OWNER_MASK, cell >> OWNER_SHIFT); }
uint ownerOf(uint id) { return id == 0u ? OUTSIDE : texelFetch(u_owners, placeOf(id), 0).r; }
// Proposed owner (the present one where nothing is proposed) and flags.
uvec2 overlayOf(uint id, uint owner) {
  if (!u_hasOverlay || id == 0u) return uvec2(owner, 0u);
  uvec2 overlay = texelFetch(u_overlay, placeOf(id), 0).rg;
  return uvec2(overlay.x == NO_PROPOSAL ? owner : overlay.x, overlay.y);
}
`;

const COLOUR_INPUTS = `
uniform usampler2D u_tiles;
uniform highp sampler2D u_palette;
uniform highp uint u_selected;
uniform highp uint u_hovered;
uniform float u_cellLines;
uniform vec2 u_hatchAnchor;
uniform vec3 u_brush;
uniform float u_brushReach;
uniform vec4 u_brushColour;
uniform vec4 u_border;
uniform vec4 u_casing;
uniform vec4 u_selection;
uniform vec4 u_cell;
out vec4 o_colour;

vec4 paletteOf(uint code, uint part) {
  return texelFetch(u_palette, ivec2(2u * (code & CODES_MASK) + part, code >> CODES_SHIFT), 0);
}
vec4 over(vec4 below, vec4 colour, float alpha) {
  float a = colour.a * alpha;
  return vec4(colour.rgb * a, a) + below * (1.0 - a);
}
// Distance to the border in pixels from the weighted share of pixels on the own side (inverse of a blurred step).
float distanceOf(float own, float sigma) {
  return own > 0.998 ? 99.0 : sigma * log(own / (1.0 - own)) / 1.702;
}
float coverage(float halfWidth, float distance) { return clamp(0.5 + halfWidth - distance, 0.0, 1.0); }
float dashes(vec2 pixel) {
  vec2 cell = floor((pixel - u_hatchAnchor) / (3.0 * SCALE));
  return mod(cell.x + cell.y, 2.0);
}
`;

/** Shares of the surrounding pixels that differ, weighted by a Gaussian of LINE_SIGMA; TAPS calls `tap` for each. */
const SURROUNDINGS = `
struct Around {
  float other;
  float outside;
  float inHand;
  float proposed;
  float otherId;
};
ivec2 centre;
uint ownId;
uint ownOwner;
uvec2 ownOverlay;
Around around;

void tap(ivec2 offset, float weight) {
  uint id = idAt(centre + offset);
  if (id == ownId) return;
  around.otherId += weight;
  uint owner = ownerOf(id);
  if ((owner == OUTSIDE) != (ownOwner == OUTSIDE)) { around.outside += weight; return; }
  if (owner != ownOwner) around.other += weight;
  if (u_hasOverlay && id != 0u) {
    uvec2 overlay = overlayOf(id, owner);
    if (((overlay.y ^ ownOverlay.y) & 1u) != 0u) around.inHand += weight;
    if (overlay.x != ownOverlay.x) around.proposed += weight;
  }
}

// Distance to the edge of the selected territory; positive on both sides.
float selectionDistance(ivec2 pixel, bool inside) {
  float same = 0.0;
  float total = 0.0;
  for (int y = -SELECTION_REACH; y <= SELECTION_REACH; y++) {
    for (int x = -SELECTION_REACH; x <= SELECTION_REACH; x++) {
      float weight = exp(-float(x * x + y * y) / (2.0 * SELECTION_SIGMA * SELECTION_SIGMA));
      total += weight;
      if ((ownerOf(idAt(pixel + ivec2(x, y))) == u_selected) == inside) same += weight;
    }
  }
  return distanceOf(same / total, SELECTION_SIGMA);
}

vec4 brushRing(vec4 below, vec2 pixel) {
  if (u_brush.z <= 0.0) return below;
  float off = abs(distance(pixel, u_brush.xy) - u_brush.z);
  vec4 colour = over(below, u_casing, coverage(1.75 * SCALE, off));
  colour = over(colour, u_selection, coverage(0.75 * SCALE, off));
  vec2 arm = abs(pixel - u_brush.xy);
  float cross = max(min(arm.x, arm.y), max(arm.x, arm.y) - 4.0 * SCALE);
  return over(colour, u_selection, coverage(0.5 * SCALE, cross + 0.5));
}
`;

const MAIN = `
vec4 fill(uint owner, uvec2 overlay, vec2 pixel) {
  vec4 own = paletteOf(owner, 0u);
  if ((overlay.y & 1u) != 0u) own.a = min(1.0, own.a * 1.6);
  else if (owner == u_hovered) own.a = min(1.0, own.a + 0.08);
  vec4 colour = over(vec4(0.0), own, 1.0);
  if (overlay.x != owner) {
    vec4 next = paletteOf(overlay.x, 0u);
    float stripe = mod(pixel.x + pixel.y - u_hatchAnchor.x - u_hatchAnchor.y, 8.0 * SCALE) / SCALE;
    float alpha = clamp(2.5 - abs(stripe - 4.0), 0.0, 1.0);
    colour = over(colour, vec4(next.rgb, 1.0), alpha * min(1.0, next.a * 1.9));
  }
  if ((overlay.y & 2u) != 0u) colour = over(colour, u_brushColour, 1.0);
  return colour;
}

vec4 borders(vec4 below, vec2 pixel) {
  vec4 colour = below;
  float inGrid = max(1.0 - around.outside, 0.001);
  float edge = ownOwner == OUTSIDE ? 99.0 : distanceOf(1.0 - around.other / inGrid, LINE_SIGMA);
  float coast = distanceOf(1.0 - around.outside, LINE_SIGMA);
  colour = over(colour, u_border, 0.5 * coverage(0.4 * SCALE, coast));
  if (ownOwner == OUTSIDE) return colour;
  if (around.proposed > 0.0 && edge > 1.6 * SCALE) {
    float move = distanceOf(1.0 - around.proposed / inGrid, LINE_SIGMA);
    colour = over(colour, u_border, dashes(pixel) * coverage(0.75 * SCALE, move));
  }
  colour = over(colour, u_casing, 0.85 * coverage(1.75 * SCALE, edge));
  colour = over(colour, u_border, coverage(0.65 * SCALE, edge));
  float hand = distanceOf(1.0 - around.inHand / inGrid, LINE_SIGMA);
  return over(colour, u_selection, dashes(pixel) * coverage(0.75 * SCALE, hand));
}

void main() {
  last = textureSize(u_ids, 0) - 1;
  centre = ivec2(gl_FragCoord.xy);
  vec2 at = gl_FragCoord.xy;
  uint tile = texelFetch(u_tiles, centre >> TILE_SHIFT, 0).r;
  ownId = idAt(centre);
  if (tile == TILE_PLAIN && ownId == 0u) { o_colour = brushRing(vec4(0.0), at); return; }
  ownOwner = ownerOf(ownId);
  ownOverlay = overlayOf(ownId, ownOwner);
  vec4 colour = ownId == 0u ? vec4(0.0) : fill(ownOwner, ownOverlay, at);
  bool selected = u_selected != 0u && ownOwner == u_selected;
  float lines = 0.0;
  if (u_cellLines > 0.0 && ownId != 0u && tile != TILE_PLAIN) {
    float near = u_brush.z > 0.0 ? 1.0 - smoothstep(0.9, 1.0, distance(at, u_brush.xy) / u_brushReach) : 0.0;
    lines = max(selected ? 1.0 : 0.0, near) * u_cellLines;
  }
  if (tile == TILE_BORDER || lines > 0.0) {
    around = Around(0.0, 0.0, 0.0, 0.0, 0.0);
    TAPS
    if (lines > 0.0) {
      colour = over(colour, u_cell, lines * coverage(0.5 * SCALE, distanceOf(1.0 - around.otherId, LINE_SIGMA)));
    }
    if (tile == TILE_BORDER) {
      colour = borders(colour, at);
      // A ring of probes further out than the border reaches: is the selection's wide line, or a locked border, near?
      bool otherOwner = false;
      bool nearSelection = false;
      PROBES
      bool locked = ownId != 0u && around.other == 0.0 && otherOwner && paletteOf(ownOwner, 1u).r > 0.0;
      if (locked) colour = over(colour, u_border, 0.8 * dashes(at));
      if (u_selected != 0u && nearSelection) {
        float edge = selectionDistance(centre, selected);
        colour = over(colour, u_casing, coverage(3.25 * SCALE, edge));
        colour = over(colour, u_selection, coverage(1.375 * SCALE, edge));
      }
    }
  }
  o_colour = brushRing(colour, at);
}`;

/** Asks a tile and a margin round it: one cell, one owner, or a border. Every second pixel is enough for lines. */
const TILE_MAIN = `
layout(location = 0) out highp uint o_tile;
void main() {
  last = textureSize(u_ids, 0) - 1;
  ivec2 from = (ivec2(gl_FragCoord.xy) << TILE_SHIFT) - TILE_MARGIN;
  uint id = idAt(from + TILE_MARGIN);
  uint owner = ownerOf(id);
  uvec2 overlay = overlayOf(id, owner);
  uint tile = TILE_PLAIN;
  for (int y = 0; y < TILE_SPAN && tile != TILE_BORDER; y += TILE_STEP) {
    for (int x = 0; x < TILE_SPAN; x += TILE_STEP) {
      uint otherId = idAt(from + ivec2(x, y));
      if (otherId == id) continue;
      tile = max(tile, TILE_CELLS);
      uint other = ownerOf(otherId);
      uvec2 beside = overlayOf(otherId, other);
      bool differs = other != owner || beside.x != overlay.x || ((beside.y ^ overlay.y) & 1u) != 0u;
      if (differs) { tile = TILE_BORDER; break; }
    }
  }
  o_tile = tile;
}`;

const scaleOf = (pixelRatio: number): number => Math.max(1, Math.min(3, pixelRatio));

function defines(scale: number): string {
  // As wide as the widest line reaches, and even, so that the samples of neighbouring tiles mesh.
  const margin = 2 * Math.ceil(2 * scale);
  return `#define SCALE ${scale.toFixed(3)}
#define OWNER_MASK ${OWNER_WIDTH - 1}u
#define OWNER_SHIFT ${Math.log2(OWNER_WIDTH)}u
#define CODES_MASK ${PALETTE_CODES_PER_ROW - 1}u
#define CODES_SHIFT ${Math.log2(PALETTE_CODES_PER_ROW)}u
#define TILE_SHIFT ${Math.log2(TILE_SIZE)}
#define TILE_MARGIN ${margin}
#define TILE_SPAN ${TILE_SIZE + 2 * margin}
#define TILE_STEP ${scale >= 2 ? 3 : 2}
#define TILE_PLAIN 0u
#define TILE_CELLS 1u
#define TILE_BORDER 2u
#define LINE_SIGMA ${lineSigma(scale).toFixed(3)}
#define SELECTION_REACH ${Math.round(3 * scale)}
#define SELECTION_SIGMA ${(1.9 * scale).toFixed(3)}
`;
}

const lineSigma = (scale: number): number => 1.1 * scale;

/** Look-ups written out one by one with their weights: software rendering pays dearly for loops and exp(). */
function taps(scale: number): string {
  const reach = Math.round(1 + scale);
  const sigma = lineSigma(scale);
  const offsets: { x: number; y: number; weight: number }[] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++)
      offsets.push({ x, y, weight: Math.exp(-(x * x + y * y) / (2 * sigma * sigma)) });
  }
  const total = offsets.reduce((sum, { weight }) => sum + weight, 0);
  return offsets
    .filter(({ x, y }) => x !== 0 || y !== 0)
    .map(({ x, y, weight }) => `tap(ivec2(${x}, ${y}), ${(weight / total).toFixed(6)});`)
    .join('\n    ');
}

function probes(scale: number): string {
  const near = Math.round(2.5 * scale);
  const far = Math.round(3.5 * scale);
  const ring = [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
    [near, near],
    [near, -near],
    [-near, near],
    [-near, -near],
    [far, 0],
    [-far, 0],
    [0, far],
    [0, -far],
  ];
  const lines = ring.map(
    ([x, y]) => `{ uint owner = ownerOf(idAt(centre + ivec2(${x}, ${y})));
        otherOwner = otherOwner || owner != ownOwner;
        nearSelection = nearSelection || ((owner == u_selected) != selected); }`,
  );
  return lines.join('\n      ');
}

/** Shader that sorts tiles into plain, crossed by cell edges, crossed by a border. */
export function tileFragment(pixelRatio: number): string {
  return `#version 300 es\n${defines(scaleOf(pixelRatio))}${LOOKUPS}${TILE_MAIN}`;
}

/** Colouring shader for a screen with `pixelRatio` device pixels a CSS pixel: line widths stay the same to the eye. */
export function colourFragment(pixelRatio: number): string {
  const scale = scaleOf(pixelRatio);
  const main = MAIN.replace('TAPS', taps(scale)).replace('PROBES', probes(scale));
  return `#version 300 es\n${defines(scale)}${LOOKUPS}${COLOUR_INPUTS}${SURROUNDINGS}${main}`;
}
