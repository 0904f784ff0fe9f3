import { beforeAll, describe, expect, it } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import { editOfCells } from '../../core/edit/edit-of-cells.ts';
import { applyEdit } from '../../core/edit/apply.ts';
import { type JudgedPlan, judgePlan } from '../../core/metrics/judge.ts';
import { clonePlan } from '../../core/plan/make-plan.ts';
import { setLocale } from '../format.ts';
import { inShort } from './in-short.ts';
import { bestOf, metricRows } from './metric-rows.ts';

const { project, plan } = smallProject(21, { radius: 8, territories: 4 });
const ground = { ...project, accounts: project.dataset.accounts };
const { measures } = project.dataset;

/** Today, a plan that gives its cells 0 .. 59 to one territory, and one that gives 0 .. 9 away. */
function judged(): [JudgedPlan, JudgedPlan, JudgedPlan] {
  const changed = (id: string, cells: number) => {
    const copy = clonePlan(plan, id, id);
    applyEdit(copy, editOfCells(copy.layers[0]!, [...Array.from({ length: cells }).keys()], 2));
    return judgePlan(copy, plan, ground);
  };
  return [judgePlan(plan, plan, ground), changed('far', 60), changed('near', 10)];
}

beforeAll(() => setLocale('en'));

describe('rows of the table of figures', () => {
  const [today, far, near] = judged();
  const rows = metricRows(measures, [today, far, near]);
  const row = (key: string) => rows.find((one) => one.key === key)!;

  it('read what the plans were judged to be', () => {
    expect(row('max potential').value(far)).toBe(far.summary.measures[0]!.maxDeviation);
    expect(row('gini workload').value(near)).toBe(near.summary.measures[1]!.gini);
    expect(row('accounts').value(far)).toBe(far.change!.disruption.accounts);
    expect(row('top').value(near)).toBe(near.change!.continuity.kept);
    expect(row('accounts').value(today)).toBeNull();
    // The cells come from several territories, and all go to one.
    expect(row('touched').value(far)).toBe((row('losing').value(far) ?? 0) + 1);
    expect(row('inside').text(0, far)).toBe(`${far.figures.insideCorridor} of 4`);
    expect(row('inside').label).toBe('Inside ±5%');
  });

  it('write differences with a sign, and none where there is none', () => {
    expect(row('max potential').difference(0.0461)).toBe('+4.6 pts');
    expect(row('max potential').delta(-0.0461)).toBe('−4.6');
    expect(row('accounts').difference(-71)).toBe('−71');
    expect(row('gini potential').difference(-0.0391)).toBe('−0.039');
    expect(row('moved potential').difference(0)).toBe('0');
  });

  it('say nothing of a plan that is infinitely far off, and nothing of differences to it', () => {
    const lost = {
      ...far,
      summary: {
        ...far.summary,
        measures: far.summary.measures.map((one) => ({ ...one, maxDeviation: Infinity, deviationSpread: Number.NaN })),
      },
    };
    for (const key of ['max potential', 'spread potential']) {
      const { value, text, difference, delta } = row(key);
      expect(text(value(lost)!, lost)).toBe('–');
      expect(difference(value(lost)! - value(near)!)).toBe('–');
      expect(delta(value(lost)! - value(lost)!)).toBe('–');
      expect([...bestOf(row(key), [lost, near])]).toEqual([]);
    }
    const better = {
      ...near,
      summary: { ...near.summary, measures: near.summary.measures.map((one) => ({ ...one, maxDeviation: 0.01 })) },
    };
    expect([...bestOf(row('max potential'), [lost, near, better])]).toEqual([2]);
  });

  it('mark what is best in the direction of each row, and nothing where all are alike', () => {
    expect([...bestOf(row('accounts'), [today, far, near])]).toEqual([2]);
    expect([...bestOf(row('cells'), [far, near])]).toEqual([1]);
    expect([...bestOf(row('top'), [far, near])]).toEqual([1]);
    expect([...bestOf(row('territories'), [far, near])]).toEqual([]);
    expect([...bestOf(row('cells'), [far, far])]).toEqual([]);
  });

  it('say in short which plan is better and what it moves', () => {
    const words = inShort(far, near, measures);
    const accounts = far.change!.disruption.accounts - near.change!.disruption.accounts;
    expect(words).toMatch(new RegExp(`A moves \\$[\\d.]+M and ${accounts} accounts more than B\\.$`));
    expect(inShort(near, near, measures)).toBe('Both have as many territories inside the corridor; both move as much.');
  });

  it('marks none of those that are written alike, and no difference too small to be written', () => {
    const almost = { ...far, summary: { ...far.summary, compactness: today.summary.compactness + 1e-6 } };
    expect(bestOf(row('compactness'), [today, almost])).toEqual(new Set());
    expect(row('compactness').difference(1e-6)).toBe('0');
    const better = { ...far, summary: { ...far.summary, compactness: today.summary.compactness + 0.01 } };
    expect(bestOf(row('compactness'), [today, better])).toEqual(new Set([1]));
    expect(row('compactness').difference(-0.01)).toBe('−0.010');
  });
});
