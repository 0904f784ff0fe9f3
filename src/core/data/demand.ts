/** Accounts and H3 tables on a grid. */
import { cellAt } from '../grid/cell-at.ts';
import type { Grid } from '../grid/grid.ts';
import { numberAt } from './column-numbers.ts';
import type { Dataset, Demand } from './dataset.ts';
import { keptOut } from './kept-out.ts';
import { isAreal } from './areal.ts';
import { createSpread } from './spread.ts';
import { spreadColumns } from './spread-columns.ts';
import { sumByCell } from './sum-by-cell.ts';

/**
 * Bins a dataset on a grid. Accounts stand in the cell of their coordinates, but for those kept out of balance. Records of an H3 table without accounts,
 * and areas, are areal demand (spread.ts).
 */
export function binAccounts(grid: Grid, dataset: Dataset): Demand {
  const { accounts, measures, carried = [] } = dataset;
  const accountCell = new Int32Array(accounts.count).fill(-1);
  const areal = measures.map(() => new Float64Array(grid.count));
  const base = { measures, accountCell, areal };
  if (isAreal(dataset)) {
    const besides = carried.map(() => new Float64Array(grid.count));
    const arealAccounts = spreadRecords(grid, dataset, [...areal, ...besides]);
    const cellValues = areal.map((values) => values.slice());
    const accountsOfCell = accountsByCell(accountCell, grid.count);
    return { ...base, accountsOfCell, cellValues, ...arealAccounts, ...ofCarried(besides) };
  }
  const out = keptOut(dataset);
  for (let i = 0; i < accounts.count; i++) {
    if (out !== null && out[i] !== 0) continue;
    if (accounts.reasons[i] === 0) accountCell[i] = cellAt(grid, accounts.lat[i]!, accounts.lng[i]!);
  }
  const byCell = (values: Float64Array): Float64Array => sumByCell(accountCell, values, grid.count);
  const cellValues = accounts.values.map(byCell);
  const accountsOfCell = accountsByCell(accountCell, grid.count);
  return { ...base, accountsOfCell, cellValues, ...ofCarried((accounts.carried ?? []).map(byCell)) };
}

function ofCarried(carried: readonly Float64Array[]): Pick<Demand, 'carried'> {
  return carried.length === 0 ? {} : { carried };
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
  const counts = source.columns[roles.indexOf('accounts')];
  const figures = [...accounts.values, ...(accounts.carried ?? [])];
  const arealAccounts = new Float64Array(grid.count);
  const spread = createSpread(grid, spreadColumns(dataset));
  for (let row = 0; row < accounts.count; row++) {
    const records = counts === undefined ? 0 : numberAt(counts, row, source.decimal) || 0;
    spread(row, (cell, share) => {
      arealAccounts[cell]! += records * share;
      areal.forEach((values, m) => {
        values[cell]! += figures[m]![row]! * share;
      });
    });
  }
  return counts === undefined ? {} : { arealAccounts };
}
