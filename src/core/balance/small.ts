/**
 * Small graphs to the optimum: all plans of connected parts, by branch and bound (Land, Doig 1960). Parts are grown one
 * after another from a node that is left; each branch takes a neighbouring node in or leaves it out, and ends where
 * what is certain by then is no better than the best plan known.
 */
import type { Merit } from './best-plan.ts';
import { type Board, createBoard, exemptMask, lightestStart, partExcess, piecesIn, reachFrom } from './small-board.ts';
import { offerParts, reviewBest, type Search } from './search.ts';

/** Nodes of the graph, as bits of one number; parts likewise. */
const MOST_NODES = 30;
const MOST_PARTS = 12;
const BRANCHES_PER_STEP = 20_000;
/** Branches after which the proof is given up. */
const MOST_BRANCHES = 8_000_000;
const GRAIN = 1e-9;
const FIELDS = 6;

/** Whether a graph is small enough for `provenBest`. */
export function isSmall({ graph, targets, meritCosts }: Search): boolean {
  return graph.count <= MOST_NODES && targets.partCount <= MOST_PARTS && !meritCosts.countParts;
}

/**
 * Looks for the best plan of all: contiguous first, then by the search's merit; keeps it in `search.best`, which must
 * hold a plan. Yields once a step. True when the plan in `best` is proved to be the best.
 */
export function* provenBest(search: Search): Generator<void, boolean, void> {
  const board = createBoard(search);
  const state = startOf(search, board);
  if (!state) return false;
  let branches = 0;
  for (;;) {
    for (let i = 0; i < BRANCHES_PER_STEP; i++) {
      if (state.depth === 0) return finish(search, board, state);
      branch(board, state);
    }
    branches += BRANCHES_PER_STEP;
    if (branches >= MOST_BRANCHES) {
      finish(search, board, state);
      return false;
    }
    yield;
  }
}

/** The open branches, as a stack of frames, and the best plan so far. */
interface Branching {
  depth: number;
  /** Nodes left, nodes in the part, nodes left out, open parts, part, level; a frame. */
  readonly frames: Int32Array;
  /** excess, cost, spent of the parts that are closed and of the nodes in the present one; a frame. */
  readonly figures: Float64Array;
  /** Loads of the present part; a frame. */
  readonly loads: Float64Array;
  /** Parts closed so far and their nodes, by level. */
  readonly closedPart: Int32Array;
  readonly closedNodes: Int32Array;
  /** Best way in to what is left: excess and cost, by nodes and parts left. */
  readonly visited: Map<number, [number, number]>;
  /** In figures of the board: without what no plan changes. */
  best: Merit;
  bestParts: Int32Array | null;
  readonly contiguous: boolean;
}

function startOf(search: Search, board: Board): Branching | null {
  const parts = search.best.parts;
  if (board.openParts === 0 || board.count < board.partsLeft) return null;
  const contiguous = board.parts.every((p) => piecesIn(board, maskOf(board, parts, p)) === 1);
  const size = 4 * (board.count + 4) * (board.partsLeft + 1);
  const state: Branching = {
    depth: 0,
    frames: new Int32Array(size * FIELDS),
    figures: new Float64Array(size * 3),
    loads: new Float64Array(size * board.measureCount),
    closedPart: new Int32Array(board.partsLeft),
    closedNodes: new Int32Array(board.partsLeft),
    visited: new Map(),
    best: contiguous ? meritOnBoard(board, parts) : { excess: Infinity, cost: Infinity },
    bestParts: null,
    contiguous,
  };
  openLevel(board, state, board.all, board.openParts, 0, 0, 0, 0);
  return state;
}

function maskOf(board: Board, parts: Int32Array, part: number): number {
  let mask = 0;
  board.nodes.forEach((v, i) => {
    if (parts[v] === part) mask |= 1 << i;
  });
  return mask;
}

function meritOnBoard(board: Board, parts: Int32Array): Merit {
  let excess = 0;
  let cost = 0;
  const loads = new Float64Array(board.measureCount);
  for (const p of board.parts) {
    const mask = maskOf(board, parts, p);
    loads.fill(0);
    for (let i = 0; i < board.count; i++) {
      if ((mask & (1 << i)) === 0) continue;
      for (let c = 0; c < loads.length; c++) loads[c]! += board.values[i * loads.length + c]!;
      cost += board.awayCost[i * board.partCount + p]! + edgesTo(board, i, board.all & ~mask) / 2;
    }
    const [off, excused] = partExcess(board, p, loads, exemptMask(board, mask));
    excess += off;
    cost += excused;
  }
  return { excess, cost };
}

/** Summed price of the edges from a node to those of a mask. */
function edgesTo(board: Board, node: number, mask: number): number {
  let sum = 0;
  for (let left = board.near[node]! & mask; left !== 0; left &= left - 1) {
    sum += board.edges[node * board.count + 31 - Math.clz32(left & -left)]!;
  }
  return sum;
}

/** Starts a part in what is left, once for each kind of part that may hold the first node. */
function openLevel(
  board: Board,
  state: Branching,
  left: number,
  open: number,
  level: number,
  excess: number,
  cost: number,
  spent: number,
): void {
  if (board.budget === Infinity && isDominated(state, left, open, excess, cost)) return;
  const start = lightestStart(board, left);
  let kinds = 0;
  for (const p of board.parts) {
    if ((open & (1 << board.bitOf[p]!)) === 0) continue;
    const held = board.held[p]!;
    const fixed = board.fixed[start]!;
    if (fixed >= 0 ? fixed !== p : kinds & (1 << board.kind[p]!)) continue;
    if (held === 0) kinds |= 1 << board.kind[p]!;
    push(board, state, [left, 0, forbidden(board, left, p), open, p, level], [excess, cost, spent], null);
    // The last part is all that is left.
    const whole = (open & (open - 1)) === 0 ? left : 1 << start;
    for (let nodes = whole; nodes !== 0; nodes &= nodes - 1) {
      include(board, state, state.depth - 1, 31 - Math.clz32(nodes & -nodes));
    }
  }
}

/** Nodes left that must be in other parts. */
function forbidden(board: Board, left: number, part: number): number {
  let mask = 0;
  for (const p of board.parts) if (p !== part) mask |= board.held[p]! & left;
  return mask;
}

function isDominated({ visited }: Branching, left: number, open: number, excess: number, cost: number): boolean {
  const key = left + open * 2 ** MOST_NODES;
  const known = visited.get(key);
  if (known && known[0] <= excess + GRAIN && known[1] <= cost + GRAIN) return true;
  if (!known || (excess <= known[0] && cost <= known[1])) visited.set(key, [excess, cost]);
  return false;
}

function push(board: Board, state: Branching, frame: number[], figures: number[], loads: Float64Array | null): void {
  const m = board.measureCount;
  const at = state.depth++;
  state.frames.set(frame, at * FIELDS);
  state.figures.set(figures, at * 3);
  if (loads) state.loads.set(loads, at * m);
  else state.loads.fill(0, at * m, at * m + m);
}

/** Takes a node into the part of a frame. */
function include(board: Board, state: Branching, at: number, node: number): void {
  const { frames, figures, loads } = state;
  const m = board.measureCount;
  const part = frames[at * FIELDS + 4]!;
  figures[at * 3 + 1]! +=
    edgesTo(board, node, frames[at * FIELDS + 2]!) + board.awayCost[node * board.partCount + part]!;
  figures[at * 3 + 2]! += board.spent[node * board.partCount + part]!;
  frames[at * FIELDS + 1]! |= 1 << node;
  for (let c = 0; c < m; c++) loads[at * m + c]! += board.values[node * m + c]!;
}

/** Takes the topmost branch and replaces it by those that it leads to. */
function branch(board: Board, state: Branching): void {
  const at = --state.depth;
  const { frames, figures } = state;
  const m = board.measureCount;
  const left = frames[at * FIELDS]!;
  const inPart = frames[at * FIELDS + 1]!;
  const out = frames[at * FIELDS + 2]!;
  const part = frames[at * FIELDS + 4]!;
  const excess = figures[at * 3]!;
  if (figures[at * 3 + 2]! > board.budget + GRAIN) return;
  const loads = state.loads.slice(at * m, at * m + m);
  const reach = reachFrom(board, inPart, left & ~out);
  if ((board.held[part]! & ~reach) !== 0 || piecesIn(board, inPart) > 1) return;
  const least = certainExcess(board, part, left, inPart, reach, loads);
  if (!isHopeful(state.best, excess + least, figures[at * 3 + 1]!)) return;
  const next = nextNode(board, inPart, reach, out);
  if (next < 0) {
    closePart(board, state, at, loads);
    return;
  }
  const bit = 1 << next;
  // The frame itself becomes the branch without the node; the one with it lies on top and goes first.
  const fields = [...frames.subarray(at * FIELDS, at * FIELDS + FIELDS)];
  const before = [...figures.subarray(at * 3, at * 3 + 3)];
  state.depth = at;
  if ((board.held[part]! & bit) === 0) {
    push(board, state, fields, before, loads);
    frames[at * FIELDS + 2] = out | bit;
    figures[at * 3 + 1]! += edgesTo(board, next, inPart);
  }
  push(board, state, fields, before, loads);
  include(board, state, state.depth - 1, next);
}

function isHopeful(best: Merit, excess: number, cost: number): boolean {
  return excess < best.excess - GRAIN || (excess <= best.excess + GRAIN && cost < best.cost - GRAIN);
}

/** Excess that a part will have at least: too much by now, or too little with all that it can reach. */
function certainExcess(
  board: Board,
  part: number,
  left: number,
  inPart: number,
  reach: number,
  loads: Float64Array,
): number {
  const m = board.measureCount;
  let sum = 0;
  for (let c = 0; c < m; c++) {
    if (board.heavy[c]! & left || board.hopeless[part * m + c]) continue;
    let most = loads[c]!;
    for (let rest = reach & ~inPart; rest !== 0; rest &= rest - 1) {
      most += board.values[(31 - Math.clz32(rest & -rest)) * m + c]!;
    }
    sum += board.least(part * m + c, loads[c]!, most);
  }
  return sum;
}

/** The node next to the part with most edges to what is decided; -1 = none is left to decide. */
function nextNode(board: Board, inPart: number, reach: number, out: number): number {
  let best = -1;
  let most = -1;
  for (let rest = reach & ~inPart; rest !== 0; rest &= rest - 1) {
    const node = 31 - Math.clz32(rest & -rest);
    if ((board.near[node]! & inPart) === 0) continue;
    const decided = edgesTo(board, node, inPart | out);
    if (decided > most) {
      most = decided;
      best = node;
    }
  }
  return best;
}

function closePart(board: Board, state: Branching, at: number, loads: Float64Array): void {
  const { frames, figures } = state;
  const [left, inPart, , open, part, level] = frames.subarray(at * FIELDS, at * FIELDS + FIELDS);
  const [off, excused] = partExcess(board, part!, loads, exemptMask(board, inPart!));
  const excess = figures[at * 3]! + off;
  const cost = figures[at * 3 + 1]! + excused;
  const spent = figures[at * 3 + 2]!;
  const rest = left! & ~inPart!;
  const openRest = open! & ~(1 << board.bitOf[part!]!);
  if (!isHopeful(state.best, excess, cost)) return;
  state.closedPart[level!] = part!;
  state.closedNodes[level!] = inPart!;
  if (rest === 0 && openRest === 0) {
    state.best = { excess, cost };
    state.bestParts = new Int32Array(board.count);
    for (let l = 0; l <= level!; l++) {
      for (let i = 0; i < board.count; i++) {
        if (state.closedNodes[l]! & (1 << i)) state.bestParts[i] = state.closedPart[l]!;
      }
    }
    return;
  }
  if (rest === 0 || openRest === 0 || piecesIn(board, rest) > bits(openRest)) return;
  openLevel(board, state, rest, openRest, level! + 1, excess, cost, spent);
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count++;
  return count;
}

function finish(search: Search, board: Board, { bestParts, contiguous }: Branching): boolean {
  if (!bestParts) return contiguous;
  const parts = search.best.parts.slice();
  board.nodes.forEach((v, i) => {
    parts[v] = bestParts[i]!;
  });
  if (contiguous) offerParts(search, parts);
  else {
    search.best.parts.set(parts);
    reviewBest(search);
    search.best.version++;
  }
  return true;
}
