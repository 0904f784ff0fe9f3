/** Colours of the map come from the design tokens: custom properties of the page, so a theme is one switch. */

/** Red, green, blue 0-255 and alpha 0-1. */
export type Rgba = readonly [number, number, number, number];

export const HUE_COUNT = 10;
export const DEVIATION_STEPS = ['u3', 'u2', 'u1', '0', 'o1', 'o2', 'o3'] as const;

/** Steps of the scale that shades cells by a measure, least first. */
export const SEQUENCE_STEPS = 6;

export interface MapTokens {
  readonly fillAlpha: number;
  readonly water: string;
  readonly land: string;
  readonly landOff: string;
  readonly county: string;
  readonly state: string;
  readonly river: string;
  readonly border: Rgba;
  readonly casing: Rgba;
  readonly selection: Rgba;
  readonly cell: Rgba;
  readonly dot: Rgba;
  readonly text: string;
  readonly city: string;
  readonly halo: string;
  readonly accent: string;
  readonly unassigned: Rgba;
  readonly hues: readonly Rgba[];
  readonly deviations: readonly Rgba[];
  readonly sequence: readonly Rgba[];
  readonly font: string;
  readonly chip: string;
  readonly line: string;
}

function channel(text: string): number {
  return Number.parseInt(text.length === 1 ? text + text : text, 16);
}

/**
 * Reads `#rgb`, `#rgba`, `#rrggbb`, `#rrggbbaa`, `rgb()` and `rgba()`: the build shortens one into the other.
 * @throws RangeError on anything else: a token the map cannot draw with is a fault of the style sheet.
 */
export function parseColour(text: string): Rgba {
  const trimmed = text.trim();
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(trimmed)?.[1];
  if (hex) {
    const size = hex.length > 4 ? 2 : 1;
    const at = (i: number): number => channel(hex.slice(i * size, (i + 1) * size));
    return [at(0), at(1), at(2), hex.length % 4 === 0 ? at(3) / 255 : 1];
  }
  const parts = /^rgba?\(([^)]+)\)$/i
    .exec(trimmed)?.[1]
    ?.split(/[\s,/]+/)
    .filter(Boolean)
    .map(Number);
  const [red, green, blue, alpha = 1] = parts ?? [];
  if (red === undefined || green === undefined || blue === undefined || parts?.some(Number.isNaN)) {
    throw new RangeError(`colour "${trimmed}" is neither #rrggbb nor rgb(): correct the design token`);
  }
  return [red, green, blue, alpha];
}

/** Reads the tokens in force at an element (theme included). */
export function readTokens(element: Element = document.documentElement): MapTokens {
  const style = getComputedStyle(element);
  const text = (name: string): string => style.getPropertyValue(name).trim();
  const colour = (name: string): Rgba => parseColour(text(name));
  return {
    fillAlpha: Number(text('--map-fill')),
    water: text('--map-water'),
    land: text('--map-land'),
    landOff: text('--map-land-off'),
    county: text('--map-county'),
    state: text('--map-state'),
    river: text('--map-river'),
    border: colour('--map-border'),
    casing: colour('--map-casing'),
    selection: colour('--map-sel'),
    cell: colour('--map-cell'),
    dot: colour('--map-dot'),
    text: text('--map-text'),
    city: text('--map-city'),
    halo: text('--map-halo'),
    accent: text('--accent'),
    unassigned: colour('--dev-in'),
    hues: Array.from({ length: HUE_COUNT }, (_, hue) => colour(`--t${hue + 1}`)),
    deviations: DEVIATION_STEPS.map((step) => colour(`--dev-${step}`)),
    sequence: Array.from({ length: SEQUENCE_STEPS }, (_, step) => colour(`--seq-${step + 1}`)),
    font: text('--font'),
    chip: text('--map-chip'),
    line: text('--line'),
  };
}
