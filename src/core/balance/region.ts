/** The part of a plan that a local repair works on: what is beyond its limits, and enough of its surroundings. */
import type { Random } from './random.ts';
import { listBoundary, type SearchState } from './search-state.ts';
import type { TreeScratch } from './spanning-tree.ts';
import { beyondTolerance } from './targets.ts';

/** A plan that a local repair has met, on all nodes. */
interface LocalBest {
  readonly parts: Int32Array;
  excess: number;
  cost: number;
  /** +1 on every improvement. */
  version: number;
}

export interface LocalSearch {
  /** Over the whole graph; all parts outside the region are frozen. */
  readonly state: SearchState;
  readonly locked: Uint8Array;
  /** `[part * measures + measure]` = 1 where a proof or a heavy node excuses the part. */
  readonly exempt: Uint8Array;
  /** 1 = recombination keeps the node in its part. */
  readonly anchored: Uint8Array;
  readonly scratch: TreeScratch;
  readonly random: Random;
  /** Summed moveCost of all nodes, and the cells behind them. */
  readonly totalCost: number;
  readonly cells: number;
  /** 1 = the part is in the region. */
  readonly inRegion: Uint8Array;
  /** Nodes of the region. */
  nodes: Int32Array;
  readonly best: LocalBest;
}

/** Loads that were added up in another order must be inside as well. */
const GRAIN = 1e-9;
/** The region's mean may be this share of the tolerance off its target, before it is opened further. */
const MEAN_SHARE = 0.6;
const MOST_RINGS = 3;
/** Cells away from home count this much, as a share of the cost of moving everything. */
const AWAY_SHARE = 0.1;

/** Shares of targets that unlocked parts are beyond their limits, summed; what is excused is left out. */
export function excessOf({ state, locked, exempt }: LocalSearch): number {
  const { targets, loads } = state;
  const m = targets.measureCount;
  let excess = 0;
  for (let p = 0; p < targets.partCount; p++) {
    if (locked[p]) continue;
    for (let at = p * m; at < p * m + m; at++) {
      const off = beyondTolerance(targets, at, loads[at]!) + GRAIN;
      if (off > 0 && !exempt[at]) excess += targets.weight[at]! * off;
    }
  }
  return excess;
}

/** Unlocked parts that are beyond their limits and not excused, ascending. */
export function beyondParts({ state, locked, exempt }: LocalSearch): number[] {
  const { targets, loads } = state;
  const m = targets.measureCount;
  const found: number[] = [];
  for (let p = 0; p < targets.partCount; p++) {
    if (locked[p]) continue;
    let beyond = false;
    for (let at = p * m; at < p * m + m; at++) {
      if (!exempt[at] && beyondTolerance(targets, at, loads[at]!) > -GRAIN) beyond = true;
    }
    if (beyond) found.push(p);
  }
  return found;
}

/** Keeps the state's plan if it is the best of this repair. */
export function keepBest(local: LocalSearch): void {
  const { state, best, nodes } = local;
  const excess = excessOf(local);
  const gain = best.excess - excess;
  if (gain < -GRAIN) return;
  const cost = costAway(local);
  const isBetter = gain > GRAIN || (excess === 0 && best.excess > 0);
  if (!isBetter && cost >= best.cost) return;
  for (const v of nodes) best.parts[v] = state.parts[v]!;
  best.excess = excess;
  best.cost = cost;
  best.version++;
}

function costAway({ state, nodes, totalCost, cells }: LocalSearch): number {
  const { home, moveCost, sizes } = state.graph;
  const perCost = 1 / (totalCost || 1);
  const perCell = AWAY_SHARE / cells;
  let cost = 0;
  for (const v of nodes) {
    if (home[v]! >= 0 && home[v] !== state.parts[v]) cost += perCost * moveCost[v]! + perCell * sizes[v]!;
  }
  return cost;
}

/** Opens the parts that are beyond, their neighbours, and rings around them until what is too much there has room. */
export function openFirstRegion(local: LocalSearch): void {
  for (const p of beyondParts(local)) local.inRegion[p] = 1;
  addRing(local);
  for (let ring = 1; ring < MOST_RINGS && meanShare(local) > MEAN_SHARE; ring++) addRing(local);
  openParts(local);
}

/** Opens the neighbours of the region. */
export function widenRegion(local: LocalSearch): void {
  addRing(local);
  openParts(local);
}

function addRing({ state, inRegion, locked }: LocalSearch): void {
  const { graph, parts } = state;
  const inside = inRegion.slice();
  for (let v = 0; v < graph.count; v++) {
    if (!inside[parts[v]!]) continue;
    for (let e = graph.offsets[v]!, end = graph.offsets[v + 1]!; e < end; e++) {
      const q = parts[graph.targets[e]!]!;
      if (!locked[q]) inRegion[q] = 1;
    }
  }
}

/** How far the region's loads together are off, as a share of what they may be off; the worst measure. */
function meanShare({ state, inRegion, exempt }: LocalSearch): number {
  const { targets, loads } = state;
  const m = targets.measureCount;
  let worst = 0;
  for (let c = 0; c < m; c++) {
    let off = 0;
    let room = 0;
    for (let p = 0, at = c; p < targets.partCount; p++, at += m) {
      if (!inRegion[p] || exempt[at]) continue;
      off += loads[at]! - targets.target[at]!;
      room += targets.tolerance[at]! * targets.target[at]!;
    }
    if (room > 0) worst = Math.max(worst, Math.abs(off) / room);
  }
  return worst;
}

function openParts(local: LocalSearch): void {
  const { state, inRegion } = local;
  let count = 0;
  for (let p = 0; p < inRegion.length; p++) {
    state.frozen[p] = inRegion[p] ? 0 : 1;
    if (inRegion[p]) count += state.nodeCounts[p]!;
  }
  const nodes = new Int32Array(count);
  let used = 0;
  for (let v = 0; v < state.parts.length; v++) if (inRegion[state.parts[v]!]) nodes[used++] = v;
  local.nodes = nodes;
  listBoundary(state);
}
