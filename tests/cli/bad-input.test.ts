import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { done, fixture, hexwright, hexwrightProcess, scratchFolder } from './run.ts';

describe('hexwright on files it cannot use', () => {
  const scratch = scratchFolder();

  beforeAll(async () => {
    await mkdir(scratch.path('bad'), { recursive: true });
    const write = (name: string, content: string | Uint8Array) => writeFile(scratch.path('bad', name), content);
    await write('empty.csv', '');
    await write('prose.txt', 'Dear all, please find the list attached.\nBest wishes, Ada\n');
    await write('places.csv', 'customer,city,sales\nAda,London,3\nBob,Paris,4\n');
    const plan = ['--by-column', 'STALPBR', '--resolution', '4', '--out', scratch.path('plan')];
    await done('import-alignment', fixture('us_fdic_branches_pnw_2023.csv'), ...plan);
    const bytes = await readFile(scratch.path('plan', 'plan.hexwright'));
    await write('cut.hexwright', bytes.subarray(0, bytes.length >> 1));
    await write('head.hexwright', bytes.subarray(0, 10));
    const bent = Uint8Array.from(bytes);
    bent[bytes.length >> 1] = (bent[bytes.length >> 1] ?? 0) ^ 0xff;
    await write('bent.hexwright', bent);
  }, 60_000);

  const out = ['--out', '/nonexistent-on-purpose/out'];
  it.each([
    ['an empty file', 'empty.csv', /empty/],
    ['a text file', 'prose.txt', /prose\.txt/],
    ['a table without places', 'places.csv', /latitude and longitude.*H3/],
  ])(
    'says in one line what is wrong with %s',
    async (_what, name, sentence) => {
      const file = scratch.path('bad', name);
      for (const args of [
        ['inspect', file],
        ['design', file, '--territories', '3', ...out],
        ['import-alignment', file, '--by-column', 'city', ...out],
        ['bin', file, '--resolution', '5', ...out],
      ]) {
        const { code, stdout, stderr } = await hexwright(...args);
        expect([args[0], code, stderr.split('\n')]).toEqual([args[0], 1, [expect.stringMatching(/^hexwright: /), '']]);
        expect(stderr).toMatch(sentence);
        expect(stderr).toContain(name);
        // Only inspect was asked for JSON: it comes even so.
        const json = args[0] === 'inspect' ? { file: name, rows: { accepted: 0 } } : {};
        expect(JSON.parse(stdout || '{}')).toMatchObject(json);
        expect(stdout !== '').toBe(args[0] === 'inspect');
      }
    },
    60_000,
  );

  it.each([
    ['a plan file cut short', 'cut.hexwright', /cut short or damaged/],
    ['the first bytes of one', 'head.hexwright', /cut short or damaged/],
    ['one with a byte turned over', 'bent.hexwright', /damaged/],
    ['an empty one', 'empty.csv', /empty/],
    ['a text', 'prose.txt', /not a Hexwright plan file/],
  ])(
    'says in one line what is wrong with %s',
    async (_what, name, sentence) => {
      for (const args of [
        ['export', scratch.path('bad', name), '--format', 'geojson', ...out],
        ['rebalance', scratch.path('bad', name), ...out],
      ]) {
        const { code, stdout, stderr } = await hexwright(...args);
        expect([code, stdout, stderr.split('\n')]).toEqual([1, '', [expect.stringMatching(sentence), '']]);
        expect(stderr).toContain(name);
      }
    },
    60_000,
  );

  it.each([
    ['no command', []],
    ['an unknown command', ['paint']],
    ['an unknown option', ['inspect', 'x.csv', '--colour']],
    ['no file', ['design', '--territories', '3']],
    ['no number', ['design', 'x.csv', '--territories', 'many', '--out', 'y']],
    ['steps and seconds', ['rebalance', 'x', '--steps', '1', '--seconds', '1', '--out', 'y']],
    ['two study areas', ['design', 'x', '--territories', '1', '--buffer-km', '1', '--study-area', 'a', '--out', 'y']],
    ['an unknown format', ['export', 'x', '--format', 'png', '--out', 'y']],
    ['a name for two columns', ['bin', 'x', '--resolution', '5', '--measure', 'h3=a', '--out', 'y']],
    ['two measures of a name', ['bin', 'x', '--resolution', '5', '--measure', 'm=a', '--measure', 'm=b', '--out', 'y']],
  ])('ends with 2 on wrong usage: %s', async (_what, args) => {
    const { code, stdout } = await hexwright(...args);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('gives inspect its JSON for files that are not there, folders, and columns that are not in the file', async () => {
    const cases: [string[], RegExp, object][] = [
      [[scratch.path('bad', 'gone.csv')], /no such file, .*gone\.csv/, { file: 'gone.csv', rows: { read: 0 } }],
      [[scratch.path('bad')], /a folder, not a file, .*bad/, { file: 'bad', rows: { read: 0 } }],
      [[scratch.path('bad', 'places.csv'), '--id', 'AREA'], /no column AREA/, { rows: { read: 2, unplaced: 2 } }],
    ];
    for (const [args, sentence, report] of cases) {
      const { code, stdout, stderr } = await hexwright('inspect', ...args);
      expect([code, stderr.split('\n')]).toEqual([1, [expect.stringMatching(sentence), '']]);
      expect(JSON.parse(stdout)).toMatchObject(report);
    }
  }, 30_000);

  it('tells another program by stdout, stderr and exit code what came of it', async () => {
    const cases: [string[], number, RegExp, RegExp][] = [
      [['design', '--help'], 0, /^hexwright design /, /^$/],
      [['inspect', scratch.path('bad', 'empty.csv')], 1, /^\{[^]*\}\n$/, /^hexwright: .*empty.*\n$/],
      [['paint'], 2, /^$/, /^hexwright: .*"paint".*\n$/],
    ];
    for (const [args, code, stdout, stderr] of cases) {
      const outcome = await hexwrightProcess(...args);
      expect(outcome).toEqual({ code, stdout: expect.stringMatching(stdout), stderr: expect.stringMatching(stderr) });
    }
  }, 60_000);

  it('explains every command on stdout', async () => {
    for (const name of [
      'inspect',
      'bin',
      'design',
      'import-alignment',
      'rebalance',
      'refresh',
      'compare',
      'export',
      'solve',
    ]) {
      const { code, stdout, stderr } = await hexwright(name, '--help');
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain(`hexwright ${name} `);
    }
  }, 30_000);

  it('names formulas, locks and columns that do not fit', async () => {
    const file = fixture('us_fdic_branches_pnw_2023.csv');
    const formula = await hexwright('design', file, '--territories', '3', '--potential', '=DEPSUMBR*', ...out);
    expect([formula.code, formula.stderr]).toEqual([1, expect.stringMatching(/=DEPSUMBR\* cannot be used/)]);
    const negative = await hexwright(
      'design',
      file,
      '--territories',
      '3',
      '--resolution',
      '3',
      '--potential',
      '=0-DEPSUMBR',
      ...out,
    );
    expect([negative.code, negative.stderr]).toEqual([1, expect.stringMatching(/negative/)]);
    const columnName = await hexwright('import-alignment', file, '--by-column', 'AREA', ...out);
    expect([columnName.code, columnName.stderr]).toEqual([1, expect.stringMatching(/no column AREA/)]);
    const plan = scratch.path('plan', 'plan.hexwright');
    const lock = await hexwright('rebalance', plan, '--lock', 'Atlantis', ...out);
    expect([lock.code, lock.stderr]).toEqual([2, expect.stringMatching(/Atlantis/)]);
  }, 60_000);
});
