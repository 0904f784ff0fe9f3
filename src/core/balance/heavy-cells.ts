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
  const orders = new Map<number, Int32Array>();
  const found: HeavyCell[] = [];
  for (let v = 0; v < graph.count; v++) {
    const fixed = graph.fixed[v]!;
    if (fixed >= 0 && problem.locked?.[fixed]) continue;
    const choices = fixed >= 0 ? [rooms[fixed]!] : open;
    const shares = Array.from({ length: m }, (_, c) => graph.values[v * m + c]! / largestTarget(choices, c));
    const share = Math.max(...shares);
    if (!(share >= LOOK_FROM_SHARE)) continue;
    const verdicts = choices.map((room) => judge(graph, v, shares, room, orders));
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
  orders: Map<number, Int32Array>,
): { measure: number; reason: 'heavy-cell' | 'no-connected-set' } | null {
  const m = shares.length;
  for (let a = 0; a < m; a++) {
    if (graph.values[v * m + a]! > room.most[a]!) return { measure: a, reason: 'heavy-cell' };
  }
  for (let a = 0; a < m; a++) {
    for (let b = 0; b < m; b++) {
      if (a === b || shares[a]! <= shares[b]! || !(room.least[b]! > 0)) continue;
      if (leastLoad(graph, v, a, b, room.least[b]!, orders) > room.most[a]!)
        return { measure: a, reason: 'no-connected-set' };
    }
  }
  return null;
}

/** Least load in measure a of any set of whole or cut nodes with `v` that holds `wanted` of b; file units. */
function leastLoad(
  { values, measureCount: m, count }: WeightedGraph,
  v: number,
  a: number,
  b: number,
  wanted: number,
  orders: Map<number, Int32Array>,
): number {
  const known = orders.get(a * m + b);
  const order = known ?? Int32Array.from({ length: count }, (_, u) => u).filter((u) => values[u * m + b]! > 0);
  if (!known) {
    order.sort((x, y) => values[x * m + a]! / values[x * m + b]! - values[y * m + a]! / values[y * m + b]! || x - y);
    orders.set(a * m + b, order);
  }
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
