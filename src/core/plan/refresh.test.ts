/** A newer account file on a plan: matched by id, the alignment stays. */
import { tableOf as columnsTable } from '../data/test-table.ts';
import { describe, expect, it } from 'vitest';
import type { Dataset, SourceTable } from '../data/dataset.ts';
import { choicesFor } from '../data/choices-of.ts';
import { defaultChoices } from '../data/default-choices.ts';
import { binAccounts } from '../data/demand.ts';
import { guessColumns } from '../data/guess-roles.ts';
import { makeDataset } from '../data/make-accounts.ts';
import { applyEdit } from '../edit/apply.ts';
import { buildGrid } from '../grid/build-grid.ts';
import { cellIdAt } from '../grid/cell-id.ts';
import { bufferCells } from '../grid/cover.ts';
import { accountTerritories } from './account-territory.ts';
import { createPlan, equalTerritories } from './make-plan.ts';
import { refreshPlans } from './refresh.ts';

type Row = readonly [id: string, name: string, lat: string, lng: string, revenue: string];

function tableOf(rows: readonly Row[]): SourceTable {
  const names = ['Account Id', 'Name', 'Latitude', 'Longitude', 'Revenue'];
  return columnsTable(Object.fromEntries(names.map((name, at) => [name, rows.map((row) => row[at] ?? '')])));
}

const FORMER: readonly Row[] = [
  ['0015e00000AbCdE', 'Adams', '47.60', '-122.33', '100'],
  ['B', 'Baker', '47.61', '-122.30', '200'],
  ['C', 'Clark', '47.62', '-122.20', '300'],
  ['D', 'Davis', '47.63', '-122.10', '400'],
];

function project() {
  const table = tableOf(FORMER);
  const { dataset } = makeDataset(table, defaultChoices(table, guessColumns(table), 2));
  const { lat, lng } = dataset.accounts;
  const grid = buildGrid(bufferCells(lat, lng, 6, 10));
  const demand = binAccounts(grid, dataset);
  const owners = Uint16Array.from({ length: grid.count }, (_, cell) => (grid.centers[2 * cell]! < -122.2 ? 1 : 2));
  const plan = createPlan({
    id: 'p',
    name: 'Plan',
    grid,
    territories: equalTerritories(2),
    owners,
    bridges: [],
    overrides: [
      { account: 1, territory: 2 },
      { account: 2, territory: 1 },
    ],
  });
  return { dataset, grid, demand, plan };
}

function refreshedBy(rows: readonly Row[]) {
  const { dataset, grid, plan } = project();
  const table = tableOf(rows);
  const next: Dataset = makeDataset(table, choicesFor(table, dataset)).dataset;
  return { plan, grid, next, ...refreshPlans({ dataset, ground: { grid, bridges: [] }, plans: [plan], next }) };
}

describe('a refresh', () => {
  const rows: readonly Row[] = [
    ['B', 'Baker', '47.61', '-122.30', '250'],
    ['0015e00000AbCdEAAV', 'Adams', '47.60', '-122.33', '100'],
    ['D', 'Davis', '47.60', '-122.31', '400'],
    ['E', 'Evans', '47.62', '-122.11', '50'],
  ];

  it('lists what is added, gone and changed, with sums', () => {
    // The id in 18 characters has its checksum right, so that it is the one in 15.
    const { report } = refreshedBy(rows);
    expect(report).toMatchObject({
      added: { accounts: 1, before: 0, after: 50 },
      gone: { accounts: 1, before: 300, after: 0 },
      changed: { accounts: 2, before: 600, after: 650 },
      unchanged: { accounts: 1, before: 100, after: 100 },
      newCells: 0,
      overridesDropped: 1,
    });
    expect(report.changes.map(({ kind, id, moved }) => [kind, id, moved])).toEqual([
      ['changed', 'B', false],
      ['changed', 'D', true],
      ['added', 'E', false],
      ['gone', 'C', false],
    ]);
  });

  it('keeps the alignment, and overrides with their accounts', () => {
    const { plan, plans, ground, grid } = refreshedBy(rows);
    const [made] = plans;
    expect(ground.grid).toBe(grid);
    expect(made!.layers[0]).toEqual(plan.layers[0]);
    expect(made!.layers[0]).not.toBe(plan.layers[0]);
    expect([...made!.records.override.values()]).toEqual([{ account: 0, territory: 2 }]);
    // B by its override; the others by their cells, D by the one it has moved to.
    expect([...accountTerritories(made!, ground.demand)]).toEqual([2, 1, 1, 2]);
  });

  it('adds ground for accounts beyond it, and gives it to the territory beside it', () => {
    const far: Row = ['F', 'Foster', '47.63', '-121.93', '70'];
    const { plan, plans, grid, ground, report } = refreshedBy([...rows, far]);
    expect(report.newCells).toBe(1);
    expect(ground.grid.count).toBe(grid.count + 1);
    const ownerOf = new Map(Array.from(plan.layers[0]!, (code, cell) => [cellIdAt(grid, cell), code]));
    plans[0]!.layers[0]!.forEach((code, cell) => {
      expect(code).toBe(ownerOf.get(cellIdAt(ground.grid, cell)) ?? code);
    });
    expect(plans[0]!.gridHash).toBe(ground.grid.hash);
    expect(ground.demand.accountCell[4]).toBeGreaterThanOrEqual(0);
    // It is a plan that can be edited on.
    applyEdit(plans[0]!, { patches: [], records: {} });
  });

  it('of the same file changes nothing', () => {
    const { report } = refreshedBy(FORMER);
    expect(report).toMatchObject({
      changes: [],
      unchanged: { accounts: 4, before: 1000, after: 1000 },
      overridesDropped: 0,
    });
  });

  it('is refused where a column that has a role is missing', () => {
    const { dataset } = project();
    const table = tableOf(FORMER);
    const without = { ...table, columns: table.columns.filter(({ name }) => name !== 'Revenue') };
    expect(() => choicesFor(without, dataset)).toThrow(/lacks the column Revenue/);
  });
});
