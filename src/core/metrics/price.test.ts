/** What a change costs, and what each rep makes of it. */
import { describe, expect, it } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import { applyEdit } from '../edit/apply.ts';
import { editOfCells, recordEdit } from '../edit/edit-of-cells.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import { clonePlan } from '../plan/make-plan.ts';
import { disruption } from './disruption.ts';
import { LOSS_REFERENCES, movedSales, salesChoices, salesOf } from './loss.ts';
import { REP_LOSS_WARNING, repViews } from './rep-view.ts';

const { project, plan } = smallProject(81, { radius: 8, territories: 5, accounts: 400 });
const { demand, dataset } = project;
const { accounts } = dataset;
const named = clonePlan(plan, 'base', 'Base');
for (const code of [1, 2]) {
  const before = named.records.territory.get(code)!;
  applyEdit(named, recordEdit('territory', code, before, { ...before, rep: 'Ann' }));
}
const changed = clonePlan(named, 'changed', 'Changed');
applyEdit(changed, editOfCells(changed.layers[0]!, [...Array.from({ length: 90 }).keys()], 2));
const sales = Float64Array.from({ length: accounts.count }, (_, account) => 7 + (account % 13));

describe('price of change', () => {
  it('is counted over what is sold today to the accounts that change hands', () => {
    const [before, after] = [accountTerritories(named, demand), accountTerritories(changed, demand)];
    const moved = [...before.keys()].filter((account) => before[account] !== after[account]);
    expect(moved.length).toBeGreaterThan(10);
    const of = { key: '=sales', name: 'sales', unit: dataset.measures[0]!.unit, values: sales };
    expect(movedSales(named, changed, demand, of)).toBe(moved.reduce((sum, account) => sum + sales[account]!, 0));
    const potential = salesOf(dataset, 'potential')!;
    const areal =
      disruption(named, changed, demand, accounts).moved[0]! - movedSales(named, changed, demand, potential);
    const arealMoved = demand.areal[0]!.reduce(
      (sum, value, cell) => (named.layers[0]![cell] === changed.layers[0]![cell] ? sum : sum + value),
      0,
    );
    expect(areal).toBeCloseTo(arealMoved, 6);
  });

  it('offers measures that are no hours, and names the source of every published rate', () => {
    expect(salesChoices(dataset).map(({ key }) => key)).toEqual(['potential']);
    expect(salesOf(dataset, '=gone')).toBeNull();
    for (const { rate, source } of LOSS_REFERENCES) {
      expect(rate > 0 && rate < 1).toBe(true);
      expect(source).toMatch(/\d{4}$/);
    }
  });
});

describe('a change as reps see it', () => {
  const views = repViews(named, changed, demand, accounts, sales);
  it('keeps what a rep passes between own territories, and adds up on both sides', () => {
    const ann = views.find(({ name }) => name === 'Ann')!;
    expect(views.filter(({ name }) => name === 'Ann')).toHaveLength(1);
    const [before, after] = [accountTerritories(named, demand), accountTerritories(changed, demand)];
    const isAnns = (code: number) => code === 1 || code === 2;
    const kept = [...before.keys()].filter((at) => isAnns(before[at]!) && isAnns(after[at]!));
    expect(ann.kept.accounts).toBe(kept.length);
    expect(ann.lost.accounts).toBe(0);
    for (const { before: was, kept: stays, lost } of views) {
      expect(stays.accounts + lost.accounts).toBe(was.accounts);
      expect(stays.sales + lost.sales).toBeCloseTo(was.sales, 6);
      expect(stays.potential + lost.potential).toBeCloseTo(was.potential, 4);
    }
    const sum = (read: (view: (typeof views)[number]) => number) => views.reduce((all, view) => all + read(view), 0);
    // Nothing is without a territory here, so what one loses another gains.
    expect(sum(({ gained }) => gained.accounts)).toBe(sum(({ lost }) => lost.accounts));
  });

  it('ranks them by the share they lose, of sales where they are known', () => {
    const shares = views.map(({ lostShare }) => lostShare);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares[0]).toBeGreaterThan(REP_LOSS_WARNING);
    const [worst] = views;
    expect(worst!.lostShare).toBe(worst!.lost.sales / worst!.before.sales);
    const byPotential = repViews(named, changed, demand, accounts, null)[0]!;
    expect(byPotential.lostShare).toBe(byPotential.lost.potential / byPotential.before.potential);
  });
});
