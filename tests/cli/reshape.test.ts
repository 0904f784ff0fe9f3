import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import type { CliContext } from '../../src/cli/command.ts';
import { reshapeCommand } from '../../src/cli/reshape.ts';
import { readPlanFile } from '../../src/io/plan-file/read-plan-file.ts';
import { writePlanFile } from '../../src/io/plan-file/write-plan-file.ts';
import { smallProject } from '../property/small-project.ts';
import { replayed } from './replayed.ts';
import { readOutput, scratchFolder } from './run.ts';

const scratch = scratchFolder();
const { project, plan } = smallProject(71, { radius: 9, territories: 5, accounts: 600 });
const owners = plan.layers[0]!;
/** Its ring of neighbours, by name. */
const beside = (code: number) => {
  const { offsets, targets } = project.grid.adjacency;
  const found = new Set<number>();
  owners.forEach((owner, cell) => {
    for (let e = offsets[cell]!; owner === code && e < offsets[cell + 1]!; e++) found.add(owners[targets[e]!]!);
  });
  found.delete(code);
  return [...found].map((other) => `Territory ${other}`);
};
const nameOf = (cell: number) => `Territory ${owners[cell]}`;

async function reshaped(out: string, ...args: readonly string[]) {
  const context: CliContext = { packageRoot: '.', cwd: scratch.path(), print: () => {}, note: () => {} };
  await reshapeCommand.run(['in.hexwright', ...args, '--steps', '80', '--out', out], context);
  const { cells, metrics } = await readOutput(scratch.path(out));
  const at = cells.fields.indexOf('territory_name');
  const file = readPlanFile(await readFile(scratch.path(out, 'plan.hexwright')));
  const log = replayed(file, file.activePlanId!);
  expect(log.parent).toBe(plan.id);
  return { names: cells.rows.map((row) => row[at]!), metrics, kinds: log.labels.map(({ kind }) => kind) };
}

beforeAll(async () => {
  await mkdir(scratch.path(), { recursive: true });
  const torn = { ...plan, layers: [owners.slice()] };
  const bytes = writePlanFile({ project, plans: [{ plan, frozen: false }], activePlanId: plan.id });
  await writeFile(scratch.path('in.hexwright'), bytes);
  torn.layers[0]!.fill(0, 0, 40);
  const holes = writePlanFile({ project, plans: [{ plan: torn, frozen: false }], activePlanId: plan.id });
  await writeFile(scratch.path('holes.hexwright'), holes);
});

it('re-deals and evens out those named, and nobody else', async () => {
  const pair = ['Territory 1', beside(1)[0]!];
  for (const action of ['--redeal', '--even-out']) {
    const { names, metrics } = await reshaped(action.slice(2), action, pair.join(','));
    names.forEach((name, cell) => expect(pair.includes(nameOf(cell)) ? pair : [nameOf(cell)]).toContain(name));
    const loads = metrics.territories
      .filter(({ name }) => pair.includes(String(name)))
      .map((one) => Number(one['potential']));
    expect(Math.max(...loads) / Math.min(...loads)).toBeLessThan(1.12);
    expect(metrics.contiguity.notContiguous).toEqual([]);
  }
});

it('adds one around a place, and closes one', async () => {
  const cell = owners.indexOf(2);
  const place = `${project.grid.centers[2 * cell + 1]},${project.grid.centers[2 * cell]}`;
  const added = await reshaped('add', '--add', place, '--name', 'Harbour', '--rep', 'Ana');
  expect(added.kinds).toEqual(['add']);
  expect(added.names[cell]).toBe('Harbour');
  expect(added.metrics.territories).toHaveLength(6);
  expect(added.metrics.territories.find(({ name }) => name === 'Harbour')).toMatchObject({ rep: 'Ana' });
  const group = ['Territory 2', ...beside(2), 'Harbour'];
  added.names.forEach((name, i) => expect(group.includes(nameOf(i)) ? group : [nameOf(i)]).toContain(name));
  const closed = await reshaped('close', '--close', 'Territory 2', '--share', 'everybody');
  expect(closed.metrics.territories.map(({ target_share: share }) => share)).toEqual(
    [1, 2, 3, 4].map(() => expect.closeTo(0.25, 9) as number),
  );
  closed.names.forEach((name, i) => {
    if (owners[i] === 2) expect(beside(2)).toContain(name);
    else expect(name).toBe(nameOf(i));
  });
});

it('fills land of nobody', async () => {
  const context: CliContext = { packageRoot: '.', cwd: scratch.path(), print: () => {}, note: () => {} };
  await reshapeCommand.run(['holes.hexwright', '--fill', '--steps', '40', '--out', 'filled'], context);
  const { metrics } = await readOutput(scratch.path('filled'));
  expect(metrics.coverage.unassigned).toBe(0);
});

it('says what it can not do', async () => {
  await expect(reshaped('x', '--join')).rejects.toThrow('Every territory is in one piece already.');
  await expect(reshaped('x', '--fill')).rejects.toThrow('Every cell has an owner already.');
  await expect(reshaped('x')).rejects.toThrow(/^Name one of --redeal/);
  await expect(reshaped('x', '--redeal', 'Territory 1')).rejects.toThrow('Select two territories or more');
  await expect(reshaped('x', '--close', 'Nowhere')).rejects.toThrow('--close names "Nowhere"');
  await expect(reshaped('x', '--add', '47.6')).rejects.toThrow('--add takes latitude and longitude');
  await expect(reshaped('x', '--add', '0,0')).rejects.toThrow('outside the study area');
});
