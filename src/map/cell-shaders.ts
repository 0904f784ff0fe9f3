/**
 * Shaders of the deferred cell layer. The first pair writes cell ids into a screen-sized target; the second colours
 * the screen from id -> owner -> palette, so the cost of a frame does not depend on how many cells changed.
 *
 * Borders are found in screen space: a weighted share of neighbouring pixels with another owner estimates the distance
 * to the border, which gives smooth lines of any width without geometry.
 */

/** Width of the owner and overlay textures in texels; cell i is at (i % width, i / width). */
export const OWNER_WIDTH = 1024;
/** Territory codes in one row of the palette texture, two texels each. */
export const PALETTE_CODES_PER_ROW = 256;

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

const DECLARATIONS = `
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D u_ids;
uniform usampler2D u_owners;
uniform usampler2D u_overlay;
uniform highp sampler2D u_palette;
uniform bool u_hasOverlay;
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

const uint OUTSIDE = 0xffffffffu;
const uint NO_PROPOSAL = 0xffffu;
ivec2 last;

uint idAt(ivec2 pixel) { return texelFetch(u_ids, clamp(pixel, ivec2(0), last), 0).r; }
ivec2 placeOf(uint id) { int cell = int(id) - 1; return ivec2(cell % OWNER_WIDTH, cell / OWNER_WIDTH); }
uint ownerOf(uint id) { return id == 0u ? OUTSIDE : texelFetch(u_owners, placeOf(id), 0).r; }
uvec2 overlayOf(uint id, uint owner) {
  if (!u_hasOverlay || id == 0u) return uvec2(owner, 0u);
  uvec2 overlay = texelFetch(u_overlay, placeOf(id), 0).rg;
  return uvec2(overlay.x == NO_PROPOSAL ? owner : overlay.x, overlay.y);
}
vec4 paletteOf(uint code, int part) {
  int at = int(code);
  return texelFetch(u_palette, ivec2(2 * (at % CODES_PER_ROW) + part, at / CODES_PER_ROW), 0);
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

const SURROUNDINGS = `
struct Around {
  float other;
  float outside;
  float inHand;
  float proposed;
  float sameId;
  float total;
};

// Shares of the pixels around that differ, weighted by a Gaussian of LINE_SIGMA.
Around lookAround(ivec2 pixel, uint id, uint owner, uvec2 overlay) {
  Around around = Around(0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
  bool hand = (overlay.y & 1u) != 0u;
  for (int y = -LINE_REACH; y <= LINE_REACH; y++) {
    for (int x = -LINE_REACH; x <= LINE_REACH; x++) {
      float weight = exp(-float(x * x + y * y) / (2.0 * LINE_SIGMA * LINE_SIGMA));
      uint otherId = idAt(pixel + ivec2(x, y));
      uint other = otherId == id ? owner : ownerOf(otherId);
      around.total += weight;
      if (otherId == id) { around.sameId += weight; continue; }
      if ((other == OUTSIDE) != (owner == OUTSIDE)) { around.outside += weight; continue; }
      if (other != owner) around.other += weight;
      if (u_hasOverlay && otherId != 0u) {
        uvec2 beside = overlayOf(otherId, other);
        if (((beside.y & 1u) != 0u) != hand) around.inHand += weight;
        if (beside.x != overlay.x) around.proposed += weight;
      }
    }
  }
  return around;
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
  vec4 own = paletteOf(owner, 0);
  if ((overlay.y & 1u) != 0u) own.a = min(1.0, own.a * 1.6);
  else if (owner == u_hovered) own.a = min(1.0, own.a + 0.08);
  vec4 colour = over(vec4(0.0), own, 1.0);
  if (overlay.x != owner) {
    vec4 next = paletteOf(overlay.x, 0);
    float stripe = mod(pixel.x + pixel.y - u_hatchAnchor.x - u_hatchAnchor.y, 8.0 * SCALE) / SCALE;
    float alpha = clamp(2.5 - abs(stripe - 4.0), 0.0, 1.0);
    colour = over(colour, vec4(next.rgb, 1.0), alpha * min(1.0, next.a * 2.0));
  }
  if ((overlay.y & 2u) != 0u) colour = over(colour, u_brushColour, 1.0);
  return colour;
}

vec4 cellLines(vec4 below, vec2 pixel, bool selected, Around around) {
  if (u_cellLines <= 0.0) return below;
  float near = u_brush.z > 0.0 ? 1.0 - smoothstep(0.9, 1.0, distance(pixel, u_brush.xy) / u_brushReach) : 0.0;
  float shown = max(selected ? 1.0 : 0.0, near) * u_cellLines;
  if (shown <= 0.0) return below;
  return over(below, u_cell, shown * coverage(0.5 * SCALE, distanceOf(around.sameId / around.total, LINE_SIGMA)));
}

vec4 borders(vec4 below, vec2 pixel, uint owner, uvec2 overlay, Around around) {
  vec4 colour = below;
  float inGrid = around.total - around.outside;
  float edge = owner == OUTSIDE ? 99.0 : distanceOf(1.0 - around.other / max(inGrid, 0.001), LINE_SIGMA);
  float coast = distanceOf(1.0 - around.outside / around.total, LINE_SIGMA);
  colour = over(colour, u_border, 0.5 * coverage(0.4 * SCALE, coast));
  if (owner == OUTSIDE) return colour;
  bool moving = overlay.x != owner;
  float move = distanceOf(1.0 - around.proposed / max(inGrid, 0.001), LINE_SIGMA);
  if (around.proposed > 0.0 && edge > 1.6 * SCALE) {
    colour = over(colour, u_border, (moving ? 1.0 : 0.7) * dashes(pixel) * coverage(0.75 * SCALE, move));
  }
  colour = over(colour, u_casing, 0.85 * coverage(1.75 * SCALE, edge));
  colour = over(colour, u_border, coverage(0.65 * SCALE, edge));
  float hand = distanceOf(1.0 - around.inHand / max(inGrid, 0.001), LINE_SIGMA);
  return over(colour, u_selection, dashes(pixel) * coverage(0.75 * SCALE, hand));
}

void main() {
  last = textureSize(u_ids, 0) - 1;
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  vec2 at = gl_FragCoord.xy;
  uint id = idAt(pixel);
  uint owner = ownerOf(id);
  // Most pixels lie inside: a ring of probes as wide as the widest line tells whether any border is near.
  bool otherId = false;
  bool otherOwner = false;
  bool nearSelection = false;
  for (int i = 0; i < 12; i++) {
    uint probe = idAt(pixel + RING[i]);
    if (probe == id) continue;
    otherId = true;
    uint probed = ownerOf(probe);
    otherOwner = otherOwner || probed != owner;
    nearSelection = nearSelection || ((probed == u_selected) != (owner == u_selected));
  }
  uvec2 overlay = overlayOf(id, owner);
  vec4 colour = id == 0u ? vec4(0.0) : fill(owner, overlay, at);
  bool selected = u_selected != 0u && owner == u_selected;
  if (otherOwner || (otherId && (u_hasOverlay || u_cellLines > 0.0))) {
    Around around = lookAround(pixel, id, owner, overlay);
    if (id != 0u) colour = cellLines(colour, at, selected, around);
    colour = borders(colour, at, owner, overlay, around);
    bool locked = id != 0u && paletteOf(owner, 1).r > 0.0;
    bool inset = otherOwner && around.other == 0.0;
    if (locked && inset) colour = over(colour, u_border, 0.8 * dashes(at));
  }
  if (u_selected != 0u && nearSelection) {
    float edge = selectionDistance(pixel, selected);
    colour = over(colour, u_casing, coverage(3.25 * SCALE, edge));
    colour = over(colour, u_selection, coverage(1.375 * SCALE, edge));
  }
  o_colour = brushRing(colour, at);
}`;

/** Colouring shader for a screen with `pixelRatio` device pixels a CSS pixel: line widths stay the same to the eye. */
export function colourFragment(pixelRatio: number): string {
  const scale = Math.max(1, Math.min(3, pixelRatio));
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
  const pairs = ring.map(([x, y]) => `ivec2(${x}, ${y})`).join(', ');
  return `#version 300 es
#define SCALE ${scale.toFixed(3)}
#define OWNER_WIDTH ${OWNER_WIDTH}
#define CODES_PER_ROW ${PALETTE_CODES_PER_ROW}
#define LINE_REACH ${Math.round(1 + scale)}
#define LINE_SIGMA ${(1.1 * scale).toFixed(3)}
#define SELECTION_REACH ${Math.round(3 * scale)}
#define SELECTION_SIGMA ${(1.9 * scale).toFixed(3)}
${DECLARATIONS}
const ivec2 RING[12] = ivec2[12](${pairs});
${SURROUNDINGS}${MAIN}`;
}
