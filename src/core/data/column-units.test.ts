import { expect, test } from 'vitest';
import { areaColumns, columnUnits } from './column-units.ts';
import type { Demand } from './dataset.ts';
import { tableOf } from './test-table.ts';

// Twelve cells of four accounts each.
const CELLS = 12;
const count = 4 * CELLS;
const demand = {
  accountsOfCell: {
    offsets: Uint32Array.from({ length: CELLS + 1 }, (_, cell) => 4 * cell),
    targets: Uint32Array.from({ length: count }, (_, account) => account),
  },
} as unknown as Demand;
const column = (value: (account: number, cell: number) => string) =>
  Array.from({ length: count }, (_, account) => value(account, Math.floor(account / 4)));

test('columns that say where accounts are: not ids, not tiers, not what nearly all have alike, not blanks', () => {
  const { columns } = tableOf({
    id: column((account) => `A${account}`),
    Bezirk: column((account, cell) => (account % 16 === 0 ? 'Nord' : ['Nord', 'Süd', 'West'][Math.floor(cell / 4)]!)),
    tier: column((account) => 'ABC'[account % 3]!),
    status: column((account) => (account === 7 ? 'closed' : 'active')),
    note: column((_, cell) => (cell === 0 ? 'x' : '')),
    code: column((_, cell) => String(97000 + Math.floor(cell / 2))),
  });
  expect(areaColumns(columns, demand).map((at) => columns[at]!.name)).toEqual(['Bezirk', 'code']);
  expect(areaColumns(columns, { accountsOfCell: { offsets: Uint32Array.of(0), targets: new Uint32Array(0) } })).toEqual(
    [],
  );
});

test('a cell is of whom most of its first measure is of; blanks are of nobody', () => {
  const { columns } = tableOf({ area: ['a', 'b', ' ', '', 'b', 'a'] });
  const values = [Float64Array.of(1, 5, 9, 2, 3, 3)];
  const offsets = Uint32Array.of(0, 3, 4, 4, 6);
  const targets = Uint32Array.of(0, 1, 2, 3, 4, 5);
  const units = columnUnits(columns[0]!, { count: 6, values }, { accountsOfCell: { offsets, targets } });
  expect(units.names).toEqual(['a', 'b']);
  expect([...units.unitOfCell]).toEqual([1, -1, -1, 1]);
  expect([...units.unitOfAccount]).toEqual([0, 1, -1, -1, 1, 0]);
});
