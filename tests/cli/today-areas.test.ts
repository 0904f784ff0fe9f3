/** A plan goes out as polygons and as a table of accounts, and comes back from them as today's alignment. */
import { readFile, writeFile } from 'node:fs/promises';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import { column, readTable } from '../e2e/exported.ts';
import { done, fixture, hexwright, type OutputFolder, readOutput, scratchFolder } from './run.ts';

const FILE = fixture('us_fdic_branches_pnw_2023.csv');

describe('an alignment from elsewhere', () => {
  const scratch = scratchFolder();
  let plan: OutputFolder;
  const importAs = async (folder: string, ...options: string[]) => {
    const args = [FILE, '--resolution', '5', '--out', scratch.path(folder), ...options];
    const report = JSON.parse(await done('import-alignment', ...args)) as Record<string, number>;
    return { report, output: await readOutput(scratch.path(folder)) };
  };
  beforeAll(async () => {
    const options = ['--territories', '6', '--resolution', '5', '--steps', '20', '--out', scratch.path('plan')];
    await done('design', FILE, ...options);
    plan = await readOutput(scratch.path('plan'));
  }, 120_000);

  it('comes back from polygons, cell by cell', async () => {
    const polygons = ['--by-polygons', scratch.path('plan', 'territories.geojson'), '--name-property', 'territory_id'];
    const { report, output } = await importAs('drawn', ...polygons);
    expect(report).toMatchObject({ territories: 6 });
    expect(column(output.cells, 'h3')).toEqual(column(plan.cells, 'h3'));
    const [before, after] = [column(plan.cells, 'territory_id'), column(output.cells, 'territory_id')];
    const same = before.filter((id, i) => id === after[i]).length;
    expect(same / before.length).toBeGreaterThan(0.999);
  }, 120_000);

  it('comes back from a table of accounts, account by account', async () => {
    const rows = column(plan.accounts, 'UNINUMBR').map((id, i) => `${id},${plan.accounts.rows[i]!.at(-4)}`);
    const table = scratch.path('table.csv');
    await writeFile(table, `Account ID,Territory\n${rows.slice(1).join('\n')}\nunknown,T1\n`);
    const { report, output } = await importAs('table', '--by-table', table);
    expect(report).toMatchObject({ territories: 6, notInTable: 1, unknownIds: 1, repeatedIds: 0 });
    const ids = (folder: OutputFolder) => column(folder.accounts, 'hexwright_territory_id').slice(1);
    expect(ids(output)).toEqual(ids(plan));
  }, 120_000);

  it('says what is wrong with polygons and tables', async () => {
    const polygons = ['--by-polygons', scratch.path('plan', 'territories.geojson'), '--name-property', 'Nope'];
    const nameless = await hexwright('import-alignment', FILE, ...polygons, '--out', scratch.path('x'));
    expect([nameless.code, nameless.stderr]).toEqual([
      1,
      expect.stringMatching(/no name in the property Nope.*territory_id/),
    ]);
    const both = await hexwright(
      'import-alignment',
      FILE,
      ...polygons,
      '--by-column',
      'CITYBR',
      '--out',
      scratch.path('x'),
    );
    expect(both.code).toBe(2);
  }, 60_000);
});

describe('reading options', () => {
  const scratch = scratchFolder();

  it('set decimal mark and header row', async () => {
    const file = scratch.path('marks.csv');
    await writeFile(file, 'notes;;\nid;lat;lng;sales\nA;52,5;13,4;1.234\n');
    const inspect = async (...options: string[]) =>
      JSON.parse(await done('inspect', file, ...options)) as { sums: Record<string, number>; decimal: string };
    expect((await inspect('--decimal', ',', '--header', '2')).sums['sales']).toBe(1234);
    expect((await inspect('--decimal', '.', '--header', '2')).decimal).toBe('.');
    expect((await hexwright('inspect', file, '--decimal', ';')).code).toBe(2);
  });

  it('cells go out as Parquet', async () => {
    const out = scratch.path('cells.parquet');
    await done('bin', FILE, '--resolution', '4', '--measure', 'deposits=DEPSUMBR', '--out', out);
    const file = new Uint8Array(await readFile(out)).slice().buffer;
    const rows = await parquetReadObjects({ file });
    expect(rows.reduce((sum, row) => sum + Number(row['deposits']), 0)).toBe(357_996_026);
    const csv = scratch.path('cells.csv');
    await done('bin', FILE, '--resolution', '4', '--measure', 'deposits=DEPSUMBR', '--out', csv);
    expect(rows.map((row) => row['h3'])).toEqual(column(readTable(await readFile(csv, 'utf8')), 'h3'));
  }, 60_000);
});
