/**
 * Cells (or groups of cells) that make a part's balance impossible, proved before the search: one beyond the tolerance
 * by itself, or one that leaves too little room in one measure to collect enough of another. The second proof is a
 * relaxation: even if the other cells could be chosen freely and cut to measure (the fractional knapsack of Dantzig
 * 1957), reaching the least of measure b would take more than the most of measure a. Connectivity only makes it harder.
 */
import type { BaseGraph } from './base-graph.ts';
import type { BalanceProblem } from './problem.ts';
import type { PartTargets } from './targets.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface HeavyCell {
  /** The heaviest cell of the node. */
  readonly cell: number;
  readonly node: number;
  /** Measure in which the part that holds the cell can't be within tolerance while the others are. */
  readonly measure: number;
  /** Largest share of a part's target the node holds, over the measures. */
  readonly share: number;
  /** Measure of which the node has most. */
  readonly dominant: number;
  readonly reason: 'heavy-cell' | 'no-connected-set' | 'search-limit' | 'group';
  readonly limit?: number;
}

/** Nodes below this share of a target in every measure are not looked at. */
const LOOK_FROM_SHARE = 0.3;
/** Rounding, as a share of a target. */
const GRAIN = 1e-12;

/** What cells of a part may weigh together, one figure a measure; NaN where the measure is empty. */
interface Room {
  readonly most: Float64Array;
  readonly least: Float64Array;
  readonly target: Float64Array;
}

/** One entry a heavy node, in node order. Holds for every part the node may belong to. */
export function findHeavyCells(problem: BalanceProblem, base: BaseGraph, targets: PartTargets): HeavyCell[] {
  const { graph, nodeOfCell } = base;
  const m = targets.measureCount;
  const rooms = Array.from({ length: targets.partCount }, (_, p) => roomOf(targets, p));
  const open = distinct(rooms.filter((_, p) => !problem.locked?.[p]));
  const ratios = new Map<number, Ratios>();
  const found: HeavyCell[] = [];
  const looked = Float64Array.from({ length: m }, (_, c) => LOOK_FROM_SHARE * smallestTarget(rooms, c));
  for (let v = 0; v < graph.count; v++) {
    const fixed = graph.fixed[v]!;
    if (!isLarge(graph, v, looked) || (fixed >= 0 && problem.locked?.[fixed])) continue;
    const choices = fixed >= 0 ? [rooms[fixed]!] : open;
    const shares = Array.from({ length: m }, (_, c) => graph.values[v * m + c]! / largestTarget(choices, c));
    const share = Math.max(...shares);
    if (!(share >= LOOK_FROM_SHARE)) continue;
    const verdicts = choices.map((room) => judge(graph, v, shares, room, ratios));
    const [verdict] = verdicts;
    if (!verdict || verdicts.includes(null)) continue;
    found.push({
      cell: nodeOfCell ? heaviestCell(problem, nodeOfCell, v, verdict.measure) : v,
      node: v,
      measure: verdict.measure,
      share,
      dominant: verdict.measure,
      ...reasonOf(base, v, verdict.reason),
    });
  }
  return found;
}

/** Of a group that was joined along one way among others, it is not proved. */
function reasonOf(
  { graph, joined }: BaseGraph,
  node: number,
  reason: 'heavy-cell' | 'no-connected-set',
): Pick<HeavyCell, 'reason' | 'limit'> {
  if (joined?.[node]) return { reason: 'search-limit', limit: 1 };
  return { reason: graph.sizes[node]! > 1 && reason === 'heavy-cell' ? 'group' : reason };
}

function roomOf(targets: PartTargets, part: number): Room {
  const m = targets.measureCount;
  const at = (c: number) => part * m + c;
  const units = (c: number, deviation: number): number => {
    const { target, inverse, baseLoad } = targets;
    return inverse[at(c)] === 0 ? NaN : target[at(c)]! - baseLoad[at(c)]! + deviation / inverse[at(c)]!;
  };
  const row = (value: (c: number) => number) => Float64Array.from({ length: m }, (_, c) => value(c));
  return {
    most: row((c) => units(c, targets.high[at(c)]! + GRAIN)),
    least: row((c) => units(c, targets.low[at(c)]! - GRAIN)),
    target: row((c) => Math.max(0, units(c, 0))),
  };
}

function distinct(rooms: readonly Room[]): Room[] {
  const known = new Map<string, Room>();
  for (const room of rooms) {
    const key = [...room.most, ...room.least].join(' ');
    if (!known.has(key)) known.set(key, room);
  }
  // The roomiest first: what is said of a cell is said of that.
  return [...known.values()].sort((a, b) => b.most.reduce((x, y) => x + y, 0) - a.most.reduce((x, y) => x + y, 0));
}

function largestTarget(rooms: readonly Room[], measure: number): number {
  const largest = rooms.reduce((most, { target }) => Math.max(most, target[measure]! || 0), 0);
  return largest > 0 ? largest : Infinity;
}

function smallestTarget(rooms: readonly Room[], measure: number): number {
  return rooms.reduce((least, { target }) => Math.min(least, target[measure]! || Infinity), Infinity);
}

function isLarge({ values, measureCount: m }: WeightedGraph, v: number, looked: Float64Array): boolean {
  for (let c = 0; c < m; c++) if (values[v * m + c]! >= looked[c]!) return true;
  return false;
}

function heaviestCell(problem: BalanceProblem, nodeOfCell: Int32Array, node: number, measure: number): number {
  const { values } = problem.measures[measure]!;
  let heaviest = -1;
  for (let cell = 0; cell < values.length; cell++) {
    if (nodeOfCell[cell] === node && (heaviest < 0 || values[cell]! > values[heaviest]!)) heaviest = cell;
  }
  return heaviest;
}

function judge(
  graph: WeightedGraph,
  v: number,
  shares: readonly number[],
  room: Room,
  ratios: Map<number, Ratios>,
): { measure: number; reason: 'heavy-cell' | 'no-connected-set' } | null {
  const m = shares.length;
  for (let a = 0; a < m; a++) {
    if (graph.values[v * m + a]! > room.most[a]!) return { measure: a, reason: 'heavy-cell' };
  }
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < m; b++) {
      if (a === b || shares[a]! <= shares[b]! || !(room.least[b]! > 0)) continue;
      const known = ratios.get(a * m + b) ?? { rough: roughRatios(graph, a, b), order: null };
      ratios.set(a * m + b, known);
      if (roughLoad(graph, known.rough, v, a, room.least[b]!) <= room.most[a]!) continue;
      known.order ??= orderByRatio(graph, a, b);
      if (leastLoad(graph, v, a, b, room.least[b]!, known.order) > room.most[a]!)
        return { measure: a, reason: 'no-connected-set' };
    }
  }
  return null;
}

/** Nodes by what they hold of one measure for what they hold of another: roughly for all, exactly once that is needed. */
interface Ratios {
  /** Load of both measures in nodes of about one ratio, rising; interleaved. */
  readonly rough: Float64Array;
  order: Int32Array | null;
}

const STEPS_PER_DOUBLING = 8;
const RATIO_STEPS = 40 * STEPS_PER_DOUBLING;

/** Steps of the ratio, in powers around that of the totals; all that is lower or higher is in the outer ones. */
function roughRatios({ values, measureCount: m, count }: WeightedGraph, a: number, b: number): Float64Array {
  let totalA = 0;
  let totalB = 0;
  for (let u = 0; u < count; u++) {
    totalA += values[u * m + a]!;
    totalB += values[u * m + b]!;
  }
  const rough = new Float64Array(2 * RATIO_STEPS);
  for (let u = 0; u < count; u++) {
    const loadB = values[u * m + b]!;
    if (loadB <= 0) continue;
    const ratio = ((values[u * m + a]! / loadB) * totalB) / totalA;
    const step = Math.round(STEPS_PER_DOUBLING * Math.log2(ratio)) + RATIO_STEPS / 2;
    const at = 2 * Math.max(0, Math.min(RATIO_STEPS - 1, Number.isNaN(step) ? 0 : step));
    rough[at]! += values[u * m + a]!;
    rough[at + 1]! += loadB;
  }
  return rough;
}

/** As `leastLoad` or more: nodes of about one ratio are all cut alike; v itself is not left out of them. */
function roughLoad(
  { values, measureCount: m }: WeightedGraph,
  rough: Float64Array,
  v: number,
  a: number,
  wanted: number,
): number {
  let load = values[v * m + a]!;
  // What v holds is in the steps, too: so much more has to be gathered for the answer to hold without it.
  let missing = wanted;
  for (let at = 0; at < rough.length && missing > 0; at += 2) {
    if (rough[at + 1]! <= 0) continue;
    const part = Math.min(1, missing / rough[at + 1]!);
    load += part * rough[at]!;
    missing -= part * rough[at + 1]!;
  }
  return missing > 0 ? Infinity : load;
}

function orderByRatio({ values, measureCount: m, count }: WeightedGraph, a: number, b: number): Int32Array {
  const order = Int32Array.from({ length: count }, (_, u) => u).filter((u) => values[u * m + b]! > 0);
  return order.sort(
    (x, y) => values[x * m + a]! / values[x * m + b]! - values[y * m + a]! / values[y * m + b]! || x - y,
  );
}

/** Least load in measure a of any set of whole or cut nodes with `v` that holds `wanted` of b; file units. */
function leastLoad(
  { values, measureCount: m }: WeightedGraph,
  v: number,
  a: number,
  b: number,
  wanted: number,
  order: Int32Array,
): number {
  let load = values[v * m + a]!;
  let missing = wanted - values[v * m + b]!;
  for (const u of order) {
    if (missing <= 0) break;
    if (u === v) continue;
    const gain = values[u * m + b]!;
    const part = Math.min(1, missing / gain);
    load += part * values[u * m + a]!;
    missing -= part * gain;
  }
  return missing > 0 ? Infinity : load;
}
