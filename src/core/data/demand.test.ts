import { cellToChildren, cellToParent, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { cellIdAt, indexOfCell } from '../grid/cell-id.ts';
import { defaultChoices } from './default-choices.ts';
import { binAccounts } from './demand.ts';
import { cellsOfSpread } from './spread-cells.ts';
import { spreadColumns } from './spread-columns.ts';
import { guessColumns } from './guess-roles.ts';
import { makeDataset } from './make-accounts.ts';
import { tableOf } from './test-table.ts';

function datasetOf(columns: Readonly<Record<string, readonly string[]>>) {
  const table = tableOf(columns);
  return makeDataset(table, defaultChoices(table, guessColumns(table), 2));
}
const total = (values: Float64Array | undefined): number =>
  (values ?? new Float64Array(0)).reduce((sum, value) => sum + value, 0);

describe('binAccounts', () => {
  const parent = latLngToCell(47.6, -122.3, 5);
  const children = cellToChildren(parent, 6);
  const grid = buildGrid(children);

  it('puts accounts into the cells of their coordinates, unplaced ones into none', () => {
    const { dataset } = datasetOf({
      id: ['a', 'b', 'c'],
      lat: ['47.6', '47.6', ''],
      lng: ['-122.3', '-122.3', ''],
      revenue: ['1', '2', '4'],
    });
    const demand = binAccounts(grid, dataset);
    const cell = indexOfCell(grid, latLngToCell(47.6, -122.3, 6));
    expect([...demand.accountCell]).toEqual([cell, cell, -1]);
    expect(demand.cellValues[0]?.[cell]).toBe(3);
    const { offsets, targets } = demand.accountsOfCell;
    expect([...targets.subarray(offsets[cell], offsets[cell + 1])]).toEqual([0, 1]);
  });

  it('rolls finer H3 cells up, spreads coarser ones evenly, and counts the invalid', () => {
    const finer = cellToChildren(children[2]!, 8).slice(0, 2);
    const { dataset, preview } = datasetOf({
      h3: [parent, BigInt(`0x${finer[0]}`).toString(), finer[1]!.toUpperCase(), children[0]!, 'nonsense', ''],
      accounts: ['7', '1', '1', '3', '9', '9'],
      potential: ['70', '5', '6', '8', '1', '2'],
    });
    expect(dataset.source.format).toBe('h3-table');
    expect(preview.rejectedByReason).toEqual({ 'missing-coordinate': 1, 'invalid-h3-cell': 1 });
    expect(preview.warnings).toContainEqual(expect.objectContaining({ code: 'mixed-resolution', count: 2 }));
    const demand = binAccounts(grid, dataset);
    const potential = demand.cellValues[0]!;
    expect(total(potential)).toBeCloseTo(89, 9);
    expect(total(demand.arealAccounts)).toBeCloseTo(12, 9);
    expect(potential[indexOfCell(grid, children[2]!)]).toBeCloseTo(21, 9);
    expect(potential[indexOfCell(grid, children[0]!)]).toBeCloseTo(18, 9);
    expect(potential[indexOfCell(grid, children[1]!)]).toBeCloseTo(10, 9);
    expect(demand.accountCell.every((cell) => cell === -1)).toBe(true);
    expect(preview.reconciliation.sums[0]).toMatchObject({ read: 92, placed: 89, unplaced: 3 });
  });

  it('names the cells that an H3 table needs', () => {
    const { dataset } = datasetOf({ h3: [parent, cellToChildren(children[3]!, 7)[0]!], potential: ['1', '2'] });
    expect(cellsOfSpread(spreadColumns(dataset), 6).toSorted()).toEqual(
      Array.from({ length: grid.count }, (_, cell) => cellIdAt(grid, cell)),
    );
    expect(cellsOfSpread(spreadColumns(dataset), 4)).toEqual([cellToParent(parent, 4)]);
  });

  it('takes records with an id for accounts at the centres of their cells', () => {
    const { dataset } = datasetOf({
      id: ['x', 'y'],
      name: ['X', 'Y'],
      h3: [children[4]!, children[5]!],
      revenue: ['1', '2'],
    });
    const demand = binAccounts(grid, dataset);
    expect([...demand.accountCell].map((cell) => cellIdAt(grid, cell))).toEqual([children[4], children[5]]);
  });
});
