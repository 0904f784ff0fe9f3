import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { done, fixture, hexwright, readOutput, scratchFolder } from './run.ts';

const scratch = scratchFolder();

it('hexwright refresh keeps every territory as drawn, and lists what is added, gone and changed', async () => {
  const former = await readFile(fixture('us_fdic_branches_pnw_2023.csv'), 'utf8');
  const lines = former.trimEnd().split('\r\n').slice(0, 201);
  const file = scratch.path('former.csv');
  await writeFile(file, `${lines.join('\n')}\n`);
  await done('design', file, '--territories', '3', '--resolution', '5', '--steps', '20', '--out', scratch.path('plan'));

  // The deposits are the third field from the end, the id is the first.
  const changed = lines[5]!.replace(/\d+(,[^,]+,[^,]+)$/, '123456$1');
  const added = lines[9]!.replace(/^\d+/, '9999999');
  const next = scratch.path('next.csv');
  // One gone (the first), one changed, one added, and in another order.
  const newer = [...lines.slice(2, 5), changed, ...lines.slice(6), added].reverse();
  await writeFile(next, `${[lines[0], ...newer].join('\n')}\n`);
  const out = scratch.path('refreshed');
  const report = JSON.parse(await done('refresh', scratch.path('plan', 'plan.hexwright'), next, '--out', out));
  expect(report).toMatchObject({
    added: { accounts: 1, before: 0 },
    gone: { accounts: 1, after: 0 },
    changed: { accounts: 1, after: 123456 },
    unchanged: { accounts: 198 },
  });
  const [before, after] = [await readOutput(scratch.path('plan')), await readOutput(out)];
  const owners = ({ cells }: typeof before) => cells.rows.map((row) => [row[0], row[1]].join(' '));
  expect(owners(after)).toEqual(owners(before));
  const listed = (await readFile(scratch.path('refreshed', 'refresh.csv'), 'utf8')).trimEnd().split('\n');
  expect(listed.slice(1).map((line) => line.split(',')[0]!)).toEqual(['added', 'changed', 'gone']);

  const narrow = scratch.path('narrow.csv');
  await writeFile(narrow, 'UNINUMBR,SIMS_LATITUDE,SIMS_LONGITUDE\n1,47,-122\n');
  const refused = await hexwright('refresh', scratch.path('plan', 'plan.hexwright'), narrow, '--out', out);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/lacks the columns .*DEPSUMBR/)]);
});
