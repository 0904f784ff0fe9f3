import { afterEach, beforeEach, expect, it } from 'vitest';
import { planMetrics } from '../../src/core/metrics/plan-metrics.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { toggleLock, undo } from '../../src/engine/plan-actions.ts';
import { splitEvenly } from '../../src/engine/split-evenly.ts';
import { view } from '../../src/store/view-store.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { planText } from '../property/edits.ts';
import { smallProject } from '../property/small-project.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';

function openSeeded(seed: number) {
  const { project, plan } = smallProject(seed, { radius: 9, territories: 4, accounts: 600 });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  return workspace.getState().planStore!;
}

beforeEach(() => setBalancePort(createBalanceSession()));
afterEach(closeProject);

it('halves a territory by a measure as one edit, in two connected pieces, and selects the new one', async () => {
  const store = openSeeded(5);
  const { project } = workspace.getState();
  const { grid, demand, dataset } = project!;
  const before = planText(store.plan);
  const owners = store.owners.slice();
  const [measure] = demand.measures;
  await splitEvenly(2, [measure!.key]);
  const made = view.getState().selectedTerritory!;
  expect(made).toBe(5);
  const figures = planMetrics(store.plan, grid, demand, dataset.accounts, 0.05, store.revision);
  const loadOf = (code: number) => figures.territories.find((one) => one.code === code)!.loads[0]!;
  expect(loadOf(made) / (loadOf(2) + loadOf(made))).toBeCloseTo(0.5, 1);
  expect(figures.notContiguous).not.toContain(made);
  owners.forEach((code, cell) => expect([code, code === 2 ? made : code]).toContain(store.owners[cell]));
  void undo();
  expect(planText(store.plan)).toBe(before);
});

it('refuses a locked territory', async () => {
  openSeeded(6);
  toggleLock(2);
  await expect(splitEvenly(2)).rejects.toThrow(/locked: unlock it/);
});
