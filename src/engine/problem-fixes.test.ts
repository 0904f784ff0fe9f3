import { afterEach, expect, it } from 'vitest';
import { seededRandom, smallProject } from '../../tests/property/small-project.ts';
import { tableOf } from '../core/data/test-table.ts';
import { cutZips, zipUnits } from '../core/data/zip-units.ts';
import { closeProject, openProject, workspace } from '../store/workspace-store.ts';
import { makeZipWhole } from './problem-fixes.ts';
import { undo } from './plan-actions.ts';

afterEach(() => closeProject());

it.each([71, 72, 73])('a ZIP made whole cuts no other that was whole, and one undo takes it back, seed %i', (seed) => {
  const { project, plan } = smallProject(seed, { radius: 5, territories: 4, accounts: 400 });
  plan.records.override.clear();
  const { demand, dataset, grid } = project;
  const random = seededRandom(seed);
  // Mostly one ZIP for every few cells, so that accounts of others stand among them.
  const zipOf = (account: number) => {
    const cell = demand.accountCell[account]!;
    return cell < 0 ? '' : String(10_000 + Math.floor((random() < 0.1 ? random() * grid.count : cell) / 3));
  };
  const ZIP = Array.from({ length: dataset.accounts.count }, (_, account) => zipOf(account));
  const zipped = { ...dataset, source: tableOf({ ZIP }), roles: ['zip'] as const };
  openProject({ project: { ...project, dataset: zipped }, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  const store = workspace.getState().planStore!;
  const units = zipUnits(zipped, demand)!;
  const cutNow = () => cutZips(units, store.plan, demand, dataset.accounts.values[0]!);
  let cut = cutNow();
  expect(cut.length).toBeGreaterThan(5);
  for (let rounds = cut.length; cut.length > 0 && rounds > 0; rounds--) {
    const before = new Set(cut.map(({ zip }) => zip));
    makeZipWhole(units, cut[0]!);
    const after = cutNow();
    expect(after.map(({ zip }) => zip)).not.toContain(cut[0]!.zip);
    for (const { zip } of after) expect(before).toContain(zip);
    cut = after;
  }
  // None came back: as many fixes as there were ZIPs put all of them right.
  expect(cut).toEqual([]);
  const steps = store.history.length;
  void undo();
  expect(cutNow().length).toBeGreaterThan(0);
  expect(store.history.length).toBe(steps - 1);
});
