/** Building from scratch: a first plan by cuts on a coarse graph, then V-cycles of annealing around the best plan. */
import { countNodes, mendParts } from './mend.ts';
import { dealParts } from './recurse.ts';
import {
  annealDown,
  type CyclePlan,
  cycle,
  exemptionsAt,
  levelsOf,
  mendLimits,
  offer,
  type Search,
  stateFor,
} from './search.ts';
import type { WeightedGraph } from './weighted-graph.ts';

const FIRST: CyclePlan = {
  nodesPerPart: 40,
  coarse: { from: 1.5, to: 0.3, rounds: 40, perBoundaryNode: 20 },
  middle: { from: 0.7, to: 0.3, rounds: 10, perBoundaryNode: 10 },
  fine: { from: 0.7, to: 0.15, rounds: 20, perBoundaryNode: 10 },
};
export const LATER: CyclePlan = {
  nodesPerPart: 40,
  coarse: { from: 1, to: 0.3, rounds: 30, perBoundaryNode: 20 },
  middle: { from: 0.6, to: 0.3, rounds: 10, perBoundaryNode: 10 },
  fine: { from: 0.6, to: 0.12, rounds: 24, perBoundaryNode: 15 },
};
/** Cycles without a better plan after which a balanced search, and any search, ends. */
const PATIENCE = 12;
const PATIENCE_UNBALANCED = 40;
const MAX_PRESSURE = 40;
const MIN_PRESSURE = 2;

/** Yields once a step; the first plan is complete at the first yield. Ends when cycles stop finding better plans. */
export function* build(search: Search): Generator<void, void, void> {
  const levels = levelsOf(search, FIRST.nodesPerPart);
  const depth = levels.length - 1;
  const coarse = search.problem.fixed ? null : dealtParts(search, levels[depth]!.graph);
  if (coarse && isComplete(search, coarse)) {
    offer(search, stateFor(search, levels[depth]!, coarse, exemptionsAt(search, coarse, levels, depth)), levels, depth);
    yield;
    yield* annealDown(search, levels, coarse, FIRST);
  } else {
    const parts = dealtParts(search, search.base.graph);
    nameByFixed(search, parts);
    mendParts({ graph: search.base.graph, ...mendLimits(search) }, parts);
    offer(search, stateFor(search, levels[0]!, parts, exemptionsAt(search, parts, levels, 0)), levels, 0);
    yield;
  }
  yield* improve(search, LATER);
}

/** V-cycles around the best plan; pressure rises while parts are beyond tolerance and falls while all are within. */
export function* improve(search: Search, plan: CyclePlan): Generator<void, void, void> {
  let idle = 0;
  while (idle < (search.best.merit.excess > 0 ? PATIENCE_UNBALANCED : PATIENCE)) {
    const before = search.best.version;
    const balanced = search.best.merit.excess === 0;
    search.pressure = balanced
      ? Math.max(MIN_PRESSURE, search.pressure * 0.85)
      : Math.min(MAX_PRESSURE, search.pressure * 1.5);
    yield* cycle(search, search.best.parts.slice(), plan);
    idle = search.best.version > before ? 0 : idle + 1;
  }
}

function isComplete(search: Search, parts: Int32Array): boolean {
  const counts = countNodes(parts, search.targets.partCount);
  return parts.every((p) => p >= 0) && counts.every((count, p) => count > 0 || search.frozen[p] === 1);
}

/** Deals a graph's free nodes to the unlocked parts. */
function dealtParts(search: Search, graph: WeightedGraph): Int32Array {
  const { frozen, targets } = search;
  const parts = graph.fixed.map((p) => (p >= 0 && frozen[p] ? p : -1));
  const open = Array.from({ length: targets.partCount }, (_, p) => p).filter((p) => !frozen[p]);
  const price = 12 * Math.sqrt((search.problem.graph.offsets.length - 1) / targets.partCount);
  dealParts(graph, targets, open, parts, { directions: 12, price }, search.random);
  return parts;
}

/** Renames unlocked parts of equal targets so that as many fixed nodes as possible are in their own; mutates `parts`. */
function nameByFixed(search: Search, parts: Int32Array): void {
  const { fixed } = search.base.graph;
  const k = search.targets.partCount;
  const votes = new Map<number, number>();
  for (let v = 0; v < parts.length; v++) {
    if (fixed[v]! < 0 || search.frozen[fixed[v]!] || search.frozen[parts[v]!]) continue;
    const pair = parts[v]! * k + fixed[v]!;
    votes.set(pair, (votes.get(pair) ?? 0) + 1);
  }
  const name = new Int32Array(k).fill(-1);
  const used = new Uint8Array(k);
  for (const [pair] of [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
    const from = Math.floor(pair / k);
    const to = pair % k;
    if (name[from]! >= 0 || used[to]) continue;
    name[from] = to;
    used[to] = 1;
  }
  for (let p = 0; p < k; p++) {
    if (search.frozen[p]) name[p] = p;
    else if (name[p]! < 0 && !used[p]) {
      name[p] = p;
      used[p] = 1;
    }
  }
  let next = 0;
  for (let p = 0; p < k; p++) {
    if (name[p]! >= 0) continue;
    while (used[next] || search.frozen[next]) next++;
    name[p] = next;
    used[next] = 1;
  }
  for (let v = 0; v < parts.length; v++) parts[v] = parts[v]! >= 0 ? name[parts[v]!]! : -1;
}
