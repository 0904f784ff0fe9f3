import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { resolutionOffers } from './propose-ground.ts';
import { type Region, regionsTouched } from './regions.ts';

/** Squares of ten degrees: A and B share a border, C lies across the antimeridian with a hole, D is far away. */
function square(id: string, west: number, south: number, hole?: [west: number, south: number, size: number]): Region {
  const ring = (w: number, s: number, size: number) => [
    [w, s],
    [w, s + size],
    [w + size, s + size],
    [w + size, s],
    [w, s],
  ];
  const polygon = [ring(west, south, 10), ...(hole ? [ring(...hole)] : [])];
  return { id, name: id, kind: id === 'A' ? 'state' : 'country', polygons: [polygon] };
}
const REGIONS = [square('A', 0, 0), square('B', 10, 0), square('C', 175, 0, [178, 3, 4]), square('D', 50, 50)];
const touched = (places: [lat: number, lng: number][]) =>
  regionsTouched(
    REGIONS,
    places.map(([lat]) => lat),
    places.map(([, lng]) => lng),
  ).map((region) => region.id);

describe('regionsTouched', () => {
  it('names the regions that hold a place, in their own order', () => {
    expect(
      touched([
        [5, 15],
        [5, 5],
        [5, 6],
      ]),
    ).toEqual(['A', 'B']);
    expect(
      touched([
        [1, 179],
        [1, -179],
      ]),
    ).toEqual(['C']);
    expect(touched([])).toEqual([]);
    expect(
      touched([
        [Number.NaN, 5],
        [5, Number.NaN],
      ]),
    ).toEqual([]);
  });

  it('counts a place in the sea for the nearest region within 50 km, across the antimeridian too', () => {
    expect(touched([[-0.4, 5]])).toEqual(['A']);
    expect(touched([[-0.5, 5]])).toEqual([]);
    expect(touched([[-0.1, 10.05]])).toEqual(['B']);
    expect(touched([[5, -174.8]])).toEqual(['C']);
    expect(touched([[5, 178.2]])).toEqual(['C']);
    expect(touched([[5, 180]])).toEqual([]);
    expect(touched([[60.3, 55]])).toEqual(['D']);
  });

  it('finds the same regions whatever the order of the places', () => {
    const place = fc.tuple(fc.double({ min: -2, max: 12, noNaN: true }), fc.double({ min: -5, max: 25, noNaN: true }));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 20 }), (places) => {
        const each = new Set(places.flatMap((one) => touched([one])));
        expect(new Set(touched(places))).toEqual(each);
        expect(touched(places.toReversed())).toEqual(touched(places));
      }),
      { numRuns: 100 },
    );
  });
});

describe('resolutionOffers', () => {
  const lat = [5.1, 5.1001, 5.9, 2];
  const lng = [5.1, 5.1001, 5.2, 3];
  const potential = [6, 1, 2, 1];

  it('proposes the resolution with about 20,000 cells', () => {
    const offers = resolutionOffers({ regions: REGIONS.slice(0, 2), lat, lng, potential });
    expect(offers.filter((offer) => offer.proposed)).toHaveLength(1);
    const proposed = offers.find((offer) => offer.proposed)!;
    expect(proposed.resolution).toBe(5);
    expect(proposed.cells).toBeGreaterThan(8_000);
    expect(proposed.heaviestCellShare).toBeCloseTo(0.7, 9);
    expect(offers.map((offer) => offer.resolution)).toEqual([3, 4, 5, 6, 7]);
    expect(offers.every((offer) => offer.overrideShare === 0)).toBe(true);
  });

  it('goes finer for the sake of the alignment in force, while cells stay in the tens of thousands', () => {
    const regions = [...REGIONS.slice(0, 2), square('E', 20, 0, [21, 1, 8])];
    const far = Float64Array.from({ length: 50 }, (_, i) => 2 + i / 10);
    const places = { lat: far, lng: far.map((x) => 12 - x), potential: new Float64Array(50).fill(1) };
    const plain = resolutionOffers({ regions, ...places }).find((offer) => offer.proposed)!;
    const split = { lat: [5.1, 5.1], lng: [5.1, 5.13], potential: [3, 1] };
    expect(plain.resolution).toBe(5);
    const same = latLngToCell(5.1, 5.1, 5) === latLngToCell(5.1, 5.13, 5);
    const finer = latLngToCell(5.1, 5.1, 6) === latLngToCell(5.1, 5.13, 6);
    expect([same, finer]).toEqual([true, false]);
    const offers = resolutionOffers({ regions, ...split, territoryCodes: Uint16Array.of(1, 2) });
    expect(offers.find((offer) => offer.proposed)!.resolution).toBe(6);
    expect(offers.find((offer) => offer.resolution === 5)!.overrideShare).toBe(0.5);
    const without = resolutionOffers({ regions, ...split, territoryCodes: Uint16Array.of(1, 0) });
    expect(without.every((offer) => offer.overrideShare === 0)).toBe(true);
  });

  it('counts the cells of a buffer, and of accounts that stand outside every region', () => {
    const offers = resolutionOffers({ bufferKm: 40, lat, lng, potential });
    expect(offers.filter((offer) => offer.proposed)).toHaveLength(1);
    expect(offers.map((offer) => offer.cells)).toEqual(offers.map((offer) => offer.cells).sort((a, b) => a - b));
    const lonely = resolutionOffers({ regions: [], lat: [0], lng: [-30], potential: [0] });
    expect(lonely[0]).toEqual({ resolution: 3, cells: 1, heaviestCellShare: 0, overrideShare: 0, proposed: true });
    expect(lonely.filter((offer) => offer.proposed)).toHaveLength(1);
  });
});
