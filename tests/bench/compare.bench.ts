/** What managers wait for on 210,000 cells and 200 territories: a copy, another plan in hand, five plans judged, a change map. */
import { gridDisk, latLngToCell } from 'h3-js';
import type { Demand } from '../../src/core/data/dataset.ts';
import { createDiskSearch } from '../../src/core/grid/disk.ts';
import { buildGrid } from '../../src/core/grid/build-grid.ts';
import { disruption } from '../../src/core/metrics/disruption.ts';
import { judgePlan } from '../../src/core/metrics/judge.ts';
import { movedCells } from '../../src/core/metrics/moved-cells.ts';
import { clonePlan, createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import { forkPlan } from '../../src/engine/scenario-actions.ts';
import type { Project } from '../../src/store/contract.ts';
import { openPlan, openProject, removePlan, workspace } from '../../src/store/workspace-store.ts';
import { MEASURES, seededDemand, seededOwners, seededRandom } from '../property/small-project.ts';

export const name = 'compare';

const CENTRE = [39.8, -98.6] as const;
/** A disk of this radius holds 209,881 cells: the United States at resolution 6. */
const DISK_RADIUS = 264;
const TERRITORIES = 200;
const ACCOUNTS = 100_000;
const PLANS = 5;
const TURNS = 7;

/** Of several turns the best: what the work takes when nobody else is at the machine. */
const best = (values: readonly number[]) => Math.min(...values);

function timed(work: (turn: number) => void): number {
  const taken = Array.from({ length: TURNS }, (_, turn) => {
    const start = performance.now();
    work(turn);
    return performance.now() - start;
  });
  return best(taken);
}

/** Strokes of a brush that make a plan of the baseline: a twentieth of the cells lies in them. */
const PATCHES = 40;
const PATCH_RADIUS = 9;

/** A project of one baseline and further plans. */
function projectOf(): { project: Project; plans: Plan[]; demand: Demand } {
  const random = seededRandom(7);
  const grid = buildGrid(gridDisk(latLngToCell(...CENTRE, 6), DISK_RADIUS));
  const { demand, accounts } = seededDemand(grid, ACCOUNTS, random);
  const owners = seededOwners(grid, TERRITORIES, random);
  const first = createPlan({
    id: 'today',
    name: 'Today',
    grid,
    territories: equalTerritories(TERRITORIES),
    owners,
    bridges: [],
  });
  const disks = createDiskSearch(grid.adjacency);
  const others = Array.from({ length: PLANS - 1 }, (_, i) => {
    const plan = clonePlan(first, `plan ${i}`, `Plan ${i}`);
    const moved = plan.layers[0]!;
    for (let patch = 0; patch < PATCHES; patch++) {
      const middle = Math.floor(random() * grid.count);
      const { cells, count } = disks(middle, PATCH_RADIUS);
      for (let at = 0; at < count; at++) moved[cells[at]!] = owners[middle]!;
    }
    return plan;
  });
  const dataset = { accounts, measures: MEASURES } as unknown as Project['dataset'];
  const project: Project = {
    id: 'project',
    name: 'Bench',
    dataset,
    grid,
    demand,
    bridges: [],
    baselineId: 'today',
    createdAt: 0,
  };
  return { project, plans: [first, ...others], demand };
}

export async function run() {
  const { project, plans, demand } = projectOf();
  const { grid, dataset } = project;
  openProject({
    project,
    plans: plans.map((plan, i) => ({ plan, frozen: i === 0, history: [], revision: 0 })),
  });
  const fork = timed(() => {
    removePlan(forkPlan().plan.id);
  });
  const shown = timed((turn) => openPlan(plans[1 + (turn % 2)]!.id));
  const ground = { grid, demand, accounts: dataset.accounts };
  const one = timed((turn) => judgePlan(plans[1 + (turn % 4)]!, plans[0]!, ground));
  const five = timed(() => plans.forEach((plan) => judgePlan(plan, plans[0]!, ground)));
  const change = timed(() => {
    const { baseline, planStore } = workspace.getState();
    movedCells(baseline!.owners, planStore!.owners);
    disruption(baseline!.plan, planStore!.plan, demand, dataset.accounts);
  });
  return [
    { figure: 'cells', value: grid.count, unit: 'cells' },
    { figure: 'accounts', value: ACCOUNTS, unit: 'accounts' },
    { figure: 'fork of a plan, its running totals included', value: fork, unit: 'ms', budget: 50 },
    { figure: 'another plan in hand, without painting it', value: shown, unit: 'ms', budget: 150 },
    { figure: 'all figures of one plan and what it changes', value: one, unit: 'ms', budget: 150 },
    { figure: 'the same of five plans', value: five, unit: 'ms', budget: 300 },
    { figure: 'change map: cells and flows, without painting them', value: change, unit: 'ms', budget: 200 },
  ];
}
