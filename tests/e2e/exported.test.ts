import { gridDisk, latLngToCell } from 'h3-js';
import { describe, expect, it } from 'vitest';
import {
  accountsComplaints,
  bridgesOf,
  cellsComplaints,
  geojsonComplaints,
  ownershipComplaints,
  readTable,
  sumsComplaints,
  type TerritoryFile,
} from './exported.ts';

const centre = latLngToCell(47.6, -122.3, 6);
const disk = gridDisk(centre, 2);
const far = latLngToCell(47.6, -110.3, 6);
const cellsCsv = (rows: readonly string[]) => readTable(`h3,territory_id\n${rows.join('\n')}\n`);
const file = (coordinates: unknown, potential = 5): TerritoryFile => ({
  type: 'FeatureCollection',
  hexwright: { totals: { potential: { total: 5, unassigned: 0, unplaced: 0 } } },
  features: [
    {
      id: 'A',
      properties: { territory_id: 'A', cells: 1, accounts: 2, potential },
      geometry: { type: 'Polygon', coordinates },
    },
  ],
});
const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
];
const ours = 'hexwright_territory_id,hexwright_territory_name,hexwright_h3,hexwright_override';
const accounts = readTable(`id,v,${ours}\n01,2,A,A,${centre},false\n02,3,A,A,${centre},false\n`);

describe('the independent reading', () => {
  it('accepts what is right', () => {
    const cells = cellsCsv([...disk.map((h3) => `${h3},A`), `${far},A`]);
    expect(cellsComplaints(cells)).toEqual([]);
    expect(geojsonComplaints(file([ring]))).toEqual([]);
    expect(accountsComplaints(readTable('id,v\n01,2\n02,3\n'), accounts)).toEqual([]);
    expect(sumsComplaints(file([ring]), accounts, (row) => Number(row[1]))).toEqual([]);
    expect(ownershipComplaints(accounts, cells)).toEqual([]);
  });

  it('fires on a territory in two pieces on one island', () => {
    const ringCells = disk.filter((h3) => !gridDisk(centre, 1).includes(h3));
    const inner = gridDisk(centre, 1).filter((h3) => h3 !== centre);
    const rows = [`${centre},A`, ...inner.map((h3) => `${h3},B`), ...ringCells.map((h3) => `${h3},A`)];
    expect(cellsComplaints(cellsCsv(rows))).toEqual(['A is in 2 pieces']);
  });

  it('joins islands by one bridge each, the closest pair of cells', () => {
    const [near, beyond] = [latLngToCell(47.6, -121.3, 6), latLngToCell(47.6, -120.3, 6)];
    const all = new Set([...disk, near, beyond]);
    const bridges = bridgesOf(all);
    expect(bridges.get(beyond)).toEqual([near]);
    const shore = bridges.get(near)!.find((cell) => disk.includes(cell))!;
    const rows = (own: ReadonlySet<string>) => cellsCsv([...all].map((h3) => `${h3},${own.has(h3) ? 'A' : 'B'}`));
    expect(cellsComplaints(rows(new Set([near, beyond, shore])))).not.toContain('A is in 2 pieces');
    expect(cellsComplaints(rows(new Set([near, beyond, centre])))).toContain('A is in 2 pieces');
    expect(cellsComplaints(rows(new Set([shore, beyond])))).toContain('A is in 2 pieces');
  });

  it('fires on a cell listed twice and on what is no cell', () => {
    expect(cellsComplaints(cellsCsv([`${centre},A`, `${centre},A`]))).toHaveLength(1);
    expect(cellsComplaints(cellsCsv(['hello,A']))).not.toEqual([]);
  });

  it('fires on open and left-hand rings and on a missing shape', () => {
    expect(geojsonComplaints(file([ring.slice(0, 3)]))).toHaveLength(1);
    expect(geojsonComplaints(file([[...ring.slice(0, 3), [0, 1]]]))).toEqual(['A: a ring is not closed']);
    expect(geojsonComplaints(file([ring.toReversed()]))).toEqual(['A: an outer ring runs clockwise']);
    expect(geojsonComplaints(file([ring, ring]))).toEqual(['A: a hole runs counter-clockwise']);
    expect(geojsonComplaints(file([]))).toEqual(['A lacks its shape']);
  });

  it('fires on an account lost, changed or summed wrongly', () => {
    expect(accountsComplaints(readTable('id,v\n01,2\n02,3\n03,4\n'), accounts)).toHaveLength(2);
    expect(accountsComplaints(readTable('id,v\n1,2\n02,3\n'), accounts)).toHaveLength(1);
    expect(sumsComplaints(file([ring], 5.1), accounts, (row) => Number(row[1]))).toHaveLength(1);
  });

  it('fires on an account that is neither in its cell’s territory nor overridden', () => {
    expect(ownershipComplaints(accounts, cellsCsv([`${centre},B`]))).toHaveLength(2);
    expect(ownershipComplaints(accounts, cellsCsv([`${far},A`]))).toHaveLength(2);
  });
});
