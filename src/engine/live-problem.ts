/** What live rebalance asks the balance engine: the ground of a plan, and the repair of what strokes have upset. */
import type { BalanceProblem } from '../core/balance/problem.ts';
import { PAINTED } from '../core/edit/painted.ts';
import { locksOf } from '../core/edit/locks.ts';
import { deviationOf } from '../core/metrics/balance.ts';
import { measureTotals } from '../core/metrics/totals.ts';
import { planCorridor } from '../core/plan/make-plan.ts';
import type { CellIndex, Grid } from '../core/grid/grid.ts';
import type { Plan, Territory, TerritoryCode } from '../core/plan/plan.ts';
import type { PlanStore, Project } from '../store/contract.ts';
import { isAway } from '../store/edit-shelf.ts';
import { problemOfProject } from './problem-of-project.ts';

/** The plan as somebody wanted it: strokes since then are kept, and what they upset is repaired. */
export interface Rest {
  /** Entries of the history that it has. */
  readonly steps: number;
  /** Loads by measure and territory code. */
  readonly loads: readonly Float64Array[];
}

export function restOf(store: PlanStore): Rest {
  return { steps: store.history.length, loads: store.totals.loads.map((load) => load.slice()) };
}

/** The plan as it is, the newest stroke counting as made since. */
export function restBeforeLast(store: PlanStore): Rest {
  const rest = restOf(store);
  const isStroke = PAINTED.has(store.history.at(-1)?.label.kind ?? 'import');
  return isStroke ? { ...rest, steps: rest.steps - 1 } : rest;
}

/** Ground of the repairs of one plan: everything but its owners and locks. */
export interface LiveGround {
  /** `initial` is the plan of this moment. */
  readonly problem: BalanceProblem;
  readonly codeOfPart: Uint16Array;
  /** Part by territory code; cells of nobody are a locked part of their own, -1 where there was none. */
  readonly partOfCode: Int32Array;
  readonly tolerance: number;
}

/** What the user wants of live repairs. */
export interface LiveWish {
  /** Of the first measure against the others, 0 to 1. */
  readonly weight: number;
  readonly compactness: number;
}

const EVEN_WISH: LiveWish = { weight: 0.5, compactness: 1 };

/** Measures weigh as wished for, together as much as they are. A single one is not weighed. */
function weighed(problem: BalanceProblem, { weight, compactness }: LiveWish): BalanceProblem {
  const measures =
    problem.measures.length < 2
      ? problem.measures
      : problem.measures.map((measure, m) => ({ ...measure, weight: m === 0 ? 2 * weight : 2 * (1 - weight) }));
  return { ...problem, measures, compactness };
}

/** @param plan with kept accounts among its overrides */
export function liveGround(plan: Plan, project: Project, wish: LiveWish = EVEN_WISH): LiveGround {
  const tolerance = planCorridor(plan);
  const {
    initial: _,
    fixed: __,
    ...rest
  } = problemOfProject(project, { plan, tolerance, objective: 'repair', lockedCodes: [] }).problem;
  const codes = [...plan.records.territory.keys()].map(Number).sort((a, b) => a - b);
  const nobodys = plan.layers[0]!.includes(0);
  const codeOfPart = Uint16Array.from(nobodys ? [...codes, 0] : codes);
  const partOfCode = new Int32Array(Math.max(0, ...codes) + 1).fill(-1);
  codeOfPart.forEach((code, part) => (partOfCode[code] = part));
  const ground: LiveGround = {
    problem: weighed(nobodys ? withNobody(rest) : rest, wish),
    codeOfPart,
    partOfCode,
    tolerance,
  };
  const initial = partsOf(ground, plan.layers[0]!)!;
  const locked = lockFlags(ground, new Set([0]));
  return { ...ground, problem: { ...ground.problem, initial, locked } };
}

/** One part more, which carries nothing and is to carry nothing: land without an owner stays so. */
function withNobody(problem: BalanceProblem): BalanceProblem {
  const oneMore = (rows: readonly Float64Array[], none = 0) => rows.map((row) => Float64Array.from([...row, none]));
  const { minimum, maximum } = problem;
  return {
    ...problem,
    parts: problem.parts + 1,
    targetShares: oneMore(problem.targetShares),
    baseLoad: oneMore(problem.baseLoad),
    ...(minimum ? { minimum: oneMore(minimum) } : {}),
    ...(maximum ? { maximum: oneMore(maximum, Infinity) } : {}),
  };
}

/** Part of each cell; null where an owner is no part of the ground. */
export function partsOf({ partOfCode }: LiveGround, owners: Uint16Array): Int32Array | null {
  const parts = new Int32Array(owners.length);
  for (let cell = 0; cell < owners.length; cell++) {
    const part = partOfCode[owners[cell]!] ?? -1;
    if (part < 0) return null;
    parts[cell] = part;
  }
  return parts;
}

export function lockFlags({ codeOfPart }: LiveGround, codes: ReadonlySet<TerritoryCode>): Uint8Array {
  return Uint8Array.from(codeOfPart, (code) => (code === 0 || codes.has(code) ? 1 : 0));
}

export interface Upset {
  /** Territories that the repair is to mend. */
  readonly broken: readonly TerritoryCode[];
  /** Beyond the corridor as at rest, and no stroke touched them: a repair should do without them if it can. */
  readonly bystanders: readonly TerritoryCode[];
  /** Cells that strokes since the rest gave to whom they belong now, and those locked by hand, ascending. */
  readonly pinned: Uint32Array;
  /** Share of the first measure that the strokes moved. */
  readonly paintedShare: number;
  /**
   * How far each territory may be from its target, as shares, one a measure: the corridor, or what it was at rest where
   * that was beyond it and is not for the repair to mend.
   */
  readonly limits: ReadonlyMap<TerritoryCode, Limits>;
}

/** Lowest and highest deviation, one a measure. */
export type Limits = readonly (readonly [number, number])[];

/** What its loads are weighed by: the first measure's values by cell, and the keys of all, in order. */
export interface Weighed {
  readonly values: Float64Array;
  readonly measures: readonly { readonly key: string }[];
}

/**
 * The corridor, or nearer to the target where the territory has a minimum or maximum of its own. One that the corridor
 * does not reach is for a proposal to name, not for a repair to mend.
 */
function ownLimits(
  { targetShare, limits = [] }: Territory,
  corridor: number,
  wholes: readonly number[],
  measures: Weighed['measures'],
): Limits {
  return wholes.map((whole, m) => {
    const limit = limits.find(({ measure }) => measure === measures[m]?.key);
    const at = (load: number | null | undefined, none: number): number => {
      const deviation = typeof load === 'number' ? deviationOf(load, targetShare, whole) : none;
      return Math.abs(deviation) <= corridor ? deviation : none;
    };
    return [at(limit?.minimum, -corridor), at(limit?.maximum, corridor)];
  });
}

/** Rounding of sums is no change. */
const GRAIN = 1e-9;

export function areWithin(deviations: readonly number[], limits: Limits): boolean {
  return deviations.every((one, m) => one >= limits[m]![0] - GRAIN && one <= limits[m]![1] + GRAIN);
}

/** Cells that strokes passed over without changing them, by the group of the commit that each became. */
export type ConfirmedCells = ReadonlyMap<string, ReadonlySet<CellIndex>>;

/**
 * What strokes since the rest have upset: territories beyond the corridor, or beyond a minimum or maximum of their own, and
 * further than at rest. Where there is none, those that are beyond and that a stroke touched: who works on a territory is
 * shown how it would come inside.
 */
export function upsetBy(store: PlanStore, rest: Rest, confirmed: ConfirmedCells, { values, measures }: Weighed): Upset {
  const corridor = planCorridor(store.plan);
  const locks = locksOf(store.plan).codes;
  const wholes = measureTotals(store.totals);
  const { pinned, touched, painted } = strokesSince(store, rest, confirmed, values);
  const paintedShare = wholes[0]! > 0 ? painted / wholes[0]! : 0;
  const territories = [...store.plan.records.territory.values()];
  const strict = new Map<TerritoryCode, Limits>();
  const asAtRest = new Map<TerritoryCode, Limits>();
  const further: TerritoryCode[] = [];
  const beyond: TerritoryCode[] = [];
  const bystanders: TerritoryCode[] = [];
  for (const territory of territories) {
    const { code } = territory;
    const then = deviationsOf(territory, rest.loads, wholes);
    const own = ownLimits(territory, corridor, wholes, measures);
    const limits = then.map((one, m): Limits[number] => [Math.min(own[m]![0], one), Math.max(own[m]![1], one)]);
    strict.set(code, own);
    asAtRest.set(code, limits);
    const now = deviationsOf(territory, store.totals.loads, wholes);
    if (locks.has(code) || areWithin(now, own)) continue;
    if (!areWithin(now, limits)) further.push(code);
    else (touched.has(code) ? beyond : bystanders).push(code);
  }
  const common = { bystanders, pinned, paintedShare };
  if (further.length > 0) return { ...common, broken: further, limits: asAtRest };
  const limits = new Map([...asAtRest, ...beyond.map((code) => [code, strict.get(code)!] as const)]);
  return { ...common, broken: beyond, limits };
}

function strokesSince(
  { history, stroke, owners, plan }: PlanStore,
  { steps }: Rest,
  confirmed: ConfirmedCells,
  values: Float64Array,
) {
  let painted = 0;
  const pinned = new Set<number>();
  const touched = new Set<TerritoryCode>();
  // Of strokes so long ago that only the journal has them nothing is pinned any more.
  const since = history.slice(steps).filter((entry) => !isAway(entry));
  const edits = since.map(({ edit }) => edit);
  if (stroke) edits.push(stroke.edit());
  for (const { group } of since) for (const cell of confirmed.get(group) ?? []) pinned.add(cell);
  for (const cell of stroke?.confirmed ?? []) pinned.add(cell);
  for (const { layer, cells, before, after } of edits.flatMap(({ patches }) => patches)) {
    if (layer !== 0) continue;
    for (let i = 0; i < cells.length; i++) {
      touched.add(before[i]!).add(after[i]!);
      painted += values[cells[i]!]!;
      if (owners[cells[i]!] === after[i]) pinned.add(cells[i]!);
    }
  }
  for (const { cell } of plan.records.cellLock.values()) pinned.add(cell);
  return { pinned: Uint32Array.from(pinned).sort(), touched, painted };
}

/** Territories that have a border with one of `codes`. O(cells). */
export function besides(
  { adjacency: { offsets, targets } }: Grid,
  owners: Uint16Array,
  codes: ReadonlySet<TerritoryCode>,
): Set<TerritoryCode> {
  const near = new Set<TerritoryCode>();
  for (let cell = 0; cell < owners.length; cell++) {
    if (!codes.has(owners[cell]!)) continue;
    for (let k = offsets[cell]!; k < offsets[cell + 1]!; k++) near.add(owners[targets[k]!]!);
  }
  return near;
}

/** A part that is at its limit is inside it. */
const SLACK = 1e-6;

/**
 * Targets with which every territory is inside as long as it is within its limits: those of territories that may be
 * beyond the corridor are moved towards what they carry.
 */
export function limitedTargets({ problem, codeOfPart, tolerance }: LiveGround, { limits }: Upset): Float64Array[] {
  return problem.targetShares.map((shares, m) =>
    shares.map((share, part) => {
      const [low, high] = limits.get(codeOfPart[part]!)?.[m] ?? [-tolerance, tolerance];
      // Nothing to carry, and something carried: no target would be near enough.
      if (!Number.isFinite(low + high)) return share;
      if (high > tolerance) return (share * (1 + high) * (1 + SLACK)) / (1 + tolerance);
      if (low < -tolerance) return (share * (1 + low) * (1 - SLACK)) / (1 - tolerance);
      return share;
    }),
  );
}

/** Of one territory, one a measure. */
export function deviationsOf(
  { code, targetShare }: Territory,
  loads: readonly Float64Array[],
  wholes: readonly number[],
): number[] {
  return loads.map((load, m) => deviationOf(load[code] ?? 0, targetShare, wholes[m] ?? 0));
}
