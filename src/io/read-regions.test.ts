import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolutionOffers } from '../core/grid/propose-ground.ts';
import { regionsTouched } from '../core/grid/regions.ts';
import { studyAreaOf } from '../core/grid/study-area.ts';
import { regionsFromTopology } from './read-regions.ts';

const regions = regionsFromTopology(
  JSON.parse(readFileSync(new URL('../../public/geo/regions.json', import.meta.url), 'utf8')),
);
const namesAt = (lat: number, lng: number) => regionsTouched(regions, [lat], [lng]).map((region) => region.name);

describe('regionsFromTopology', () => {
  it('reads states of the USA and countries elsewhere', () => {
    expect(regions.filter((region) => region.kind === 'state')).toHaveLength(56);
    expect(regions.length).toBeGreaterThan(290);
    expect(regions.map((region) => region.name)).not.toContain('United States of America');
    expect(new Set(regions.map((region) => region.id)).size).toBe(regions.length);
    const broken = regions.filter(
      ({ polygons }) => polygons.length === 0 || polygons.flat().some((ring) => ring.length < 4),
    );
    expect(broken).toEqual([]);
  });

  it.each([
    ['Washington', 47.6, -122.33],
    ['District of Columbia', 38.9, -77.03],
    ['Germany', 52.5, 13.4],
    ['Fiji', -17.8, 178.1],
    ['Fiji', -16.78, -179.95],
    ['Russia', 66, -172],
    ['Antarctica', -89, 40],
    ['Alaska', 51.9, 179.4],
    ['Puerto Rico', 18.4, -66.1],
    ['Singapore', 1.3, 103.85],
    ['France', 43.25, 5.2],
  ])('finds %s at %f, %f', (name, lat, lng) => {
    expect(namesAt(lat, lng)).toEqual([name]);
  });

  it.each<[string, [number, number][], string[]]>([
    ['Alsace without Guiana and the Antilles', [[48.57, 7.75]], ['France without overseas']],
    ['Guiana itself', [[4.9, -52.3]], ['France without overseas']],
    ['both coasts of Fiji', [[-18.1, 178.4]], ['Fiji']],
    ['Russia across the antimeridian, Kaliningrad too', [[55.7, 37.6]], ['Russia']],
    ['the Aleutians of Alaska', [[61.2, -149.9]], ['Alaska']],
    ['all of Hawaii', [[21.3, -157.9]], ['Hawaii']],
    [
      'Guam beside the states',
      [
        [47.6, -122.3],
        [13.45, 144.8],
      ],
      ['Washington', 'Guam'],
    ],
    ['both halves of Malaysia', [[3.1, 101.7]], ['Malaysia']],
    ['Northern Ireland and Shetland', [[51.5, -0.1]], ['United Kingdom']],
    ['New Zealand without the Kermadecs', [[-36.85, 174.76]], ['New Zealand without overseas']],
    ['Spain without the Canaries', [[40.4, -3.7]], ['Spain without overseas']],
  ])('makes a study area: %s', (_, places, expected) => {
    const [lat, lng] = [0, 1].map((at) => places.map((place) => place[at]!));
    const area = studyAreaOf(regions, { lat: lat!, lng: lng!, potential: lat!.map(() => 1) });
    const far = new Set(area.leftOut.map(({ name }) => name));
    const names = area.regions.map(({ name }) => (far.has(name) ? `${name} without overseas` : name));
    expect(names.toSorted()).toEqual(expected.toSorted());
  });

  it('finds nothing on the high seas', () => {
    expect(namesAt(0, -30)).toEqual([]);
  });

  it('asks for whole states and resolution 6 on the sample of bank branches', () => {
    const csv = readFileSync(new URL('../../public/sample/us_fdic_branches_pnw_2023.csv', import.meta.url), 'utf8');
    const rows = csv
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').slice(-3).map(Number));
    const [potential, lat, lng] = [0, 1, 2].map((column) => rows.map((row) => row[column]!));
    const touched = regionsTouched(regions, lat!, lng!);
    expect(touched.map((region) => region.name).sort()).toEqual(['Idaho', 'Oregon', 'Washington']);
    const offers = resolutionOffers({ regions: touched, lat: lat!, lng: lng!, potential: potential! });
    const proposed = offers.find((offer) => offer.proposed)!;
    expect(proposed.resolution).toBe(6);
    expect(Math.abs(proposed.cells - 18_700)).toBeLessThan(100);
    expect(proposed.heaviestCellShare).toBeCloseTo(0.083, 2);
  });

  it('refuses what is no map of regions', () => {
    for (const wrong of [null, 7, {}, { arcs: [], objects: {} }, { arcs: [], objects: { regions: {} } }]) {
      expect(() => regionsFromTopology(wrong)).toThrow(TypeError);
    }
    const bare = {
      arcs: [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
      objects: { regions: { geometries: [{ type: 'Polygon', id: 7, arcs: [[0]] }, { type: null }] } },
    };
    expect(regionsFromTopology(bare)).toEqual([
      {
        id: '7',
        name: '7',
        kind: 'country',
        polygons: [
          [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        ],
      },
    ]);
  });
});
