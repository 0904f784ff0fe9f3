/** Building from scratch: first plans by cuts on a coarse graph, then re-dealt groups and V-cycles around the best. */
import { type Merit, meritOf } from './best-plan.ts';
import { type Level, projectThrough } from './coarsen.ts';
import { annealDown, type CyclePlan, cycle, levelsBelow, levelsOf, sharedLevels } from './cycle.ts';
import { dealGraph, dealNodes, isComplete } from './deal.ts';
import { dealBeyond } from './deal-beyond.ts';
import { adopting, freshSearch } from './inner-search.ts';
import { buildLumpy } from './lumpy.ts';
import { mendParts } from './mend.ts';
import type { Pause } from './pausable.ts';
import { isTight, setPrices, stateFor } from './pricing.ts';
import { recombination, type RecombinationPlan } from './recombination.ts';
import { chooseGroup, reheat } from './regroup.ts';
import { heavyExempt, measureBoundary, offer, offerParts, type Search } from './search.ts';
import { sharedCycle, sharedTries } from './team-search.ts';
import { temper } from './tempering.ts';

const FIRST: CyclePlan = {
  nodesPerPart: 40,
  leastNodes: 2000,
  coarse: { from: 1.2, to: 0.3, rounds: 30, perBoundaryNode: 20 },
  middle: { from: 0.6, to: 0.3, rounds: 10, perBoundaryNode: 10 },
  fine: { from: 0.6, to: 0.15, rounds: 20, perBoundaryNode: 10 },
};
export const LATER: CyclePlan = {
  nodesPerPart: 40,
  leastNodes: 2000,
  coarse: { from: 0.8, to: 0.3, rounds: 20, perBoundaryNode: 20 },
  hot: { from: 6, to: 0.15, rounds: 60, perBoundaryNode: 30 },
  middle: { from: 0.5, to: 0.3, rounds: 10, perBoundaryNode: 10 },
  fine: { from: 0.5, to: 0.12, rounds: 24, perBoundaryNode: 15 },
};
/** Recombination between cycles of one measure alone, and of lumpy demand: cold, as most of the plan is well already. */
const BEYOND: RecombinationPlan = { nodesPerPart: 40, perPart: 100, from: 0.002, to: 0.0002 };
/**
 * And of two or more measures: slower, often around the parts that are beyond, and so hot at first that lumps of a third
 * of a target change places.
 */
const HARD = { nodesPerPart: 40, to: 0.0002, around: 0.6, moves: 300, pairs: 0.6 };
const HARD_FROM = 0.03;
const HARD_FROM_WIDE = 0.1;
const HARD_PER_PART = 500;
const HARD_MOST = 50_000;
/** Deep inside the tolerance while it is hot, as heat alone moves parts by some of it: then all have room to pass on. */
const HARD_AIMS = [0.6, 0.7] as const;
const HARD_AIMS_WIDE = [0.8, 0.9] as const;
/** What is still beyond then is dealt anew with its neighbours, drawing trees of so many nodes. */
const DEALT_NODES = 1_500_000;
/** And what no deal brings inside is heated in groups of so many parts, some between two cycles: tight ones shorter and more often. */
const REHEAT_LEAST = 4;
const REHEAT_SPREAD = 8;
const REHEAT_FROM = 0.1;
const REHEATS = { count: 6, perPart: 120 };
const REHEATS_WIDE = { count: 4, perPart: 200 };
const LATER_HARD: CyclePlan = { ...LATER, nodesPerPart: 100 };
const HARD_PRESSURE = 12;
const HARD_PRESSURE_WIDE = 8;
/**
 * Plans dealt from scratch before the best is worked on; fewer of many parts, and one for tight tolerances and for
 * teams, as their recombination keeps little of any.
 */
const STARTS = 5;
const STARTS_PARTS = 500;
/** Times a search begins anew while parts are beyond tolerance. */
const ROUNDS = 6;
const START_PRESSURE = 8;
/** Cycles without a better plan after which a search ends: within tolerance, and beyond it in a round and in the last. */
const PATIENCE = 10;
const PATIENCE_HARD = 40;
const PATIENCE_ROUND = 4;
export const PATIENCE_LAST = 20;
/** Excess must fall to this share of what it was to count as progress. */
const PROGRESS = 0.98;
const MAX_PRESSURE = 24;
const MIN_PRESSURE = 4;

/**
 * Yields once a step; the first plan is complete at the first yield. While parts stay beyond tolerance, the search
 * begins anew from other deals, a few times; the best plan of all is kept.
 */
export function* build(search: Search): Generator<Pause, void, void> {
  const levels = levelsOf(search, FIRST);
  const dealt = dealNodes(search, levels, levels.length - 1);
  if (!isComplete(search, dealt)) {
    offerParts(search, mended(search, levels, dealt));
    yield;
    yield* improve(search, LATER, PATIENCE_LAST);
    return;
  }
  offerDealt(search, levels, dealt);
  yield;
  if (search.lumpy) {
    yield* buildLumpy(search);
    yield* improve(search, LATER, PATIENCE_LAST);
    return;
  }
  for (let round = 1; round <= ROUNDS; round++) {
    const fresh: Search = { ...freshSearch(search), pressure: START_PRESSURE };
    yield* adopting(search, fresh, buildOnce(fresh, round === ROUNDS ? PATIENCE_LAST : PATIENCE_ROUND));
    if (search.best.merit.excess === 0) return;
  }
}

/** Deals some plans, works on the best of them. */
function* buildOnce(search: Search, patience: number): Generator<Pause, void, void> {
  yield* dealBest(search);
  if (search.best.version === 0) {
    const levels = levelsOf(search, FIRST);
    offerParts(search, mended(search, levels, dealNodes(search, levels, levels.length - 1)));
  }
  yield* improve(search, LATER, patience);
}

/** Of some deals the best, annealed down; a generator of its own, so that their levels are let go of. */
function* dealBest(search: Search): Generator<void, void, void> {
  const one = search.team !== null || (mayHarden(search) && isTight(search.targets));
  const shared = sharedLevels(search, FIRST);
  let best: FirstPlan | null = null;
  const starts = one ? 1 : Math.min(STARTS, Math.ceil(STARTS_PARTS / search.targets.partCount));
  for (let start = 0; start < starts; start++) {
    const plan = firstPlan(search, levelsBelow(search, FIRST, shared));
    if (!plan) continue;
    yield* annealTop(search, plan);
    if (!best || plan.energy < best.energy) best = plan;
  }
  if (best && !one) yield* annealDown(search, best.levels, best.parts, FIRST);
}

/** Parts of the coarsest level of some levels. */
interface FirstPlan {
  readonly levels: readonly Level[];
  parts: Int32Array;
  /** Boundary and priced excess after its annealing. */
  energy: number;
}

/** Deals the coarsest level and offers the plan; null when the level is too coarse for a complete one. */
function firstPlan(search: Search, levels: readonly Level[]): FirstPlan | null {
  const parts = dealGraph(search, levels, levels.length - 1);
  if (!parts) return null;
  offerDealt(search, levels, parts);
  return { levels, parts, energy: Infinity };
}

function offerDealt(search: Search, levels: readonly Level[], parts: Int32Array): void {
  const depth = levels.length - 1;
  offer(search, stateFor(search, levels[depth]!, parts, heavyExempt(search, parts, levels, depth)), levels, depth);
}

/** Anneals the coarsest level alone; mutates the plan. */
function* annealTop(search: Search, plan: FirstPlan): Generator<void, void, void> {
  const depth = plan.levels.length - 1;
  const exempt = (parts: Int32Array) => heavyExempt(search, parts, plan.levels, depth);
  const state = stateFor(search, plan.levels[depth]!, plan.parts, exempt(plan.parts));
  yield* temper(state, FIRST.coarse, search.random, () => setPrices(search, state, exempt(state.parts)));
  offer(search, state, plan.levels, depth);
  const merit = meritOf(state, exempt(state.parts), search.meritCosts);
  plan.parts = state.parts;
  plan.energy = merit.cost + merit.excess * search.pressure * search.boundaryLength;
  yield;
}

/**
 * V-cycles around the best plan, and recombination while parts are beyond tolerance. Pressure rises
 * while parts are beyond and falls while all are within; a search that has turned hard keeps it, as its prices learn.
 */
export function* improve(search: Search, plan: CyclePlan, patience: number): Generator<Pause, void, void> {
  let idle = 0;
  while (idle < patienceOf(search, patience)) {
    const { version: before, merit } = search.best;
    const balanced = merit.excess === 0;
    measureBoundary(search);
    const again = search.hard;
    if (!balanced && mayHarden(search)) search.hard = true;
    search.pressure = nextPressure(search, balanced);
    if (!balanced) yield* recombineBest(search, again);
    const next = search.hard ? LATER_HARD : plan;
    if (search.team) yield* sharedCycle(search, search.team, next);
    else yield* cycle(search, search.best.parts.slice(), next);
    const better = balanced ? search.best.version > before : isProgress(search.best.merit, merit);
    idle = better ? 0 : idle + 1;
  }
}

/** A slightly shorter boundary is no progress while parts are beyond tolerance. */
function isProgress(now: Merit, before: Merit): boolean {
  if (now.excess < before.excess * PROGRESS) return true;
  return now.priced !== undefined && before.priced !== undefined && now.priced < before.priced * PROGRESS;
}

/** One measure alone passes from neighbour to neighbour: it needs no prices that learn, which make borders long. */
function mayHarden({ lumpy, targets }: Search): boolean {
  return !lumpy && targets.measureCount > 1;
}

/** `again` = the search was hard before. */
function* recombineBest(search: Search, again: boolean): Generator<Pause, void, void> {
  if (!again) {
    const perPart = Math.min(HARD_PER_PART, HARD_MOST / search.targets.partCount);
    const plan = search.hard ? hardPlan(search, perPart) : BEYOND;
    const found = yield* recombination(search, plan, search.best.parts.slice());
    // A team goes on with a cycle that it can share.
    if (found && !search.team) yield* annealDown(search, found.levels, found.parts, search.hard ? LATER_HARD : LATER);
  }
  // Deals know nothing of what a change costs.
  const free = search.change === 0 && search.budget === Infinity;
  if (free && search.best.merit.excess > 0) yield* tryOut(search, (own) => dealBeyond(own, DEALT_NODES));
  if (again) yield* reheatWorst(search);
}

function* reheatWorst(search: Search): Generator<Pause, void, void> {
  const { best, random } = search;
  const { count, perPart } = isTight(search.targets) ? REHEATS : REHEATS_WIDE;
  const plan = { ...hardPlan(search, perPart), from: REHEAT_FROM };
  for (let i = 0; i < count && best.merit.excess > 0; i += search.team?.size ?? 1) {
    const size = REHEAT_LEAST + random.below(REHEAT_SPREAD);
    yield* tryOut(search, (own) => reheatGroup(own, size, plan));
  }
}

/** `work` on the best plan, by each member of a team. */
function* tryOut(search: Search, work: (own: Search) => Generator<Pause, void, void>): Generator<Pause, void, void> {
  if (search.team) yield* sharedTries(search, search.team, work);
  else yield* work(search);
}

function* reheatGroup(search: Search, size: number, plan: RecombinationPlan): Generator<Pause, void, void> {
  const group = chooseGroup(search, size);
  if (group.length > 1) yield* reheat(search, group, plan);
  else yield;
}

function patienceOf({ best, hard }: Search, patience: number): number {
  if (best.merit.excess > 0) return patience;
  return hard ? PATIENCE_HARD : PATIENCE;
}

function nextPressure({ hard, pressure, targets }: Search, balanced: boolean): number {
  if (hard) return isTight(targets) ? HARD_PRESSURE : HARD_PRESSURE_WIDE;
  return balanced ? Math.max(MIN_PRESSURE, pressure * 0.8) : Math.min(MAX_PRESSURE, pressure * 1.25);
}

function hardPlan({ targets }: Search, perPart: number): RecombinationPlan {
  return isTight(targets)
    ? { ...HARD, perPart, from: HARD_FROM, aims: HARD_AIMS }
    : { ...HARD, perPart, from: HARD_FROM_WIDE, aims: HARD_AIMS_WIDE };
}

/** What was dealt on the coarsest level, on the search's own graph, as complete and contiguous as that allows. */
function mended(search: Search, levels: readonly Level[], dealt: Int32Array): Int32Array {
  const parts = projectThrough(dealt, levels);
  mendParts(search, parts);
  return parts;
}
