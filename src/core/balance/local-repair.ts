/**
 * Repair at the price of what is broken, not of the plan: annealing and recombination in a region around the parts
 * that are beyond their limits, at full resolution. Balance is dear there and boundaries are cheap, so that cells are
 * chosen for what they carry; the aim is well inside the tolerance, so that what is too much spreads over the region.
 * Then the way back: change gets dearer, and moves that were not needed are taken back.
 */
import { anneal } from './anneal.ts';
import { recombineBeyond } from './recombine-beyond.ts';
import { excessOf, keepBest, type LocalSearch, openFirstRegion, widenRegion } from './region.ts';
import { revertNeedless } from './revert.ts';
import { moveNode } from './search-state.ts';
import { aims } from './targets.ts';

/** Price of one target's worth beyond the aim, in boundaries of a round part, and what excused excess costs of it. */
const PRESSURE = 200;
const EXCUSED_PRICE = 0.3;
const CURVE = 40;
/** Aims while seeking and on the way back, as shares of the tolerance. */
const SEEK_AIM = 0.7;
const KEEP_AIM = 0.97;
/** Price of moving one target's worth of cost, as a share of the price of deviation. */
const SEEK_CHANGE = 0.005;
const KEEP_CHANGES = [0.25, 0.5];
/** Temperatures in cut edges, and of recombination in targets' worth of excess; both fall geometrically. */
const HOT = 3;
const COLD = 0.3;
const RECOMBINE_HOT = 0.01;
const RECOMBINE_COLD = 0.001;
const KEEP_HOT = 0.4;
const KEEP_COLD = 0.1;
/** Proposals, for each node of the region's boundary and in all. */
const SEEK_PER_NODE = 60;
const SEEK_MOST = 200_000;
const KEEP_PER_NODE = 10;
const KEEP_MOST = 20_000;
/** Proposals and recombinations of one step. */
const BATCH = 1000;
const RECOMBINATIONS = 4;
/** Steps between two looks at whether a plan with something still beyond is the best so far: keeping it takes time. */
const KEEP_EVERY = 8;
/**
 * Times a region is searched before the repair is left to a search over the whole plan; each is a ring wider than the
 * one before, and all but the first recombine large parts, too.
 */
const ATTEMPTS = 4;

/**
 * Seeks from the state's plan; `local.best` is the best plan met. Yields once a step. The state's parts must be
 * complete; parts in several pieces stay so. Never moves fixed nodes, locked parts, or more than the state's budget.
 */
export function* localRepair(local: LocalSearch): Generator<void, void, void> {
  const { best } = local;
  openFirstRegion(local);
  const attempts = isHopeless(local) ? 1 : ATTEMPTS;
  for (let attempt = 0; attempt < attempts && best.excess > 0; attempt++) {
    if (attempt > 0) widenRegion(local);
    setLocalPrices(local, PRESSURE * 1.5 ** attempt, SEEK_AIM, SEEK_CHANGE);
    yield* seek(local, attempt > 0);
  }
  if (best.excess > 0) {
    sendBack(local);
    return;
  }
  for (const change of KEEP_CHANGES) {
    goToBest(local);
    setLocalPrices(local, PRESSURE, KEEP_AIM, change);
    yield* comeBack(local);
    sendBack(local);
    yield;
  }
}

/** Takes back moves of the best plan that are not needed for what it has reached. */
function sendBack(local: LocalSearch): void {
  goToBest(local);
  revertNeedless(local.state);
  keepBest(local);
}

/** Whether an unlocked part can't be inside whatever the plan: its neighbours will hardly be either. */
function isHopeless({ exempt, locked, state }: LocalSearch): boolean {
  const m = state.targets.measureCount;
  return exempt.some((excused, at) => excused === 1 && !locked[Math.floor(at / m)]);
}

function* seek(local: LocalSearch, large: boolean): Generator<void, void, void> {
  const { state, random, best } = local;
  const rounds = Math.ceil(Math.min(SEEK_MOST, SEEK_PER_NODE * state.boundaryCount) / BATCH);
  const price = Math.max(...state.price);
  for (let i = 0; i < rounds && best.excess > 0; i++) {
    anneal(state, HOT * (COLD / HOT) ** (i / rounds), BATCH, random);
    const temperature = price * RECOMBINE_HOT * (RECOMBINE_COLD / RECOMBINE_HOT) ** (i / rounds);
    if (excessOf(local) > 0) recombineBeyond(local, RECOMBINATIONS, temperature, large);
    if (excessOf(local) === 0 || i % KEEP_EVERY === 0 || i + 1 === rounds) keepBest(local);
    yield;
  }
}

function* comeBack(local: LocalSearch): Generator<void, void, void> {
  const { state, random } = local;
  const rounds = Math.ceil(Math.min(KEEP_MOST, KEEP_PER_NODE * state.boundaryCount) / BATCH);
  for (let i = 0; i < rounds; i++) {
    anneal(state, KEEP_HOT * (KEEP_COLD / KEEP_HOT) ** (i / rounds), BATCH, random);
    keepBest(local);
    yield;
  }
}

function setLocalPrices(local: LocalSearch, pressure: number, aim: number, change: number): void {
  const { state, exempt, totalCost } = local;
  const { targets } = state;
  const price = pressure * 6 * Math.sqrt(local.cells / targets.partCount);
  state.cutPrice = 1;
  state.changePrice = totalCost > 0 ? (change * price * targets.partCount) / totalCost : 0;
  state.awayPrice = 0;
  for (let at = 0; at < state.price.length; at++) {
    [state.low[at], state.high[at]] = aims(targets, at, aim);
    state.curve[at] = exempt[at] ? 0 : CURVE;
    state.price[at] = targets.inverse[at] === 0 ? 0 : price * targets.weight[at]! * (exempt[at] ? EXCUSED_PRICE : 1);
  }
}

function goToBest({ state, best, nodes }: LocalSearch): void {
  for (const v of nodes) if (state.parts[v] !== best.parts[v]) moveNode(state, v, best.parts[v]!);
}
