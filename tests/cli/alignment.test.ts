import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgePlan } from '../../src/core/metrics/judge.ts';
import { createPlan } from '../../src/core/plan/make-plan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { createDataSession } from '../../workers/data-session.ts';
import {
  accountsComplaints,
  cellsComplaints,
  cellsOfTerritories,
  column,
  geojsonComplaints,
  ownershipComplaints,
  readTable,
  sumsComplaints,
} from '../e2e/exported.ts';
import { done, fixture, numberIn, type OutputFolder, readFixture, readOutput, scratchFolder } from './run.ts';

const FILE = 'de_db_stations.csv';
const PUBLIC = join(import.meta.dirname, '..', '..', 'public');

describe("hexwright import-alignment, the stations' 45 management areas", () => {
  const scratch = scratchFolder();
  let today: OutputFolder;
  let report: { territories: number; overrides: number; cellsShared: number; inPieces: string[] };

  beforeAll(async () => {
    const args = ['--by-column', 'station_management', '--resolution', '6', '--out', scratch.path('today')];
    report = JSON.parse(await done('import-alignment', fixture(FILE), ...args)) as typeof report;
    today = await readOutput(scratch.path('today'));
  }, 120_000);

  it('puts every station into its own area', async () => {
    const input = await readFixture(FILE);
    expect(accountsComplaints(input, today.accounts)).toEqual([]);
    const areas = column(input, 'station_management');
    expect(column(today.accounts, 'hexwright_territory_id')).toEqual(areas);
    expect(column(today.accounts, 'hexwright_territory_name')).toEqual(areas);
    expect(ownershipComplaints(today.accounts, today.cells)).toEqual([]);
    expect(column(today.accounts, 'hexwright_override').filter((flag) => flag === 'true')).toHaveLength(
      report.overrides,
    );
  });

  it('makes one territory a value, with equal shares and figures that sum to the file', () => {
    expect(today.territories.features).toHaveLength(45);
    expect(report.territories).toBe(45);
    for (const { properties } of today.territories.features) {
      expect(properties['name']).toBe(properties['territory_id']);
      expect(properties['target_share']).toBeCloseTo(1 / 45, 12);
    }
    expect(sumsComplaints(today.territories, today.accounts, numberIn(today.accounts, 'weight'))).toEqual([]);
    expect(today.territories.hexwright.totals['potential']?.total).toBeCloseTo(496_697.2, 6);
    expect(geojsonComplaints(today.territories)).toEqual([]);
  });

  it('leaves few areas in pieces, and names them', () => {
    expect(today.metrics.coverage.unassigned).toBe(0);
    expect(today.metrics.contiguity.notContiguous).toEqual(report.inPieces);
    expect(report.inPieces.length).toBeLessThanOrEqual(4);
    expect(cellsComplaints(today.cells)).toHaveLength(report.inPieces.length);
    expect([today.metrics.seed, today.metrics.steps, today.metrics.seconds]).toEqual([null, null, null]);
  });

  it('is the plan that the screen makes of the same file, and is judged the same', async () => {
    const asset = async (path: string) => new Uint8Array(await readFile(join(PUBLIC, path)));
    const data = createDataSession(asset, { sqliteWasm: async () => new Uint8Array() });
    const file = new Blob([await readFile(fixture(FILE))]);
    const { choices } = await data.readFile(FILE, file, {}, () => undefined);
    const {
      dataset,
      ground,
      today: alignment,
    } = await data.finish(choices, { area: 'regions', bufferKm: 0, resolution: 6 });
    const plan = createPlan({
      id: 'screen',
      name: 'Today',
      grid: ground.grid,
      bridges: ground.bridges,
      ...alignment!,
    });
    const { project, plans } = readPlanFile(await readFile(scratch.path('today', 'plan.hexwright')), FILE);
    const byCommand = plans[0]!.plan;
    expect(ground.grid.hash).toBe(project.grid.hash);
    expect(plan.layers[0]).toEqual(byCommand.layers[0]);
    expect([...plan.records.override]).toEqual([...byCommand.records.override]);
    const of = (one: Plan, on: typeof ground, accounts: typeof dataset.accounts) =>
      judgePlan(one, null, { grid: on.grid, demand: on.demand, accounts }).summary;
    expect(of(plan, ground, dataset.accounts)).toEqual(
      of(byCommand, { ...ground, ...project }, project.dataset.accounts),
    );
  });

  it('rebalances with a price, keeps locked areas, and lists who changes hands', async () => {
    const plan = scratch.path('today', 'plan.hexwright');
    const options = ['--tolerance', '0.15', '--max-disruption', '0.2', '--lock', 'Augsburg,Freiburg'];
    await done('rebalance', plan, ...options, '--steps', '60', '--out', scratch.path('after'));
    const after = await readOutput(scratch.path('after'));
    const changes = readTable(await readFile(scratch.path('after', 'changes.csv'), 'utf8'));

    const cellsOf = (table: OutputFolder['cells'], id: string) => [...(cellsOfTerritories(table).get(id) ?? [])];
    expect(cellsOf(after.cells, 'Augsburg')).toEqual(cellsOf(today.cells, 'Augsburg'));
    expect(after.metrics.balance['potential']?.meanAbsDeviation).toBeLessThan(
      today.metrics.balance['potential']?.meanAbsDeviation ?? 0,
    );
    expect(accountsComplaints(await readFixture(FILE), after.accounts)).toEqual([]);
    expect(geojsonComplaints(after.territories)).toEqual([]);
    expect(sumsComplaints(after.territories, after.accounts, numberIn(after.accounts, 'weight'))).toEqual([]);

    expect(changes.fields).toEqual(['account', 'from', 'to', 'potential', 'workload']);
    const before = column(today.accounts, 'hexwright_territory_id');
    const now = column(after.accounts, 'hexwright_territory_id');
    const ids = column(today.accounts, 'eva');
    const expected = ids.map((id, at) => `${id}: ${before[at]} > ${now[at]}`).filter((_, at) => before[at] !== now[at]);
    const listed = changes.rows.map(([id, from, to]) => `${id}: ${from} > ${to}`);
    expect(listed.toSorted()).toEqual(expected.toSorted());
    const values = column(changes, 'potential').map(Number);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(values.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(0.2 * 496_697.2 * 1.000001);
  }, 120_000);
});
