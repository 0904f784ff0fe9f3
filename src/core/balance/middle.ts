/**
 * Graphs of some hundred nodes and few parts: once the ordinary search has ended, plans that were found from different
 * starts are crossed. What two plans agree on stays together, the rest is annealed (the combine operator of Sanders,
 * Schulz 2012, "Distributed evolutionary graph partitioning"); others are annealed long and hot.
 */
import type { Pause } from './pausable.ts';
import { isBetter, type Merit } from './best-plan.ts';
import { type Level, liftParts } from './coarsen.ts';
import { annealDown, type CyclePlan } from './cycle.ts';
import { freshSearch } from './inner-search.ts';
import { mendParts } from './mend.ts';
import { measureBoundary, offerParts, type Search } from './search.ts';
import type { Schedule } from './tempering.ts';
import { contract } from './weighted-graph.ts';

const MOST_NODES = 3000;
const MOST_PARTS = 16;
/** Plans kept, and tries without a better best plan after which it ends. */
const KEPT = 8;
const PATIENCE = 60;
/** Plans grown from nodes drawn by chance, besides those dealt. */
const GROWN = 32;
/** Share of tries that cross two plans; the others heat one. */
const CROSSED = 0.6;
const PRESSURE = 8;
const PRESSURES = [1, 2, 4, 8];

const hot = (from: number, rounds: number, perBoundaryNode: number): Schedule => ({
  from,
  to: 0.12,
  rounds,
  perBoundaryNode,
});
const SETTLE = planOf(hot(1.2, 40, 40), hot(1.2, 40, 40));
const CROSS = planOf(hot(1.2, 40, 40), hot(0.5, 20, 30));
const HEAT = planOf(hot(2.5, 120, 60), hot(2.5, 120, 60));

const COOL = planOf(hot(0.6, 30, 40), hot(0.6, 30, 40));

function planOf(coarse: Schedule, fine: Schedule): CyclePlan {
  return { nodesPerPart: 0, leastNodes: 0, coarse, middle: fine, fine };
}

interface Plan {
  readonly parts: Int32Array;
  readonly merit: Merit;
}

export function isMiddle({ graph, targets, lumpy, best }: Search): boolean {
  return (
    graph.count <= MOST_NODES &&
    targets.partCount <= MOST_PARTS &&
    targets.partCount > 1 &&
    !lumpy &&
    best.merit.excess === 0
  );
}

/**
 * Goes on from `search.best`, which must be within tolerance; `start` deals a plan from scratch into the search it is
 * given. Yields once a step; keeps in `search.best` what is better.
 */
export function* crossPlans(
  search: Search,
  start: (fresh: Search) => Generator<Pause, void, void>,
): Generator<Pause, void, void> {
  const kept: Plan[] = [{ parts: search.best.parts.slice(), merit: search.best.merit }];
  const keep = (plan: Plan): void => {
    if (kept.some((other) => samePlan(search, other.parts, plan.parts))) return;
    kept.push(plan);
    kept.sort((a, b) => (isBetter(a.merit, b.merit) ? -1 : isBetter(b.merit, a.merit) ? 1 : 0));
    if (kept.length > KEPT) kept.pop();
    if (isBetter(plan.merit, search.best.merit)) offerParts(search, plan.parts.slice());
  };
  for (let i = 1; i < KEPT; i++) {
    const fresh = { ...freshSearch(search), pressure: PRESSURE };
    yield* start(fresh);
    if (fresh.best.version > 0) keep({ parts: fresh.best.parts, merit: fresh.best.merit });
  }
  const { random } = search;
  for (let i = 0; i < GROWN; i++) {
    const fresh = { ...freshSearch(search), pressure: PRESSURES[i % PRESSURES.length]! };
    const parts = grownPlan(search);
    if (!parts) break;
    yield* settle(fresh, parts, SETTLE);
    if (fresh.best.merit.excess === 0) keep({ parts: fresh.best.parts, merit: fresh.best.merit });
  }
  for (let idle = 0; idle < PATIENCE; idle++) {
    const before = search.best.version;
    const fresh = { ...freshSearch(search), pressure: PRESSURE };
    const first = kept[random.below(kept.length)]!;
    const second = kept[random.below(kept.length)]!;
    offerParts(fresh, first.parts.slice());
    measureBoundary(fresh);
    const isCross = first !== second && random.next() < CROSSED;
    const levels = isCross ? crossLevels(search, first.parts, second.parts) : [{ graph: search.graph, map: null }];
    const from = isCross ? liftParts(first.parts, levels[1]!.map!, levels[1]!.graph.count) : first.parts.slice();
    fresh.pressure = PRESSURES[random.below(PRESSURES.length)]!;
    yield* settle(fresh, from, isCross ? CROSS : HEAT, levels);
    keep({ parts: fresh.best.parts, merit: fresh.best.merit });
    if (search.best.version > before) idle = -1;
  }
}

/** Anneals, and once more at full pressure where that was less: a rough balance lets borders move further. */
function* settle(
  search: Search,
  from: Int32Array,
  plan: CyclePlan,
  levels: readonly Level[] = [{ graph: search.graph, map: null }],
): Generator<Pause, void, void> {
  const parts = yield* annealDown(search, levels, from, plan);
  if (search.pressure >= PRESSURE) return;
  search.pressure = PRESSURE;
  yield* annealDown(search, levels.slice(0, 1), parts, COOL);
}

/**
 * Parts grown evenly from nodes drawn by chance: borders that meet in points, where cuts across the land lie side by
 * side. Null when a part is left without a node.
 */
function grownPlan(search: Search): Int32Array | null {
  const { graph, targets, frozen, random } = search;
  const parts = graph.fixed.slice();
  for (let p = 0; p < targets.partCount; p++) {
    if (frozen[p] || parts.includes(p)) continue;
    const free = [...parts.keys()].filter((v) => parts[v]! < 0);
    if (free.length === 0) return null;
    parts[free[random.below(free.length)]!] = p;
  }
  mendParts(search, parts);
  return parts;
}

/** The graph, and that in which connected nodes are one that are together in both plans. */
function crossLevels({ graph }: Search, a: Int32Array, b: Int32Array): Level[] {
  const map = new Int32Array(graph.count).fill(-1);
  let count = 0;
  for (let start = 0; start < graph.count; start++) {
    if (map[start]! >= 0) continue;
    map[start] = count;
    const queue = [start];
    for (const v of queue) {
      for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
        const u = graph.targets[e]!;
        if (map[u]! >= 0 || a[u] !== a[v] || b[u] !== b[v] || graph.fixed[u] !== graph.fixed[v]) continue;
        if (graph.home[u] !== graph.home[v]) continue;
        map[u] = count;
        queue.push(u);
      }
    }
    count++;
  }
  return [
    { graph, map: null },
    { graph: contract(graph, map, count), map },
  ];
}

/** Whether two plans cut the same edges. */
function samePlan({ graph }: Search, a: Int32Array, b: Int32Array): boolean {
  for (let v = 0; v < graph.count; v++) {
    for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
      const u = graph.targets[e]!;
      if ((a[u] === a[v]) !== (b[u] === b[v])) return false;
    }
  }
  return true;
}
