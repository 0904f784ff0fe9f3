import { writeFile } from 'node:fs/promises';
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { done, fixture, hexwright, readOutput, scratchFolder } from './run.ts';

const FILE = fixture('us_fdic_branches_pnw_2023.csv');
/** Two of them live a block apart, one across the border. */
const HOMES = [
  ['Ana Ruiz', 47.6062, -122.3321],
  ['Bo Øst', 47.6065, -122.331],
  ['Cy "Red" Pell', 45.5152, -122.6784],
  ['Dee Moss', 43.615, -116.2023],
  ['Eli Tran', 49.2827, -123.1207],
] as const;

describe('hexwright design --homes', () => {
  const scratch = scratchFolder();
  const write = async (name: string, rows: readonly (readonly (string | number)[])[]) => {
    const quoted = rows.map((row) => row.map((value) => `"${String(value).replaceAll('"', '""')}"`).join(','));
    await writeFile(scratch.path(name), `${quoted.join('\n')}\n`);
    return scratch.path(name);
  };
  const header = ['Rep', 'Latitude', 'Longitude'];
  const design = (homes: string, territories: number, out: string) => [
    ...['design', FILE, '--territories', String(territories), '--resolution', '5', '--homes', homes],
    ...['--steps', '150', '--out', scratch.path(out)],
  ];

  it('gives each rep a territory around the cell of the home', async () => {
    const homes = await write('homes.csv', [header, ...HOMES]);
    const { code, stderr } = await hexwright(...design(homes, 7, 'out'));
    expect(code).toBe(0);
    expect(stderr).toMatch(/Bo Øst lives in the same cell as another.*\n.*Eli Tran lives outside the study area/);
    const { cells, metrics } = await readOutput(scratch.path('out'));
    expect(metrics.territories.map(({ rep }) => rep)).toEqual([...HOMES.map(([rep]) => rep), '', '']);
    expect(metrics.contiguity.notContiguous).toEqual([]);
    const [h3, id] = [cells.fields.indexOf('h3'), cells.fields.indexOf('territory_id')];
    const ownerOf = new Map(cells.rows.map((row) => [row[h3], row[id]]));
    for (const [rep, lat, lng] of [HOMES[0], HOMES[2], HOMES[3]]) {
      const own = metrics.territories.find((territory) => territory['rep'] === rep);
      expect(ownerOf.get(latLngToCell(lat, lng, 5))).toBe(own?.['territory_id']);
    }
  }, 60_000);

  it('gives the same plan for the same seed and steps', async () => {
    await done(...design(scratch.path('homes.csv'), 7, 'again'));
    expect((await readOutput(scratch.path('again'))).cells).toEqual((await readOutput(scratch.path('out'))).cells);
  }, 60_000);

  it.each([
    ['more homes than territories', [header, ...HOMES], /5 homes are more than 3 territories/],
    ['a home without a place', [header, ['Ana', '', -122.3]], /homes\.csv, row 1/],
    ['a file without homes', [header], /homes\.csv/],
    ['a file without coordinates', [['Rep'], ['Ana']], /latitude and longitude/],
  ])('refuses %s in one sentence', async (_what, rows, sentence) => {
    const { code, stderr } = await hexwright(...design(await write('homes.csv', rows), 3, 'refused'));
    expect([code, stderr.split('\n').length]).toEqual([1, 2]);
    expect(stderr).toMatch(sentence);
  });
});
