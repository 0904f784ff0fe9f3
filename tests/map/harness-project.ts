/** Projects for the map's own page: real geography, invented territories, seeded. */
import { gridDisk, latLngToCell } from 'h3-js';
import type { Accounts, Dataset, Demand } from '../../src/core/data/dataset.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { cellAt } from '../../src/core/grid/cell-at.ts';
import { coverPolygons } from '../../src/core/grid/cover.ts';
import type { Grid } from '../../src/core/grid/grid.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { regionsFromTopology } from '../../src/io/read-regions.ts';
import type { Places } from '../../src/map/places.ts';
import type { Project } from '../../src/store/contract.ts';

/** Seeds of the harness territories: name, lng, lat, share of the ground drawn to them. */
const SEEDS: readonly (readonly [string, number, number, number])[] = [
  ['Seattle', -122.35, 47.62, 0.35],
  ['Eastside', -121.95, 47.62, 0.5],
  ['North Sound', -122.0, 48.4, 0.9],
  ['South Sound', -122.3, 47.05, 0.7],
  ['Olympic', -123.6, 47.3, 1],
  ['Columbia Basin', -119.8, 46.9, 1.3],
  ['Inland Northwest', -117.0, 47.9, 1.2],
  ['Portland West', -123.2, 45.7, 0.8],
  ['Portland East', -122.0, 45.6, 0.8],
  ['Willamette', -123.0, 44.6, 1],
  ['Southern Oregon', -121.5, 42.9, 1.5],
  ['Snake River', -115.5, 43.5, 1.5],
];
const HUES = [2, 0, 5, 8, 7, 2, 7, 4, 1, 6, 9, 3];

/** Small generator of equally distributed numbers in 0..1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function json(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

export async function northwestGrid(resolution: number): Promise<Grid> {
  const regions = regionsFromTopology(await json('/geo/regions.json'));
  const wanted = regions.filter(({ name }) => ['Washington', 'Oregon', 'Idaho'].includes(name));
  return buildGrid(
    coverPolygons(
      wanted.flatMap(({ polygons }) => polygons),
      resolution,
    ),
  );
}

/** A disk of cells round the middle of the USA: 3 k (k + 1) + 1 of them. */
export function diskGrid(rings: number, resolution: number, lat = 40, lng = -98): Grid {
  return buildGrid(gridDisk(latLngToCell(lat, lng, resolution), rings));
}

export function nearestSeedOwners(grid: Grid): Uint16Array {
  return Uint16Array.from({ length: grid.count }, (_, cell) => {
    const lng = grid.centers[2 * cell] as number;
    const lat = grid.centers[2 * cell + 1] as number;
    let best = 0;
    let least = Infinity;
    SEEDS.forEach(([, seedLng, seedLat, weight], i) => {
      const distance = Math.hypot((lng - seedLng) * 0.7, lat - seedLat) / weight;
      if (distance < least) {
        least = distance;
        best = i + 1;
      }
    });
    return best;
  });
}

/** Stripes of equally many degrees from the western to the eastern edge of a grid. */
export function stripedOwners(grid: Grid, stripes: number): Uint16Array {
  let west = Infinity;
  let east = -Infinity;
  for (let cell = 0; cell < grid.count; cell++) {
    west = Math.min(west, grid.centers[2 * cell] as number);
    east = Math.max(east, grid.centers[2 * cell] as number);
  }
  return Uint16Array.from({ length: grid.count }, (_, cell) => {
    const share = ((grid.centers[2 * cell] as number) - west) / (east - west);
    return 1 + Math.min(stripes - 1, Math.floor(share * stripes));
  });
}

async function accountsNearPlaces(grid: Grid, count: number): Promise<{ lat: Float64Array; lng: Float64Array }> {
  const places = (await json('/basemap/places.json')) as Places;
  const random = seededRandom(7);
  const inside = places.name.flatMap((_, i) => {
    const isCity = places.kinds[places.kind[i] as number] === 'city';
    return isCity && cellAt(grid, places.lat[i] as number, places.lng[i] as number) >= 0 ? [i] : [];
  });
  const total = inside.reduce((sum, i) => sum + (places.size[i] as number), 0);
  const lat = new Float64Array(count);
  const lng = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    let left = random() * total;
    const at = inside.find((i) => (left -= places.size[i] as number) <= 0) ?? inside[0] ?? 0;
    const spread = 0.15 * random() ** 2;
    const angle = 2 * Math.PI * random();
    lat[k] = (places.lat[at] ?? 0) + spread * Math.sin(angle);
    lng[k] = (places.lng[at] ?? 0) + 1.4 * spread * Math.cos(angle);
  }
  return { lat, lng };
}

function demandOf(grid: Grid, accounts: Accounts, dataset: Dataset): Demand {
  const accountCell = Int32Array.from({ length: accounts.count }, (_, i) =>
    cellAt(grid, accounts.lat[i] as number, accounts.lng[i] as number),
  );
  const offsets = new Uint32Array(grid.count + 1);
  for (const cell of accountCell) if (cell >= 0) offsets[cell + 1]!++;
  for (let i = 0; i < grid.count; i++) offsets[i + 1]! += offsets[i]!;
  const next = offsets.slice();
  const targets = new Uint32Array(offsets[grid.count] as number);
  accountCell.forEach((cell, account) => {
    if (cell >= 0) targets[next[cell]!++] = account;
  });
  const cellValues = accounts.values.map((values) => {
    const sums = new Float64Array(grid.count);
    accountCell.forEach((cell, account) => {
      if (cell >= 0) sums[cell]! += values[account] as number;
    });
    return sums;
  });
  const areal = dataset.measures.map(() => new Float64Array(grid.count));
  return { measures: dataset.measures, accountCell, accountsOfCell: { offsets, targets }, areal, cellValues };
}

export async function harnessProject(grid: Grid, accountCount: number): Promise<Project> {
  const { lat, lng } = await accountsNearPlaces(grid, accountCount);
  const random = seededRandom(3);
  const potential = Float64Array.from({ length: accountCount }, () => Math.round(1000 * (0.2 + random() ** 3)));
  const workload = Float64Array.from(potential, (value) => 4 + value / 150);
  const accounts: Accounts = {
    count: accountCount,
    lat,
    lng,
    reasons: new Uint8Array(accountCount),
    idColumn: -1,
    nameColumn: -1,
    territoryColumn: -1,
    repColumn: -1,
    tiers: new Uint8Array(accountCount),
    values: [potential, workload],
  };
  const money = { kind: 'money', symbol: '$', scale: 1 } as const;
  const hours = { kind: 'time', symbol: 'h', scale: 1 } as const;
  const measures = [
    { key: 'potential', name: 'Potential', unit: money, formula: 'potential' },
    { key: 'workload', name: 'Workload', unit: hours, formula: 'workload' },
  ];
  const source: Dataset['source'] = {
    file: 'harness.csv',
    byteLength: 0,
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    decimal: '.',
    hasHeader: true,
    columns: [],
    rowCount: accountCount,
    ragged: new Map(),
    warnings: [],
  };
  const dataset: Dataset = { source, measures, accounts, roles: [], workloadModel: null, attribution: [] };
  const demand = demandOf(grid, accounts, dataset);
  return { id: 'harness', name: 'Harness', dataset, grid, demand, bridges: [], baselineId: null, createdAt: 0 };
}

export function harnessPlan(grid: Grid, owners: Uint16Array): Plan {
  const names = SEEDS.map(([name]) => name);
  const territories = equalTerritories(12, names).map((territory, i) => ({ ...territory, hue: HUES[i] ?? 0 }));
  return createPlan({ id: 'plan', name: 'FY27 draft', grid, territories, owners, bridges: [] });
}
