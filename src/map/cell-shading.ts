/** Colours that cells have one by one: by the value of a measure, or by whether they are as in the baseline. */
import type { PlanStore } from '../store/contract.ts';
import type { ColourBy } from '../store/view-store.ts';
import type { CellState } from './cell-state.ts';
import { UNASSIGNED_FILL_ALPHA } from './symbology.ts';
import { type MapTokens, type Rgba, SEQUENCE_STEPS } from './tokens.ts';

/** The cell has its owner's colour. */
const OWNERS = 0;
/** Nothing there, or nothing changed: the first shade. */
const NEUTRAL = 1;
const SEQUENCE_ALPHA = 0.82;
const CHANGED_ALPHA = 0.72;
/** Under circles the territories stand back. */
const BACKDROP_ALPHA = 0.22;

/**
 * Lower limits of the steps of a measure's scale, ascending: equal numbers of the cells that have a value are in each.
 * Fewer than six where values repeat; none where no cell has a value above 0.
 */
export function measureBreaks(values: ArrayLike<number>): number[] {
  const some = Float64Array.from(Array.from(values).filter((value) => value > 0)).sort();
  const breaks: number[] = [];
  for (let step = 0; step < SEQUENCE_STEPS && some.length > 0; step++) {
    const from = some[Math.floor((step * some.length) / SEQUENCE_STEPS)]!;
    if (from !== breaks.at(-1)) breaks.push(from);
  }
  return breaks;
}

/** Step of the scale that a colour stands at, where there are fewer than six steps: they are spread over the whole of it. */
export function sequenceStep(step: number, steps: number): number {
  return steps <= 1 ? SEQUENCE_STEPS - 1 : Math.round((step * (SEQUENCE_STEPS - 1)) / (steps - 1));
}

/** Shade of each cell by its value. */
export function shadesOfMeasure(values: ArrayLike<number>, breaks: readonly number[]): Uint16Array {
  const shades = new Uint16Array(values.length).fill(NEUTRAL);
  for (let cell = 0; cell < values.length; cell++) {
    const value = values[cell]!;
    if (!(value > 0)) continue;
    let step = 0;
    while (step + 1 < breaks.length && value >= breaks[step + 1]!) step++;
    shades[cell] = NEUTRAL + 1 + sequenceStep(step, breaks.length);
  }
  return shades;
}

/** Shades of cells by change, brought up to date for `cells`, or for all. */
export function markChange(
  shades: Uint16Array,
  owners: Uint16Array,
  base: Uint16Array,
  cells: Uint32Array | null,
): void {
  const one = (cell: number): void => {
    shades[cell] = owners[cell] === base[cell] ? NEUTRAL : OWNERS;
  };
  if (cells) for (const cell of cells) one(cell);
  else for (let cell = 0; cell < shades.length; cell++) one(cell);
}

export interface Shading {
  readonly shades: readonly Rgba[];
  readonly fillAlpha?: number;
}

/** Colours behind the shades of a mode. */
export function shadingOf(colourBy: ColourBy, tokens: MapTokens): Shading {
  const [red, green, blue] = tokens.unassigned;
  const neutral: Rgba = [red, green, blue, UNASSIGNED_FILL_ALPHA];
  if (colourBy === 'measure') {
    return { shades: [neutral, ...tokens.sequence.map(([r, g, b]): Rgba => [r, g, b, SEQUENCE_ALPHA])] };
  }
  if (colourBy === 'change') return { shades: [neutral], fillAlpha: CHANGED_ALPHA };
  return colourBy === 'accounts' ? { shades: [], fillAlpha: BACKDROP_ALPHA } : { shades: [] };
}

/** What cells are coloured by where that is more than their owner. */
export interface ShadingSource {
  readonly colourBy: ColourBy;
  /** Of the measure that is shown, one a cell. */
  readonly values: Float64Array | undefined;
  readonly planStore: PlanStore;
  readonly baseline: PlanStore | null;
}

export interface CellShader {
  /** Brings the shades up to the source; does nothing where it is the same as before. */
  show(cells: CellState, source: ShadingSource): void;
  /** Owners of cells changed, null = of any. */
  patched(cells: CellState, changed: Uint32Array | null): void;
}

export function createCellShader(): CellShader {
  let made: readonly unknown[] = [];
  let owners: Uint16Array | null = null;
  let base: Uint16Array | null = null;
  return {
    show(cells, { colourBy, values, planStore, baseline }) {
      const from = colourBy === 'measure' ? [cells, values] : colourBy === 'change' ? [cells, planStore, baseline] : [];
      if (from.length === made.length && from.every((one, i) => one === made[i])) return;
      made = from;
      base = null;
      cells.shades = null;
      if (colourBy === 'measure' && values) cells.shades = shadesOfMeasure(values, measureBreaks(values));
      if (colourBy === 'change' && baseline) {
        owners = planStore.owners;
        base = baseline.owners;
        cells.shades = new Uint16Array(cells.grid.count);
        markChange(cells.shades, owners, base, null);
      }
      cells.dirtyShades.mark(null);
    },
    patched(cells, changed) {
      if (!cells.shades || !owners || !base) return;
      markChange(cells.shades, owners, base, changed);
      cells.dirtyShades.mark(changed);
    },
  };
}
