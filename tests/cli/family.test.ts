import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { CliContext } from '../../src/cli/command.ts';
import { rebalanceCommand } from '../../src/cli/rebalance.ts';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { writePlanFile } from '../../src/io/plan-file/write-plan-file.ts';
import { replayed } from './replayed.ts';
import { smallProject } from '../property/small-project.ts';
import { scratchFolder } from './run.ts';

const scratch = scratchFolder();
const context = (): CliContext => ({ packageRoot: '.', cwd: scratch.path(), print: () => {}, note: () => {} });

it('rebalance --frontier writes a family of plans that none beats, and the table about them', async () => {
  const { project, plan } = smallProject(51, { radius: 8, territories: 4, accounts: 500 });
  await mkdir(scratch.path(), { recursive: true });
  await writeFile(
    scratch.path('in.hexwright'),
    writePlanFile({ project, plans: [{ plan, frozen: false }], activePlanId: plan.id }),
  );
  const args = ['in.hexwright', '--frontier', '4', '--max-disruption', '0.3', '--steps', '20', '--out', 'out'];
  await rebalanceCommand.run(args, context());
  const [header, ...rows] = (await readFile(scratch.path('out', 'frontier.csv'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  expect(header!.slice(0, 5)).toEqual([
    'plan_id',
    'plan',
    'max_deviation',
    'potential_deviation',
    'workload_deviation',
  ]);
  expect(rows.length).toBeGreaterThan(1);
  expect(rows.length).toBeLessThanOrEqual(4);
  const column = (name: string) => rows.map((row) => Number(row[header!.indexOf(name)]));
  const [deviation, cut, moved] = [column('max_deviation'), column('edges_cut'), column('potential_moved_share')];
  expect(deviation).toEqual([...deviation].sort((a, b) => a - b));
  expect(Math.max(...moved)).toBeLessThanOrEqual(0.3 + 1e-9);
  const file = readPlanFile(await readFile(scratch.path('out', 'plan.hexwright')));
  expect(file.activePlanId).toBe(plan.id);
  expect(file.plans.map((one) => one.plan.id)).toEqual([plan.id, ...rows.map(([id]) => id)]);
  // Each says what was searched for, and its log makes it of the plan that it came from, to the byte.
  for (const one of file.plans.slice(1)) {
    const log = replayed(file, one.plan.id);
    if (log.changes > 0) expect(log.labels).toMatchObject([{ kind: 'rebalance', search: { seed: 1, steps: 20 } }]);
    expect(log.parent).toBe(plan.id);
  }
  // What the row says is in the plan.
  rows.forEach((row, i) => {
    const owners = file.plans[i + 1]!.plan.layers[0]!;
    const changed = owners.filter((code, cell) => code !== plan.layers[0]![cell]).length;
    expect(Number(row[header!.indexOf('cells_changed')])).toBe(changed);
    for (let j = 0; j < i; j++)
      expect(deviation[j]! <= deviation[i]! && cut[j]! <= cut[i]! && moved[j]! <= moved[i]!).toBe(false);
  });
});

it('says what is wrong with the number of plans', async () => {
  const run = rebalanceCommand.run(['in.hexwright', '--frontier', '0', '--out', 'out'], context());
  await expect(run).rejects.toThrow('--frontier takes a whole number from 1 to 100, not "0".');
});
