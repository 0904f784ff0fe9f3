/** A plan from scratch on one graph: a region is cut in two again and again until every piece is one part. */
import { bestCuts, type Cut, type CutRequest } from './bisect.ts';
import { createPolishScratch, type PolishScratch, polishCut } from './polish-cut.ts';
import type { Random } from './random.ts';
import { createSweepScratch, type SweepScratch } from './sweep.ts';
import type { PartTargets } from './targets.ts';
import type { WeightedGraph } from './weighted-graph.ts';

export interface RecurseOptions {
  readonly directions: number;
  /** Cut edges that one part's worth of mismatch costs. */
  readonly price: number;
  /** Cuts of each region that are polished by exchange, of which the best is kept; 1 = no polish. */
  readonly candidates: number;
}

/** Regions of this many parts have no later cut to make up for a bad one: more candidates are tried. */
const FEW_PARTS = 4;
const FEW_FACTOR = 2;

interface Job {
  readonly nodes: Int32Array;
  readonly parts: readonly number[];
}

/**
 * Deals the nodes with `result[v] < 0` to the given parts; mutates `result`. Every part gets one connected piece
 * where the free nodes are connected enough: pieces of the graph that are more than the parts are added whole to the
 * part with most room. With fewer nodes than parts some parts stay empty.
 */
export function dealParts(
  graph: WeightedGraph,
  targets: PartTargets,
  parts: readonly number[],
  result: Int32Array,
  options: RecurseOptions,
  random: Random,
): void {
  const scratch = createSweepScratch(graph.count);
  const polish = createPolishScratch(graph);
  const region = new Int32Array(graph.count).fill(-1);
  const projection = new Float64Array(graph.count);
  const free: number[] = [];
  for (let v = 0; v < graph.count; v++) if (result[v]! < 0) free.push(v);
  let nextId = 0;
  const jobs: Job[] = [{ nodes: Int32Array.from(free), parts }];
  const orphans: Int32Array[] = [];
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    if (job.nodes.length === 0 || job.parts.length === 0) {
      if (job.nodes.length > 0) orphans.push(job.nodes);
      continue;
    }
    const id = nextId++;
    for (const v of job.nodes) region[v] = id;
    const pieces = piecesOfRegion(graph, job.nodes, region, id, scratch);
    if (pieces.length > 1) {
      jobs.push(...dealPieces(graph, targets, pieces, job.parts, orphans));
      continue;
    }
    if (job.parts.length === 1) {
      for (const v of job.nodes) result[v] = job.parts[0]!;
      continue;
    }
    const request = { graph, targets, nodes: job.nodes, region, id, parts: job.parts, ...options };
    const candidates =
      options.candidates > 1 && job.parts.length <= FEW_PARTS ? FEW_FACTOR * options.candidates : options.candidates;
    const cuts = bestCuts(request, candidates, scratch, projection, random);
    if (cuts.length === 0) {
      jobs.push({ nodes: job.nodes, parts: job.parts.slice(0, 1) });
      continue;
    }
    const { side, leading } = options.candidates > 1 ? bestPolished(request, cuts, polish, random) : cuts[0]!;
    jobs.push(...splitJob(job, side, leading, region, id));
  }
  placeOrphans(graph, targets, orphans, parts, result);
}

/** Polishes the candidates and returns the one that is cheapest then. */
function bestPolished(request: CutRequest, cuts: readonly Cut[], scratch: PolishScratch, random: Random): Cut {
  const polished = cuts.map((cut) => {
    const leading = request.parts.slice(0, cut.leading);
    const trailing = request.parts.slice(cut.leading);
    return { ...polishCut({ ...request, side: cut.side, leading, trailing }, scratch, random), leading: cut.leading };
  });
  return polished.reduce((a, b) => (b.cost < a.cost ? b : a));
}

function splitJob(job: Job, side: Int32Array, leading: number, region: Int32Array, id: number): Job[] {
  for (const v of side) region[v] = -1;
  return [
    { nodes: side, parts: job.parts.slice(0, leading) },
    { nodes: job.nodes.filter((v) => region[v] === id), parts: job.parts.slice(leading) },
  ];
}

/** Connected pieces of a region, in order of their smallest node; `scratch.rank` is used as marks. */
function piecesOfRegion(
  graph: WeightedGraph,
  nodes: Int32Array,
  region: Int32Array,
  id: number,
  scratch: SweepScratch,
): Int32Array[] {
  const now = ++scratch.stampNow;
  const { stamp, order } = scratch;
  const pieces: Int32Array[] = [];
  for (const start of nodes) {
    if (stamp[start] === now) continue;
    let tail = 0;
    order[tail++] = start;
    stamp[start] = now;
    for (let head = 0; head < tail; head++) {
      const v = order[head]!;
      for (let e = graph.offsets[v]!; e < graph.offsets[v + 1]!; e++) {
        const u = graph.targets[e]!;
        if (stamp[u] === now || region[u] !== id) continue;
        stamp[u] = now;
        order[tail++] = u;
      }
    }
    pieces.push(order.slice(0, tail));
  }
  return pieces;
}

/**
 * Shares parts out to the pieces of a disconnected region by their load (largest remainder), one at least to each
 * while they last, so that no part needs two pieces; what is left over becomes orphans.
 */
function dealPieces(
  graph: WeightedGraph,
  targets: PartTargets,
  pieces: Int32Array[],
  parts: readonly number[],
  orphans: Int32Array[],
): Job[] {
  const weights = pieces.map((piece) => pieceWeight(graph, targets, piece));
  const order = pieces
    .map((_, i) => i)
    .sort((a, b) => weights[b]! - weights[a]! || pieces[b]!.length - pieces[a]!.length);
  const kept = order.slice(0, parts.length);
  for (const i of order.slice(parts.length)) orphans.push(pieces[i]!);
  const counts = new Map(kept.map((i) => [i, 1]));
  for (let left = parts.length - kept.length; left > 0; left--) {
    const open = kept.filter((i) => counts.get(i)! < pieces[i]!.length);
    if (open.length === 0) break;
    const most = open.reduce((a, b) => (weights[b]! / counts.get(b)! > weights[a]! / counts.get(a)! ? b : a));
    counts.set(most, counts.get(most)! + 1);
  }
  let used = 0;
  return kept.map((i) => {
    const count = counts.get(i)!;
    used += count;
    return { nodes: pieces[i]!, parts: parts.slice(used - count, used) };
  });
}

/** Load in average parts' worth, summed over measures. */
function pieceWeight(graph: WeightedGraph, targets: PartTargets, nodes: Int32Array): number {
  const m = targets.measureCount;
  let weight = 0;
  for (let c = 0; c < m; c++) {
    let total = 0;
    for (let p = 0; p < targets.partCount; p++) total += targets.target[p * m + c]!;
    if (total > 0) for (const v of nodes) weight += (graph.values[v * m + c]! / total) * targets.partCount;
  }
  return weight;
}

/** Gives pieces that no part was left for to the part with most room, heaviest first. */
function placeOrphans(
  graph: WeightedGraph,
  targets: PartTargets,
  orphans: Int32Array[],
  parts: readonly number[],
  result: Int32Array,
): void {
  if (orphans.length === 0 || parts.length === 0) return;
  const m = targets.measureCount;
  const load = targets.baseLoad.slice();
  const add = (v: number, p: number) => {
    for (let c = 0; c < m; c++) load[p * m + c]! += graph.values[v * m + c]!;
  };
  for (let v = 0; v < graph.count; v++) if (result[v]! >= 0) add(v, result[v]!);
  const room = (p: number): number => {
    let sum = 0;
    for (let c = 0; c < m; c++) sum += (targets.target[p * m + c]! - load[p * m + c]!) * targets.inverse[p * m + c]!;
    return sum;
  };
  const weights = new Map(orphans.map((nodes) => [nodes, pieceWeight(graph, targets, nodes)]));
  for (const nodes of orphans.sort((a, b) => weights.get(b)! - weights.get(a)!)) {
    const p = parts.reduce((a, b) => (room(b) > room(a) ? b : a));
    for (const v of nodes) {
      result[v] = p;
      add(v, p);
    }
  }
}
