/**
 * Live rebalance on the lower 48 in 200 territories: strokes of 500 cells, each followed by the engine's own path from the
 * commit to the repair on the table. Page and worker share one thread here: what a real worker adds is the copy of a message.
 */
import { createRandom, type Random } from '../../src/core/balance/random.ts';
import { territoryComponents } from '../../src/core/grid/components.ts';
import { isInside } from '../../src/core/metrics/balance.ts';
import { graphOfPlan } from '../../src/core/metrics/contiguity.ts';
import { measureTotals } from '../../src/core/metrics/totals.ts';
import { createPlan, equalTerritories } from '../../src/core/plan/make-plan.ts';
import type { Territory } from '../../src/core/plan/plan.ts';
import { acceptProposal } from '../../src/engine/balance-client.ts';
import { setBalancePort } from '../../src/engine/balance-run.ts';
import { deviationsOf } from '../../src/engine/live-problem.ts';
import { startLiveRebalance } from '../../src/engine/live-rebalance.ts';
import { live } from '../../src/store/live-store.ts';
import type { PlanStore, Project } from '../../src/store/contract.ts';
import { proposal } from '../../src/store/proposal-store.ts';
import { view } from '../../src/store/view-store.ts';
import { openProject, workspace } from '../../src/store/workspace-store.ts';
import { createBalanceSession } from '../../workers/balance-session.ts';
import { at } from './quantile.ts';
import { dealt, type Usa, usa } from './usa-plan.ts';

export const name = 'suggest';

const RESOLUTION = 6;
const TERRITORIES = 200;
const TOLERANCE = 0.05;
const BUILD_SECONDS = 60;
const STROKES = 50;
const STROKE_CELLS = 500;
const LOCKED = 10;
/** A repair that has not ended by then counts as it stands. */
const GIVE_UP_MS = 10_000;

function openPlan({ instance, grid, bridges }: Usa, owners: Uint16Array): PlanStore {
  const measures = ['potential', 'workload'].map((key) => ({
    key,
    name: key,
    unit: { kind: 'other', symbol: '', scale: 1 } as const,
    formula: '',
  }));
  const areal = instance.problem.measures.map(({ values }) => values);
  const none = new Float64Array(0);
  const accounts = {
    count: 0,
    lat: none,
    lng: none,
    reasons: new Uint8Array(0),
    idColumn: -1,
    nameColumn: -1,
    territoryColumn: -1,
    repColumn: -1,
    tiers: new Uint8Array(0),
    values: measures.map(() => none),
  };
  const source = {
    file: '',
    byteLength: 0,
    format: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    decimal: '.',
    hasHeader: true,
    columns: [],
    rowCount: 0,
    ragged: new Map<number, number>(),
    warnings: [],
  } as const;
  const project: Project = {
    id: 'bench',
    name: 'Bench',
    dataset: { source, measures, accounts, roles: [], workloadModel: null, attribution: [] },
    grid,
    demand: {
      measures,
      accountCell: new Int32Array(0),
      accountsOfCell: { offsets: new Uint32Array(grid.count + 1), targets: new Uint32Array(0) },
      areal,
      cellValues: areal,
    },
    bridges,
    baselineId: null,
    createdAt: 0,
  };
  const random = createRandom(11);
  const locked = new Set(Array.from({ length: LOCKED }, () => 1 + random.below(TERRITORIES)));
  const territories = equalTerritories(TERRITORIES).map((one) => ({ ...one, locked: locked.has(one.code) }));
  const settings = [{ key: 'corridor', value: TOLERANCE }];
  const plan = createPlan({ id: 'plan', name: 'Plan', grid, territories, owners, bridges, settings });
  openProject({ project, plans: [{ plan, frozen: false, history: [], revision: 0 }] });
  return workspace.getState().planStore!;
}

/** A disk round a cell at a border, for the territory on this side; cells of locked territories are left out. */
function drawStroke(store: PlanStore, random: Random): { code: number; cells: number[] } {
  const { offsets, targets } = workspace.getState().project!.grid.adjacency;
  const isLocked = (code: number) => store.plan.records.territory.get(code)!.locked;
  for (;;) {
    const centre = random.below(store.owners.length);
    const code = store.owners[centre]!;
    const near = targets.subarray(offsets[centre], offsets[centre + 1]);
    if (isLocked(code) || !near.some((cell) => store.owners[cell] !== code)) continue;
    const disk = new Set([centre]);
    for (const cell of disk) {
      for (const other of targets.subarray(offsets[cell], offsets[cell + 1])) {
        if (disk.size < STROKE_CELLS && !isLocked(store.owners[other]!)) disk.add(other);
      }
    }
    if (disk.size === STROKE_CELLS) return { code, cells: [...disk] };
  }
}

const worst = (of: readonly number[]) => Math.max(...of.map(Math.abs));

function deviations(store: PlanStore): Map<number, readonly number[]> {
  const wholes = measureTotals(store.totals);
  const territories: Territory[] = [...store.plan.records.territory.values()];
  return new Map(territories.map((one) => [one.code, deviationsOf(one, store.totals.loads, wholes)]));
}

interface Outcome {
  /** Milliseconds from the end of the stroke; NaN where there was nothing to repair. */
  readonly first: number;
  readonly final: number;
  /** `impossible`: what was painted is alone more than its territory may carry. */
  readonly verdict: 'quiet' | 'returned' | 'impossible' | 'better' | 'none';
  readonly broken: boolean;
  readonly cells: number;
}

/** Paints, waits for the end of the search, accepts, judges, and takes both back. */
async function suggestOnce(store: PlanStore, random: Random): Promise<Outcome> {
  const before = deviations(store);
  const owners = store.owners.slice();
  const pieces = piecesOf(store);
  const { code, cells } = drawStroke(store, random);
  const stroke = store.beginStroke(code, { kind: 'brush', territory: code });
  stroke.extend(cells);
  const torn = new Set(stroke.severed().cells.map((cell) => owners[cell]!));
  const start = performance.now();
  stroke.end();
  let first = Number.NaN;
  let final = Number.NaN;
  await new Promise<void>((resolve) => {
    const look = () => {
      const { status } = live.getState();
      const { cells: moved, status: search } = proposal.getState();
      const now = performance.now() - start;
      if (Number.isNaN(first) && moved.length > 0) first = now;
      const ended = status === 'none' || status === 'quiet' || (status === 'proposed' && search === 'complete');
      if (!ended && now < GIVE_UP_MS) return;
      final = now;
      for (const stop of stops) stop();
      resolve();
    };
    const stops = [proposal.subscribe(look), live.subscribe(look)];
    // A stroke that upsets nothing changes no store.
    setTimeout(look, 200);
  });
  const { status } = live.getState();
  const accepted = acceptProposal();
  const after = deviations(store);
  const returned = [...after].every(
    ([one, now]) => isInside(now, TOLERANCE) || worst(now) <= worst(before.get(one)!) + 1e-9,
  );
  const verdict = (): Outcome['verdict'] => {
    if (returned) return accepted || status !== 'quiet' ? 'returned' : 'quiet';
    if (isTooMuch(store, code, cells)) return 'impossible';
    return accepted ? 'better' : 'none';
  };
  const outcome: Outcome = {
    first: accepted ? first : Number.NaN,
    final: accepted ? final : Number.NaN,
    verdict: verdict(),
    broken: isBroken(store, { owners, pieces, torn, code, cells }),
    cells: accepted?.label.cells ?? 0,
  };
  if (accepted) store.undo();
  store.undo();
  return outcome;
}

/** The painted cells alone put their territory beyond the tolerance: no plan that keeps them can be within it. */
function isTooMuch(store: PlanStore, code: number, cells: readonly number[]): boolean {
  const { targetShare } = store.plan.records.territory.get(code)!;
  const wholes = measureTotals(store.totals);
  return workspace.getState().project!.demand.cellValues.some((values, m) => {
    const painted = cells.reduce((sum, cell) => sum + values[cell]!, 0);
    return painted > (1 + TOLERANCE) * targetShare * wholes[m]!;
  });
}

function piecesOf(store: PlanStore): ArrayLike<number> {
  const { grid } = workspace.getState().project!;
  return territoryComponents(graphOfPlan(store.plan, grid), store.owners).pieces;
}

interface Stroked {
  readonly owners: Uint16Array;
  readonly pieces: ArrayLike<number>;
  /** Territories that the stroke itself cut. */
  readonly torn: ReadonlySet<number>;
  readonly code: number;
  readonly cells: readonly number[];
}

/** A painted cell was taken away, a locked territory touched, or one put into more pieces. */
function isBroken(store: PlanStore, { owners, pieces, torn, code, cells }: Stroked): boolean {
  if (cells.some((cell) => store.owners[cell] !== code)) return true;
  const isLocked = (one: number) => store.plan.records.territory.get(one)!.locked;
  for (let cell = 0; cell < owners.length; cell++) {
    const [from, to] = [owners[cell]!, store.owners[cell]!];
    if (from !== to && (isLocked(from) || isLocked(to))) return true;
  }
  const now = piecesOf(store);
  return Array.from(now).some((count, one) => count > Math.max(1, pieces[one]!) && !torn.has(one));
}

const sorted = (values: readonly number[]) => values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);

export async function run() {
  const ground = usa(RESOLUTION);
  const store = openPlan(ground, dealt(ground, TERRITORIES, BUILD_SECONDS));
  const asBuilt = [...deviations(store).values()].filter((one) => !isInside(one, TOLERANCE)).length;
  setBalancePort(createBalanceSession());
  view.setState({ liveRebalance: 'suggest' });
  const stop = startLiveRebalance();
  // The worker holds the ground before anybody has drawn a stroke.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const random = createRandom(5);
  const outcomes: Outcome[] = [];
  for (let i = 0; i < STROKES; i++) outcomes.push(await suggestOnce(store, random));
  stop();
  const share = (...verdicts: Outcome['verdict'][]) =>
    (100 * outcomes.filter(({ verdict }) => verdicts.includes(verdict)).length) / STROKES;
  const first = sorted(outcomes.map((one) => one.first));
  const final = sorted(outcomes.map((one) => one.final));
  const ratios = sorted(outcomes.map(({ cells }) => (cells > 0 ? cells / STROKE_CELLS : Number.NaN)));
  const what = `${STROKE_CELLS} cells painted`;
  return [
    { figure: 'usa6-k200: beyond 5% as built', value: asBuilt, unit: 'territories' },
    { figure: `${what}: first proposal, median`, value: at(first, 0.5), unit: 'ms', budget: 150 },
    { figure: `${what}: first proposal, nine of ten`, value: at(first, 0.9), unit: 'ms' },
    { figure: `${what}: final proposal, median`, value: at(final, 0.5), unit: 'ms', budget: 1000 },
    { figure: `${what}: final proposal, nine of ten`, value: at(final, 0.9), unit: 'ms' },
    { figure: `${what}: not back within 5% or as before`, value: share('better', 'none'), unit: '%', budget: 10 },
    { figure: `${what}: more than their territory may carry`, value: share('impossible'), unit: '%' },
    { figure: `${what}: no repair found`, value: share('none'), unit: '%' },
    { figure: `${what}: nothing to repair`, value: share('quiet'), unit: '%' },
    { figure: `${what}: cells moved for one painted, median`, value: at(ratios, 0.5), unit: '' },
    {
      figure: `${what}: lock, painted cell or piece broken`,
      value: outcomes.filter(({ broken }) => broken).length,
      unit: 'plans',
      budget: 0,
    },
  ];
}
