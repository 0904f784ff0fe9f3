import { gridDisk, latLngToCell } from 'h3-js';
import { expect, it } from 'vitest';
import { seededOwners, seededRandom } from '../../../tests/property/small-project.ts';
import { buildGrid } from '../grid/build-grid.ts';
import { outlineOf } from './outline.ts';
import { toRfc7946 } from './rfc7946.ts';
import { type MultiPolygon, signedArea } from './ring.ts';
import { straightBorders, straighteningKm } from './straighten.ts';

const grid = buildGrid(gridDisk(latLngToCell(47.6, -122.3, 6), 14));
const areasOf = (owners: Uint16Array, count: number): MultiPolygon[] =>
  Array.from({ length: count }, (_, i) => {
    const { type, coordinates } = toRfc7946(outlineOf(grid, owners, i + 1));
    return type === 'Polygon' ? [coordinates] : coordinates;
  });
const size = (area: MultiPolygon) => area.flat().reduce((sum, ring) => sum + signedArea(ring), 0);
const edgesOf = (areas: readonly MultiPolygon[]) => {
  const edges = new Map<string, number>();
  for (const ring of areas.flat(2)) {
    ring.slice(1).forEach((to, i) => {
      const key = [ring[i]!.map((n) => n.toFixed(5)).join(), to.map((n) => n.toFixed(5)).join()].sort().join(' ');
      edges.set(key, (edges.get(key) ?? 0) + 1);
    });
  }
  return edges;
};

it('borders within the whole are in two areas still, whatever the plan', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const owners = seededOwners(grid, 7, seededRandom(seed));
    const exact = areasOf(owners, 7);
    const straight = straightBorders(exact, straighteningKm(grid.areasKm2));
    const edges = edgesOf(straight);
    expect([...edges.values()].every((times) => times <= 2)).toBe(true);
    expect(edges.size).toBeLessThan(0.7 * edgesOf(exact).size);
    // No gap and no overlap: what is in one area alone runs along the rim of the whole.
    const rim = new Set(
      [...edgesOf(areasOf(new Uint16Array(grid.count).fill(1), 1)).keys()].flatMap((key) => key.split(' ')),
    );
    for (const [key, times] of edges) if (times === 1) expect(key.split(' ').every((end) => rim.has(end))).toBe(true);
    straight.forEach((area, i) => expect(Math.abs(size(area) / size(exact[i]!) - 1)).toBeLessThan(0.2));
  }
});

it('an island of one cell and a hole of one cell stay what they are to both sides', () => {
  const owners = new Uint16Array(grid.count).fill(1);
  const middle = Math.floor(grid.count / 2);
  owners[middle] = 2;
  const [around, island] = straightBorders(areasOf(owners, 2), straighteningKm(grid.areasKm2));
  const places = (ring: readonly (readonly number[])[]) =>
    ring
      .slice(1)
      .map(([x, y]) => `${x!.toFixed(5)} ${y!.toFixed(5)}`)
      .sort();
  expect(island![0]![0]!.length).toBeGreaterThan(3);
  expect(places(around![0]![1]!)).toEqual(places(island![0]![0]!));
});
