/** Units of ground that are to stay whole: a county, a state, a ZIP. */
import type { CellIndex, Csr } from './grid.ts';

export interface CellUnits {
  readonly names: readonly string[];
  /** Unit of each cell, -1 = in none; length cells. */
  readonly unitOfCell: Int32Array;
  /** Cells of each unit, ascending. */
  readonly cells: Csr;
}

/** @param unitOfCell is kept, not copied */
export function cellUnits(unitOfCell: Int32Array, names: readonly string[]): CellUnits {
  const offsets = new Uint32Array(names.length + 1);
  for (const unit of unitOfCell) if (unit >= 0) offsets[unit + 1]!++;
  for (let unit = 0; unit < names.length; unit++) offsets[unit + 1]! += offsets[unit]!;
  const next = offsets.slice();
  const targets = new Uint32Array(offsets[names.length]!);
  unitOfCell.forEach((unit, cell) => {
    if (unit >= 0) targets[next[unit]!++] = cell;
  });
  return { names, unitOfCell, cells: { offsets, targets } };
}

/** Widens cells to whole units, one gesture long: every unit is given out once, cells in none as they come. */
export interface UnitWidener {
  /** The cells, and those that come with them; the array is used again by the next call. */
  widen(cells: ArrayLike<CellIndex>, count?: number): readonly CellIndex[];
  /** As if nothing had been widened yet. */
  reset(): void;
}

/** @param kinds one after the other: what a county brings along brings its ZIPs along */
export function createUnitWidener(kinds: readonly CellUnits[]): UnitWidener {
  const taken = kinds.map(({ names }) => new Uint8Array(names.length));
  return {
    widen(cells, count = cells.length) {
      let widened: CellIndex[] = [];
      for (let i = 0; i < count; i++) widened.push(cells[i]!);
      kinds.forEach((units, kind) => {
        widened = widenBy(units, taken[kind]!, widened);
      });
      return widened;
    },
    reset() {
      for (const flags of taken) flags.fill(0);
    },
  };
}

function widenBy(
  { unitOfCell, cells: { offsets, targets } }: CellUnits,
  taken: Uint8Array,
  cells: readonly CellIndex[],
) {
  const widened: CellIndex[] = [];
  for (const cell of cells) {
    const unit = unitOfCell[cell] ?? -1;
    if (unit < 0) widened.push(cell);
    else if (taken[unit] === 0) {
      taken[unit] = 1;
      for (let k = offsets[unit]!; k < offsets[unit + 1]!; k++) widened.push(targets[k]!);
    }
  }
  return widened;
}
