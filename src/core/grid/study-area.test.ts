import { describe, expect, it } from 'vitest';
import type { Region } from './regions.ts';
import { studyAreaOf } from './study-area.ts';

/** A square of so many degrees, its coast marked every tenth of its side. */
function square(west: number, south: number, size: number): number[][][] {
  const steps = Array.from({ length: 10 }, (_, i) => (i * size) / 10);
  const corners = [
    ...steps.map((d) => [west + d, south]),
    ...steps.map((d) => [west + size, south + d]),
    ...steps.map((d) => [west + size - d, south + size]),
    ...steps.map((d) => [west, south + size - d]),
  ];
  return [[...corners, corners[0]!]];
}
const country = (id: string, ...polygons: number[][][][]): Region => ({ id, name: id, kind: 'country', polygons });

/** Home with an island 3 degrees (about 330 km) off and one beyond that, and an overseas part far away. */
const HOME = country('Home', square(0, 0, 5), square(8, 0, 1), square(13, 0, 1), square(60, 0, 2));
const NEXT = country('Next', square(0, 5, 5), square(-40, 5, 2));
const DATE_LINE = country('Line', square(176, 20, 3.9), square(-179.9, 20, 3), square(-160, 20, 1));
const REGIONS = [HOME, NEXT, DATE_LINE];

type Place = readonly [lat: number, lng: number, potential?: number];
const areaOf = (places: readonly Place[], include: readonly string[] = []) =>
  studyAreaOf(REGIONS, {
    lat: places.map(([lat]) => lat),
    lng: places.map(([, lng]) => lng),
    potential: places.map(([, , potential]) => potential ?? 1),
    include,
  });
const partsOf = (area: ReturnType<typeof areaOf>) =>
  Object.fromEntries(area.regions.map(({ id, polygons }) => [id, polygons.map((rings) => rings[0]![0]![0])]));

describe('the study area of a set of accounts', () => {
  it('takes a country whole, from island to island, without what lies overseas', () => {
    const area = areaOf([[2, 2]]);
    expect(partsOf(area)).toEqual({ Home: [0, 8, 13] });
    expect(area.leftOut).toEqual([{ id: 'Home:overseas', name: 'Home', why: 'overseas', accounts: 0 }]);
  });

  it('takes an overseas part that holds an account, or that is asked for', () => {
    expect(
      partsOf(
        areaOf([
          [2, 2],
          [1, 61],
        ]),
      ),
    ).toEqual({ Home: [0, 8, 13, 60] });
    expect(partsOf(areaOf([[1, 61]]))).toEqual({ Home: [60] });
    const asked = areaOf([[2, 2]], ['Home:overseas']);
    expect(partsOf(asked)).toEqual({ Home: [0, 8, 13, 60] });
    expect(asked.leftOut).toEqual([]);
  });

  it('sees that parts on both sides of the antimeridian are near', () => {
    expect(partsOf(areaOf([[21, 177]]))).toEqual({ Line: [176, -179.9] });
  });

  it('counts an account off the coast for the part it is nearest to', () => {
    expect(partsOf(areaOf([[-0.2, 61]]))).toEqual({ Home: [60] });
  });

  const national: Place[] = Array.from({ length: 995 }, (_, i) => [1 + (i % 3), 2]);
  it('leaves out a country that stray accounts stand in, and says how many', () => {
    const area = areaOf([...national, [7, 2], [8, 2]]);
    expect(area.regions.map(({ id }) => id)).toEqual(['Home']);
    expect(area.leftOut[0]).toEqual({ id: 'Next', name: 'Next', why: 'few-accounts', accounts: 2 });
    expect(areaOf([...national, [7, 2]], ['Next']).regions.map(({ id }) => id)).toEqual(['Home', 'Next']);
  });

  it('keeps a country with much potential, or where no country holds nearly all', () => {
    expect(areaOf([...national, [7, 2, 100]]).regions.map(({ id }) => id)).toEqual(['Home', 'Next']);
    expect(
      areaOf([
        [2, 2],
        [7, 2],
        [21, 177],
      ]).regions,
    ).toHaveLength(3);
    const half: Place[] = Array.from({ length: 995 }, (_, i) => [1 + 6 * (i % 2), 2]);
    expect(areaOf([...half, [21, 177]]).regions).toHaveLength(3);
  });

  it('has no land where no account has a place', () => {
    expect(
      areaOf([
        [Number.NaN, 2],
        [-60, -60],
      ]),
    ).toEqual({ regions: [], leftOut: [] });
  });
});
