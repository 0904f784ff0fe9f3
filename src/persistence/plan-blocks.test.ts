/** A plan in pieces: nothing of it gets lost, and what two plans have in common is the same pieces. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planText } from '../../tests/property/edits.ts';
import { smallProject } from '../../tests/property/small-project.ts';
import { clonePlan } from '../core/plan/make-plan.ts';
import { pack } from './pack.ts';
import { blocksOfPlan, type PlanBlocks, planOfBlocks } from './plan-blocks.ts';

const size = ({ blocks }: PlanBlocks) => blocks.reduce((sum, { length }) => sum + length, 0);
const notIn = (a: PlanBlocks, b: PlanBlocks) => {
  const known = new Set(b.blocks.map(String));
  return a.blocks.filter((block) => !known.has(String(block)));
};

describe('a plan in pieces', () => {
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
        const back = planOfBlocks(blocksOfPlan(one));
        expect(back.layers[0]).toEqual(one.layers[0]);
        expect(planText(back)).toBe(planText(one));
      }),
      { numRuns: 40 },
    );
  });

  it('takes a fraction of its cells: what its borders are long', () => {
    const { plan } = smallProject(42, { radius: 60, territories: 12 });
    const cells = plan.layers[0]!.length;
    expect(pack(plan).length - size(blocksOfPlan(plan))).toBeGreaterThan(1.6 * cells);
  });

  it('that differs in a cell, or in one record of a thousand, differs in one piece', () => {
    const { plan } = smallProject(43, { radius: 60, territories: 12 });
    for (let account = 0; account < 1000; account++) plan.records.override.set(account, { account, territory: 1 });
    const before = blocksOfPlan(plan);
    const recoloured = clonePlan(plan, plan.id, 'Draft');
    recoloured.layers[0]![5000]! += 1;
    expect(notIn(blocksOfPlan(recoloured), before)).toHaveLength(1);
    for (const account of [3, 700]) {
      const without = clonePlan(plan, plan.id, 'Draft');
      without.records.override.delete(account);
      const changed = notIn(blocksOfPlan(without), before);
      expect(changed.length).toBeLessThanOrEqual(1);
      expect(planOfBlocks(blocksOfPlan(without)).records.override.size).toBe(999);
    }
  });

  it('refuses a list of pieces that is cut short', () => {
    const { plan } = smallProject(44);
    const { head, blocks } = blocksOfPlan(plan);
    expect(() => planOfBlocks({ head, blocks: blocks.slice(0, -1) })).toThrow(/fewer than the \d+ pieces/);
  });
});
