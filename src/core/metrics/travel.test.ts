import { expect, it } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import { applyEdit } from '../edit/apply.ts';
import { recordEdit } from '../edit/edit-of-cells.ts';
import { distanceKm } from '../geometry/sphere.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import { defaultWorkloadModel } from '../data/workload-model.ts';
import { legMinutes } from '../data/leg-minutes.ts';
import { meanTravelKm, travelBasis, travelHours } from './travel.ts';

it('is what distances account by account come to, named accounts in the territory that has them', () => {
  const { project, plan } = smallProject(61, { radius: 9, territories: 4, accounts: 500 });
  const { grid, demand } = project;
  const free = [...demand.accountCell.keys()].filter(
    (at) => demand.accountCell[at]! >= 0 && !plan.records.override.has(at),
  );
  for (const account of free.slice(0, 20)) {
    applyEdit(plan, recordEdit('override', account, null, { account, territory: (account % 4) + 1 }));
  }
  const codes = accountTerritories(plan, demand);
  const placed = [...codes.keys()].filter((at) => codes[at] !== 0 && demand.accountCell[at]! >= 0);
  const place = (at: number) => [0, 1].map((axis) => grid.centers[2 * demand.accountCell[at]! + axis]!);
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const middles = new Map(
    [1, 2, 3, 4].map((code) => {
      let [x, y, z] = [0, 0, 0];
      for (const at of placed.filter((one) => codes[one] === code)) {
        const [lng, lat] = place(at).map(radians) as [number, number];
        x += Math.cos(lat) * Math.cos(lng);
        y += Math.cos(lat) * Math.sin(lng);
        z += Math.sin(lat);
      }
      return [code, [Math.atan2(y, x), Math.atan2(z, Math.hypot(x, y))].map((angle) => (angle * 180) / Math.PI)];
    }),
  );
  const kilometres = placed.map((at) => {
    const [lng, lat] = place(at) as [number, number];
    const [middleLng, middleLat] = middles.get(codes[at]!) as [number, number];
    return distanceKm(lng, lat, middleLng, middleLat);
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  expect(meanTravelKm(plan, grid, demand)).toBeCloseTo(sum(kilometres) / placed.length, 7);

  // Hours need somebody's word for how fast one drives.
  const { dataset } = project;
  const without = { ...dataset, workloadModel: null };
  expect(travelBasis(without, demand, null)).toBeNull();
  const once = travelBasis(without, demand, 50)!;
  expect(travelHours(plan, grid, demand, once)).toBeCloseTo((2 * sum(kilometres)) / 50, 6);
  const model = defaultWorkloadModel(dataset.accounts.values[0]!, 4);
  const tiers = dataset.accounts.tiers.map((_, at) => at % 3);
  const modelled = { ...dataset, accounts: { ...dataset.accounts, tiers }, workloadModel: model };
  const visits = placed.map((at) => model.tiers[at % 3]!.visitsPerYear);
  const yearly = travelBasis(modelled, demand, null)!;
  const expected = sum(kilometres.map((km, i) => (2 * visits[i]! * legMinutes(model, km)) / 60));
  expect(travelHours(plan, grid, demand, yearly) / expected).toBeCloseTo(1, 9);
  // A speed of one's own takes the place of the model's, whose visits stay.
  const own = travelBasis(modelled, demand, 40)!;
  const atForty = sum(kilometres.map((km, i) => (2 * visits[i]! * km) / 40));
  expect(travelHours(plan, grid, demand, own) / atForty).toBeCloseTo(1, 9);
  // Accounts that are only counted have no tier.
  expect(travelBasis(modelled, { arealAccounts: new Float64Array(grid.count) }, null)).toBeNull();
});
