import { readFile, writeFile } from 'node:fs/promises';
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { column, readTable } from '../e2e/exported.ts';
import { done, fixture, hexwright, readFixture, readOutput, scratchFolder } from './run.ts';

const FDIC = 'us_fdic_branches_pnw_2023.csv';

describe('hexwright inspect', () => {
  it('reads the branches as they are', async () => {
    const report = JSON.parse(await done('inspect', fixture(FDIC), '--rows', '2')) as Record<string, unknown>;
    expect(report).toMatchObject({
      file: FDIC,
      format: 'csv',
      delimiter: ',',
      decimal: '.',
      hasHeader: true,
      rows: { read: 2604, accepted: 2604, unplaced: 0, rejected: 0 },
      rejected: [],
      rejectedByReason: {},
    });
    expect(report['sums']).toMatchObject({ DEPSUMBR: 357_996_026 });
    expect(report['rejectedSums']).toMatchObject({ DEPSUMBR: 0 });
    expect(report['sample']).toHaveLength(2);
    const roles = Object.fromEntries(
      (report['columns'] as { name: string; role: string; type: string }[]).map(({ name, role, type }) => [
        name,
        `${role}, ${type}`,
      ]),
    );
    expect(roles).toMatchObject({
      UNINUMBR: 'id, text',
      DEPSUMBR: 'potential, number',
      SIMS_LATITUDE: 'latitude, number',
      SIMS_LONGITUDE: 'longitude, number',
      ZIPBR: 'zip, text',
      STCNTYBR: 'attribute, text',
    });
  });

  it('counts the stations and their blanks', async () => {
    const report = JSON.parse(await done('inspect', fixture('de_db_stations.csv'))) as {
      rows: { read: number };
      sums: Record<string, number>;
    };
    expect(report.rows.read).toBe(5388);
    expect(report.sums['weight']).toBeCloseTo(496_697.2, 6);
  });
});

describe('hexwright bin', () => {
  const scratch = scratchFolder();

  it('sums accounts by the cell that H3 itself gives', async () => {
    const out = scratch.path('bins.csv');
    const measures = ['--measure', 'deposits=DEPSUMBR', '--measure', 'half==DEPSUMBR / 2'];
    await done('bin', fixture(FDIC), '--resolution', '7', ...measures, '--out', out);
    const bins = readTable(await readFile(out, 'utf8'));
    const input = await readFixture(FDIC);
    const [lat, lng, deposits] = ['SIMS_LATITUDE', 'SIMS_LONGITUDE', 'DEPSUMBR'].map((name) =>
      column(input, name).map(Number),
    );
    const expected = new Map<string, [accounts: number, deposits: number]>();
    lat?.forEach((degrees, at) => {
      const cell = latLngToCell(degrees, lng?.[at] ?? 0, 7);
      const [accounts, sum] = expected.get(cell) ?? [0, 0];
      expected.set(cell, [accounts + 1, sum + (deposits?.[at] ?? 0)]);
    });
    expect(bins.fields).toEqual(['h3', 'accounts', 'deposits', 'half']);
    const found = bins.rows.map(([h3 = '', ...values]) => [h3, values.map(Number)] as const);
    expect(new Map(found)).toEqual(
      new Map([...expected].map(([h3, [accounts, sum]]) => [h3, [accounts, sum, sum / 2]])),
    );
  });
});

describe('records without a place', () => {
  const scratch = scratchFolder();
  const text =
    'id;name;lat;lng;sales\n' +
    '007;"Ada; ""Ltd""";52,1;5,1;10,5\n' +
    '008;" Bob ";;;20\n' +
    '009;Cyd;95,0;5,2;30\n' +
    '010;Dee;52,2;5,3;40\n';

  it('stay in the accounts, are listed with row and reason, and count apart', async () => {
    const file = scratch.path('dirty.csv');
    await writeFile(file, text);
    const out = scratch.path('out');
    const options = ['--buffer-km', '5', '--resolution', '6', '--steps', '20', '--out', out];
    const carried = ['--measure', 'Twice==sales * 2', '--balance', 'potential'];
    await done('design', file, '--territories', '2', '--potential', 'sales', ...carried, ...options);
    const { accounts, cells, rejected, metrics, territories } = await readOutput(out);
    expect(column(accounts, 'id')).toEqual(['007', '008', '009', '010']);
    expect(column(accounts, 'name')).toEqual(['Ada; "Ltd"', ' Bob ', 'Cyd', 'Dee']);
    expect(column(accounts, 'sales')).toEqual(['10,5', '20', '30', '40']);
    expect(column(accounts, 'hexwright_territory_id').map((id) => id !== '')).toEqual([true, false, false, true]);
    expect(column(accounts, 'hexwright_h3').map((id) => id !== '')).toEqual([true, false, false, true]);
    expect(rejected.rows.map((row) => row.slice(-2))).toEqual([
      ['2', 'missing-coordinate'],
      ['3', 'coordinate-out-of-range'],
    ]);
    expect(metrics.measures['potential']).toMatchObject({ total: 50.5, unassigned: 0, unplaced: 50 });
    expect(territories.hexwright.totals['potential']).toEqual({ total: 50.5, unassigned: 0, unplaced: 50 });
    // What is carried along is in every table, and judges nobody.
    expect(cells.fields.slice(-3)).toEqual(['potential', 'workload', 'Twice']);
    expect(metrics.measures['Twice']).toMatchObject({ total: 101, unassigned: 0, unplaced: 100 });
    expect(Object.keys(metrics.balance)).toEqual(['potential']);
    for (const { properties } of territories.features) {
      expect(properties['Twice']).toBe(2 * Number(properties['potential']));
      expect(properties['workload_deviation']).toBeTypeOf('number');
    }
    // Fixed, they come back in the places of the former ones; what a spreadsheet made of an id is no repair.
    const [head, second, third] = (await readFile(scratch.path('out', 'rejected.csv'), 'utf8')).trimEnd().split('\n');
    const fixed = scratch.path('rejected-fixed.csv');
    await writeFile(
      fixed,
      [head, second!.replace('008', '8').replace(',,', ',"52,3","5,4"'), third!.replace('95', '52')].join('\n'),
    );
    const report = JSON.parse(await done('inspect', file, '--fixed', fixed, '--rows', '4'));
    expect(report.rows).toEqual({ read: 4, accepted: 4, unplaced: 0, rejected: 0 });
    expect(report.sample.map((one: { id: string }) => one.id)).toEqual(['007', '008', '009', '010']);
    expect(report.sample[1]).toMatchObject({ lat: '52,3', lng: '5,4', sales: '20' });
    const wrong = ['--balance', 'potential,workload,Twice', '--measure', 'Twice=sales'];
    const refused = await hexwright('design', file, '--territories', '2', ...wrong, ...options);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('at most one of workload, Twice')]);
  }, 60_000);
});

describe('the study area of stations in Germany and a few beyond', () => {
  const scratch = scratchFolder();
  const design = async (folder: string, ...options: string[]) => {
    const file = fixture('de_db_stations.csv');
    const common = ['--territories', '3', '--resolution', '4', '--steps', '20', '--out', scratch.path(folder)];
    const { code, stderr } = await hexwright('design', file, ...common, ...options);
    return { code, stderr, output: code === 0 ? await readOutput(scratch.path(folder)) : null };
  };

  it('goes without the countries beyond, names them, and takes in the one that is asked for', async () => {
    const plain = await design('plain');
    expect(plain.stderr).toMatch(
      /^Left out of the study area: .*Switzerland \(13 accounts\).*France \(1 account\).*\n$/,
    );
    expect(column(plain.output!.accounts, 'hexwright_h3').every((cell) => cell !== '')).toBe(true);
    const more = await design('more', '--include', 'Switzerland');
    expect(more.stderr).not.toContain('Switzerland');
    expect(more.output!.cells.rows.length).toBeGreaterThan(plain.output!.cells.rows.length + 10);
  }, 120_000);

  it('refuses a country that is not there', async () => {
    const { code, stderr } = await design('none', '--include', 'Atlantis');
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^hexwright: There is no state or country Atlantis/)]);
  }, 60_000);
});
