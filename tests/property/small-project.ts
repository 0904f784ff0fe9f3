/** Small real projects for tests: a disk of H3 cells with seeded accounts, measures and territories. */
import { gridDisk, latLngToCell } from 'h3-js';
import type { Accounts, Dataset, Demand } from '../../src/core/data/dataset.ts';
import type { Measure } from '../../src/core/data/measure.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import type { Grid } from '../../src/core/grid/grid.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import type { Override, Plan } from '../../src/core/plan/plan.ts';
import type { Project } from '../../src/store/contract.ts';

/** Mulberry32: the same numbers for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const MEASURES: readonly Measure[] = [
  { key: 'potential', name: 'Potential', unit: { kind: 'money', symbol: '$', scale: 1 }, formula: 'potential' },
  { key: 'workload', name: 'Workload', unit: { kind: 'time', symbol: 'h', scale: 1 }, formula: 'workload' },
];

const grids = new Map<number, Grid>();

/** Disk of `radius` rings round Seattle at resolution 6: 1 + 3r(r + 1) cells. */
export function diskGrid(radius: number): Grid {
  const grid = grids.get(radius) ?? buildGrid(gridDisk(latLngToCell(47.6, -122.3, 6), radius));
  grids.set(radius, grid);
  return grid;
}

export function seededDemand(
  grid: Grid,
  accountCount: number,
  random: () => number,
): { demand: Demand; accounts: Accounts } {
  const accountCell = Int32Array.from({ length: accountCount }, () =>
    random() < 0.05 ? -1 : Math.floor(random() * grid.count),
  );
  const values = MEASURES.map(() => Float64Array.from({ length: accountCount }, () => random() ** 3 * 1e6));
  const areal = MEASURES.map(() => Float64Array.from({ length: grid.count }, () => random() * 10));
  const offsets = new Uint32Array(grid.count + 1);
  for (const cell of accountCell) if (cell >= 0) offsets[cell + 1]!++;
  for (let i = 0; i < grid.count; i++) offsets[i + 1]! += offsets[i]!;
  const next = offsets.slice();
  const targets = new Uint32Array(offsets[grid.count]!);
  accountCell.forEach((cell, account) => {
    if (cell >= 0) targets[next[cell]!++] = account;
  });
  const cellValues = areal.map((column, m) => {
    const sums = column.slice();
    accountCell.forEach((cell, account) => {
      if (cell >= 0) sums[cell]! += values[m]![account]!;
    });
    return sums;
  });
  const accounts: Accounts = {
    count: accountCount,
    lat: Float64Array.from(accountCell, (cell) => (cell < 0 ? Number.NaN : grid.centers[2 * cell + 1]!)),
    lng: Float64Array.from(accountCell, (cell) => (cell < 0 ? Number.NaN : grid.centers[2 * cell]!)),
    reasons: Uint8Array.from(accountCell, (cell) => (cell < 0 ? 2 : 0)),
    idColumn: -1,
    nameColumn: -1,
    territoryColumn: -1,
    repColumn: -1,
    tiers: new Uint8Array(accountCount),
    values,
  };
  return {
    demand: { measures: MEASURES, accountCell, accountsOfCell: { offsets, targets }, areal, cellValues },
    accounts,
  };
}

/** Owners by the nearest of `territories` seeded cells (hops): connected pieces; 0 nowhere. */
export function seededOwners(grid: Grid, territories: number, random: () => number): Uint16Array {
  const owners = new Uint16Array(grid.count);
  const queue: number[] = [];
  for (let code = 1; code <= territories; ) {
    const cell = Math.floor(random() * grid.count);
    if (owners[cell] !== 0) continue;
    owners[cell] = code++;
    queue.push(cell);
  }
  for (let head = 0; head < queue.length; head++) {
    const cell = queue[head]!;
    const { offsets, targets } = grid.adjacency;
    for (let i = offsets[cell]!; i < offsets[cell + 1]!; i++) {
      const neighbour = targets[i]!;
      if (owners[neighbour] !== 0) continue;
      owners[neighbour] = owners[cell]!;
      queue.push(neighbour);
    }
  }
  return owners;
}

export interface SmallProject {
  readonly project: Project;
  readonly plan: Plan;
  readonly random: () => number;
}

export function smallProject(
  seed: number,
  options: { radius?: number; territories?: number; accounts?: number } = {},
): SmallProject {
  const { radius = 8, territories = 5, accounts: accountCount = 200 } = options;
  const random = seededRandom(seed);
  const grid = diskGrid(radius);
  const { demand, accounts } = seededDemand(grid, accountCount, random);
  const overrides: Override[] = [...new Set(Array.from({ length: 6 }, () => Math.floor(random() * accountCount)))].map(
    (account) => ({ account, territory: 1 + Math.floor(random() * territories) }),
  );
  const plan = createPlan({
    id: `plan-${seed}`,
    name: 'Draft',
    grid,
    territories: equalTerritories(territories),
    owners: seededOwners(grid, territories, random),
    bridges: [],
    overrides,
  });
  return { project: projectOn(grid, demand, accounts, `project-${seed}`), plan, random };
}

function projectOn(grid: Grid, demand: Demand, accounts: Accounts, id: string): Project {
  const dataset: Dataset = {
    source: {
      file: 'seeded.csv',
      byteLength: 0,
      format: 'csv',
      encoding: 'utf-8',
      delimiter: ',',
      decimal: '.',
      hasHeader: true,
      columns: [],
      rowCount: accounts.count,
      ragged: new Map(),
      surplus: new Map(),
      warnings: [],
    },
    measures: MEASURES,
    accounts,
    roles: [],
    workloadModel: null,
    attribution: [],
  };
  return { id, name: 'Seeded', dataset, grid, demand, bridges: [], baselineId: null, createdAt: 0 };
}
