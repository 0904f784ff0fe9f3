/**
 * The search for balance where moves of single nodes get stuck: recombinations of two and three parts on a graph of
 * clusters, between them moves of single clusters, all under one falling temperature.
 */
import { anneal } from './anneal.ts';
import { clusterLevels } from './clusters.ts';
import { type Level, liftThrough } from './coarsen.ts';
import { dealGraph } from './deal.ts';
import type { Pause } from './pausable.ts';
import { curveWithin, hardAim, setCeilings } from './pricing.ts';
import type { Random } from './random.ts';
import { recombine } from './recombine.ts';
import { heavyExempt, nodeAt, offer, type Search } from './search.ts';
import { createState, listBoundary, recount, type SearchState } from './search-state.ts';
import { createTreeScratch, type TreeScratch } from './spanning-tree.ts';
import { learnStress } from './stress.ts';
import { aims, beyondTolerance } from './targets.ts';
import { drawRegions, exchange, ownRandom, type Team } from './team.ts';

export interface RecombinationPlan {
  /** Nodes of the graph it works on, for each part, at most. */
  readonly nodesPerPart: number;
  /** Recombinations, for each part. */
  readonly perPart: number;
  /** Temperatures, as shares of what a part costs that is beyond tolerance by its whole target. */
  readonly from: number;
  readonly to: number;
  /** Chance that a group is drawn around a part beyond its aim, whatever its border's length; 0 when absent. */
  readonly around?: number;
  /** Proposals to move single nodes after each recombination; 100 when absent. */
  readonly moves?: number;
  /** Chance that two parts are recombined and not three; 0.3 when absent. */
  readonly pairs?: number;
  /** Shares of its tolerance that a hard search aims at, first and last, between them in even steps. */
  readonly aims?: readonly [number, number];
}

/** What the whole boundary of a part costs, in parts beyond tolerance by their whole target. */
const BOUNDARY_PRICE = 0.035;
/** Large deviations pull harder: they spread along chains of parts, and small ones are cut to nothing in the end. */
const CURVE = 100;
const AIM_SHARE = 0.96;
/** What is excused costs this much of what it would cost otherwise. */
const EXCUSED_PRICE = 0.5;
const PAIR_CHANCE = 0.3;
const MOVES = 100;
const PER_STEP = 20;
const STEPS_PER_ROUND = 10;

/** Where a run of recombinations ended: its levels, and the parts of the last one with the least excess it met. */
export interface Recombined {
  readonly levels: readonly Level[];
  readonly parts: Int32Array;
}

/** A run of recombinations under way. */
interface Course {
  readonly search: Search;
  readonly plan: RecombinationPlan;
  readonly levels: readonly Level[];
  /** Of the last level. */
  readonly state: SearchState;
  readonly anchored: Uint8Array;
  readonly scratch: TreeScratch;
  /** Least excess met, and the parts that had it. */
  best: number;
  kept: Int32Array;
}

/**
 * Recombines from `parts` (of the search's graph; from a deal of its own where absent) until every part is within
 * tolerance or the plan is worked off. Offers what it finds; null when no complete plan could be dealt.
 */
export function* recombination(
  search: Search,
  plan: RecombinationPlan,
  parts?: Int32Array,
): Generator<Pause, Recombined | null, void> {
  const levels = clusterLevels(search, plan.nodesPerPart * search.targets.partCount, parts);
  const depth = levels.length - 1;
  const start = parts ? liftThrough(parts, levels) : dealGraph(search, levels, depth);
  if (!start) return null;
  const state = createState(levels[depth]!.graph, search.targets, start, search.frozen);
  state.budget = search.budget;
  const anchored = new Uint8Array(state.graph.count);
  const scratch = createTreeScratch(state);
  const course: Course = { search, plan, levels, state, anchored, scratch, best: Infinity, kept: state.parts.slice() };
  const steps = Math.ceil((plan.perPart * search.targets.partCount) / PER_STEP);
  for (let step = 0; step < steps && course.best > 0; step += STEPS_PER_ROUND) {
    recount(state);
    learnStress(search, state, excusedParts(course));
    const round = { from: step, to: Math.min(steps, step + STEPS_PER_ROUND), of: steps };
    if (search.team) yield* sharedRound(course, search.team, round);
    else yield* ownRound(course, round, search.random, () => offer(search, state, levels, depth));
  }
  return { levels, parts: course.kept };
}

/** Steps of a run that are made between two adjustments of prices. */
interface Round {
  readonly from: number;
  readonly to: number;
  readonly of: number;
}

function* ownRound(course: Course, round: Round, random: Random, better?: () => void): Generator<void, void, void> {
  const { search, plan, state, anchored, scratch } = course;
  for (let step = round.from; step < round.to && course.best > 0; step++) {
    const exempt = excusedParts(course);
    setRecombinationPrices(search, state, exempt, plan.aims && mix(plan.aims, step / round.of));
    const temperature = plan.from * (plan.to / plan.from) ** (step / round.of);
    for (let i = 0; i < PER_STEP && course.best > 0; i++) {
      const ways = random.next() < (plan.pairs ?? PAIR_CHANCE) ? 2 : 3;
      recombine(state, scratch, anchored, { ways, temperature, around: plan.around ?? 0 }, random);
      anneal(state, temperature, plan.moves ?? MOVES, random);
      if (keepLess(course, exempt)) better?.();
    }
    yield;
  }
}

/** Each member makes its share of a round in a region of its own; the regions' least excesses fit together. */
function* sharedRound(course: Course, team: Team, round: Round): Generator<Pause, void, void> {
  const { search, state, levels } = course;
  const { parts, frozen } = state;
  const region = drawRegions(state.graph, parts, search.targets.partCount, team.size, search.random);
  const random = ownRandom(team, search.random);
  const locked = frozen.slice();
  frozen.forEach((_, p) => {
    if (region[p] !== team.index) frozen[p] = 1;
  });
  listBoundary(state);
  const own: Course = { ...course, best: Infinity, kept: parts.slice() };
  const to = round.from + Math.ceil((round.to - round.from) / team.size);
  yield* ownRound(own, { ...round, to }, random);
  const all = yield* exchange(team, [parts, own.kept]);
  frozen.set(locked);
  const last = parts.map((p, v) => all[region[p]!]![0]![v]!);
  parts.set(parts.map((p, v) => all[region[p]!]![1]![v]!));
  recount(state);
  if (keepLess(course, excusedParts(course))) offer(search, state, levels, levels.length - 1);
  parts.set(last);
}

/** Keeps the parts of a course if their excess is the least so far. */
function keepLess(course: Course, exempt: Uint8Array): boolean {
  const { search, state } = course;
  const excess = excessOf(state, exempt, search.fewest);
  if (excess >= course.best) return false;
  course.best = excess;
  course.kept = state.parts.slice();
  return true;
}

/**
 * Excuses as in `heavyExempt`, but none for parts that hold two heavy nodes: those shall separate. Anchors all fixed
 * nodes, and heavy ones that are alone in their part, so that an excuse does not change hands.
 */
function excusedParts({ search, state, levels, anchored }: Course): Uint8Array {
  const depth = levels.length - 1;
  const exempt = heavyExempt(search, state.parts, levels, depth);
  const m = search.targets.measureCount;
  const nodes = search.heavy.map((heavy) => nodeAt(heavy.node, levels, depth));
  for (let v = 0; v < state.graph.count; v++) anchored[v] = state.graph.fixed[v]! >= 0 ? 1 : 0;
  for (const node of new Set(nodes)) {
    const p = state.parts[node]!;
    if (nodes.some((other) => other !== node && state.parts[other] === p)) exempt.fill(0, p * m, p * m + m);
    else anchored[node] = 1;
  }
  return exempt;
}

function mix([from, to]: readonly [number, number], progress: number): number {
  return from + (to - from) * progress;
}

/** Prices in parts beyond tolerance by their whole target. */
function setRecombinationPrices(search: Search, state: SearchState, exempt: Uint8Array, aim?: number): void {
  const { targets } = search;
  state.cutPrice = (search.cutPrice * BOUNDARY_PRICE) / search.boundaryLength;
  const perTarget = search.change * targets.partCount;
  state.changePrice = search.totalCost > 0 ? perTarget / search.totalCost : 0;
  for (let at = 0; at < state.price.length; at++) {
    const used = targets.inverse[at] === 0 ? 0 : targets.weight[at]!;
    [state.low[at], state.high[at]] = aims(
      targets,
      at,
      search.hard ? (aim ?? hardAim(search, targets, at)) : AIM_SHARE,
    );
    state.curve[at] = search.began ? curveWithin(search) : exempt[at] ? 0 : CURVE;
    state.price[at] = search.stress[at]! * (exempt[at] ? EXCUSED_PRICE * used : used);
  }
  setCeilings(search, state);
}

/** Summed shares of targets beyond tolerance, what is excused and what is locked left out. */
function excessOf({ loads, targets, frozen }: SearchState, exempt: Uint8Array, fewest: number): number {
  const m = targets.measureCount;
  let excess = 0;
  for (let at = 0; at < loads.length; at++) {
    if (exempt[at] || frozen[Math.floor(at / m)]) continue;
    const off = beyondTolerance(targets, at, loads[at]!);
    if (off > 0) excess += (targets.weight[at]! * off) / (1 + fewest * off);
  }
  return excess;
}
