/** Fill, Split, Barrier and the watch over contiguity, on a square grid that one can draw on paper. */
import { expect, test } from 'vitest';
import type { Csr } from '../grid/grid.ts';
import { edgesCrossed } from './edges-crossed.ts';
import { sameOwnerPatch } from './same-owner-patch.ts';
import { severedBy } from './severed.ts';
import { splitByLine } from './split-by-line.ts';

const WIDTH = 6;
const HEIGHT = 5;

/** Cell (x, y) is y * WIDTH + x, its centre lies at x, y degrees. */
function squares(): { grid: { count: number; centers: Float64Array }; graph: Csr } {
  const count = WIDTH * HEIGHT;
  const offsets = [0];
  const targets: number[] = [];
  const centers: number[] = [];
  for (let cell = 0; cell < count; cell++) {
    const [x, y] = [cell % WIDTH, Math.floor(cell / WIDTH)];
    centers.push(x, y);
    if (x > 0) targets.push(cell - 1);
    if (x + 1 < WIDTH) targets.push(cell + 1);
    if (y > 0) targets.push(cell - WIDTH);
    if (y + 1 < HEIGHT) targets.push(cell + WIDTH);
    offsets.push(targets.length);
  }
  const graph = { offsets: Uint32Array.from(offsets), targets: Uint32Array.from(targets) };
  return { grid: { count, centers: Float64Array.from(centers) }, graph };
}

/** Owners as drawn, the first row at the bottom: digits are codes. */
const drawn = (rows: readonly string[]) => Uint16Array.from(rows.join(''), Number);
const at = (x: number, y: number) => y * WIDTH + x;
const { grid, graph } = squares();

test('fill takes the connected patch of one owner, and a whole gap', () => {
  const owners = drawn(['110011', '110011', '110011', '220011', '220022']);
  expect([...sameOwnerPatch(graph, owners, at(0, 0))]).toHaveLength(6);
  expect([...sameOwnerPatch(graph, owners, at(5, 0))]).toHaveLength(8);
  expect([...sameOwnerPatch(graph, owners, at(2, 2))]).toHaveLength(10);
  expect([...sameOwnerPatch(graph, owners, at(0, 3))]).toHaveLength(4);
  expect([...sameOwnerPatch(graph, owners, -1)]).toEqual([]);
});

test('a line crosses the edges that it runs between, and there and back cuts nothing', () => {
  const wall = edgesCrossed(grid, graph, [
    [2.5, -1],
    [2.5, 9],
  ]);
  expect(wall).toEqual([0, 1, 2, 3, 4].map((y) => ({ a: at(2, y), b: at(3, y) })));
  const back = edgesCrossed(grid, graph, [
    [2.3, 1.8],
    [2.4, 2.2],
    [2.6, 1.8],
  ]);
  expect(back).toEqual([]);
  expect(edgesCrossed(grid, graph, [[2, 2]])).toEqual([]);
  // Over the antimeridian the same line is drawn a turn further on.
  const turned = edgesCrossed(grid, graph, [
    [362.5, -1],
    [362.5, 9],
  ]);
  expect(turned).toEqual(wall);
});

test('a split deals the pieces by side; the larger side stays', () => {
  const owners = drawn(['111111', '111111', '111111', '111111', '222222']);
  const split = splitByLine(grid, graph, owners, 1, [
    [1.5, -1],
    [1.5, 9],
  ]);
  expect([...split.leaving]).toEqual([0, 1, 6, 7, 12, 13, 18, 19]);
  expect(split).toMatchObject({ piecesKept: 1, piecesLeaving: 1 });
  const short = splitByLine(grid, graph, owners, 1, [
    [1.5, -1],
    [1.5, 2],
  ]);
  expect([...short.leaving]).toEqual([]);
});

test('a line round the middle leaves two pieces on one side, and says so', () => {
  const owners = new Uint16Array(grid.count).fill(1);
  const split = splitByLine(grid, graph, owners, 1, [
    [1.5, 9],
    [1.5, -1],
    [4.5, -1],
    [4.5, 9],
  ]);
  expect(split.piecesKept + split.piecesLeaving).toBe(3);
  expect(split.leaving.length === 10 || split.leaving.length === 15).toBe(true);
});

test('a stroke through a territory severs the smaller part; what was apart already is not counted', () => {
  const before = drawn(['111111', '111111', '111111', '222222', '221222']);
  const cells = [at(1, 0), at(1, 1), at(1, 2)];
  const owners = before.slice();
  for (const cell of cells) owners[cell] = 2;
  const severed = severedBy(graph, owners, { cells, before: [1, 1, 1] }, 2);
  expect([...severed.cells]).toEqual([at(0, 0), at(0, 1), at(0, 2)]);
  expect([...severed.apart]).toEqual([]);
});

test('cells given far from a territory stand apart from it; a new one starts with one piece', () => {
  const owners = drawn(['111111', '131111', '111111', '222222', '222222']);
  owners[at(4, 0)] = 2;
  const far = severedBy(graph, owners, { cells: [at(4, 0)], before: [1] }, 2);
  expect([...far.apart]).toEqual([at(4, 0)]);
  const fresh = severedBy(graph, owners, { cells: [at(1, 1)], before: [1] }, 3);
  expect([...fresh.apart]).toEqual([]);
});
