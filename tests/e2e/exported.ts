/**
 * Reads what Hexwright exports with nothing of Hexwright: papaparse, JSON and h3-js only. Every check returns
 * complaints, so that a failing test says all that is wrong.
 */
import { cellToLatLng, gridDisk, isValidCell } from 'h3-js';
import Papa from 'papaparse';

export interface Table {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface Feature {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

export interface TerritoryFile {
  readonly type: string;
  readonly features: readonly Feature[];
  readonly hexwright: {
    readonly totals: Readonly<Record<string, { total: number; unassigned: number; unplaced: number }>>;
    readonly attribution?: unknown;
  };
}

export function readTable(text: string): Table {
  const { data, errors } = Papa.parse<string[]>(text, { skipEmptyLines: true, delimiter: ',' });
  if (errors.length > 0) throw new Error(`${errors[0]?.message} in record ${errors[0]?.row}`);
  const [fields = [], ...rows] = data;
  return { fields, rows };
}

export function column(table: Table, name: string): string[] {
  const at = table.fields.indexOf(name);
  if (at < 0) throw new Error(`There is no column ${name} among ${table.fields.join(', ')}`);
  return table.rows.map((row) => row[at] ?? '');
}

/** Columns that came in, each account once and in order, unchanged; then ours. */
export function accountsComplaints(input: Table, accounts: Table): string[] {
  const ours = ['hexwright_territory_id', 'hexwright_territory_name', 'hexwright_h3', 'hexwright_override'];
  const expected = [...input.fields, ...ours].join(',');
  const complaints: string[] = [];
  if (accounts.fields.join(',') !== expected) complaints.push(`columns are ${accounts.fields.join(',')}`);
  if (accounts.rows.length !== input.rows.length) {
    complaints.push(`${accounts.rows.length} accounts, ${input.rows.length} came in`);
  }
  const differing = input.rows.filter((row, at) => row.some((value, field) => accounts.rows[at]?.[field] !== value));
  if (differing.length > 0)
    complaints.push(`${differing.length} accounts changed, the first is ${differing[0]?.join(',')}`);
  return complaints;
}

export function cellsOfTerritories(cells: Table): Map<string, Set<string>> {
  const owners = column(cells, 'territory_id');
  const result = new Map<string, Set<string>>();
  column(cells, 'h3').forEach((h3, at) => {
    const owner = owners[at] ?? '';
    result.set(owner, (result.get(owner) ?? new Set()).add(h3));
  });
  return result;
}

type Bridges = ReadonlyMap<string, readonly string[]>;

/** Pieces of a set of cells, joined over edges and, where both ends are in the set, over bridges. */
export function piecesOf(cells: ReadonlySet<string>, bridges: Bridges = new Map()): string[][] {
  const left = new Set(cells);
  const pieces: string[][] = [];
  for (const start of cells) {
    if (!left.delete(start)) continue;
    const piece = [start];
    for (const cell of piece) {
      for (const next of [...gridDisk(cell, 1), ...(bridges.get(cell) ?? [])]) if (left.delete(next)) piece.push(next);
    }
    pieces.push(piece);
  }
  return pieces;
}

/** Point of the unit sphere at a cell's centre. */
function vectorOf(cell: string): readonly [number, number, number] {
  const [lat, lng] = cellToLatLng(cell).map((degrees) => (degrees * Math.PI) / 180) as [number, number];
  return [Math.cos(lat) * Math.cos(lng), Math.cos(lat) * Math.sin(lng), Math.sin(lat)];
}

/**
 * The rule of bridges, written anew from its words: from the largest island on, each next smaller one is joined to those
 * before it by its closest pair of cells.
 */
export function bridgesOf(cells: ReadonlySet<string>): Bridges {
  const [mainland = [], ...islands] = piecesOf(cells).sort((a, b) => b.length - a.length);
  const joined = mainland.map((cell) => ({ cell, at: vectorOf(cell) }));
  const bridges = new Map<string, string[]>();
  for (const island of islands) {
    let best = { from: '', to: '', squared: Number.POSITIVE_INFINITY };
    const added = island.map((cell) => ({ cell, at: vectorOf(cell) }));
    for (const { cell: from, at: a } of added) {
      for (const { cell: to, at: b } of joined) {
        const squared = (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
        if (squared < best.squared) best = { from, to, squared };
      }
    }
    bridges.set(best.from, [...(bridges.get(best.from) ?? []), best.to]);
    bridges.set(best.to, [...(bridges.get(best.to) ?? []), best.from]);
    joined.push(...added);
  }
  return bridges;
}

/** Cells that are each there once, and territories in one piece over edges and bridges. */
export function cellsComplaints(cells: Table): string[] {
  const ids = column(cells, 'h3');
  const complaints: string[] = [];
  if (new Set(ids).size !== ids.length) complaints.push('a cell is listed twice');
  const wrong = ids.find((h3) => !isValidCell(h3) || h3 !== h3.toLowerCase());
  if (wrong !== undefined) return [...complaints, `${wrong} is no H3 cell in lower case`];
  const bridges = bridgesOf(new Set(ids));
  for (const [territory, own] of cellsOfTerritories(cells)) {
    if (territory === '') continue;
    const pieces = piecesOf(own, bridges);
    if (pieces.length > 1) complaints.push(`${territory} is in ${pieces.length} pieces`);
  }
  return complaints;
}

type Ring = readonly (readonly [number, number])[];

/** Twice the signed area in square degrees: positive = counter-clockwise. */
const turn = (ring: Ring) =>
  ring.slice(1).reduce((sum, [x, y], at) => {
    const [beforeX, beforeY] = ring[at] ?? [x, y];
    return sum + (beforeX * y - x * beforeY);
  }, 0);

function ringComplaint(ring: Ring, isHole: boolean): string | null {
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 4) return `a ring has ${ring.length} positions`;
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) return 'a ring is not closed';
  if (turn(ring) > 0 === isHole) return isHole ? 'a hole runs counter-clockwise' : 'an outer ring runs clockwise';
  if (ring.some(([lng, lat]) => Math.abs(lng) > 180 || Math.abs(lat) > 90)) return 'a position is not on the globe';
  return null;
}

function polygonsOf({ geometry }: Feature): readonly (readonly Ring[])[] {
  const { type, coordinates } = geometry ?? {};
  const polygons = type === 'Polygon' ? [coordinates as readonly Ring[]] : coordinates;
  return ((polygons ?? []) as readonly (readonly Ring[])[]).filter((rings) => rings.length > 0);
}

/** Rings closed and right-hand, ids unique and those of the properties, shapes where there are cells. */
export function geojsonComplaints(file: TerritoryFile): string[] {
  const complaints: string[] = [];
  if (file.type !== 'FeatureCollection') complaints.push(`type is ${file.type}`);
  if (new Set(file.features.map((feature) => feature.id)).size !== file.features.length) complaints.push('ids repeat');
  for (const feature of file.features) {
    if (feature.id !== feature.properties['territory_id']) complaints.push(`${feature.id} is not its territory_id`);
    const polygons = polygonsOf(feature);
    if (Number(feature.properties['cells']) > 0 !== polygons.length > 0)
      complaints.push(`${feature.id} lacks its shape`);
    for (const polygon of polygons) {
      polygon.forEach((ring, at) => {
        const found = ringComplaint(ring, at > 0);
        if (found) complaints.push(`${feature.id}: ${found}`);
      });
    }
  }
  return complaints;
}

const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b));

/**
 * Potential of each territory in the GeoJSON against the sum over its accounts in the CSV, and all of it against the
 * input's own sum.
 * @param potentialOf potential of a row of the accounts CSV, in the unit of the GeoJSON
 */
export function sumsComplaints(file: TerritoryFile, accounts: Table, potentialOf: (row: readonly string[]) => number) {
  const sums = new Map<string, number>();
  const owners = column(accounts, 'hexwright_territory_id');
  let total = 0;
  accounts.rows.forEach((row, at) => {
    const value = potentialOf(row);
    total += value;
    sums.set(owners[at] ?? '', (sums.get(owners[at] ?? '') ?? 0) + value);
  });
  const complaints: string[] = [];
  for (const { id, properties } of file.features) {
    const [stated, summed] = [Number(properties['potential']), sums.get(id) ?? 0];
    if (!isClose(stated, summed)) complaints.push(`${id} states ${stated}, its accounts sum to ${summed}`);
    const count = owners.filter((owner) => owner === id).length;
    if (properties['accounts'] !== count)
      complaints.push(`${id} states ${properties['accounts']} accounts, has ${count}`);
  }
  const stated = file.hexwright.totals['potential']?.total ?? Number.NaN;
  if (!isClose(stated, total)) complaints.push(`the whole states ${stated}, the input sums to ${total}`);
  return complaints;
}

/** Each account with its cell's territory in the cells CSV, or overridden: an override stays when its cell follows. */
export function ownershipComplaints(accounts: Table, cells: Table): string[] {
  const ids = column(cells, 'h3');
  const owners = column(cells, 'territory_id');
  const ownerOfCell = new Map(ids.map((h3, at) => [h3, owners[at] ?? '']));
  const territory = column(accounts, 'hexwright_territory_id');
  const overridden = column(accounts, 'hexwright_override');
  const complaints: string[] = [];
  column(accounts, 'hexwright_h3').forEach((h3, at) => {
    const owner = ownerOfCell.get(h3);
    if (h3 === '') return;
    if (owner === undefined) complaints.push(`account ${at + 1} lies in ${h3}, which is no cell of the plan`);
    else if (owner !== territory[at] && overridden[at] !== 'true') {
      complaints.push(`account ${at + 1} goes to ${territory[at]}, its cell to ${owner}, override ${overridden[at]}`);
    }
  });
  return complaints;
}
