import { gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import { buildGrid } from '../grid/build-grid.ts';
import { cellAt } from '../grid/cell-at.ts';
import { territoryComponents } from '../grid/components.ts';
import { joinIslands } from './join-islands.ts';

const grid = buildGrid(gridDisk(latLngToCell(47.6, -122.3, 6), 8));
const graph = grid.adjacency;
const east = (cell: number) => grid.centers[2 * cell]! > -122.3;
/** West is 1, east is 2. */
const halves = Uint16Array.from({ length: grid.count }, (_, cell) => (east(cell) ? 2 : 1));
const free = () => true;
const even = new Float64Array(grid.count).fill(1);
const piecesOf = (owners: Uint16Array) => [...territoryComponents(graph, owners).pieces];
const around = (cell: number) => [cell, ...graph.targets.slice(graph.offsets[cell], graph.offsets[cell + 1])];
const deep = cellAt(grid, 47.6, -121.9);
const nearBorder = cellAt(grid, 47.6, -122.18);

describe('islands of a plan', () => {
  it('a scrap deep in another territory is handed to it', () => {
    const owners = halves.slice();
    owners[deep] = 1;
    const joined = joinIslands({ graph, owners, codes: [1], cost: even, mayMove: free });
    expect(joined.owners).toEqual(halves);
    expect(joined.inPieces).toEqual([]);
    expect(owners[deep]).toBe(1);
  });

  it('one that is worth more than the way to it is joined along the cheapest way', () => {
    const owners = halves.slice();
    const island = around(deep);
    const cost = even.slice();
    for (const cell of island) {
      owners[cell] = 1;
      cost[cell] = 50;
    }
    // A dear cell in the straight way: it is passed by.
    cost[nearBorder] = 1000;
    const { owners: after, inPieces } = joinIslands({ graph, owners, codes: [1], cost, mayMove: free });
    expect(inPieces).toEqual([]);
    expect(piecesOf(after).slice(1)).toEqual([1, 1]);
    for (const cell of island) expect(after[cell]).toBe(1);
    expect(after[nearBorder]).toBe(2);
    const moved = owners.filter((owner, cell) => after[cell] !== owner).length;
    expect(moved).toBeGreaterThan(0);
    expect(moved).toBeLessThan(12);
  });

  it('never tears another territory: it goes round, and is handed over where there is no way', () => {
    // A belt of 3 between 1 and its island: any way through would cut it in two.
    const owners = halves.map((owner, cell) => (owner === 2 && grid.centers[2 * cell]! < -122.1 ? 3 : owner));
    const belt = owners.slice();
    const island = [...owners.keys()].filter((cell) => owners[cell] === 2 && grid.centers[2 * cell]! < -122.0);
    for (const cell of island) owners[cell] = 1;
    const cost = even.slice();
    for (const cell of island) cost[cell] = 3;
    const whole = [1, 1, 1];
    // Along the rim it goes round.
    const round = joinIslands({ graph, owners, codes: [1], cost, mayMove: free }).owners;
    expect(piecesOf(round).slice(1)).toEqual(whole);
    for (const cell of island) expect(round[cell]).toBe(1);
    // Where the belt is locked there is no way.
    const mayMove = (cell: number) => belt[cell] !== 3;
    const handed = joinIslands({ graph, owners, codes: [1], cost, mayMove }).owners;
    expect(piecesOf(handed).slice(1)).toEqual(whole);
    for (const cell of island) expect([2, 3]).toContain(handed[cell]);
  });

  it('land of nobody is a way; locks are none', () => {
    const owners = halves.slice();
    owners[deep] = 1;
    const all = joinIslands({ graph, owners, codes: [1], cost: even, mayMove: () => false });
    expect(all.owners).toEqual(owners);
    expect(all.inPieces).toEqual([1]);
    for (const cell of owners.keys()) if (east(cell) && owners[cell] === 2) owners[cell] = 0;
    const { owners: after } = joinIslands({ graph, owners, codes: [1], cost: even, mayMove: (_, from) => from === 0 });
    expect(piecesOf(after)[1]).toBe(1);
    expect(after[deep]).toBe(1);
  });
});
