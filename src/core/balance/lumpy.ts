/**
 * Building where single cells hold much of a part. Cuts and moves of single cells leave such a plan with one part that
 * has too much of one measure and another, far away, that has too little; recombination carries that over.
 */
import type { Pause } from './pausable.ts';
import { excessByPart } from './best-plan.ts';
import { annealDown, type CyclePlan } from './cycle.ts';
import { adopting, freshSearch } from './inner-search.ts';
import { recombination, type RecombinationPlan } from './recombination.ts';
import { heavyExempt, reviewBest, type Search } from './search.ts';
import { createState } from './search-state.ts';
import { beyondTolerance } from './targets.ts';

const FROM_DEAL: RecombinationPlan = { nodesPerPart: 60, perPart: 3000, from: 0.04, to: 0.0025 };
const REHEAT: RecombinationPlan = { nodesPerPart: 60, perPart: 2000, from: 0.04, to: 0.0025 };
/** From the clusters down to the cells, without losing the balance that was found. */
const DOWN: CyclePlan = {
  nodesPerPart: 60,
  leastNodes: 600,
  coarse: { from: 0.6, to: 0.2, rounds: 10, perBoundaryNode: 20 },
  middle: { from: 0.4, to: 0.2, rounds: 8, perBoundaryNode: 10 },
  fine: { from: 0.4, to: 0.1, rounds: 16, perBoundaryNode: 10 },
};
const ROUNDS = 12;
/** One deal, then the best plan is heated twice. */
const ROUNDS_PER_DEAL = 3;
/** Deals for which the first measure of a heavy cell is excused. */
const DEALS_PER_EXCUSE = 2;
/** A part still beyond tolerance after a round is excused if one cell holds at least this share of its target. */
const EXCUSED_SHARE = 2 / 3;

/** Deals and recombines until every part is within tolerance but for the excused; needs a first plan in `best`. */
export function* buildLumpy(search: Search): Generator<Pause, void, void> {
  let tries = 0;
  for (let round = 0; round < ROUNDS && search.best.merit.excess > 0; round++) {
    const fresh = freshSearch(search);
    excuseOther(fresh, round);
    const deals = round % ROUNDS_PER_DEAL === 0;
    fresh.hard = !deals;
    const plan = deals ? FROM_DEAL : REHEAT;
    const from = deals ? undefined : search.best.parts.slice();
    const found = yield* adopting(search, fresh, recombination(fresh, plan, from));
    tries += plan.perPart * search.targets.partCount;
    if (!found) return;
    yield* adopting(search, fresh, annealDown(fresh, found.levels, found.parts, DOWN));
    excuseLumps(search, tries);
  }
}

/**
 * A cell that leaves its part one of two measures may cost either: rounds take them in turn, that of which the part
 * gets too little first, as it leaves the others what they need.
 */
function excuseOther(search: Search, round: number): void {
  const m = search.targets.measureCount;
  for (const heavy of search.heavy) {
    if (heavy.reason === 'no-connected-set')
      heavy.measure = (heavy.dominant + 1 + Math.floor(round / (ROUNDS_PER_DEAL * DEALS_PER_EXCUSE))) % m;
  }
}

/**
 * Excuses parts beyond tolerance with a cell of at least `EXCUSED_SHARE` of their target, each in the measure it is
 * furthest beyond, with the number of recombinations that did not bring it within.
 */
function excuseLumps(search: Search, tries: number): void {
  const { graph, targets, best, frozen } = search;
  const m = targets.measureCount;
  const state = createState(graph, targets, best.parts.slice(), frozen);
  const excess = excessByPart(state, heavyExempt(search, best.parts, [], 0));
  for (let p = 0; p < targets.partCount; p++) {
    if (frozen[p] || excess[p]! <= 0 || search.heavy.some(({ node }) => best.parts[node] === p)) continue;
    const off = Array.from({ length: m }, (_, c) => {
      return beyondTolerance(targets, p * m + c, state.loads[p * m + c]!);
    });
    const { node, share, dominant } = heaviestNode(search, p);
    if (share < EXCUSED_SHARE) continue;
    const cell = search.nodeOfCell ? search.nodeOfCell.indexOf(node) : node;
    const measure = off.indexOf(Math.max(...off));
    search.heavy.push({ node, cell, measure, share, dominant, reason: 'search-limit', limit: tries });
  }
  reviewBest(search);
}

function heaviestNode({ graph, targets, best }: Search, part: number) {
  const m = targets.measureCount;
  let found = { node: -1, share: 0, dominant: 0 };
  for (let v = 0; v < graph.count; v++) {
    if (best.parts[v] !== part) continue;
    for (let c = 0; c < m; c++) {
      const share = graph.values[v * m + c]! * targets.inverse[part * m + c]!;
      if (share > found.share) found = { node: v, share, dominant: c };
    }
  }
  return found;
}
