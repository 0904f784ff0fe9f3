/** What a copy of a plan costs on disk, and that nothing of it gets lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planText } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { clonePlan } from '../core/plan/make-plan.ts';
import { packPlan, unpackPlan } from './checkpoint.ts';
import { pack } from './pack.ts';

describe('a plan in a checkpoint', () => {
  it('comes back to the byte, whatever its owners', () => {
    const { plan } = smallProject(41, { radius: 4, territories: 3 });
    const count = plan.layers[0]!.length;
    const code = fc.integer({ min: 0, max: 65_535 });
    const owners = fc.oneof(
      fc.array(code, { minLength: count, maxLength: count }),
      fc.array(fc.constantFrom(1, 2), { minLength: count, maxLength: count }),
    );
    fc.assert(
      fc.property(owners, (codes) => {
        const one = { ...clonePlan(plan, 'one', 'One'), layers: [Uint16Array.from(codes)] };
        const back = unpackPlan(packPlan(one));
        expect(back.layers[0]).toEqual(one.layers[0]);
        expect(planText(back)).toBe(planText(one));
      }),
      { numRuns: 40 },
    );
  });

  it('takes a fraction of its cells: a copy costs what its borders are long', () => {
    const { plan } = smallProject(42, { radius: 60, territories: 12 });
    const cells = plan.layers[0]!.length;
    const before = pack(plan).length;
    const after = packPlan(plan).length;
    expect(before - after).toBeGreaterThan(1.6 * cells);
  });
});
