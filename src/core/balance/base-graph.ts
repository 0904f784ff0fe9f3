/** The problem as the search works on it: groups of cells merged into nodes, positions in a plane, locks as fixed. */
import { type GroupConflict, groupCells } from './groups.ts';
import { equalAreaPlane, embedGraph } from './plane.ts';
import type { BalanceProblem } from './problem.ts';
import { steppingStones } from './stepping-stones.ts';
import { contract, type WeightedGraph } from './weighted-graph.ts';

export interface BaseGraph {
  readonly graph: WeightedGraph;
  /** Node of each cell; null where nodes are the cells. */
  readonly nodeOfCell: Int32Array | null;
  /** Groups that could not be kept together, or not in one piece. */
  readonly conflicts: readonly GroupConflict[];
  /** As in `GroupedCells`; `joined` is null without groups. */
  readonly heldBy: Int32Array;
  readonly joined: Uint8Array | null;
  /** Summed budgetCost of all cells, and of those that are away from home whatever the plan: of divided groups. */
  readonly budgetTotal: number;
  readonly budgetForced: number;
}

type Edges = Pick<WeightedGraph, 'offsets' | 'targets' | 'edgeWeights'>;

/** Nodes that only a link joins are merged last; a cut link counts as no edge. */
const LINK_WEIGHT = 2 ** -10;

/** O(cells + edges). Cells of locked parts are fixed to them; a fixed cell makes its whole group fixed. */
export function baseGraph(problem: BalanceProblem): BaseGraph {
  const count = problem.graph.offsets.length - 1;
  const m = problem.measures.length;
  const values = new Float64Array(count * m);
  for (let c = 0; c < m; c++) {
    const source = problem.measures[c]!.values;
    for (let v = 0; v < count; v++) values[v * m + c] = source[v]!;
  }
  const fixed = fixedOf(problem, count);
  const edges = withLinks(simpleEdges(problem), steppingStones(problem, fixed));
  const plane = problem.positions ? equalAreaPlane(problem.positions) : embedGraph(edges, count);
  const moveCost = problem.moveCost ? problem.moveCost.slice() : new Float64Array(count).fill(1);
  const graph: WeightedGraph = {
    count,
    ...edges,
    sizes: new Float64Array(count).fill(1),
    values,
    measureCount: m,
    plane,
    fixed,
    home: problem.initial ? problem.initial.slice() : new Int32Array(count).fill(-1),
    moveCost,
    budgetCost: problem.budgetCost ? problem.budgetCost.slice() : moveCost,
  };
  const budgetTotal = sum(graph.budgetCost);
  if (!problem.groups)
    return { graph, nodeOfCell: null, conflicts: [], heldBy: graph.fixed, joined: null, budgetTotal, budgetForced: 0 };
  const { nodeOfCell, count: nodes, ...rest } = groupCells(problem, graph.fixed);
  const whole = contract(graph, nodeOfCell, nodes);
  return { ...withHomes(whole, graph, nodeOfCell), nodeOfCell, ...rest, budgetTotal };
}

/**
 * The home of a node of several cells is that of most of their cost; what its other cells cost is spent already, as
 * the node can't be in two parts.
 */
function withHomes(
  whole: WeightedGraph,
  cells: WeightedGraph,
  nodeOfCell: Int32Array,
): { graph: WeightedGraph; budgetForced: number } {
  const costs = new Map<number, Map<number, number>>();
  for (let v = 0; v < cells.count; v++) {
    const node = nodeOfCell[v]!;
    if (whole.sizes[node] === 1 || cells.home[v]! < 0) continue;
    const byPart = costs.get(node) ?? new Map<number, number>();
    costs.set(node, byPart);
    byPart.set(cells.home[v]!, (byPart.get(cells.home[v]!) ?? 0) + cells.moveCost[v]! + cells.budgetCost[v]! + 1e-12);
  }
  const home = whole.home.slice();
  const moveCost = whole.moveCost.slice();
  const budgetCost = whole.budgetCost.slice();
  for (const [node, byPart] of costs) {
    home[node] = [...byPart].reduce((a, b) => (b[1] > a[1] ? b : a))[0];
    moveCost[node] = 0;
    budgetCost[node] = 0;
  }
  let budgetForced = 0;
  for (let v = 0; v < cells.count; v++) {
    const node = nodeOfCell[v]!;
    if (!costs.has(node) || cells.home[v]! < 0) continue;
    if (cells.home[v] === home[node]) {
      moveCost[node]! += cells.moveCost[v]!;
      budgetCost[node]! += cells.budgetCost[v]!;
    } else budgetForced += cells.budgetCost[v]!;
  }
  return { graph: { ...whole, home, moveCost, budgetCost }, budgetForced };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Drops loops and repeated entries, which some graph files hold; the problem's own arrays where it has none. */
function simpleEdges(problem: BalanceProblem): Edges {
  const { offsets, targets } = problem.graph;
  const count = offsets.length - 1;
  const last = new Int32Array(count).fill(-1);
  let simple = 0;
  for (let v = 0; v < count; v++) {
    last[v] = v;
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      if (last[targets[e]!] === v) continue;
      last[targets[e]!] = v;
      simple++;
    }
  }
  const edgeWeights = new Float32Array(simple).fill(1);
  if (simple === targets.length) return { offsets, targets, edgeWeights };
  const cleanOffsets = new Uint32Array(count + 1);
  const clean = new Uint32Array(simple);
  last.fill(-1);
  let used = 0;
  for (let v = 0; v < count; v++) {
    last[v] = v;
    for (let e = offsets[v]!; e < offsets[v + 1]!; e++) {
      const u = targets[e]!;
      if (last[u] === v) continue;
      last[u] = v;
      clean[used++] = u;
    }
    cleanOffsets[v + 1] = used;
  }
  return { offsets: cleanOffsets, targets: clean, edgeWeights };
}

/** Adds edges that cost next to nothing to cut. */
function withLinks(edges: Edges, links: readonly (readonly [number, number])[]): Edges {
  if (links.length === 0) return edges;
  const more = new Map<number, number[]>();
  for (const [a, b] of links) {
    more.set(a, [...(more.get(a) ?? []), b]);
    more.set(b, [...(more.get(b) ?? []), a]);
  }
  const offsets = new Uint32Array(edges.offsets.length);
  const targets = new Uint32Array(edges.targets.length + 2 * links.length);
  const edgeWeights = new Float32Array(targets.length);
  let used = 0;
  for (let v = 0; v + 1 < offsets.length; v++) {
    for (let e = edges.offsets[v]!; e < edges.offsets[v + 1]!; e++) {
      targets[used] = edges.targets[e]!;
      edgeWeights[used++] = edges.edgeWeights[e]!;
    }
    for (const u of more.get(v) ?? []) {
      targets[used] = u;
      edgeWeights[used++] = LINK_WEIGHT;
    }
    offsets[v + 1] = used;
  }
  return { offsets, targets, edgeWeights };
}

function fixedOf(problem: BalanceProblem, count: number): Int32Array {
  const fixed = problem.fixed ? problem.fixed.slice() : new Int32Array(count).fill(-1);
  const { locked, initial } = problem;
  if (locked && initial) {
    for (let v = 0; v < count; v++) if (initial[v]! >= 0 && locked[initial[v]!]) fixed[v] = initial[v]!;
  }
  return fixed;
}
