import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../src/core/edit/apply.ts';
import type { Edit } from '../../src/core/edit/edit.ts';
import { decodeEdit, encodeEdit } from '../../src/core/edit/encode.ts';
import { invertEdit } from '../../src/core/edit/invert.ts';
import { isEmptyEdit } from '../../src/core/edit/is-empty.ts';
import { squashEdits } from '../../src/core/edit/squash.ts';
import { computeTotals, createLiveTotals } from '../../src/core/metrics/totals.ts';
import type { Totals } from '../../src/core/metrics/metrics.ts';
import { clonePlan } from '../../src/core/plan/make-plan.ts';
import { planText, randomEdit } from './edits.ts';
import { overSeeds } from './seeds.ts';
import { smallProject } from './small-project.ts';

describe('edits', () => {
  it('apply then invert is the identity', () => {
    overSeeds('edit/invert', (seed) => {
      const { plan, project, random } = smallProject(seed);
      const before = planText(plan);
      const edit = randomEdit(plan, project.dataset.accounts.count, random);
      applyEdit(plan, edit);
      applyEdit(plan, invertEdit(edit));
      expect(planText(plan)).toBe(before);
    });
  });

  it('squashed is the same as one after the other', () => {
    overSeeds('edit/squash', (seed) => {
      const { plan, project, random } = smallProject(seed);
      const copy = clonePlan(plan, plan.id, 'Draft');
      const edits: Edit[] = [];
      for (let i = 0; i < 12; i++) {
        edits.push(randomEdit(plan, project.dataset.accounts.count, random));
        applyEdit(plan, edits[i]!);
      }
      const squashed = squashEdits(edits);
      applyEdit(copy, squashed);
      expect(planText(copy)).toBe(planText(plan));
      expect(isEmptyEdit(squashEdits([squashed, invertEdit(squashed)]))).toBe(true);
    });
  });

  it('survives its bytes', () => {
    overSeeds('edit/bytes', (seed) => {
      const { plan, project, random } = smallProject(seed);
      const edit = randomEdit(plan, project.dataset.accounts.count, random);
      expect(decodeEdit(encodeEdit(edit))).toEqual(edit);
    });
  });

  it('refuses an edit that does not fit and leaves the plan as it was', () => {
    overSeeds('edit/refused', (seed) => {
      const { plan, project, random } = smallProject(seed);
      const edit = randomEdit(plan, project.dataset.accounts.count, random);
      if (isEmptyEdit(edit)) return;
      applyEdit(plan, edit);
      const after = planText(plan);
      expect(() => applyEdit(plan, edit)).toThrow(RangeError);
      expect(planText(plan)).toBe(after);
    });
  });

  it('keeps totals that equal recomputed ones to 1e-9', () => {
    overSeeds('totals/incremental', (seed) => {
      const { plan, project, random } = smallProject(seed);
      const { demand, dataset } = project;
      const live = createLiveTotals(plan, demand, dataset.accounts);
      for (let i = 0; i < 25; i++) {
        const edit = randomEdit(plan, dataset.accounts.count, random);
        applyEdit(plan, edit);
        edit.patches.forEach(live.applyPatch);
        live.applyRecords(edit.records, plan.layers[0]!);
      }
      expect(largestGap(live.totals, computeTotals(plan, demand, dataset.accounts))).toBeLessThanOrEqual(1e-9);
    });
  });

  it('names the seed of a failure', () => {
    expect(() =>
      overSeeds('self-check', (seed) => {
        if (seed % 2 === 1) throw new Error('planted');
      }),
    ).toThrow(/seed \d+.*planted/s);
  });

  it('reads any bytes as an edit or refuses them', () => {
    const thrown = new Set<unknown>();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeEdit(bytes);
        } catch (error) {
          thrown.add((error as object).constructor);
        }
      }),
      { numRuns: 300 },
    );
    expect([RangeError, SyntaxError]).toEqual(expect.arrayContaining([...thrown]));
  });
});

/** Largest difference of a load, as a share of it or of a millionth of the whole; infinite where counts differ. */
function largestGap(live: Totals, fresh: Totals): number {
  const counts = (totals: Totals) =>
    fresh.cells.map((_, code) => (totals.cells[code] ?? 0) * 1e6 + (totals.accounts[code] ?? 0));
  if (counts(live).join() !== counts(fresh).join()) return Number.POSITIVE_INFINITY;
  const gaps = fresh.loads.flatMap((loads, m) => {
    const whole = loads.reduce((sum, value) => sum + Math.abs(value), 0);
    return [...loads].map((load, code) => Math.abs((live.loads[m]![code] ?? 0) - load) / Math.max(load, whole * 1e-6));
  });
  return Math.max(...gaps);
}
