/**
 * Shaders of the deferred cell layer. Ids of cells are drawn into a screen-sized target when the camera moves; everything
 * else is looked up a pixel at a time from id -> owner -> palette, so the cost of a frame does not depend on how many
 * cells changed. Lines are drawn only in the small tiles of the screen that have one: software rendering runs both
 * sides of a branch, so what is not needed must not be drawn at all.
 *
 * Borders are found in screen space: a weighted share of neighbouring pixels with another owner estimates the distance
 * to the border, which gives smooth lines of any width without geometry.
 */
import { PATTERN_COUNT } from '../core/geometry/patterns.ts';
import {
  callTaps,
  FLAG_IN_HAND,
  FLAG_UNDER_BRUSH,
  gaussianTaps,
  header,
  LOOKUPS,
  lineScale,
  lineSigma,
  PAINT,
  type ShaderVariant,
  TILE_BORDER,
  TILE_CELLS,
  TILE_IN_SELECTION,
  TILE_SELECTION,
  TILE_SIZE,
} from './cell-shader-parts.ts';

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

/** One triangle over the whole target. */
export const SCREEN_VERTEX = `#version 300 es
precision highp float;
void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(2.0 * corner - 1.0, 0.0, 1.0);
}`;

/** Six vertices a tile; tiles without the wanted bits collapse and draw nothing. */
export const TILE_VERTEX = `#version 300 es
precision highp float;
precision highp int;
uniform highp usampler2D u_tiles;
uniform highp uint u_wanted;
uniform vec2 u_size;
uniform highp vec3 u_brush;
uniform highp float u_brushReach;
void main() {
  int at = gl_VertexID / 6;
  int corner = gl_VertexID - 6 * at;
  int columns = textureSize(u_tiles, 0).x;
  ivec2 tile = ivec2(at % columns, at / columns);
  uint kind = texelFetch(u_tiles, tile, 0).r;
  vec2 from = vec2(tile * ${TILE_SIZE});
  bool wanted = (kind & u_wanted) != 0u;
  if (u_brush.z > 0.0 && (kind & ${TILE_CELLS}u) != 0u) {
    wanted = wanted || distance(from + ${TILE_SIZE / 2}.0, u_brush.xy) < u_brushReach + ${TILE_SIZE}.0;
  }
  vec2 step = vec2(corner == 1 || corner > 3 ? 1.0 : 0.0, corner == 2 || corner == 3 || corner == 5 ? 1.0 : 0.0);
  vec2 place = min(from + ${TILE_SIZE}.0 * step, u_size);
  gl_Position = wanted ? vec4(2.0 * place / u_size - 1.0, 0.0, 1.0) : vec4(2.0, 2.0, 2.0, 1.0);
}`;

/** What every tile holds, with a margin as wide as the widest line reaches. Every second pixel is enough for lines. */
export function tileFragment(variant: ShaderVariant): string {
  const scale = lineScale(variant);
  const margin = 2 * Math.ceil(2 * scale);
  const step = scale >= 2 ? 3 : 2;
  return `${header(variant)}${LOOKUPS}
uniform highp uint u_selected;
layout(location = 0) out highp uint o_tile;
void main() {
  last = textureSize(u_ids, 0) - 1;
  ivec2 from = (ivec2(gl_FragCoord.xy) << TILE_SHIFT) - ${margin};
  uint id = idAt(from + ${margin});
  uint owner = ownerOf(id);
  uvec2 overlay = overlayOf(id, owner);
  bool selected = u_selected != 0u && owner == u_selected;
  uint tile = selected ? ${TILE_IN_SELECTION}u : 0u;
  for (int y = 0; y < ${TILE_SIZE + 2 * margin}; y += ${step}) {
    for (int x = 0; x < ${TILE_SIZE + 2 * margin}; x += ${step}) {
      uint otherId = idAt(from + ivec2(x, y));
      if (otherId == id) continue;
      uint other = ownerOf(otherId);
      uvec2 beside = overlayOf(otherId, other);
      bool differs = other != owner || beside.x != overlay.x || ((beside.y ^ overlay.y) & ${FLAG_IN_HAND}u) != 0u;
      tile |= ${TILE_CELLS}u;
      if (differs) tile |= ${TILE_BORDER}u;
      if (u_selected != 0u && (other == u_selected) != selected) tile |= ${TILE_SELECTION | TILE_IN_SELECTION}u;
    }
  }
  o_tile = tile;
}`;
}

/** Fills of all cells: the one pass over the whole screen. */
export function fillFragment(variant: ShaderVariant): string {
  return `${header(variant)}${LOOKUPS}${PAINT}
uniform highp uint u_hovered;
uniform vec4 u_brushColour;
#if SHADED
uniform usampler2D u_shades;
uniform highp uint u_shadesFrom;
#endif
// Lines or dots of a fuller fill: the pattern is in the lowest bits of alpha.
vec4 patterned(vec4 colour, vec2 pixel) {
  int kind = int(colour.a * 255.0 + 0.5) & ${PATTERN_COUNT - 1};
  if (kind == 0) return colour;
  vec2 at = abs(mod((pixel - u_hatchAnchor) / SCALE, 8.0) - 4.0);
  float off = kind == 1 ? at.y : kind == 2 ? length(at) - 0.75 : at.x;
  return vec4(colour.rgb, min(1.0, colour.a + 0.28 * clamp(1.5 - off, 0.0, 1.0)));
}
void main() {
  last = textureSize(u_ids, 0) - 1;
  uint id = idAt(ivec2(gl_FragCoord.xy));
  if (id == 0u) { o_colour = vec4(0.0); return; }
  uint owner = ownerOf(id);
#if SHADED
  uint shade = texelFetch(u_shades, placeOf(id), 0).r;
  vec4 own = paletteOf(shade == 0u ? owner : u_shadesFrom + shade - 1u, 0u);
#else
  vec4 own = paletteOf(owner, 0u);
#endif
  own = patterned(own, gl_FragCoord.xy);
  if (owner == u_hovered) own.a = min(1.0, own.a + 0.08);
#if HAS_OVERLAY
  vec2 pixel = gl_FragCoord.xy;
  uvec2 overlay = overlayOf(id, owner);
  if ((overlay.y & ${FLAG_IN_HAND}u) != 0u) own.a = min(1.0, own.a * 1.6);
  vec4 next = paletteOf(overlay.x, 0u);
  // Nobody's land has no old colour to stripe over: the dashed edge alone says that it is proposed.
  vec4 colour = over(vec4(0.0), owner == 0u && overlay.x != owner ? next : own, 1.0);
  if (overlay.x != owner && owner != 0u) {
    float stripe = mod(pixel.x + pixel.y - u_hatchAnchor.x - u_hatchAnchor.y, 8.0 * SCALE) / SCALE;
    float alpha = clamp(2.5 - abs(stripe - 4.0), 0.0, 1.0);
    colour = over(colour, vec4(next.rgb, 1.0), alpha * min(1.0, next.a * 1.9));
  }
  if ((overlay.y & ${FLAG_UNDER_BRUSH}u) != 0u) colour = over(colour, u_brushColour, 1.0);
  o_colour = colour;
#else
  o_colour = over(vec4(0.0), own, 1.0);
#endif
}`;
}

/** Outlines of cells inside the selection and round the brush. */
export function cellLineFragment(variant: ShaderVariant): string {
  const scale = lineScale(variant);
  const sigma = 0.85 * scale;
  return `${header(variant)}${LOOKUPS}${PAINT}
uniform highp uint u_selected;
uniform highp vec3 u_brush;
uniform highp float u_brushReach;
uniform float u_cellLines;
uniform vec4 u_cell;
ivec2 centre;
uint ownId;
float otherId;
void tap(ivec2 offset, float weight) { if (idAt(centre + offset) != ownId) otherId += weight; }
void main() {
  last = textureSize(u_ids, 0) - 1;
  centre = ivec2(gl_FragCoord.xy);
  ownId = idAt(centre);
  otherId = 0.0;
${callTaps(gaussianTaps(Math.ceil(scale), sigma))}
  float near = u_brush.z > 0.0 ? 1.0 - smoothstep(0.9, 1.0, distance(gl_FragCoord.xy, u_brush.xy) / u_brushReach) : 0.0;
  bool selected = u_selected != 0u && ownerOf(ownId) == u_selected;
  float shown = ownId == 0u ? 0.0 : max(selected ? 1.0 : 0.0, near) * u_cellLines;
  float edge = distanceOf(1.0 - otherId, ${sigma.toFixed(3)});
  o_colour = over(vec4(0.0), u_cell, shown * coverage(0.5 * SCALE, edge));
}`;
}

/** Borders between owners, the coast, edges of proposal and stroke, dots along locked borders. */
export function borderFragment(variant: ShaderVariant): string {
  const scale = lineScale(variant);
  return `${header(variant)}${LOOKUPS}${PAINT}
uniform vec4 u_border;
uniform vec4 u_casing;
uniform vec4 u_ink;
ivec2 centre;
uint ownId;
uint ownOwner;
uvec2 ownOverlay;
float other;
float outside;
float inHand;
float proposed;

void tap(ivec2 offset, float weight) {
  uint id = idAt(centre + offset);
  if (id == ownId) return;
  uint owner = ownerOf(id);
  if ((owner == OUTSIDE) != (ownOwner == OUTSIDE)) { outside += weight; return; }
  if (owner != ownOwner) other += weight;
#if HAS_OVERLAY
  uvec2 overlay = overlayOf(id, owner);
  if (((overlay.y ^ ownOverlay.y) & ${FLAG_IN_HAND}u) != 0u) inHand += weight;
  if (overlay.x != ownOverlay.x) proposed += weight;
#endif
}

void main() {
  last = textureSize(u_ids, 0) - 1;
  centre = ivec2(gl_FragCoord.xy);
  vec2 pixel = gl_FragCoord.xy;
  ownId = idAt(centre);
  ownOwner = ownerOf(ownId);
  ownOverlay = overlayOf(ownId, ownOwner);
  other = 0.0;
  outside = 0.0;
  inHand = 0.0;
  proposed = 0.0;
${callTaps(gaussianTaps(Math.round(1 + scale), lineSigma(scale)))}
  vec4 colour = over(vec4(0.0), u_border, 0.5 * coverage(0.4 * SCALE, distanceOf(1.0 - outside, LINE_SIGMA)));
  if (ownOwner != OUTSIDE) {
    float inGrid = max(1.0 - outside, 0.001);
    float edge = distanceOf(1.0 - other / inGrid, LINE_SIGMA);
#if HAS_OVERLAY
    float move = distanceOf(1.0 - proposed / inGrid, LINE_SIGMA);
    if (edge > 1.6 * SCALE) colour = over(colour, u_border, dashes(pixel) * coverage(0.75 * SCALE, move));
#endif
    colour = over(colour, u_casing, 0.85 * coverage(1.75 * SCALE, edge));
    colour = over(colour, u_border, coverage(0.65 * SCALE, edge));
    if (other == 0.0 && paletteOf(ownOwner, 1u).r > 0.0) {
      // Four probes further out: inside a locked territory, close to its border but off the line.
      int far = int(3.0 * SCALE);
      bool near = ownerOf(idAt(centre + ivec2(far, 0))) != ownOwner || ownerOf(idAt(centre - ivec2(far, 0))) != ownOwner
        || ownerOf(idAt(centre + ivec2(0, far))) != ownOwner || ownerOf(idAt(centre - ivec2(0, far))) != ownOwner;
      if (near) colour = over(colour, u_border, 0.8 * dashes(pixel));
    }
#if HAS_OVERLAY
    float hand = distanceOf(1.0 - inHand / inGrid, LINE_SIGMA);
    colour = over(colour, u_ink, dashes(pixel) * coverage(0.75 * SCALE, hand));
#endif
  }
  o_colour = colour;
}`;
}

/** The selected territory's edge: ink on a wide casing. */
export function selectionFragment(variant: ShaderVariant): string {
  const scale = lineScale(variant);
  const sigma = 1.9 * scale;
  return `${header(variant)}${LOOKUPS}${PAINT}
uniform highp uint u_selected;
uniform float u_cellLines;
uniform vec4 u_casing;
uniform vec4 u_ink;
ivec2 centre;
bool inside;
float across;
void tap(ivec2 offset, float weight) {
  if ((ownerOf(idAt(centre + offset)) == u_selected) != inside) across += weight;
}
void main() {
  last = textureSize(u_ids, 0) - 1;
  centre = ivec2(gl_FragCoord.xy);
  inside = ownerOf(idAt(centre)) == u_selected;
  across = 0.0;
${callTaps(gaussianTaps(Math.round(3 * scale), sigma))}
  float edge = distanceOf(1.0 - across, ${sigma.toFixed(3)});
  // Where cells are too small for outlines, islands are too: the full width would fill them.
  float width = mix(0.6, 1.0, u_cellLines) * SCALE;
  vec4 colour = over(vec4(0.0), u_casing, coverage(3.25 * width, edge));
  o_colour = over(colour, u_ink, coverage(1.375 * width, edge));
}`;
}

/** A square round the brush, so that the ring costs no more than it covers. */
export const RING_VERTEX = `#version 300 es
precision highp float;
uniform highp vec3 u_brush;
uniform vec2 u_size;
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * 2.0 - 1.0;
  vec2 place = u_brush.xy + corner * (u_brush.z + 8.0);
  gl_Position = vec4(2.0 * place / u_size - 1.0, 0.0, 1.0);
}`;

export function ringFragment(variant: ShaderVariant): string {
  return `${header(variant)}${PAINT}
uniform highp vec3 u_brush;
uniform vec4 u_casing;
uniform vec4 u_ink;
void main() {
  vec2 pixel = gl_FragCoord.xy;
  float off = abs(distance(pixel, u_brush.xy) - u_brush.z);
  vec4 colour = over(vec4(0.0), u_casing, coverage(1.75 * SCALE, off));
  colour = over(colour, u_ink, coverage(0.75 * SCALE, off));
  vec2 arm = abs(pixel - u_brush.xy);
  float cross = max(min(arm.x, arm.y), max(arm.x, arm.y) - 4.0 * SCALE);
  o_colour = over(colour, u_ink, coverage(0.5 * SCALE, cross + 0.5));
}`;
}
