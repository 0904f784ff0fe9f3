import { expect, it } from 'vitest';
import type { LooseMultiPolygon } from '../geometry/planar-polygons.ts';
import { createAreaShares } from './area-shares.ts';
import { buildGrid } from './build-grid.ts';
import { bufferCells, coverPoints } from './cover.ts';
import type { Grid } from './grid.ts';

const around = (lat: number, lng: number, resolution: number, km: number): Grid =>
  buildGrid(bufferCells([lat], [lng], resolution, km));
const box = (west: number, south: number, east: number, north: number): LooseMultiPolygon => [
  [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
];
const cellOutline = ({ corners, cornerOffsets }: Grid, cell: number): LooseMultiPolygon => {
  const ring: number[][] = [];
  for (let k = cornerOffsets[cell]!; k < cornerOffsets[cell + 1]!; k++)
    ring.push([corners[2 * k]!, corners[2 * k + 1]!]);
  return [[[...ring, ring[0]!]]];
};
/** Share of the area by counting points, with no geometry but H3's own. */
function counted(grid: Grid, inside: (lng: number, lat: number) => boolean, [w, s, e, n]: number[], steps: number) {
  const found = new Map<string, number>();
  let total = 0;
  for (let i = 0; i < steps; i++) {
    for (let j = 0; j < steps; j++) {
      const [lng, lat] = [w! + ((i + 0.5) / steps) * (e! - w!), s! + ((j + 0.5) / steps) * (n! - s!)];
      if (!inside(lng, lat)) continue;
      const weight = Math.cos((lat * Math.PI) / 180);
      const [cell] = coverPoints([lat], [lng], grid.resolution);
      found.set(cell!, (found.get(cell!) ?? 0) + weight);
      total += weight;
    }
  }
  return [...found.values()].map((weight) => weight / total).sort((a, b) => b - a);
}

it('an area in a cell is wholly in it, a cell is wholly in itself, whichever way it is wound', () => {
  const grid = around(47.6, -122.3, 6, 40);
  const sharesOf = createAreaShares(grid);
  const [lng, lat] = [grid.centers[0]!, grid.centers[1]!];
  expect(sharesOf(box(lng - 0.001, lat - 0.001, lng + 0.001, lat + 0.001))).toEqual({ cells: [0], shares: [1] });
  for (const outline of [
    cellOutline(grid, 5),
    cellOutline(grid, 5).map((rings) => rings.map((ring) => ring.toReversed())),
  ]) {
    const { cells, shares } = sharesOf(outline)!;
    expect(shares[cells.indexOf(5)]).toBeGreaterThan(0.999);
  }
  expect(sharesOf(box(10, 10, 11, 11))).toBeNull();
});

it('shares are those of points counted, with a hole, on land and across the antimeridian', () => {
  for (const lng of [-122.3, 179.95]) {
    const grid = around(47.6, lng, 6, 60);
    const sharesOf = createAreaShares(grid);
    const [w, s, e, n] = [lng - 0.3, 47.45, lng + 0.3, 47.75];
    const hole = box(lng - 0.1, 47.5, lng + 0.1, 47.7)[0]![0]!;
    const { shares } = sharesOf([[box(w, s, e, n)[0]![0]!, hole]])!;
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    const isIn = (x: number, y: number) => !(x > lng - 0.1 && x < lng + 0.1 && y > 47.5 && y < 47.7);
    const expected = counted(grid, isIn, [w, s, e, n], 150);
    const largest = shares.toSorted((a, b) => b - a);
    expected.slice(0, 20).forEach((share, i) => expect(Math.abs(largest[i]! - share)).toBeLessThan(0.002));
  }
});

it('two halves of an area lie over the cells as the whole does', () => {
  const grid = around(-18, 178.5, 5, 200);
  const sharesOf = createAreaShares(grid);
  const by = (polygons: LooseMultiPolygon) => {
    const { cells, shares } = sharesOf(polygons)!;
    return new Map(cells.map((cell, i) => [cell, shares[i]!]));
  };
  const whole = by([...box(177.6, -18.6, 178.2, -17.6), ...box(178.2, -18.6, 178.8, -17.6)]);
  const one = by(box(177.6, -18.6, 178.8, -17.6));
  for (const [cell, share] of one) expect(whole.get(cell)).toBeCloseTo(share, 9);
});
