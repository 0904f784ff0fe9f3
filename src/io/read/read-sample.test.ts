import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultChoices } from '../../core/data/default-choices.ts';
import { guessColumns } from '../../core/data/guess-roles.ts';
import { makeDataset } from '../../core/data/make-accounts.ts';
import { groundOfGrid } from '../../core/data/ground-of-grid.ts';
import { makeGround } from '../../core/data/make-ground.ts';
import { buildGrid } from '../../core/grid/build-grid.ts';
import { territoryComponents } from '../../core/grid/components.ts';
import { linkCells } from '../../core/grid/link-cells.ts';
import { regionsFromTopology } from '../read-regions.ts';
import { parseSample, sampleCells, sampleOwners, sampleTerritories } from './read-sample.ts';
import { readSource } from './read-source.ts';

const CSV = 'us_fdic_branches_pnw_2023.csv';
const path = (name: string) => new URL(`../../../public/${name}`, import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(path(name), 'utf8'));

async function sampleDataset() {
  const { table } = await readSource(CSV, new Uint8Array(readFileSync(path(`sample/${CSV}`))));
  return makeDataset(table, defaultChoices(table, guessColumns(table), 12)).dataset;
}

describe('the sample', () => {
  const document = parseSample(json('sample/today.json'));
  const grid = buildGrid(sampleCells(document));

  it('covers exactly the ground that an import of the same file proposes', async () => {
    const regions = regionsFromTopology(json('geo/regions.json'));
    const choice = { area: 'regions', bufferKm: 0, resolution: 6 } as const;
    const { ground } = makeGround(await sampleDataset(), regions, choice);
    expect(ground.grid.hash).toBe(grid.hash);
    expect(grid.count).toBeGreaterThan(18_000);
  }, 60_000);

  it('has twelve whole territories that own every cell, unbalanced but not absurd', async () => {
    const { ground } = groundOfGrid(grid, await sampleDataset(), 0, () => 0);
    const owners = sampleOwners(document, grid);
    expect(owners.includes(0)).toBe(false);
    const { pieces } = territoryComponents(linkCells(grid.adjacency, ground.bridges, []), owners);
    const territories = sampleTerritories(document);
    expect(territories.map(({ code }) => pieces[code])).toEqual(Array.from({ length: 12 }, () => 1));
    const loads = new Float64Array(13);
    ground.demand.cellValues[0]?.forEach((value, cell) => {
      loads[owners[cell]!]! += value;
    });
    const deviations = [...loads.slice(1)].map((load) => (load * 12) / 357_996_026 - 1);
    expect(deviations.reduce((sum, deviation) => sum + deviation, 0)).toBeCloseTo(0, 9);
    expect(deviations.filter((deviation) => Math.abs(deviation) <= 0.15)).toHaveLength(8);
    expect(Math.max(...deviations.map(Math.abs))).toBeLessThan(0.45);
  }, 60_000);

  it('refuses another grid', () => {
    expect(() => sampleOwners({ ...document, gridHash: 'x' }, grid)).toThrow('another grid');
    expect(() => parseSample({ runs: 'x' })).toThrow('cannot be read');
  });
});
