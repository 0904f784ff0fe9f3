import { expect, test } from 'vitest';
import { randomEdit } from '../../../tests/property/edits.ts';
import { smallProject } from '../../../tests/property/small-project.ts';
import { countLocked } from '../edit/locks.ts';
import { invertEdit } from '../edit/invert.ts';
import { clonePlan, planCorridor } from '../plan/make-plan.ts';
import { planMetrics } from './plan-metrics.ts';
import { createPlanReplica } from './replica.ts';

test('figures that follow edits are those from scratch, to the last bit, bridges, barriers, overrides and undo included', () => {
  for (const seed of [11, 12, 13]) {
    const { project, plan, random } = smallProject(seed);
    const { grid, demand, dataset } = project;
    const replica = createPlanReplica({ grid, demand, accounts: dataset.accounts, baseline: null });
    replica.reset(clonePlan(plan, plan.id, 'Replica'), 0);
    const copy = clonePlan(plan, plan.id, 'Replica');
    const whole = createPlanReplica({ grid, demand, accounts: dataset.accounts, baseline: null });
    let revision = 0;
    const pass = (edit: Parameters<typeof replica.apply>[2]) => {
      revision++;
      expect(replica.apply(plan.id, revision, edit)).toBe(true);
      whole.reset(copy, revision - 1);
      expect(whole.apply(plan.id, revision, edit)).toBe(true);
    };
    for (let step = 0; step < 60; step++) {
      const edit = randomEdit(copy, dataset.accounts.count, random);
      if (countLocked(copy, edit) > 0) continue;
      pass(edit);
      if (step % 7 === 0) pass(invertEdit(edit));
      // Some edits are answered together.
      if (step % 3 === 0) continue;
      const fresh = planMetrics(copy, grid, demand, dataset.accounts, planCorridor(copy), revision);
      expect(replica.figures()?.figures).toEqual(fresh);
    }
    expect(revision).toBeGreaterThan(30);
  }
});
