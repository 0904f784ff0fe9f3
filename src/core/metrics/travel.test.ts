import { expect, it } from 'vitest';
import { smallProject } from '../../../tests/property/small-project.ts';
import { applyEdit } from '../edit/apply.ts';
import { recordEdit } from '../edit/edit-of-cells.ts';
import { distanceKm } from '../geometry/sphere.ts';
import { accountTerritories } from '../plan/account-territory.ts';
import { meanTravelKm } from './travel.ts';

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
  const sum = placed.reduce((total, at) => {
    const [lng, lat] = place(at) as [number, number];
    const [middleLng, middleLat] = middles.get(codes[at]!) as [number, number];
    return total + distanceKm(lng, lat, middleLng, middleLat);
  }, 0);
  expect(meanTravelKm(plan, grid, demand)).toBeCloseTo(sum / placed.length, 7);
});
