import { readFile, writeFile } from 'node:fs/promises';
import { cellToLatLng } from 'h3-js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanSummaryFigures } from '../../src/core/metrics/compare.ts';
import { recodedLike } from '../../src/core/plan/recode.ts';
import { bundleOf, projectOfFile } from '../../src/engine/plan-file.ts';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { writePlanFile } from '../../src/io/plan-file/write-plan-file.ts';
import { writeMovedCsv } from '../../src/io/write/moved-csv.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { EARTH_RADIUS_KM } from '../../src/core/geometry/sphere.ts';
import { localMetricsPort } from '../worker/metrics-port.ts';
import { column, readTable, type Table } from '../e2e/exported.ts';
import { replayed } from './replayed.ts';
import {
  done,
  fixture,
  hexwright,
  type Metrics,
  numberIn,
  type OutputFolder,
  readOutput,
  scratchFolder,
} from './run.ts';

interface Comparison {
  readonly a: Side;
  readonly b: Side;
  readonly differences: Summary;
  readonly disruption: {
    readonly cells: number;
    readonly accounts: number;
    readonly moved: Readonly<Record<string, number>>;
    readonly movedShare: Readonly<Record<string, number>>;
    readonly territoriesLosing: number;
    readonly repsLosing: number;
    readonly repsTouched: number;
    readonly topAccounts: { readonly accounts: number; readonly kept: number };
    readonly flows: readonly { from: string; to: string; cells: number; accounts: number; potential: number }[];
  };
}
interface Side extends Metrics {
  readonly summary: Summary;
  readonly lorenz: Readonly<Record<string, readonly (readonly [targetShare: number, loadShare: number])[]>>;
}
interface Summary {
  readonly territories: number;
  readonly insideShare: number;
  readonly measures: Readonly<Record<string, { maxDeviation: number; deviationSpread: number; maxLoad: number }>>;
}

const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)));

const RADIANS = Math.PI / 180;

/** Accounts stand in the middle of their cell; each visit goes there and back from the middle of those of their territory. */
function hoursOutAndBack(accounts: Table, visits: readonly number[], speedKmh: number): number {
  const [cells, ids] = [column(accounts, 'hexwright_h3'), column(accounts, 'hexwright_territory_id')];
  const vectors = cells.map((cell) => {
    const [lat, lng] = cellToLatLng(cell).map((degrees) => degrees * RADIANS) as [number, number];
    return [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)] as const;
  });
  return [...new Set(ids)].reduce((hours, id) => {
    const at = [...ids.keys()].filter((one) => ids[one] === id);
    const own = at.map((one) => vectors[one]!);
    const sum = [0, 1, 2].map((axis) => own.reduce((total, vector) => total + vector[axis]!, 0));
    const middle = sum.map((value) => value / Math.hypot(...sum));
    const ways = own.map(([x, y, z]) => Math.hypot(x - middle[0]!, y - middle[1]!, z - middle[2]!));
    const road = ways.map((chord, i) => visits[at[i]!]! * 4 * EARTH_RADIUS_KM * Math.asin(chord / 2));
    return hours + road.reduce((total, kilometres) => total + kilometres / speedKmh, 0);
  }, 0);
}

describe('hexwright compare', () => {
  const scratch = scratchFolder();
  let before: OutputFolder;
  let after: OutputFolder;
  let comparison: Comparison;

  beforeAll(async () => {
    const reading = ['--by-column', 'station_management', '--resolution', '5'];
    await done('import-alignment', fixture('de_db_stations.csv'), ...reading, '--out', scratch.path('before'));
    const plan = scratch.path('before', 'plan.hexwright');
    await done('rebalance', plan, '--tolerance', '0.2', '--steps', '20', '--out', scratch.path('after'));
    before = await readOutput(scratch.path('before'));
    after = await readOutput(scratch.path('after'));
    comparison = JSON.parse(await done('compare', plan, scratch.path('after', 'plan.hexwright'))) as Comparison;
  }, 180_000);

  it("has both plans' metrics as their own files have them", () => {
    expect(comparison.a.territories.map((territory) => territory['potential'])).toEqual(
      before.metrics.territories.map((territory) => territory['potential']),
    );
    expect(comparison.b.balance).toEqual(after.metrics.balance);
    expect(comparison.b.coverage).toEqual(after.metrics.coverage);
  });

  it('agrees with what the exported files sum to', () => {
    for (const [side, { territories }] of [
      [comparison.a, before],
      [comparison.b, after],
    ] as const) {
      const deviations = territories.features.map(({ properties }) => Number(properties['potential_deviation']));
      const mean = deviations.reduce((sum, value) => sum + value, 0) / deviations.length;
      const spread = Math.sqrt(deviations.reduce((sum, value) => sum + (value - mean) ** 2, 0) / deviations.length);
      close(side.summary.measures['potential']!.deviationSpread, spread);
      close(side.summary.measures['potential']!.maxDeviation, Math.max(...deviations.map(Math.abs)));
      expect(side.summary.territories).toBe(45);
      const loads = territories.features
        .map(({ properties }) => Number(properties['potential']))
        .toSorted((x, y) => x - y);
      const [whole, curve] = [loads.reduce((sum, load) => sum + load, 0), side.lorenz['potential']!];
      expect(curve).toHaveLength(46);
      loads.reduce((carried, load, i) => {
        close(curve[i + 1]![0], (i + 1) / 45);
        close(curve[i + 1]![1], (carried + load) / whole);
        return carried + load;
      }, 0);
    }
    const [was, is] = [comparison.a.summary, comparison.b.summary];
    close(comparison.differences.insideShare, is.insideShare - was.insideShare);
    close(
      comparison.differences.measures['workload']!.maxLoad,
      is.measures['workload']!.maxLoad - was.measures['workload']!.maxLoad,
    );
  });

  it('counts what changes hands as a reading of both account files does', async () => {
    const from = column(before.accounts, 'hexwright_territory_id');
    const to = column(after.accounts, 'hexwright_territory_id');
    const weight = before.accounts.rows.map(numberIn(before.accounts, 'weight'));
    const moved = [...from.keys()].filter((at) => from[at] !== to[at]);
    const { disruption } = comparison;
    expect(disruption.accounts).toBe(moved.length);
    expect(moved.length).toBeGreaterThan(0);
    close(
      disruption.moved['potential']!,
      moved.reduce((sum, at) => sum + weight[at]!, 0),
    );
    expect(disruption.territoriesLosing).toBe(new Set(moved.map((at) => from[at])).size);
    // No rep is named: each territory is one of its own.
    expect(disruption.repsLosing).toBe(disruption.territoriesLosing);
    expect(disruption.repsTouched).toBe(new Set(moved.flatMap((at) => [from[at], to[at]])).size);
    const cellsFrom = new Map(before.cells.rows.map((row) => [row[0], row[1]]));
    expect(disruption.cells).toBe(after.cells.rows.filter((row) => cellsFrom.get(row[0]) !== row[1]).length);
    const changes = readTable(await readFile(scratch.path('after', 'changes.csv'), 'utf8'));
    expect(disruption.flows.reduce((sum, flow) => sum + flow.accounts, 0)).toBe(changes.rows.length);
    const top = [...from.keys()].filter((at) => from[at] !== '').toSorted((a, b) => weight[b]! - weight[a]! || a - b);
    const kept = top.slice(0, 100).filter((at) => from[at] === to[at]).length;
    expect(disruption.topAccounts).toEqual({ accounts: 100, kept });
  });

  it('prices a change and lists reps as a reading of both account files does', async () => {
    const files = ['before', 'after'].map((folder) => scratch.path(folder, 'plan.hexwright')) as [string, string];
    const asked = ['--loss-rate', '0.132', '--sales', 'category'];
    const { price, reps, travel } = JSON.parse(await done('compare', ...files, ...asked, '--speed', '50')) as {
      travel: { a: number; b: number; yearly: boolean };
      price: { lossRate: number; moved: number; lost: number };
      reps: { rep: string; lost: { accounts: number; sales: number }; before: { sales: number }; lostShare: number }[];
    };
    const [from, to] = [before, after].map(({ accounts }) => column(accounts, 'hexwright_territory_name'));
    const sales = column(before.accounts, 'category').map((text) => Number(text) || 0);
    const moved = [...from!.keys()].filter((at) => from![at] !== to![at]);
    const sum = (some: readonly number[]) => some.reduce((total, at) => total + sales[at]!, 0);
    close(price.moved, sum(moved));
    close(price.lost, 0.132 * sum(moved));
    for (const { rep, lost, before: had, lostShare } of reps) {
      const own = moved.filter((at) => from![at] === rep);
      expect(lost.accounts).toBe(own.length);
      close(lost.sales, sum(own));
      const all = [...from!.keys()].filter((at) => from![at] === rep);
      close(had.sales, sum(all));
      if (had.sales > 0) close(lostShare, sum(own) / sum(all));
    }
    expect(reps).toHaveLength(45);
    const { dataset } = readPlanFile(await readFile(files[0])).project;
    const tierOf = (weight: number) =>
      dataset.workloadModel!.tiers.find(({ fromPotential }) => weight >= fromPotential)!;
    const visits = before.accounts.rows
      .map(numberIn(before.accounts, 'weight'))
      .map((one) => tierOf(one).visitsPerYear);
    expect(travel.yearly).toBe(true);
    close(travel.a, hoursOutAndBack(before.accounts, visits, 50));
    close(travel.b, hoursOutAndBack(after.accounts, visits, 50));
    // Set in the app it is in the plan file, and needs no asking.
    const kept = readPlanFile(await readFile(files[0]));
    const project = { ...kept.project, price: { rate: 0.132, of: '=category' } };
    await writeFile(scratch.path('priced.hexwright'), writePlanFile({ ...kept, project }));
    const unasked = JSON.parse(await done('compare', scratch.path('priced.hexwright'), files[1])) as { price: unknown };
    expect(unasked.price).toEqual(price);
    openProject(projectOfFile({ ...kept, project }));
    expect(bundleOf(workspace.getState()).project.price).toEqual(project.price);
    closeProject();
    await expect(done('compare', ...files, '--sales', 'nothing')).rejects.toThrow(/no sales named "nothing"/);
  });

  it('finds in the log of a plan why each account moved, and takes it back by it', async () => {
    const name = 'plan.hexwright';
    const file = readPlanFile(await readFile(scratch.path('after', name)), name);
    const { labels, changes, reasons } = replayed(file, file.activePlanId!);
    expect(labels).toMatchObject([{ kind: 'rebalance', search: { tolerance: 0.2, seed: 1, steps: 20 } }]);
    expect(changes).toBe(comparison.disruption.accounts);
    expect(reasons).toEqual(['rebalance 1']);
  });

  it('gives the figures that the screen shows, to the last digit', async () => {
    const name = 'plan.hexwright';
    const open = async (folder: string) => readPlanFile(await readFile(scratch.path(folder, name)), name);
    const [a, b] = [await open('before'), await open('after')];
    const chosen = (file: typeof a) => file.plans.find(({ plan }) => plan.id === file.activePlanId)!.plan;
    const { grid, demand, dataset } = a.project;
    const port = localMetricsPort();
    await port.ground({ grid, demand, accounts: dataset.accounts, baseline: null });
    const [planA, planB] = [chosen(a), recodedLike(chosen(a), chosen(b))];
    const [shownA, shownB] = await port.judge([planA, { ...planB, id: 'b' }], planA);
    const keys = dataset.measures.map(({ key }) => key);
    const byMeasure = (values: readonly unknown[]) => Object.fromEntries(keys.map((key, m) => [key, values[m]]));
    const asPrinted = ({ measures, ...rest }: PlanSummaryFigures) =>
      JSON.parse(JSON.stringify({ ...rest, measures: byMeasure(measures) })) as unknown;
    expect(asPrinted(shownA!.summary)).toEqual(comparison.a.summary);
    expect(asPrinted(shownB!.summary)).toEqual(comparison.b.summary);
    const { disruption, continuity } = shownB!.change!;
    expect(shownA!.change).toBeNull();
    expect({ cells: disruption.cells, accounts: disruption.accounts }).toEqual({
      cells: comparison.disruption.cells,
      accounts: comparison.disruption.accounts,
    });
    expect(byMeasure(disruption.moved)).toEqual(comparison.disruption.moved);
    expect(byMeasure(disruption.movedShare)).toEqual(comparison.disruption.movedShare);
    expect(disruption.repsLosing).toBe(comparison.disruption.territoriesLosing);
    const { losing, touched } = shownB!.change!.reps;
    expect([losing, touched]).toEqual([comparison.disruption.repsLosing, comparison.disruption.repsTouched]);
    expect(continuity).toEqual(comparison.disruption.topAccounts);
    // The list of accounts is the one of changes.csv, in the same order.
    const list = readTable(new TextDecoder().decode(writeMovedCsv(planA, [planB], { demand, dataset })));
    const changes = readTable(await readFile(scratch.path('after', 'changes.csv'), 'utf8'));
    expect(list.fields).toEqual(['account', 'from', 'to_a', ...keys]);
    expect(list.rows).toEqual(changes.rows);
  });

  it('of a plan with itself is nothing', async () => {
    const plan = scratch.path('before', 'plan.hexwright');
    const { disruption, differences } = JSON.parse(await done('compare', plan, plan)) as Comparison;
    expect(disruption).toMatchObject({ cells: 0, accounts: 0, flows: [] });
    expect(differences).toMatchObject({ territories: 0, insideShare: 0 });
  });

  it('refuses plans on other cells and wrong usage', async () => {
    const reading = ['--by-column', 'station_management', '--resolution', '4'];
    await done('import-alignment', fixture('de_db_stations.csv'), ...reading, '--out', scratch.path('coarse'));
    const files = [scratch.path('before', 'plan.hexwright'), scratch.path('coarse', 'plan.hexwright')] as const;
    const refused = await hexwright('compare', ...files);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/^hexwright: The plans stand on different cells, in plan.hexwright/);
    expect((await hexwright('compare', files[0])).code).toBe(2);
  }, 60_000);
});
