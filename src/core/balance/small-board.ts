/** A small graph as bits of numbers, for `small.ts`; nodes of locked parts are left out. */
import type { Search } from './search.ts';
import { beyondTolerance } from './targets.ts';

export interface Board {
  /** Nodes, and the node of the search's graph behind each. */
  readonly count: number;
  readonly nodes: Int32Array;
  readonly all: number;
  readonly measureCount: number;
  readonly partCount: number;
  /** Parts that are not locked; `bitOf` numbers them, `openParts` has all their bits. */
  readonly parts: readonly number[];
  readonly bitOf: Int32Array;
  readonly openParts: number;
  readonly partsLeft: number;
  /** Parts of one kind are alike in all they may hold. */
  readonly kind: Int32Array;
  /** Neighbours of each node, and the price of each edge: `edges[a * count + b]`. */
  readonly near: Int32Array;
  readonly edges: Float64Array;
  readonly values: Float64Array;
  /** Part that a node must be in, -1 = any; and the nodes that each part must have. */
  readonly fixed: Int32Array;
  readonly held: Int32Array;
  /** Price, and what counts in the budget, of a node in each part: `[node * partCount + part]`. */
  readonly awayCost: Float64Array;
  readonly spent: Float64Array;
  readonly budget: number;
  /** Nodes that excuse their part, one mask a measure; see `Search.heavy` and `Search.hopeless`. */
  readonly heavy: Int32Array;
  readonly hopeless: Uint8Array;
  /** Weighted excess of part and measure `at` when it will carry between the two loads, base load left out. */
  readonly least: (at: number, from: number, to: number) => number;
  readonly search: Search;
}

export function createBoard(search: Search): Board {
  const { graph, targets, frozen, meritCosts } = search;
  const m = graph.measureCount;
  const k = targets.partCount;
  const nodes = Int32Array.from({ length: graph.count }, (_, v) => v).filter((v) => {
    return !(graph.fixed[v]! >= 0 && frozen[graph.fixed[v]!]);
  });
  const count = nodes.length;
  const at = new Int32Array(graph.count).fill(-1);
  nodes.forEach((v, i) => {
    at[v] = i;
  });
  const parts = [...frozen.keys()].filter((p) => !frozen[p]);
  const bitOf = new Int32Array(k);
  parts.forEach((p, i) => {
    bitOf[p] = i;
  });
  const near = new Int32Array(count);
  const edges = new Float64Array(count * count);
  const held = new Int32Array(k);
  const awayCost = new Float64Array(count * k);
  const spent = new Float64Array(count * k);
  nodes.forEach((v, i) => {
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const j = at[graph.targets[e]!]!;
      if (j < 0) continue;
      near[i]! |= 1 << j;
      edges[i * count + j] = meritCosts.cut * graph.edgeWeights[e]!;
    }
    if (graph.fixed[v]! >= 0) held[graph.fixed[v]!]! |= 1 << i;
    for (let p = 0; p < k; p++) {
      if (graph.home[v]! < 0 || graph.home[v] === p) continue;
      awayCost[i * k + p] = meritCosts.change * graph.moveCost[v]! + meritCosts.away * graph.sizes[v]!;
      spent[i * k + p] = graph.budgetCost[v]!;
    }
  });
  const heavy = new Int32Array(m);
  for (const { node, measure } of search.heavy) if (at[node]! >= 0) heavy[measure]! |= 1 << at[node]!;
  return {
    count,
    nodes,
    all: count === 32 ? -1 : (1 << count) - 1,
    measureCount: m,
    partCount: k,
    parts,
    bitOf,
    openParts: (1 << parts.length) - 1,
    partsLeft: parts.length,
    kind: kindsOf(search, parts),
    near,
    edges,
    values: Float64Array.from({ length: count * m }, (_, i) => graph.values[nodes[Math.floor(i / m)]! * m + (i % m)]!),
    fixed: Int32Array.from(nodes, (v) => graph.fixed[v]!),
    held,
    awayCost,
    spent,
    budget: search.budget,
    heavy,
    hopeless: search.hopeless,
    least: (where, from, to) => {
      const low = beyondTolerance(targets, where, targets.baseLoad[where]! + from);
      const high = beyondTolerance(targets, where, targets.baseLoad[where]! + to);
      const tooMuch = targets.inverse[where]! * (targets.baseLoad[where]! + from - targets.target[where]!);
      const tooLittle = targets.inverse[where]! * (targets.baseLoad[where]! + to - targets.target[where]!);
      const over = tooMuch > targets.high[where]! ? low : 0;
      const under = tooLittle < targets.low[where]! ? high : 0;
      return targets.weight[where]! * Math.max(0, over, under);
    },
    search,
  };
}

/** The same number for parts with the same limits, without fixed nodes and homes. */
function kindsOf({ graph, targets, hopeless }: Search, parts: readonly number[]): Int32Array {
  const m = targets.measureCount;
  const kinds = new Map<string, number>();
  const kind = new Int32Array(targets.partCount);
  for (const p of parts) {
    const own = graph.fixed.includes(p) || graph.home.includes(p);
    const rows = [
      targets.target,
      targets.inverse,
      targets.baseLoad,
      targets.low,
      targets.high,
      targets.weight,
      hopeless,
    ];
    const key = own ? `own ${p}` : rows.map((row) => row.slice(p * m, p * m + m).join(' ')).join(' ');
    if (!kinds.has(key)) kinds.set(key, kinds.size);
    kind[p] = kinds.get(key)!;
  }
  return kind;
}

/** What can be reached from a mask through the nodes of another. */
export function reachFrom({ near }: Board, from: number, through: number): number {
  let reached = from;
  for (let fresh = from; fresh !== 0; ) {
    let found = 0;
    for (let left = fresh; left !== 0; left &= left - 1) found |= near[31 - Math.clz32(left & -left)]!;
    fresh = found & through & ~reached;
    reached |= fresh;
  }
  return reached;
}

export function piecesIn(board: Board, mask: number): number {
  let pieces = 0;
  for (let left = mask; left !== 0; pieces++) left &= ~reachFrom(board, left & -left, mask);
  return pieces;
}

/** A node with fewest neighbours among those left: few sets of nodes hold it. */
export function lightestStart({ near, count }: Board, left: number): number {
  let best = -1;
  let fewest = Infinity;
  for (let i = 0; i < count; i++) {
    if ((left & (1 << i)) === 0) continue;
    let degree = 0;
    for (let rest = near[i]! & left; rest !== 0; rest &= rest - 1) degree++;
    if (degree < fewest) {
      fewest = degree;
      best = i;
    }
  }
  return best;
}

/** Bit c = a node of the mask excuses its part in measure c. */
export function exemptMask({ heavy }: Board, mask: number): number {
  let exempt = 0;
  heavy.forEach((nodes, c) => {
    if (nodes & mask) exempt |= 1 << c;
  });
  return exempt;
}

/** Excess of a part and the price of what is excused; loads without base load. */
export function partExcess(
  { search, hopeless }: Board,
  part: number,
  loads: Float64Array,
  exempt: number,
): [number, number] {
  const { targets, meritCosts } = search;
  const m = targets.measureCount;
  let excess = 0;
  let excused = 0;
  for (let c = 0; c < m; c++) {
    const at = part * m + c;
    const off = beyondTolerance(targets, at, targets.baseLoad[at]! + loads[c]!);
    if (off <= 0) continue;
    if (hopeless[at] || exempt & (1 << c)) excused += targets.weight[at]! * off;
    else excess += targets.weight[at]! * off;
  }
  return [excess, meritCosts.excused * excused];
}
