import { distance } from 'geokdbush';
import { describe, expect, it } from 'vitest';
import { legMinutes } from './leg-minutes.ts';
import { defaultWorkloadModel, tiersOf, travelMinutes } from './workload-model.ts';

function places(count: number): { lat: Float64Array; lng: Float64Array } {
  const lat = new Float64Array(count);
  const lng = new Float64Array(count);
  let state = 42;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < count; i++) {
    lat[i] = 45 + random() * 2;
    lng[i] = -123 + random() * 3;
  }
  return { lat, lng };
}

describe('the workload model', () => {
  it('puts about 2, 38 and 60% of the accounts into tiers', () => {
    const potential = Float64Array.from({ length: 1000 }, (_, i) => i * 7);
    const model = defaultWorkloadModel(potential, 12);
    const counts = [0, 0, 0];
    for (const tier of tiersOf(model, potential)) counts[tier]! += 1;
    expect(counts[0]).toBeGreaterThan(10);
    expect(counts[0]).toBeLessThan(30);
    expect(counts[1]).toBeGreaterThan(350);
    expect(counts[2]).toBeGreaterThan(570);
    expect(model.tiers.map(({ visitsPerYear, minutesPerVisit }) => [visitsPerYear, minutesPerVisit])).toEqual([
      [52, 90],
      [6, 60],
      [2, 30],
    ]);
  });

  it('copes with potential that is all zero, blank or missing', () => {
    const model = defaultWorkloadModel([0, Number.NaN, 0], 3);
    expect([...tiersOf(model, [0, Number.NaN, 0])]).toEqual([0, 2, 0]);
    expect(defaultWorkloadModel([], 3).tiers).toHaveLength(3);
  });

  it('takes legs at two speeds, without a jump between them', () => {
    const model = defaultWorkloadModel([], 1);
    const edge = model.urbanLegKm / model.detourFactor;
    expect(legMinutes(model, edge)).toBeCloseTo((model.urbanLegKm / model.urbanSpeedKmh) * 60, 9);
    expect(legMinutes(model, edge + 1e-6) - legMinutes(model, edge)).toBeLessThan(1e-4);
    expect(legMinutes(model, 0)).toBe(0);
  });

  it('adds a leg among the nearest accounts/K accounts and a leg to the nearest', () => {
    const { lat, lng } = places(90);
    const model = defaultWorkloadModel([], 9);
    const travel = travelMinutes(model, lat, lng);
    for (const i of [0, 17, 89]) {
      const kilometres = Array.from(lat, (_, j) => distance(lng[i]!, lat[i]!, lng[j]!, lat[j]!)).sort((a, b) => a - b);
      const mean = kilometres.slice(0, 10).reduce((sum, km) => sum + km, 0) / 10;
      const expected = 0.4 * legMinutes(model, mean) + 0.8 * legMinutes(model, kilometres[1]!);
      expect(travel[i]).toBeCloseTo(expected, 6);
    }
  });

  it('gives unplaced accounts the mean of the others, and one account alone none', () => {
    const model = defaultWorkloadModel([], 1);
    const travel = travelMinutes(model, [47, 47.5, Number.NaN], [-122, -122, Number.NaN]);
    expect(travel[2]).toBeCloseTo((travel[0]! + travel[1]!) / 2, 9);
    expect([...travelMinutes(model, [47], [-122])]).toEqual([0]);
    expect([...travelMinutes(model, [Number.NaN], [Number.NaN])]).toEqual([0]);
  });

  it('estimates from a sample where accounts are many, close to the exact figure', () => {
    const { lat, lng } = places(3000);
    const model = defaultWorkloadModel([], 2);
    const sampled = travelMinutes(model, lat, lng);
    expect(travelMinutes(model, lat, lng)).toEqual(sampled);
    const exact = travelMinutes({ ...model, territories: 2 }, lat.subarray(0, 1200), lng.subarray(0, 1200));
    const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    // 1,200 of the same places: half of them lie as far apart as half of 3,000 do, nearest ones 1.6 times as far.
    expect(mean(sampled) / mean(exact)).toBeGreaterThan(0.85);
    expect(mean(sampled) / mean(exact)).toBeLessThan(1.1);
  }, 60_000);
});
