import { beforeAll, describe, expect, it } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import { applyEdit } from '../../core/edit/apply.ts';
import { editOfCells, recordEdit } from '../../core/edit/edit-of-cells.ts';
import { disruption } from '../../core/metrics/disruption.ts';
import { clonePlan } from '../../core/plan/make-plan.ts';
import { createPlanStore } from '../../store/plan-store.ts';
import { setLocale } from '../format.ts';
import { matrixOf } from './flow-pairs.ts';
import { takeRows } from './take-rows.ts';

const { project, plan } = smallProject(71, { radius: 12, territories: 30, accounts: 900 });
const other = clonePlan(plan, 'other', 'Other');
const moved = [...Array.from({ length: 200 }).keys()];
applyEdit(other, editOfCells(other.layers[0]!, moved, 7));
const north = other.records.territory.get(7)!;
applyEdit(other, recordEdit('territory', 7, north, { ...north, name: 'North', region: 'R1' }));

beforeAll(() => setLocale('en'));

describe('territories that may be taken over', () => {
  const rows = takeRows(other, plan, project.demand);
  it('are those that differ, with what only one of the two plans has in them', () => {
    const changed = moved.filter((cell) => plan.layers[0]![cell] !== 7);
    const row = rows.find(({ code }) => code === 7)!;
    expect(row).toMatchObject({ name: 'North', region: 'R1', cells: changed.length });
    const losing = new Set(changed.map((cell) => plan.layers[0]![cell]!).filter((code) => code !== 0));
    expect(new Set(rows.map(({ code }) => code))).toEqual(new Set([7, ...losing]));
    const others = rows.filter(({ code }) => code !== 7);
    const unowned = changed.filter((cell) => plan.layers[0]![cell] === 0).length;
    expect(others.reduce((sum, { cells }) => sum + cells, unowned)).toBe(changed.length);
    expect(takeRows(plan, plan, project.demand)).toEqual([]);
  });
});

describe('the matrix of flows', () => {
  it('keeps all that moves, the territories that move least taken together', () => {
    const all = clonePlan(plan, 'all', 'All');
    const owners = all.layers[0]!;
    owners.forEach((code, cell) => {
      if (code !== 0 && cell % 5 === 0) owners[cell] = (code % 30) + 1;
    });
    const [from, to] = [plan, all].map((one) => createPlanStore(project, one, { frozen: true })) as [never, never];
    const { flows } = disruption(plan, all, project.demand, project.dataset.accounts);
    const { rows, names } = matrixOf(flows, from, to, project.dataset.measures[0]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(16);
    expect(names.at(-1)).toBe('Others');
    const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);
    expect(sum(rows.map((row) => row.moved))).toBeCloseTo(sum(flows.map((flow) => flow.moved[0]!)), 4);
    for (const row of rows) expect(names).toEqual(expect.arrayContaining([row.from, row.to]));
  });
});
