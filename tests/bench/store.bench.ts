/** The page owns the plan: what a brush step, a commit and an undo cost on it, and what sending them elsewhere would. */
import { Worker } from 'node:worker_threads';
import { gridDisk, latLngToCell } from 'h3-js';
import type { Dataset, Demand } from '../../src/core/data/dataset.ts';
import { editOfCells } from '../../src/core/edit/edit-of-cells.ts';
import { encodeEdit } from '../../src/core/edit/encode.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { cellAt } from '../../src/core/grid/cell-at.ts';
import { createDiskSearch } from '../../src/core/grid/disk.ts';
import type { Grid } from '../../src/core/grid/grid.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import type { PlanStore, Project } from '../../src/store/contract.ts';
import { createPlanStore } from '../../src/store/plan-store.ts';

export const name = 'store';

const CENTRE = [39.8, -98.6] as const;
/** A disk of this radius holds 209,881 cells: the United States at resolution 6. */
const DISK_RADIUS = 264;
const TERRITORIES = 50;
const LABEL = { kind: 'brush' } as const;

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

function timed(times: number, work: (turn: number) => void): number {
  const taken: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    const start = performance.now();
    work(turn);
    taken.push(performance.now() - start);
  }
  return median(taken);
}

function demandOf(grid: Grid): Demand {
  const values = [11, 13].map((step) => Float64Array.from({ length: grid.count }, (_, cell) => (cell * step) % 17));
  const measures = ['potential', 'workload'].map((key) => ({
    key,
    name: key,
    unit: { kind: 'other', symbol: '', scale: 1 } as const,
    formula: '',
  }));
  return {
    measures,
    accountCell: new Int32Array(0),
    accountsOfCell: { offsets: new Uint32Array(grid.count + 1), targets: new Uint32Array(0) },
    areal: values,
    cellValues: values,
  };
}

function storeOn(grid: Grid): PlanStore {
  const owners = Uint16Array.from(
    { length: grid.count },
    (_, cell) => 1 + Math.floor((cell * TERRITORIES) / grid.count),
  );
  const plan = createPlan({
    id: 'plan',
    name: 'Bench',
    grid,
    territories: equalTerritories(TERRITORIES),
    owners,
    bridges: [],
  });
  const demand = demandOf(grid);
  const accounts = { count: 0, values: [new Float64Array(0), new Float64Array(0)] };
  const project = { id: 'project', grid, demand, dataset: { accounts } as unknown as Dataset } as Project;
  return createPlanStore(project, plan, { frozen: false });
}

/** Time from posting a buffer to its echo, which a worker that owned the plan would add to every answer. */
async function echoTime(bytes: number): Promise<number> {
  const source =
    "require('node:worker_threads').parentPort.on('message', function (m) { this.postMessage(m, [m.buffer]); })";
  const worker = new Worker(source, { eval: true });
  const taken: number[] = [];
  for (let turn = 0; turn < 30; turn++) {
    const message = new Uint8Array(bytes);
    const start = performance.now();
    await new Promise<void>((resolve) => {
      worker.once('message', () => resolve());
      worker.postMessage(message, [message.buffer]);
    });
    taken.push(performance.now() - start);
  }
  await worker.terminate();
  return median(taken);
}

export async function run() {
  const grid = buildGrid(gridDisk(latLngToCell(...CENTRE, 6), DISK_RADIUS));
  const store = storeOn(grid);
  const search = createDiskSearch(grid.adjacency);
  const place = (turn: number) => [CENTRE[0] + Math.sin(turn) * 8, CENTRE[1] + Math.cos(turn * 0.7) * 9] as const;

  const hit = timed(200, (turn) => {
    for (let i = 0; i < 100; i++) cellAt(grid, ...place(turn * 100 + i));
  });
  const stroke = store.beginStroke(1, LABEL);
  const step = timed(400, (turn) => {
    const { cells, count } = search(cellAt(grid, ...place(turn)), 5);
    stroke.extend(cells, count);
  });
  stroke.cancel();
  const disk = search(cellAt(grid, ...CENTRE), 18);
  const thousand = disk.cells.slice(0, 1000);
  const edits = timed(50, (turn) => {
    store.commit(editOfCells(store.owners, thousand, 1 + (turn % TERRITORIES)), LABEL);
  });
  const undo = timed(40, () => void store.undo());
  const every = Uint32Array.from({ length: grid.count }, (_, cell) => cell);
  const whole = timed(10, (turn) => {
    store.commit(editOfCells(store.owners, every, 1 + (turn % TERRITORIES)), LABEL);
  });
  const journalBytes = encodeEdit(editOfCells(store.owners, thousand, 50)).byteLength;
  return [
    { figure: 'cells', value: grid.count, unit: 'cells' },
    { figure: 'hit test: place to cell', value: hit * 10, unit: 'us', budget: 5 },
    { figure: 'brush step, radius 5: place to owners written and totals', value: step, unit: 'ms', budget: 1 },
    { figure: 'commit of 1,000 cells', value: edits, unit: 'ms' },
    { figure: 'undo of 1,000 cells', value: undo, unit: 'ms' },
    { figure: 'commit of every cell', value: whole, unit: 'ms' },
    { figure: 'journal row of 1,000 cells', value: journalBytes / 1000, unit: 'kB', budget: 48 },
    { figure: 'echo of a small buffer by a worker', value: await echoTime(4096), unit: 'ms' },
    { figure: 'echo of every owner by a worker', value: await echoTime(2 * grid.count), unit: 'ms' },
  ];
}
