/**
 * What is done to some parts of a plan, as problems of their own for the one engine: split, deal a group anew, add,
 * close, fill. Everything outside is left out of the problem, so that it can't change.
 */
import { matchParts } from '../plan/match-territories.ts';
import type { BalanceProblem } from './problem.ts';
import { loadsOf } from './score.ts';
import { partTargets } from './targets.ts';

/** A problem on some cells of a larger one. Search it as `build`. */
export interface PartProblem {
  readonly problem: BalanceProblem;
  /** Cell of the larger problem behind each, -1 = a stand-in for all other cells of a part. */
  readonly cells: Int32Array;
  /** Part of the larger problem for each part; from its number of parts on: a new one. */
  readonly partOf: Int32Array;
}

/** Targets of the parts of an operation, as shares of what they share; equal where absent. */
type Shares = readonly Float64Array[] | undefined;

/**
 * One part in `into` connected parts of equal load in the named measures (all when absent). The part itself is the
 * first: it keeps its base load and fixed cells. Throws RangeError when it has fewer cells than that.
 */
export function splitProblem(
  whole: BalanceProblem,
  plan: Int32Array,
  part: number,
  into: number,
  measureKeys?: readonly string[],
): PartProblem {
  const partOf = Int32Array.from({ length: into }, (_, i) => (i === 0 ? part : whole.parts + i - 1));
  const cells = cellsOf(plan, [part]);
  if (cells.length < into) throw new RangeError(`A territory of ${cells.length} cells can't be split in ${into}.`);
  // What the part must carry at least, as a whole, is not for its pieces.
  const { minimum: _, ...free } = whole;
  return partProblem(free, plan, cells, partOf, undefined, measureKeys);
}

/**
 * The parts of a group merged and dealt anew, with `added` new ones among them. Their targets are those of the whole
 * problem in proportion, or `shares` (one a measure, in the order of the group, new ones last).
 */
export function redealProblem(
  whole: BalanceProblem,
  plan: Int32Array,
  group: readonly number[],
  added = 0,
  shares?: Shares,
): PartProblem {
  const locked = group.find((part) => whole.locked?.[part]);
  if (locked !== undefined) throw new RangeError(`Part ${locked} is locked: it can't be dealt anew.`);
  const partOf = Int32Array.from([...group, ...Array.from({ length: added }, (_, i) => whole.parts + i)]);
  const own = whole.targetShares.map((row) => Float64Array.from(group, (part) => row[part]!));
  return partProblem(whole, plan, cellsOf(plan, group), partOf, shares ?? (added > 0 ? undefined : own));
}

/**
 * A new part among some parts and their neighbours, which alone are dealt anew, to equal loads or to `shares` (as in
 * `redealProblem`). It holds the cells `seeds`, which must belong to the parts dealt anew.
 */
export function addProblem(
  whole: BalanceProblem,
  plan: Int32Array,
  beside: readonly number[],
  seeds: Iterable<number> = [],
  shares?: Shares,
): PartProblem {
  const part = redealProblem(whole, plan, groupAround(whole, plan, beside), 1, shares);
  const core = new Set(seeds);
  if (core.size === 0) return part;
  const made = part.partOf.length - 1;
  const fixed = Int32Array.from(part.cells, (v, i) => (core.has(v) ? made : (part.problem.fixed?.[i] ?? -1)));
  return { ...part, problem: { ...part.problem, fixed } };
}

/** Some parts and the unlocked ones that touch them: those first, then these in order. */
export function groupAround(whole: BalanceProblem, plan: Int32Array, parts: readonly number[]): number[] {
  const around = new Set(parts.flatMap((part) => openNeighbours(whole, plan, part)));
  return [...parts, ...[...around].filter((part) => !parts.includes(part)).sort((a, b) => a - b)];
}

/** A part's cells to its neighbours, which keep all they have. Throws RangeError when no unlocked part touches it. */
export function closeProblem(whole: BalanceProblem, plan: Int32Array, part: number): PartProblem {
  if (openNeighbours(whole, plan, part).length === 0)
    throw new RangeError('No territory that is not locked touches this one: its cells could go nowhere.');
  return fillProblem(
    whole,
    plan.map((p) => (p === part ? -1 : p)),
    (cell) => plan[cell] === part,
  );
}

/**
 * The cells without a part to the unlocked parts that touch them, which keep all they have. Of each of those the cells
 * along the gap are in the problem, the others are one stand-in. Gaps that touch none are left out, and those that are
 * not `wanted`.
 */
export function fillProblem(
  whole: BalanceProblem,
  plan: Int32Array,
  wanted: (cell: number) => boolean = () => true,
): PartProblem {
  const { offsets, targets } = whole.graph;
  const isOpen = (p: number) => p >= 0 && !whole.locked?.[p];
  const gap = reachableGaps(whole, plan, isOpen, wanted);
  const rim: number[] = [];
  for (let v = 0; v < plan.length; v++) {
    if (!isOpen(plan[v]!)) continue;
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      if (!gap[targets[e]!]) continue;
      rim.push(v);
      break;
    }
  }
  const partOf = Int32Array.from(new Set(rim.map((v) => plan[v]!))).sort();
  const inner = [...plan.keys()].filter((v) => gap[v]);
  const real = [...inner, ...rim];
  const cells = Int32Array.from([...real, ...partOf].map((v, i) => (i < real.length ? v : -1)));
  const local = new Map(Array.from(partOf, (part, i) => [part, i]));
  const fixed = Int32Array.from(cells, (v, i) => {
    if (v < 0) return i - real.length;
    return gap[v] ? fixedPart(whole, v, local) : local.get(plan[v]!)!;
  });
  const links = rim.map((v, i): [number, number] => [inner.length + i, real.length + local.get(plan[v]!)!]);
  const loads = loadsOf(whole, partTargets(whole), plan);
  const m = whole.measures.length;
  const rimLoads = new Float64Array(partOf.length * m);
  for (const v of rim) {
    whole.measures.forEach(({ values }, c) => (rimLoads[local.get(plan[v]!)! * m + c]! += values[v]!));
  }
  const baseLoad = whole.measures.map((_, c) =>
    Float64Array.from(partOf, (part, i) => Math.max(0, loads[part * m + c]! - rimLoads[i * m + c]!)),
  );
  const targetLoads = partTargets(whole).target;
  const shares = whole.measures.map((_, c) => Float64Array.from(partOf, (part) => targetLoads[part * m + c]!));
  const problem = { ...restricted(whole, cells, partOf, shares, links), baseLoad, fixed };
  return { problem, cells, partOf };
}

/**
 * The plan with an answer in it; `plan` is left as it is. Parts that are alike take the names under which they share
 * most of the first measure with the plan before, so that a group dealt anew changes no more than it has to.
 */
export function withAnswer(plan: Int32Array, part: PartProblem, parts: Int32Array): Int32Array {
  const names = namesOfAnswer(plan, part, parts);
  const after = plan.slice();
  part.cells.forEach((v, i) => {
    if (v >= 0) after[v] = names[parts[i]!]!;
  });
  return after;
}

/** Part of the larger problem that each part of an answer is, as `withAnswer` names them. */
export function namesOfAnswer(
  plan: Int32Array,
  { problem, cells, partOf }: PartProblem,
  parts: Int32Array,
): Int32Array {
  const before = Int32Array.from(cells, (v) => partOf.indexOf(v < 0 ? -1 : plan[v]!));
  return namesByShare(problem, parts, before).map((name) => partOf[name]!);
}

/**
 * A name for each part: the part of `before` (-1 = none) of which it has most of the first measure, among parts with
 * the same targets, limits and base loads; parts with fixed cells and locked ones keep theirs.
 */
export function namesByShare(problem: BalanceProblem, parts: Int32Array, before: Int32Array): Int32Array {
  const names = Int32Array.from({ length: problem.parts }, (_, p) => p);
  const held = new Set(problem.fixed);
  const kinds = new Map<string, number[]>();
  for (let p = 0; p < problem.parts; p++) {
    if (held.has(p) || problem.locked?.[p]) continue;
    const rows = [problem.targetShares, problem.baseLoad, problem.minimum ?? [], problem.maximum ?? []].flat();
    const key = rows.map((row) => row[p]!.toPrecision(12)).join(' ');
    kinds.set(key, [...(kinds.get(key) ?? []), p]);
  }
  const owners = Uint16Array.from(before, (p) => p + 1);
  const potential = problem.measures[0]?.values ?? new Float64Array(parts.length);
  for (const alike of kinds.values()) {
    const at = new Map(alike.map((p, i) => [p, i]));
    const codes = alike.map((p) => p + 1);
    const own = parts.map((p) => at.get(p) ?? -1);
    const matched = [...matchParts(own, alike.length, owners, potential, codes)].map((code) => code - 1);
    const spare = alike.filter((p) => !matched.includes(p));
    alike.forEach((p, i) => (names[p] = matched[i]! >= 0 ? matched[i]! : spare.shift()!));
  }
  return names;
}

function cellsOf(plan: Int32Array, group: readonly number[]): Int32Array {
  const wanted = new Set(group);
  return Int32Array.from([...plan.keys()].filter((v) => wanted.has(plan[v]!)));
}

function openNeighbours({ graph, locked }: BalanceProblem, plan: Int32Array, part: number): number[] {
  const found = new Set<number>();
  for (let v = 0; v < plan.length; v++) {
    if (plan[v] !== part) continue;
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const other = plan[graph.targets[e]!]!;
      if (other >= 0 && other !== part && !locked?.[other]) found.add(other);
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** 1 = without a part, and a way over such cells leads to an open part. */
function reachableGaps(
  { graph }: BalanceProblem,
  plan: Int32Array,
  isOpen: (p: number) => boolean,
  wanted: (cell: number) => boolean,
): Uint8Array {
  const gap = new Uint8Array(plan.length);
  const queue = [...plan.keys()].filter((v) => isOpen(plan[v]!));
  for (const v of queue) {
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if (plan[u]! >= 0 || gap[u] || !wanted(u)) continue;
      gap[u] = 1;
      queue.push(u);
    }
  }
  return gap;
}

function fixedPart({ fixed }: BalanceProblem, cell: number, local: ReadonlyMap<number, number>): number {
  return (fixed && fixed[cell]! >= 0 ? local.get(fixed[cell]!) : undefined) ?? -1;
}

function partProblem(
  whole: BalanceProblem,
  plan: Int32Array,
  cells: Int32Array,
  partOf: Int32Array,
  shares: Shares,
  measureKeys?: readonly string[],
): PartProblem {
  const local = new Map(Array.from(partOf, (part, i) => [part, i]));
  const equal = whole.measures.map(() => new Float64Array(partOf.length).fill(1));
  const problem = restricted(whole, cells, partOf, shares ?? equal, []);
  const measures = [...whole.measures.keys()].filter((c) => measureKeys?.includes(whole.measures[c]!.key) ?? true);
  const fixed = Int32Array.from(cells, (v) => (whole.fixed?.[v] === plan[v] ? fixedPart(whole, v, local) : -1));
  const pick = <T>(rows: readonly T[]): T[] => measures.map((c) => rows[c]!);
  return {
    problem: {
      ...problem,
      measures: pick(problem.measures),
      targetShares: pick(problem.targetShares),
      baseLoad: pick(problem.baseLoad),
      ...(problem.minimum ? { minimum: pick(problem.minimum) } : {}),
      ...(problem.maximum ? { maximum: pick(problem.maximum) } : {}),
      ...(fixed.some((p) => p >= 0) ? { fixed } : {}),
    },
    cells,
    partOf,
  };
}

/** The problem on some cells and parts, with links between cells (by place in `cells`) added; nothing fixed. */
function restricted(
  whole: BalanceProblem,
  cells: Int32Array,
  partOf: Int32Array,
  shares: readonly Float64Array[],
  links: readonly (readonly [number, number])[],
): BalanceProblem {
  const at = new Int32Array(whole.graph.offsets.length - 1).fill(-1);
  cells.forEach((v, i) => {
    if (v >= 0) at[v] = i;
  });
  const rows: number[][] = Array.from(cells, (v) =>
    v < 0
      ? []
      : Array.from(
          whole.graph.targets.subarray(whole.graph.offsets[v], whole.graph.offsets[v + 1]),
          (u) => at[u]!,
        ).filter((u) => u >= 0),
  );
  for (const [a, b] of links) {
    rows[a]!.push(b);
    rows[b]!.push(a);
  }
  const offsets = new Uint32Array(cells.length + 1);
  rows.forEach((row, i) => (offsets[i + 1] = offsets[i]! + row.length));
  const perCell = (values: Float64Array) => Float64Array.from(cells, (v) => (v < 0 ? 0 : values[v]!));
  const perPart = (row: Float64Array, none: number) =>
    Float64Array.from(partOf, (part) => (part < whole.parts ? row[part]! : none));
  const { positions, groups, minimum, maximum, moveCost, budgetCost } = whole;
  const middle = (i: number, k: number): number => {
    const near = rows[i]!.map((u) => positions![2 * cells[u]! + k]!);
    return near.reduce((a, b) => a + b, 0) / Math.max(1, near.length);
  };
  return {
    graph: { offsets, targets: Uint32Array.from(rows.flat()) },
    parts: partOf.length,
    measures: whole.measures.map((measure) => ({ ...measure, values: perCell(measure.values) })),
    targetShares: shares.map((row) => {
      const sum = row.reduce((a, b) => a + b, 0);
      return row.map((share) => (sum > 0 ? share / sum : 1 / row.length));
    }),
    baseLoad: whole.baseLoad.map((row) => perPart(row, 0)),
    ...(minimum ? { minimum: minimum.map((row) => perPart(row, 0)) } : {}),
    ...(maximum ? { maximum: maximum.map((row) => perPart(row, Infinity)) } : {}),
    ...(moveCost ? { moveCost: perCell(moveCost) } : {}),
    ...(budgetCost ? { budgetCost: perCell(budgetCost) } : {}),
    ...(groups ? { groups: Int32Array.from(cells, (v) => (v < 0 ? -1 : groups[v]!)) } : {}),
    ...(positions
      ? {
          positions: Float64Array.from({ length: 2 * cells.length }, (_, i) => {
            const v = cells[i >> 1]!;
            return v < 0 ? middle(i >> 1, i & 1) : positions[2 * v + (i & 1)]!;
          }),
        }
      : {}),
  };
}
