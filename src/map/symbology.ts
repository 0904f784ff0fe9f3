/** How figures and territories turn into colours; shared by the map and the legends beside it. */
import { PATTERN_COUNT, patternsOf } from '../core/geometry/patterns.ts';
import type { Territory } from '../core/plan/plan.ts';
import { DEVIATION_STEPS, HUE_COUNT, type MapTokens, type Rgba } from './tokens.ts';

/** CSS colour of a territory hue (0-9), in whatever theme is in force. */
export function hueColour(hue: number): string {
  return `var(--t${wrapHue(hue) + 1})`;
}

function wrapHue(hue: number): number {
  return ((hue % HUE_COUNT) + HUE_COUNT) % HUE_COUNT;
}

/** Limits between the seven deviation steps, as shares of the corridor's scale: -15%, -10%, -5%, +5%, +10%, +15%. */
export const DEVIATION_LIMITS: readonly number[] = [-0.15, -0.1, -0.05, 0.05, 0.1, 0.15];

/** Position of a deviation share on the seven-step scale, 0 (far under) to 6 (far over). */
export function deviationStep(deviationShare: number): number {
  let step = 0;
  while (step < DEVIATION_LIMITS.length && deviationShare >= (DEVIATION_LIMITS[step] as number)) step++;
  return step;
}

/** CSS colour of a deviation share, in whatever theme is in force. */
export function deviationColour(deviationShare: number): string {
  return `var(--dev-${DEVIATION_STEPS[deviationStep(deviationShare)]})`;
}

/** Fill of the deviation steps lets less of the basemap through than that of the territories. */
export const DEVIATION_FILL_ALPHA = 0.6;
export const UNASSIGNED_FILL_ALPHA = 0.16;
export const LOCKED_FLAG = 1;

/** Two RGBA texels a territory code: colour and fill alpha with the pattern in it, then flags. Codes 0 .. codeCount - 1. */
export interface Palette {
  /** Territory codes, and after them the shades. */
  readonly codeCount: number;
  /** Row of the first shade. */
  readonly shadesFrom: number;
  readonly texels: Uint8Array;
}

export interface PaletteInput {
  readonly tokens: MapTokens;
  readonly territories: Iterable<Territory>;
  /** Deviation share by territory code; null = colour by territory. */
  readonly deviations: ArrayLike<number> | null;
  /** Colours that cells have one by one, alpha included; as a rule none. */
  readonly shades?: readonly Rgba[];
  /** Fill of territories, where not the theme's own. */
  readonly fillAlpha?: number;
}

/** The lowest bits of alpha are the pattern of the fill: a look-up less for each pixel, and no eye sees them. */
const PATTERN_BITS = PATTERN_COUNT - 1;

function setColour(texels: Uint8Array, code: number, colour: Rgba, alpha: number, pattern = 0): void {
  const bits = (Math.round(alpha * 255) & ~PATTERN_BITS) | pattern;
  texels.set([colour[0], colour[1], colour[2], bits], 8 * code);
}

/** Colours of all territory codes, for the palette texture. */
export function makePalette(input: PaletteInput): Palette {
  const { tokens, territories, deviations, shades = [], fillAlpha = tokens.fillAlpha } = input;
  const list = [...territories];
  const shadesFrom = list.reduce((most, territory) => Math.max(most, territory.code), 0) + 1;
  const codeCount = shadesFrom + shades.length;
  const texels = new Uint8Array(8 * codeCount);
  setColour(texels, 0, tokens.unassigned, UNASSIGNED_FILL_ALPHA);
  // By deviation it is made anew with every patch of a stroke, and shows no hue that would need one.
  const patterns = deviations ? null : patternsOf(list);
  for (const { code, hue, locked } of list) {
    if (deviations) {
      const colour = tokens.deviations[deviationStep(deviations[code] ?? 0)] as Rgba;
      setColour(texels, code, colour, DEVIATION_FILL_ALPHA);
    } else {
      setColour(texels, code, tokens.hues[wrapHue(hue)] as Rgba, fillAlpha, patterns?.get(code));
    }
    if (locked) texels[8 * code + 4] = LOCKED_FLAG;
  }
  shades.forEach((shade, at) => setColour(texels, shadesFrom + at, shade, shade[3]));
  return { codeCount, shadesFrom, texels };
}
