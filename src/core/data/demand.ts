/** Accounts and H3 tables on a grid. */
import { cellAt } from '../grid/cell-at.ts';
import { indexOfCell } from '../grid/cell-id.ts';
import { cellsCovering } from '../grid/cell-relations.ts';
import type { CellIndex, Grid } from '../grid/grid.ts';
import { numberAt } from './column-numbers.ts';
import type { Dataset, Demand } from './dataset.ts';
import { parseH3 } from './h3-value.ts';
import { keptOut } from './kept-out.ts';
import { isAreal } from './areal.ts';
import { textAt } from './text-column.ts';

/**
 * Bins a dataset on a grid. Accounts stand in the cell of their coordinates, but for those kept out of balance. Records of an H3 table without accounts
 * are areal demand: finer cells roll up into their parent, coarser ones spread evenly over their cells in the grid.
 */
export function binAccounts(grid: Grid, dataset: Dataset): Demand {
  const { accounts, measures } = dataset;
  const accountCell = new Int32Array(accounts.count).fill(-1);
  const areal = measures.map(() => new Float64Array(grid.count));
  const base = { measures, accountCell, areal };
  if (isAreal(dataset)) {
    const arealAccounts = spreadRecords(grid, dataset, areal);
    const cellValues = areal.map((values) => values.slice());
    return { ...base, accountsOfCell: accountsByCell(accountCell, grid.count), cellValues, ...arealAccounts };
  }
  const out = keptOut(dataset);
  for (let i = 0; i < accounts.count; i++) {
    if (out !== null && out[i] !== 0) continue;
    if (accounts.reasons[i] === 0) accountCell[i] = cellAt(grid, accounts.lat[i]!, accounts.lng[i]!);
  }
  const cellValues = measures.map((_, m) => sumByCell(accountCell, accounts.values[m]!, grid.count));
  return { ...base, accountsOfCell: accountsByCell(accountCell, grid.count), cellValues };
}

/** Sum of account values by cell; accounts without a cell are left out. Length `cells`. */
export function sumByCell(accountCell: Int32Array, values: Float64Array, cells: number): Float64Array {
  const sums = new Float64Array(cells);
  for (let i = 0; i < accountCell.length; i++) {
    const cell = accountCell[i]!;
    if (cell >= 0) sums[cell]! += values[i]!;
  }
  return sums;
}

/** Accounts by cell as compressed rows, in file order within a cell. */
export function accountsByCell(accountCell: Int32Array, cells: number): Demand['accountsOfCell'] {
  const offsets = new Uint32Array(cells + 1);
  for (const cell of accountCell) if (cell >= 0) offsets[cell + 1]! += 1;
  for (let cell = 0; cell < cells; cell++) offsets[cell + 1]! += offsets[cell]!;
  const next = offsets.slice(0, cells);
  const targets = new Uint32Array(offsets[cells]!);
  for (let i = 0; i < accountCell.length; i++) {
    const cell = accountCell[i]!;
    if (cell < 0) continue;
    targets[next[cell]!] = i;
    next[cell]! += 1;
  }
  return { offsets, targets };
}

function spreadRecords(grid: Grid, dataset: Dataset, areal: readonly Float64Array[]): Pick<Demand, 'arealAccounts'> {
  const { accounts, source, roles } = dataset;
  const h3 = source.columns[roles.indexOf('h3')];
  if (h3 === undefined) return {};
  const counts = source.columns[roles.indexOf('accounts')];
  const arealAccounts = new Float64Array(grid.count);
  for (let row = 0; row < accounts.count; row++) {
    if (accounts.reasons[row] !== 0) continue;
    const cells = cellsInGrid(grid, textAt(h3, row));
    const records = counts === undefined ? 0 : numberAt(counts, row, source.decimal) || 0;
    for (const cell of cells) {
      arealAccounts[cell]! += records / cells.length;
      areal.forEach((values, m) => {
        values[cell]! += accounts.values[m]![row]! / cells.length;
      });
    }
  }
  return counts === undefined ? {} : { arealAccounts };
}

/** Cells of the grid that the H3 cell written in a text covers; none where it is no cell. */
export function cellsInGrid(grid: Grid, text: string): CellIndex[] {
  const h3 = parseH3(text);
  if (h3 === null) return [];
  return cellsCovering(h3, grid.resolution)
    .map((cell) => indexOfCell(grid, cell))
    .filter((cell) => cell >= 0);
}

/**
 * Cells of `resolution` that a dataset needs in its grid: those of placed accounts, or those that its H3 cells cover.
 * May hold repeated ids.
 */
export function cellsOfH3Table(dataset: Dataset, resolution: number): string[] {
  const { accounts, source, roles } = dataset;
  const h3 = source.columns[roles.indexOf('h3')];
  if (h3 === undefined) return [];
  const cells = new Set<string>();
  for (let row = 0; row < accounts.count; row++) {
    const cell = accounts.reasons[row] === 0 ? parseH3(textAt(h3, row)) : null;
    if (cell !== null) for (const covering of cellsCovering(cell, resolution)) cells.add(covering);
  }
  return [...cells];
}
