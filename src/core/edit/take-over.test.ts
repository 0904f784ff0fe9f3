import { describe, expect, it } from 'vitest';
import { planText } from '../../../tests/property/edits.ts';
import { smallProject } from '../../../tests/property/small-project.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import { clonePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { applyEdit } from './apply.ts';
import { editOfCells, recordEdit } from './edit-of-cells.ts';
import { invertEdit } from './invert.ts';
import { isEmptyEdit } from './is-empty.ts';
import { takeCellsEdit, takeTerritoriesEdit } from './take-over.ts';
import { carveEdit } from './territory-edits.ts';

const { project, plan } = smallProject(31, { radius: 7, territories: 4, accounts: 300 });
const { demand } = project;
const sumOfShares = ({ records }: Plan) =>
  [...records.territory.values()].reduce((sum, one) => sum + one.targetShare, 0);
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** A plan that differs all over: cells 0-29 to 2, 60-89 to 3, one account named into 2, one no longer named. */
function other(): Plan {
  const copy = clonePlan(plan, 'other', 'Other');
  applyEdit(copy, editOfCells(copy.layers[0]!, upTo(0, 30), 2));
  applyEdit(copy, editOfCells(copy.layers[0]!, upTo(60, 90), 3));
  const [named] = copy.records.override.values();
  applyEdit(copy, recordEdit('override', named!.account, named!, null));
  const free = upTo(0, 300).find((account) => !plan.records.override.has(account))!;
  applyEdit(copy, recordEdit('override', free, null, { account: free, territory: 2 }));
  return copy;
}

describe('taking over from another plan', () => {
  it('makes a territory what it is there, in cells and in accounts, and leaves no land to nobody', () => {
    const source = other();
    const target = clonePlan(plan, 'target', 'Target');
    const before = planText(target);
    const edit = takeTerritoriesEdit(target, source, [2], demand);
    applyEdit(target, edit);
    const has = ({ layers }: Plan) => [...layers[0]!.keys()].filter((cell) => layers[0]![cell] === 2);
    expect(has(target)).toEqual(has(source));
    const accounts = (one: Plan) =>
      [...accountTerritories(one, demand).entries()].flatMap(([at, code]) => (code === 2 ? at : []));
    expect(accounts(target)).toEqual(accounts(source));
    expect([...target.layers[0]!].filter((code) => code === 0)).toHaveLength(0);
    // What is on neither side of territory 2 stays.
    const apart = upTo(60, 90).filter((cell) => plan.layers[0]![cell] !== 2 && source.layers[0]![cell] !== 2);
    for (const cell of apart) expect(target.layers[0]![cell]).toBe(plan.layers[0]![cell]);
    applyEdit(target, invertEdit(edit));
    expect(planText(target)).toBe(before);
  });

  it('makes cells what they are there, and is nothing where nothing differs', () => {
    const source = other();
    const target = clonePlan(plan, 'target', 'Target');
    applyEdit(target, takeCellsEdit(target, source, upTo(60, 90), demand));
    expect([...target.layers[0]!.slice(60, 90)]).toEqual(new Array(30).fill(3));
    expect([...target.layers[0]!.slice(0, 30)]).toEqual([...plan.layers[0]!.slice(0, 30)]);
    expect(isEmptyEdit(takeCellsEdit(target, source, upTo(60, 90), demand))).toBe(true);
  });

  it('brings along a territory that only the other plan has; equal shares stay equal, others make room', () => {
    for (const isEqual of [true, false]) {
      const target = clonePlan(plan, 'target', 'Target');
      if (!isEqual) {
        const [first, second] = [1, 2].map((code) => target.records.territory.get(code)!);
        applyEdit(target, recordEdit('territory', 1, first!, { ...first!, targetShare: first!.targetShare + 0.1 }));
        applyEdit(target, recordEdit('territory', 2, second!, { ...second!, targetShare: second!.targetShare - 0.1 }));
      }
      const source = clonePlan(target, 'source', 'Source');
      applyEdit(source, carveEdit(source, upTo(10, 40), 9, null).edit);
      applyEdit(target, takeTerritoriesEdit(target, source, [9], demand));
      expect(target.records.territory.get(9)!.name).toBe(source.records.territory.get(9)!.name);
      expect(sumOfShares(target)).toBeCloseTo(1, 12);
      expect([...target.layers[0]!]).toEqual([...source.layers[0]!]);
      const shares = new Set([...target.records.territory.values()].map((one) => one.targetShare.toFixed(9)));
      expect(shares.size === 1).toBe(isEqual);
    }
  });

  it('refuses plans on other ground', () => {
    expect(() => takeCellsEdit(plan, { ...plan, gridHash: 'another' }, [1], demand)).toThrow(/different grids/);
  });
});
