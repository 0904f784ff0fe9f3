import { expect, it } from 'vitest';
import { defaultChoices } from './default-choices.ts';
import { guessColumns } from './guess-roles.ts';
import { makeDataset } from './make-accounts.ts';
import { measureMap, mercatorY } from './measure-map.ts';
import { tableOf } from './test-table.ts';

/** 300 shops around Bern, three of them at one door, and one in Guam. */
function shops() {
  const rows = Array.from({ length: 300 }, (_, i) => i);
  const table = tableOf({
    id: [...rows.map((i) => `S${i}`), 'G'],
    name: [...rows.map((i) => `Shop ${i}`), 'Hagåtña'],
    latitude: [...rows.map((i) => (i < 3 ? '46.95' : String(46.5 + (i % 20) / 20))), '13.47'],
    longitude: [...rows.map((i) => (i < 3 ? '7.45' : String(7 + Math.floor(i / 20) / 10))), '144.75'],
    sales: [...rows.map((i) => String(i)), '7'],
  });
  return makeDataset(table, defaultChoices(table, guessColumns(table))).dataset;
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

it('gathers every account of the main land in hexagons, sums kept', () => {
  const map = measureMap(shops(), null);
  expect(sum(map.counts)).toBe(300);
  expect(sum(map.values[0]!)).toBe((299 * 300) / 2);
  expect(map.window.east).toBeLessThan(10);
  expect(map.centers).toHaveLength(2 * map.counts.length);
});

it('goes to the records of a warning, and to one of their places', () => {
  const dataset = shops();
  const [guam] = measureMap(dataset, { code: 'outliers', spot: null }).spots;
  expect(guam).toEqual({ x: 144.75, y: mercatorY(13.47), count: 1, name: 'Hagåtña' });
  const doors = measureMap(dataset, { code: 'repeated-coordinates', spot: 0 });
  expect(doors.spots).toMatchObject([{ x: 7.45, count: 3, name: 'Shop 0' }]);
  const { west, east, south, north } = doors.window;
  expect([west < 7.45, east > 7.45, south < mercatorY(46.95), north > mercatorY(46.95)]).not.toContain(false);
  expect(east - west).toBeLessThan(1);
});
