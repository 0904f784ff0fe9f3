/** The problem as the search works on it: groups of cells merged into nodes, positions in a plane, locks as fixed. */
import { equalAreaPlane, embedGraph } from './plane.ts';
import type { BalanceProblem } from './problem.ts';
import { contract, type WeightedGraph } from './weighted-graph.ts';

export interface BaseGraph {
  readonly graph: WeightedGraph;
  /** Node of each cell; null where nodes are the cells. */
  readonly nodeOfCell: Int32Array | null;
}

/** O(cells + edges). Cells of locked parts are fixed to them; a fixed cell makes its whole group fixed. */
export function baseGraph(problem: BalanceProblem): BaseGraph {
  const count = problem.graph.offsets.length - 1;
  const m = problem.measures.length;
  const values = new Float64Array(count * m);
  for (let c = 0; c < m; c++) {
    const source = problem.measures[c]!.values;
    for (let v = 0; v < count; v++) values[v * m + c] = source[v]!;
  }
  const plane = problem.positions ? equalAreaPlane(problem.positions) : embedGraph(problem.graph, count);
  const moveCost = problem.moveCost ? problem.moveCost.slice() : new Float64Array(count).fill(1);
  const graph: WeightedGraph = {
    count,
    ...simpleEdges(problem),
    sizes: new Float64Array(count).fill(1),
    values,
    measureCount: m,
    plane,
    fixed: fixedOf(problem, count),
    home: problem.initial ? problem.initial.slice() : new Int32Array(count).fill(-1),
    moveCost,
    budgetCost: problem.budgetCost ? problem.budgetCost.slice() : moveCost,
  };
  if (!problem.groups) return { graph, nodeOfCell: null };
  const nodeOfCell = new Int32Array(count);
  const nodeOfGroup = new Map<number, number>();
  let nodes = 0;
  for (let v = 0; v < count; v++) {
    const group = problem.groups[v]!;
    const known = group >= 0 ? nodeOfGroup.get(group) : undefined;
    nodeOfCell[v] = known ?? nodes++;
    if (group >= 0 && known === undefined) nodeOfGroup.set(group, nodeOfCell[v]!);
  }
  return { graph: contract(graph, nodeOfCell, nodes), nodeOfCell };
}

/** Drops loops and repeated entries, which some graph files hold. */
function simpleEdges(problem: BalanceProblem) {
  const { offsets, targets } = problem.graph;
  const count = offsets.length - 1;
  const last = new Int32Array(count).fill(-1);
  const cleanOffsets = new Uint32Array(count + 1);
  const clean = new Uint32Array(targets.length);
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
  return { offsets: cleanOffsets, targets: clean.slice(0, used), edgeWeights: new Float64Array(used).fill(1) };
}

function fixedOf(problem: BalanceProblem, count: number): Int32Array {
  const fixed = problem.fixed ? problem.fixed.slice() : new Int32Array(count).fill(-1);
  const { locked, initial } = problem;
  if (locked && initial) {
    for (let v = 0; v < count; v++) if (initial[v]! >= 0 && locked[initial[v]!]) fixed[v] = initial[v]!;
  }
  return fixed;
}
