/** Why an account is where it is, across copies of plans. */
import { afterEach, expect, it } from 'vitest';
import { smallProject } from '../../tests/property/small-project.ts';
import { editOfCells, recordEdit } from '../core/edit/edit-of-cells.ts';
import { reasonsOf } from '../core/edit/reasons.ts';
import { forkPlan } from './scenario-actions.ts';
import { lineageOf } from '../store/lineage.ts';
import { closeProject, openProject, removePlan, workspace } from '../store/workspace-store.ts';

afterEach(closeProject);

it('names the newest step that moved it, in this plan or in the one that was copied, and overrides by themselves', () => {
  const { project, plan } = smallProject(91, { radius: 8, territories: 4, accounts: 300 });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  const first = workspace.getState().planStore!;
  const { accountCell } = project.demand;
  const free = [...accountCell.keys()].filter(
    (account) => accountCell[account]! >= 0 && !plan.records.override.has(account),
  );
  const [swept, twice, alone, still] = free as [number, number, number, number];
  const give = (store: typeof first, account: number, kind: 'brush' | 'rebalance' | 'fill') => {
    const cell = accountCell[account]!;
    store.commit(editOfCells(store.owners, [cell], (store.owners[cell]! % 4) + 1), { kind });
  };
  give(first, swept, 'rebalance');
  give(first, twice, 'rebalance');
  const copy = forkPlan();
  // What happens to the first plan from now on is not the copy's.
  give(first, still, 'brush');
  give(copy, twice, 'fill');
  copy.commit(recordEdit('override', alone, null, { account: alone, territory: 2 }), { kind: 'override' });
  give(copy, free.at(-1)!, 'rebalance');

  const reasons = () => {
    const steps = lineageOf(copy, workspace.getState().planStores);
    const { ofAccount } = reasonsOf(copy.plan, steps, accountCell);
    return [swept, twice, alone, still, free.at(-1)!].map((account) => {
      const { kind, run } = ofAccount(account);
      return `${kind} ${run ?? ''}`.trim();
    });
  };
  expect(reasons()).toEqual(['rebalance 1', 'fill', 'override', 'before', 'rebalance 3']);
  copy.undo();
  expect(reasons().at(-1)).toBe('before');
  removePlan(first.plan.id);
  expect(reasons().slice(0, 2)).toEqual(['before', 'fill']);
});
