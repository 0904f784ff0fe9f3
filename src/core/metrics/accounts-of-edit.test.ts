import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom, smallProject } from '../../../tests/property/small-project.ts';
import { applyEdit } from '../edit/apply.ts';
import { editOfOwners, recordEdit } from '../edit/edit-of-cells.ts';
import { squashEdits } from '../edit/squash.ts';
import { clonePlan } from '../plan/make-plan.ts';
import { accountsOfEdit } from './accounts-of-edit.ts';
import { changedAccounts } from './changed-accounts.ts';

test('an edit moves the accounts that are elsewhere than in the plan before, overrides considered', () => {
  const { project, plan } = smallProject(92, { radius: 5, territories: 4, accounts: 150 });
  const { demand, dataset, grid } = project;
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
      const random = seededRandom(seed);
      const code = () => 1 + Math.floor(4 * random());
      const cells = Uint32Array.from({ length: grid.count }, (_, cell) => cell).filter(() => random() < 0.3);
      const named = Array.from({ length: 8 }, () => Math.floor(150 * random()));
      const overrides = [...new Set(named)].map((account) => {
        const before = plan.records.override.get(account) ?? null;
        return recordEdit('override', account, before, random() < 0.3 ? null : { account, territory: code() });
      });
      const edit = squashEdits([editOfOwners(plan.layers[0]!, cells, code), ...overrides]);
      const after = clonePlan(plan, 'after', 'After');
      applyEdit(after, edit);
      const found = accountsOfEdit(edit, after, demand, dataset.accounts);
      expect(found.changed).toEqual(changedAccounts(plan, after, demand, dataset.accounts));
      for (const { account, territory } of found.kept) {
        expect(after.records.override.get(account)!.territory).toBe(territory);
        expect(plan.records.override.has(account)).toBe(false);
      }
    }),
    { numRuns: 40 },
  );
});
