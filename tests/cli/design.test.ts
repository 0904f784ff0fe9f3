import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  accountsComplaints,
  cellsComplaints,
  geojsonComplaints,
  ownershipComplaints,
  sumsComplaints,
} from '../e2e/exported.ts';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { replayed } from './replayed.ts';
import { done, fixture, numberIn, type OutputFolder, readFixture, readOutput, scratchFolder } from './run.ts';

const FILE = 'us_fdic_branches_pnw_2023.csv';
/** Enough for this seed, and the same plan on every machine. */
const SEARCH = ['--seed', '2', '--steps', '3200'] as const;
const TOLERANCE = 0.05;
const FILES = ['territories.geojson', 'cells.csv', 'accounts.csv', 'rejected.csv', 'plan.hexwright'];

describe('hexwright design, twelve territories of the branches', () => {
  const scratch = scratchFolder();
  const design = (folder: string, ...options: string[]) =>
    done('design', fixture(FILE), '--territories', '12', '--resolution', '6', '--out', folder, ...options);
  let output: OutputFolder;

  beforeAll(async () => {
    await design(scratch.path('first'), ...SEARCH);
    output = await readOutput(scratch.path('first'));
  }, 240_000);

  it('keeps every account once, its columns as they came', async () => {
    expect(accountsComplaints(await readFixture(FILE), output.accounts)).toEqual([]);
    expect(output.rejected.rows).toEqual([]);
    expect(output.rejected.fields.slice(-2)).toEqual(['hexwright_row', 'hexwright_reason']);
  });

  it('divides three whole states into twelve pieces', () => {
    expect(output.metrics.coverage.cells).toBeGreaterThan(18_000);
    expect(output.metrics.coverage.cells).toBeLessThan(19_500);
    expect(output.cells.rows).toHaveLength(output.metrics.coverage.cells);
    expect(output.metrics.coverage.unassigned).toBe(0);
    expect(output.metrics.contiguity.notContiguous).toEqual([]);
    expect(cellsComplaints(output.cells)).toEqual([]);
    expect(output.territories.features).toHaveLength(12);
    expect(ownershipComplaints(output.accounts, output.cells)).toEqual([]);
  });

  it('draws valid shapes whose figures are those of the accounts', () => {
    expect(geojsonComplaints(output.territories)).toEqual([]);
    const deposits = numberIn(output.accounts, 'DEPSUMBR');
    expect(sumsComplaints(output.territories, output.accounts, deposits)).toEqual([]);
    expect(output.territories.hexwright.totals['potential']?.total).toBe(357_996_026);
    expect(Object.keys(output.territories.features[0]?.properties ?? {})).toEqual([
      'territory_id',
      'name',
      'rep',
      'region',
      'cells',
      'accounts',
      'overrides',
      'potential',
      'workload',
      'target_share',
      'potential_deviation',
      'workload_deviation',
      'area_km2',
      'perimeter_km',
      'polsby_popper',
      'components',
      'h3_resolution',
      'plan_id',
      'plan_name',
    ]);
  });

  it('states deviations against target share times the whole', () => {
    const { measures, territories, balance } = output.metrics;
    for (const key of ['potential', 'workload']) {
      const total = measures[key]?.total ?? Number.NaN;
      const deviations = territories.map((row) => Number(row[key]) / (Number(row['target_share']) * total) - 1);
      territories.forEach((row, at) => expect(row[`${key}_deviation`]).toBeCloseTo(deviations[at] ?? 0, 9));
      expect(balance[key]?.maxDeviation).toBeCloseTo(Math.max(...deviations.map(Math.abs)), 9);
    }
    expect(output.metrics.territories).toEqual(output.territories.features.map((feature) => feature.properties));
    expect([output.metrics.seed, output.metrics.steps]).toEqual([2, 3200]);
  });

  it('sums cells to the same whole', () => {
    for (const key of ['accounts', 'potential', 'workload']) {
      const valueOf = numberIn(output.cells, key);
      const sum = output.cells.rows.reduce((total, row) => total + valueOf(row), 0);
      const whole = key === 'accounts' ? 2604 : (output.metrics.measures[key]?.total ?? Number.NaN);
      expect(Math.abs(sum / whole - 1)).toBeLessThan(1e-9);
    }
  });

  it('has every territory inside 5% on both measures, but for two with a cell that is too much, each in one measure', () => {
    const { metrics, cells } = output;
    const beyond = metrics.territories.flatMap((territory) =>
      ['potential', 'workload']
        .filter((measure) => Math.abs(Number(territory[`${measure}_deviation`])) > TOLERANCE)
        .map((measure) => `${String(territory['territory_id'])} ${measure}`),
    );
    expect(beyond.toSorted()).toEqual(
      metrics.infeasible.map(({ territory_id, measure }) => `${territory_id} ${measure}`).toSorted(),
    );
    expect(beyond).toHaveLength(2);
    for (const { territory_id, h3 } of metrics.infeasible) {
      const at = cells.fields.indexOf('h3');
      const row = cells.rows.find((cell) => cell[at] === h3);
      expect(row?.[cells.fields.indexOf('territory_id')]).toBe(territory_id);
    }
    // The proof is for the cell that holds a whole target; for its neighbour, with three quarters, a limit is named.
    expect(metrics.infeasible).toContainEqual(
      expect.objectContaining({ reason: 'no-connected-set', share: expect.closeTo(0.999, 2) as number }),
    );
    expect(metrics.infeasible).toContainEqual(
      expect.objectContaining({ reason: 'search-limit', share: expect.closeTo(0.739, 2) as number }),
    );
  });

  it('repeats itself byte for byte with the same seed and steps', async () => {
    const run = async (folder: string) => {
      await design(scratch.path(folder), '--seed', '7', '--steps', '150');
      const files = await Promise.all(FILES.map((name) => readFile(scratch.path(folder, name))));
      return { files, metrics: { ...(await readOutput(scratch.path(folder))).metrics, seconds: 0 } };
    };
    const [once, again] = [await run('once'), await run('again')];
    FILES.forEach((name, at) => expect([name, once.files[at]!.equals(again.files[at]!)]).toEqual([name, true]));
    expect(again.metrics).toEqual(once.metrics);
  }, 120_000);

  it('gives from the plan file the very files it wrote beside it', async () => {
    const plan = scratch.path('first', 'plan.hexwright');
    for (const [format, name] of [
      ['geojson', 'territories.geojson'],
      ['cells-csv', 'cells.csv'],
      ['accounts-csv', 'accounts.csv'],
    ] as const) {
      await done('export', plan, '--format', format, '--out', scratch.path('exported', name));
      const exported = await readFile(scratch.path('exported', name));
      expect([name, exported.equals(await readFile(scratch.path('first', name)))]).toEqual([name, true]);
    }
  }, 60_000);
});

describe('hexwright design, other ground', () => {
  const scratch = scratchFolder();

  it('divides an H3 table without accounts', async () => {
    const bins = scratch.path('bins.csv');
    await done('bin', fixture(FILE), '--resolution', '5', '--measure', 'potential=DEPSUMBR', '--out', bins);
    await done('design', bins, '--territories', '4', '--steps', '50', '--out', scratch.path('h3'));
    const { cells, accounts, metrics, territories } = await readOutput(scratch.path('h3'));
    expect(metrics.measures['potential']?.total).toBeCloseTo(357_996_026, 3);
    expect(cells.rows).toHaveLength(accounts.rows.length);
    expect(territories.features).toHaveLength(4);
    expect(geojsonComplaints(territories)).toEqual([]);
    const sum = metrics.territories.reduce((total, row) => total + Number(row['potential']), 0);
    expect(Math.abs(sum / 357_996_026 - 1)).toBeLessThan(1e-6);
  }, 120_000);

  it('calls what a formula gives a number, not a number of accounts', async () => {
    const file = scratch.path('three customers ü.csv');
    await writeFile(file, 'id,lat,lng,rev\n001,47.1,8.5,5\n002,47.2,8.6,7\n003,47.3,8.7,9\n');
    const options = ['--buffer-km', '20', '--resolution', '5', '--potential', '=rev+1', '--steps', '5'];
    await done('design', file, '--territories', '2', ...options, '--out', scratch.path('formula ü'));
    const { metrics } = await readOutput(scratch.path('formula ü'));
    expect(metrics.measures['potential']).toMatchObject({ total: 24, unit: { kind: 'other', symbol: '', scale: 1 } });
  }, 60_000);

  it('covers a buffer, and carries names of today over to what resembles it', async () => {
    const out = scratch.path('today');
    const options = ['--buffer-km', '20', '--resolution', '5', '--today', 'STALPBR', '--steps', '50', '--out', out];
    await done('design', fixture(FILE), '--territories', '4', ...options);
    const { metrics, accounts } = await readOutput(out);
    const names = metrics.territories.map((row) => row['territory_id']);
    expect(names).toHaveLength(4);
    expect(['WA', 'OR', 'ID'].filter((state) => names.includes(state)).length).toBeGreaterThanOrEqual(2);
    expect(new Set(names).size).toBe(4);
    expect(accountsComplaints(await readFixture(FILE), accounts)).toEqual([]);
    // The plan says what was built, and its log makes it of today's alignment.
    const name = 'plan.hexwright';
    const file = readPlanFile(await readFile(scratch.path('today', name)), name);
    const { labels, parent, changes, reasons } = replayed(file, file.activePlanId!);
    expect(labels).toMatchObject([{ kind: 'build', search: { tolerance: 0.05, seed: 1, steps: 50 } }]);
    expect(parent).toBe(file.project.baselineId);
    expect(changes).toBeGreaterThan(0);
    expect(reasons).toEqual(['build 1']);
  }, 120_000);
});
