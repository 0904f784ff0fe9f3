import { afterEach, beforeEach, expect, it } from 'vitest';
import { acceptProposal, discardProposal } from '../../src/engine/balance-client.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { assignCells, undo } from '../../src/engine/plan-actions.ts';
import { leaveOptions, proposeOption, searchOptions } from '../../src/engine/plan-options.ts';
import { planOptions } from '../../src/store/options-store.ts';
import { proposal } from '../../src/store/proposal-store.ts';
import { closeProject, openProject, workspace } from '../../src/store/workspace-store.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';
import { planText } from '../property/edits.ts';
import { smallProject } from '../property/small-project.ts';

function openSeeded(seed: number) {
  const { project, plan } = smallProject(seed, { radius: 9, territories: 4, accounts: 600 });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  return workspace.getState().planStore!;
}

beforeEach(() => setBalancePort(createBalanceSession()));
afterEach(() => {
  discardProposal();
  leaveOptions();
  closeProject();
});

it('a family of plans, none beaten by another, of which the chosen one becomes the proposal', async () => {
  const store = openSeeded(61);
  const before = planText(store.plan);
  await searchOptions(0.2, 0.08);
  const { options, busy, done, all, deviationNow } = planOptions.getState();
  expect([busy, done]).toEqual([false, all]);
  expect(options.length).toBeGreaterThan(1);
  for (const a of options) {
    expect(a.movedShare).toBeLessThanOrEqual(0.2 + 1e-9);
    for (const b of options) {
      const isBeaten =
        a !== b && b.deviation <= a.deviation && b.border <= a.border && b.movedShare < a.movedShare - 1e-3;
      expect(isBeaten).toBe(false);
    }
  }
  const best = options.reduce((a, b) => (b.deviation < a.deviation ? b : a));
  expect(best.deviation).toBeLessThan(deviationNow);
  proposeOption(best.id);
  expect(planText(store.plan)).toBe(before);
  expect(proposal.getState()).toMatchObject({ status: 'complete', acceptable: true, asked: { kind: 'option' } });
  expect(Math.max(...proposal.getState().score!.maxDeviation)).toBeCloseTo(best.deviation, 12);
  acceptProposal();
  expect(store.history.at(-1)!.label.kind).toBe('rebalance');
  // The plan has changed: what was an option is none any more.
  expect(() => proposeOption(best.id)).toThrow(/look at the options again/);
  void undo();
  expect(planText(store.plan)).toBe(before);
});

it('asks for an owner of every cell first', async () => {
  const store = openSeeded(62);
  assignCells([3], 0, 'erase');
  expect(store.owners).toContain(0);
  await expect(searchOptions(1, 0.05)).rejects.toThrow(/deal unassigned cells first/);
});
